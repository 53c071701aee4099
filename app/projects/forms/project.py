from collections.abc import Sequence
from typing import Any

from wtforms.fields import HiddenField, IntegerField, SelectField, SelectMultipleField, SubmitField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.divisions.models import Division
from app.i18n import _, _l
from app.organizations.forms.fields import LongTextField, TextField, not_after_today
from app.organizations.models import Organization
from app.projects.facts import Carrier, ProjectFacts, StepTaken
from app.projects.forms.money import money_field
from app.projects.forms.refusals import ProjectRefusableForm
from app.projects.labels import LEVEL_LABELS
from app.projects.models import Round
from app.projects.pipelines import pipeline_words
from app.projects.queries import Overview
from app.projects.words import Level, OrganizationRole
from app.standpoint import today
from app.web.forms import DateField, SelectChoice

MOST_PEOPLE = 99_999_999
SHORT, LONG = 100, 2000
PLAIN = (
    "name",
    "number",
    "kind",
    "field",
    "audience",
    "source",
    "starts_on",
    "ends_on",
    "leader_name",
    "leader_phone",
    "team",
    "need",
    "goals",
    "requested",
    "granted",
    "planned_beneficiaries",
    "agreement_on",
    "agreement_parties",
    "agreement_terms",
    "remark",
)


