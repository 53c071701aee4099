"""What metrics of recognitions count, and how the rows behind a number are shown."""

from typing import Any

from sqlalchemy import and_, func, select

from app.definitions.columns import Choice, Column, ColumnKind
from app.definitions.populations import Population
from app.divisions.queries import within
from app.history.points import known
from app.i18n import _, _l
from app.organizations.column_kinds import enumerated, plain_date
from app.organizations.models import Organization
from app.projects.labels import LEVEL_LABELS
from app.projects.models import ProjectDetail, Recognition
from app.projects.recognitions.labels import KIND_LABELS
from app.projects.recognitions.predicates import was_awarded
from app.projects.words import Level
from app.standpoint import Standpoint
from app.values.dates import PartialDate
from app.values.personal import mask_name


class RecognitionSources:
    """Recognitions of the division that were awarded by the day, one row each."""

    def __init__(self, standpoint: Standpoint) -> None:
        self.standpoint = standpoint
        self.recognition = Recognition

    def in_period(self) -> Any:
        return Recognition.awarded_on >= self.standpoint.since

    def select(self, *expressions: Any) -> Any:
        return (
            select(*expressions)
            .select_from(Recognition)
            .outerjoin(Organization, Organization.id == Recognition.organization_id)
            .outerjoin(
                ProjectDetail,
                and_(
                    ProjectDetail.project_id == Recognition.project_id,
                    known(ProjectDetail, self.standpoint),
                ),
            )
            .where(
                was_awarded(self.standpoint),
                within(Recognition.division_code, self.standpoint),
            )
        )


def _day(day: Any) -> PartialDate | None:
    return None if day is None else PartialDate(day)


def _days(key: str, label: str, column: Any) -> Column:
    return Column(
        key=key,
        label=label,
        kind=ColumnKind.DATE,
        select=lambda _sources: (column,),
        value=_day,
        plain=plain_date,
        width=13,
    )


def _text(key: str, label: str, column: Any, width: float = 20) -> Column:
    return Column(
        key=key,
        label=label,
        kind=ColumnKind.TEXT,
        select=lambda _sources: (column,),
        width=width,
    )


TITLE = _text("recognition_title", _l("称号"), Recognition.title, 34)
BEARER = Column(
    key="recognition_bearer",
    label=_l("项目或组织"),
    kind=ColumnKind.TEXT,
    select=lambda _sources: (func.coalesce(ProjectDetail.name, Organization.name),),
    width=34,
)
ORGANIZATION = _text("recognition_organization", _l("组织"), Organization.name, 34)
PERSON = Column(
    key="recognition_person",
    label=_l("个人"),
    kind=ColumnKind.TEXT,
    select=lambda _sources: (Recognition.person_name,),
    is_personal=True,
    mask=mask_name,
    width=12,
)
LEVEL = enumerated(
    "recognition_level",
    _l("级别"),
    Level,
    LEVEL_LABELS,
    lambda _sources: Recognition.level,
    width=10,
)
KIND = Column(
    key="recognition_kind",
    label=_l("种类"),
    kind=ColumnKind.BOOLEAN,
    select=lambda _sources: (Recognition.is_brand,),
    show=lambda value: str(KIND_LABELS[bool(value)]),
    match=lambda _sources, values: Recognition.is_brand.in_([value == "yes" for value in values]),
    choices=lambda: [Choice("yes", _("品牌")), Choice("no", _("荣誉"))],
    width=8,
)
ISSUER = _text("recognition_issuer", _l("授予单位"), Recognition.issuer)
DOCUMENT_NUMBER = _text("recognition_document", _l("文号"), Recognition.document_number)
AWARDED_ON = _days("recognition_on", _l("认定日期"), Recognition.awarded_on)
VALID_UNTIL = _days("recognition_until", _l("有效期止"), Recognition.valid_until)

RECOGNITIONS = Population(
    key="recognitions",
    label=_l("品牌和荣誉"),
    sources=RecognitionSources,
    identity=lambda _sources: Recognition.id,
    order=lambda _sources: (Recognition.awarded_on.desc(), Recognition.id.desc()),
    columns=lambda: (
        TITLE,
        BEARER,
        ORGANIZATION,
        PERSON,
        LEVEL,
        KIND,
        ISSUER,
        DOCUMENT_NUMBER,
        AWARDED_ON,
        VALID_UNTIL,
    ),
    endpoint="recognitions.detail",
    argument="recognition_id",
)
POPULATIONS = (RECOGNITIONS,)
