"""What the hub does for organizations, and in which form. Pure."""

from enum import StrEnum

from app.i18n import _l


class SupportKind(StrEnum):
    CONSULTING = "consulting"
    MENTORING = "mentoring"
    POLICY = "policy"
    VENUE = "venue"
    RESOURCES = "resources"
    OTHER = "other"


class SupportForm(StrEnum):
    """How it was given."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    ON_SITE = "on_site"
    ONLINE = "online"
    PHONE = "phone"


KIND_LABELS = {
    SupportKind.CONSULTING: _l("咨询"),
    SupportKind.MENTORING: _l("督导"),
    SupportKind.POLICY: _l("政策"),
    SupportKind.VENUE: _l("场地"),
    SupportKind.RESOURCES: _l("资源"),
    SupportKind.OTHER: _l("其他"),
}

FORM_LABELS = {
    SupportForm.INDIVIDUAL: _l("个别"),
    SupportForm.GROUP: _l("团体"),
    SupportForm.ON_SITE: _l("现场"),
    SupportForm.ONLINE: _l("线上"),
    SupportForm.PHONE: _l("电话"),
}