class ProjectForm(ProjectRefusableForm):
    """Enters a project, or edits one when made from its overview."""

    name = TextField(
        _l("项目名称"), longest=SHORT, validators=[InputRequired(_l("请填写项目名称"))]
    )
    number = TextField(_l("项目编号"), longest=50)
    round_id = SelectField(_l("批次"), coerce=lambda text: int(text) if text else None)
    pipeline = SelectField(_l("流程"))
    kind = TextField(_l("项目类型"), longest=50)
    level = SelectField(_l("项目级别"), coerce=lambda text: Level(text) if text else None)
    division_code = SelectField(_l("所属社区或街道"))
    organizations = SelectMultipleField(
        _l("实施单位"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    text = TextField(_l("查找组织"), longest=SHORT)
    look = SubmitField(_l("查找"))
    partners = TextField(_l("合作单位"), longest=200)
    sponsors = TextField(_l("资助单位"), longest=200)
    field = TextField(_l("服务领域"), longest=50)
    audience = TextField(_l("受益人群"), longest=SHORT)
    source = TextField(_l("资金来源"), longest=SHORT)
    requested = money_field(_l("申请金额（元）"))
    granted = money_field(_l("批复金额（元）"))
    starts_on = DateField(_l("实施开始日期"), validators=[Optional()])
    ends_on = DateField(_l("实施结束日期"), validators=[Optional()])
    planned_beneficiaries = IntegerField(
        _l("计划受益人次"),
        validators=[Optional(), NumberRange(0, MOST_PEOPLE, message=_l("请填写不小于0的整数"))],
    )
    leader_name = TextField(_l("项目负责人"), longest=50)
    leader_phone = TextField(_l("联系电话"), longest=50)
    team = LongTextField(_l("团队"), longest=LONG)
    need = LongTextField(_l("需求"), longest=LONG)
    goals = LongTextField(_l("目标"), longest=LONG)
    agreement_on = DateField(_l("签约日期"), validators=[Optional()])
    agreement_parties = TextField(_l("协议各方"), longest=200)
    agreement_terms = LongTextField(_l("权责约定"), longest=LONG)
    remark = LongTextField(_l("备注"), longest=LONG)
    on = DateField(_l("申报日期"), validators=[Optional(), not_after_today])
    opinion = LongTextField(_l("修改原因"), longest=500)
    version = HiddenField()

    def __init__(
        self,
        *,
        homes: Sequence[Division],
        rounds: Sequence[Round],
        overview: Overview | None = None,
        **data: Any,
    ) -> None:
        recorded = _as_recorded(overview) if overview else {}
        super().__init__(data={"on": today(), **recorded, **data})
        self._overview = overview
        if overview is None:
            del self.opinion
        else:
            del self.on
        self._offer(homes, rounds)

    def offer(self, organizations: Sequence[Organization]) -> None:
        self.organizations.choices = [SelectChoice(item.id, item.name) for item in organizations]

    def chosen(self) -> list[int]:
        return list(self.organizations.data or [])

    def facts(self) -> ProjectFacts:
        """Return what was asked for. Only call it on a form that has validated."""
        old = self._overview.detail if self._overview else None
        return ProjectFacts(
            **{name: self[name].data for name in PLAIN},
            division_code=self.division_code.data or None,
            pipeline=self.pipeline.data or None,
            round_id=self.round_id.data,
            level=self.level.data,
            organizations=self._carriers(),
            extra=old.extra if old else {},
            as_written=old.as_written if old else {},
        )

    def first_step(self, first: str) -> StepTaken:
        return StepTaken(first, self.on.data or today())

    def made_from(self) -> int:
        text = self.version.data or ""
        return int(text[:9]) if text.isascii() and text.isdigit() else 0

    def _offer(self, homes: Sequence[Division], rounds: Sequence[Round]) -> None:
        words = pipeline_words()
        self.division_code.choices = [
            SelectChoice("", _("按实施单位")),
            *(SelectChoice(item.code, item.name) for item in homes),
        ]
        self.round_id.choices = [
            SelectChoice("", _("不属于批次")),
            *(SelectChoice(item.id, item.name) for item in rounds),
        ]
        self.pipeline.choices = [
            SelectChoice("", _("按批次或类型")),
            *(SelectChoice(item.key, item.label) for item in words.values() if not item.is_retired),
        ]
        self.level.choices = [
            SelectChoice("", _("未定级")),
            *(SelectChoice(item.value, LEVEL_LABELS[item]) for item in Level),
        ]

    def _carriers(self) -> tuple[Carrier, ...]:
        return (
            *(Carrier(id_) for id_ in self.chosen()),
            *self._kept_texts(),
            *self._others(self.partners.data, OrganizationRole.PARTNER),
            *self._others(self.sponsors.data, OrganizationRole.SPONSOR),
        )

    def _others(self, text: str | None, role: OrganizationRole) -> list[Carrier]:
        """Return what the text says; untouched, it stands for the organizations recorded."""
        if self._overview is not None and text == _named(self._overview, role):
            return [
                Carrier(item.organization_id, item.organization_text, role)
                for item in self._overview.carriers
                if item.role is role
            ]
        return [Carrier(None, text, role)] if text else []

    def _kept_texts(self) -> list[Carrier]:
        """Return applicants the register does not have, as long as none is chosen."""
        if self._overview is None or self.chosen():
            return []
        return [
            Carrier(None, item.organization_text)
            for item in self._overview.carriers
            if item.organization_id is None and item.role is OrganizationRole.APPLICANT
        ]


def _as_recorded(overview: Overview) -> dict[str, Any]:
    detail, project = overview.detail, overview.project
    values = {name: getattr(detail, name) for name in PLAIN if name != "number"}
    return {
        **values,
        "number": project.number,
        "round_id": project.round_id,
        "pipeline": project.pipeline_key,
        "level": detail.level,
        "division_code": project.division_code,
        "organizations": [
            item.organization_id
            for item in overview.carriers
            if item.organization_id and item.role is OrganizationRole.APPLICANT
        ],
        "partners": _named(overview, OrganizationRole.PARTNER),
        "sponsors": _named(overview, OrganizationRole.SPONSOR),
        "version": str(project.version),
    }


def _named(overview: Overview, role: OrganizationRole) -> str | None:
    names = [
        item.organization.name if item.organization else item.organization_text or ""
        for item in overview.carriers
        if item.role is role
    ]
    return "、".join(names) or None
