"""Kinds of social organization (组织类型), told by law and by the credit code's class digit."""

from enum import StrEnum

from app.i18n import _l


class Kind(StrEnum):
    ASSOCIATION = "association"
    SERVICE_INSTITUTION = "service_institution"
    FOUNDATION = "foundation"
    COMMUNITY_GROUP = "community_group"
    OTHER = "other"


KIND_LABELS = {
    Kind.ASSOCIATION: _l("社会团体"),
    Kind.SERVICE_INSTITUTION: _l("社会服务机构"),
    Kind.FOUNDATION: _l("基金会"),
    Kind.COMMUNITY_GROUP: _l("社区社会组织"),
    Kind.OTHER: _l("其他"),
}

# GB 32100-2015: the first two characters of a civil-affairs credit code.
KIND_OF_CODE_CLASS = {
    "51": Kind.ASSOCIATION,
    "52": Kind.SERVICE_INSTITUTION,
    "53": Kind.FOUNDATION,
    "59": Kind.OTHER,
}
