"""How templates write personal data: phones hidden for everybody, names by permission."""

from app.access.permissions import Permission
from app.accounts.guards import viewer
from app.people.views.blueprints import people
from app.values.personal import mask_name, mask_phone, mask_within


@people.app_template_filter("masked_phone")
def masked_phone(phone: str | None) -> str | None:
    return mask_phone(phone) if phone else None


@people.app_template_filter("masked_within")
def masked_within(text: str | None) -> str | None:
    return mask_within(text) if text else None


@people.app_template_filter("person_name")
def person_name(name: str) -> str:
    return name if viewer().may(Permission.ORGANIZATION_PERSONAL_READ) else mask_name(name)
