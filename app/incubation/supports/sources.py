"""What metrics of the support log count: supports, and the organizations they were for."""

from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.definitions.columns import Column, ColumnKind
from app.definitions.populations import Population
from app.divisions.queries import within
from app.i18n import _, _l
from app.incubation.supports.kinds import FORM_LABELS, KIND_LABELS, SupportForm, SupportKind
from app.incubation.supports.models import Support, SupportRecipient
from app.incubation.supports.queries import counts, has_recipient
from app.organizations.column_kinds import enumerated, whole_day
from app.organizations.models import Organization
from app.standpoint import Standpoint


class SupportSources:
    """Supports with a recipient in the division, one row each, of any day up to the standpoint's."""

    def __init__(self, standpoint: Standpoint) -> None:
        self.standpoint = standpoint
        self.support = Support

    def in_period(self) -> ColumnElement[bool]:
        return Support.on >= self.standpoint.since

    def select(self, *expressions: Any) -> Any:
        statement = select(*expressions).select_from(Support)
        return statement.where(counts(self.standpoint), has_recipient(self.standpoint))


class RecipientSources:
    """The same supports, one row for each recipient in the division."""

    def __init__(self, standpoint: Standpoint) -> None:
        self.standpoint = standpoint
        self.support = Support
        self.organization = Organization

    def in_period(self) -> ColumnElement[bool]:
        return Support.on >= self.standpoint.since

    def select(self, *expressions: Any) -> Any:
        return (
            select(*expressions)
            .select_from(Support)
            .join(SupportRecipient, SupportRecipient.support_id == Support.id)
            .join(Organization, Organization.id == SupportRecipient.organization_id)
            .where(counts(self.standpoint), within(Organization.division_code, self.standpoint))
        )


def _number(_sources: Any) -> Any:
    return func.coalesce(Support.root_id, Support.id)


def _names(sources: SupportSources) -> tuple[Any, ...]:
    """Select the first recipient in view by name, and how many there are in view."""
    return tuple(
        select(expression)
        .select_from(SupportRecipient)
        .join(Organization, Organization.id == SupportRecipient.organization_id)
        .where(
            SupportRecipient.support_id == Support.id,
            within(Organization.division_code, sources.standpoint),
        )
        .correlate(Support)
        .scalar_subquery()
        for expression in (func.min(Organization.name), func.count())
    )


def _named(name: str, count: int) -> str:
    return name if count == 1 else _("%(name)s等%(count)s家", name=name, count=count)


ON = whole_day("support_on", _l("服务日期"), lambda _sources: Support.on)
KIND = enumerated(
    "support_kind",
    _l("服务类型"),
    SupportKind,
    KIND_LABELS,
    lambda _sources: Support.kind,
    width=10,
)
FORM = enumerated(
    "support_form",
    _l("服务形式"),
    SupportForm,
    FORM_LABELS,
    lambda _sources: Support.form,
    width=10,
)
MINUTES = Column(
    key="support_minutes",
    label=_l("时长（分钟）"),
    kind=ColumnKind.COUNT,
    select=lambda _sources: (Support.minutes,),
    width=12,
    is_summed=True,
)
BY = Column(
    key="support_by",
    label=_l("服务人"),
    kind=ColumnKind.TEXT,
    select=lambda _sources: (Support.by_name,),
    width=12,
)
PROBLEM = Column(
    key="support_problem",
    label=_l("问题"),
    kind=ColumnKind.TEXT,
    select=lambda _sources: (Support.problem,),
    width=30,
)
RECIPIENTS = Column(
    key="support_recipients",
    label=_l("服务对象"),
    kind=ColumnKind.TEXT,
    select=_names,
    value=_named,
    width=34,
)
RECIPIENT = Column(
    key="support_recipient",
    label=_l("服务对象"),
    kind=ColumnKind.TEXT,
    select=lambda sources: (sources.organization.name,),
    sort=lambda sources: sources.organization.sort_key,
    width=34,
)

SUPPORTS = Population(
    key="supports",
    label=_l("服务记录"),
    sources=SupportSources,
    identity=_number,
    order=lambda _sources: (Support.on.desc(), Support.id.desc()),
    columns=lambda: (RECIPIENTS, ON, KIND, FORM, MINUTES, BY, PROBLEM),
    endpoint="supports.detail",
    argument="support_id",
)
RECIPIENTS_OF_SUPPORTS = Population(
    key="support_recipients",
    label=_l("服务对象"),
    sources=RecipientSources,
    identity=lambda _sources: SupportRecipient.id,
    order=lambda _sources: (Organization.sort_key, Organization.id, Support.on.desc(), Support.id),
    columns=lambda: (RECIPIENT, ON, KIND, FORM, MINUTES, BY, PROBLEM),
)
POPULATIONS = (SUPPORTS, RECIPIENTS_OF_SUPPORTS)
