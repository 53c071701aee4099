from collections.abc import Collection, Mapping
from typing import Any

from flask import Blueprint

from app.access.permissions import Permission
from app.accounts.guards import standpoint, viewer
from app.divisions.codes import contains
from app.organizations.models import Organization
from app.standpoint import as_query
from app.trainings.teaching import Teaching, teaching_by_mentor
from app.values.personal import mask_name, mask_phone

blueprint = Blueprint("trainings", __name__)


def look() -> dict[str, Any]:
    """Return the standpoint as it travels in links."""
    return {**as_query(standpoint(), own_division=viewer().division_code)}


def may_edit() -> bool:
    return viewer().may(Permission.TRAINING_EDIT) and standpoint().known_at is None


def may_read_personal() -> bool:
    return viewer().may(Permission.ORGANIZATION_PERSONAL_READ)


@blueprint.context_processor
def _about_people() -> dict[str, Any]:
    return {"mask_name": mask_name, "mask_phone": mask_phone, "viewer_sees": _sees}


@blueprint.app_context_processor
def _about_mentors() -> dict[str, Any]:
    """Let pages of mentors tell what they taught, without knowing of trainings."""
    return {"mentor_teaching": _teaching}


def _teaching(mentor_ids: Collection[int]) -> Mapping[int, Teaching]:
    return teaching_by_mentor(standpoint(), mentor_ids)


def _sees(organization: Organization) -> bool:
    return contains(standpoint().division, organization.division_code)
