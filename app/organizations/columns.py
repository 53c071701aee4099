"""The register's columns: every one defined once, for list, form, import, export and masking."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, literal

from app.definitions.columns import Choice, Column, ColumnKind
from app.i18n import _, _l
from app.organizations.column_kinds import attribute, enumerated, partial_date, yes_no
from app.organizations.dictionaries import category_labels, stage_words
from app.organizations.grades import GRADE_LEVEL_LABELS, Grade, GradeLevel, is_over
from app.organizations.kinds import KIND_LABELS, Kind
from app.organizations.ledger_fields import FIELD_OF
from app.organizations.sources import Sources
from app.organizations.standings import STANDING_LABELS, Standing
from app.organizations.words import read_grade, read_kind, read_stage, read_standing
from app.values.codes import parse_credit_code, parse_number_text
from app.values.counts import parse_count
from app.values.money import in_yuan, parse_money
from app.values.personal import mask_name, mask_phone, parse_personal_text
from app.values.phones import parse_phones
from app.values.texts import clean_line, clean_text, says_nothing

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class GradeShown:
    """A grade and whether its validity is over on the day of the picture."""

    grade: Grade
    is_over: bool

    def __str__(self) -> str:
        return _("%(grade)s（已过期）", grade=self.grade) if self.is_over else str(self.grade)


def _grade_shown(grade: Grade | None, expires_on: date | None, on: date) -> GradeShown | None:
    return None if grade is None else GradeShown(grade, is_over(expires_on, on))


def _stage_shown(key: str | None, label: str | None) -> Choice | None:
    return None if key is None else Choice(key, label or key)


def _days(since: date | None, on: date) -> int | None:
    return None if since is None else (on - since).days


def _in_force_with(sources: Sources, grades: Sequence[str]) -> Any:
    return and_(sources.grade_in_force(), sources.grade.grade.in_(grades))


def _parse_stage(raw: Any, _unit: str | None) -> str | None:
    return read_stage(raw, stage_words())


def _stage_choices() -> list[Choice]:
    return [Choice(word.key, word.label) for word in stage_words()]


def _count(key: str, label: str) -> Column:
    return attribute(
        key,
        label,
        ColumnKind.COUNT,
        lambda raw, _unit: parse_count(raw),
        group=_l("人员情况"),
        width=9,
        is_summed=True,
    )


def _line(key: str, label: str, **options: Any) -> Column:
    return attribute(key, label, ColumnKind.TEXT, lambda raw, _unit: clean_line(raw), **options)


def _said_line(key: str, label: str, **options: Any) -> Column:
    """Make a column of lines where 无, — and the like say nothing."""
    return attribute(
        key,
        label,
        ColumnKind.TEXT,
        lambda raw, _unit: None if says_nothing(raw) else clean_line(raw),
        **options,
    )


def _text(key: str, label: str, **options: Any) -> Column:
    return attribute(key, label, ColumnKind.TEXT, lambda raw, _unit: clean_text(raw), **options)


def _number(key: str, label: str, **options: Any) -> Column:
    return attribute(
        key, label, ColumnKind.CODE, lambda raw, _unit: parse_number_text(raw), **options
    )


NAME = _line(
    "name",
    _l("组织名称"),
    width=34,
    sort=lambda s: s.organization.sort_key,
)
CREDIT_CODE = attribute(
    "credit_code",
    _l("统一社会信用代码"),
    ColumnKind.CODE,
    lambda raw, _unit: parse_credit_code(raw),
    width=22,
)
FILING_NUMBER = _number(
    "filing_number",
    _l("备案编号"),
    group=_l("备案"),
    width=22,
)
FILED_ON = partial_date(
    "filed_on",
    _l("备案日期"),
    lambda s: tuple(
        s.since_standing(Standing.FILED, part) for part in ("since", "since_precision")
    ),
    group=_l("备案"),
)
REGISTRATION_NUMBER = _number(
    "registration_number",
    _l("登记证号"),
    group=_l("登记"),
    width=20,
)
REGISTERED_ON = partial_date(
    "registered_on",
    _l("登记日期"),
    lambda s: tuple(
        s.since_standing(Standing.REGISTERED, part) for part in ("since", "since_precision")
    ),
    group=_l("登记"),
)
REGISTRAR = _said_line(
    "registrar",
    _l("登记管理机关"),
    group=_l("登记"),
    width=20,
)
KIND = enumerated(
    "kind",
    _l("组织类型"),
    Kind,
    KIND_LABELS,
    lambda s: s.organization.kind,
    lambda raw, _unit: read_kind(raw),
    width=14,
)
STANDING = enumerated(
    "standing",
    _l("登记状态"),
    Standing,
    STANDING_LABELS,
    lambda s: s.standing.standing,
    lambda raw, _unit: read_standing(raw),
    width=10,
)
CATEGORY = _said_line(
    "category",
    _l("业务类别"),
    width=14,
    match=lambda s, values: s.organization.category.in_(values),
    choices=lambda: [Choice(label, label) for label in category_labels()],
)
COMMUNITY = Column(
    key="community",
    label=_l("所属社区"),
    kind=ColumnKind.TEXT,
    width=14,
    select=lambda s: (s.community.name,),
    sort=lambda s: s.organization.division_code,
    match=lambda s, codes: s.organization.division_code.in_(codes),
    parse=lambda raw, _unit: None if says_nothing(raw) else clean_line(raw),
)
STREET = Column(
    key="street",
    label=_l("所属街道"),
    kind=ColumnKind.TEXT,
    width=14,
    select=lambda s: (s.street.name,),
    sort=lambda s: s.organization.division_code,
)
ESTABLISHED_ON = partial_date(
    "established_on",
    _l("成立日期"),
    lambda s: (s.organization.established_on, s.organization.established_precision),
)
SUPERVISOR = _said_line("supervisor", _l("业务主管单位"), width=20)
LEADER_NAME = attribute(
    "leader_name",
    _l("负责人"),
    ColumnKind.TEXT,
    lambda raw, _unit: parse_personal_text(raw),
    is_personal=True,
    mask=mask_name,
)
PHONE = attribute(
    "phone",
    _l("联系电话"),
    ColumnKind.CODE,
    lambda raw, _unit: parse_phones(raw),
    width=15,
    is_personal=True,
    mask=mask_phone,
)
ADDRESS = _said_line("address", _l("地址"), width=30)
FUND = attribute(
    "fund",
    _l("开办资金（元）"),
    ColumnKind.MONEY,
    parse_money,
    width=14,
    is_summed=True,
    show=lambda fen: "" if fen is None else f"{in_yuan(fen):,}".removesuffix(".00"),
    plain=lambda fen: None if fen is None else _whole(in_yuan(fen)),
)
STAFF_COUNT = _count("staff_count", _l("从业人数"))
SOCIAL_WORKER_COUNT = _count("social_worker_count", _l("社工人数"))
VOLUNTEER_COUNT = _count("volunteer_count", _l("志愿者人数"))
MEMBER_COUNT = _count(
    "member_count",
    _l("会员（成员）数"),
)
PARTY_MEMBER_COUNT = _count("party_member_count", _l("党员人数"))
PARTY_BRANCH = _said_line("party_branch", _l("党组织"), width=14)
STAGE = Column(
    key="stage",
    label=_l("孵化阶段"),
    kind=ColumnKind.CHOICE,
    width=10,
    select=lambda s: (s.stage.stage, s.stage_word.label),
    value=_stage_shown,
    show=lambda item: "" if item is None else item.label,
    plain=lambda item: None if item is None else item.value,
    parse=_parse_stage,
    sort=lambda s: s.stage_word.rank,
    match=lambda s, keys: s.stage.stage.in_(keys),
    choices=_stage_choices,
)
STAGE_SINCE = partial_date(
    "stage_since",
    _l("进入现阶段日期"),
    lambda s: (s.stage.since, s.stage.since_precision),
)
DAYS_IN_STAGE = Column(
    key="days_in_stage",
    label=_l("现阶段天数"),
    kind=ColumnKind.COUNT,
    width=10,
    select=lambda s: (s.stage.since, literal(s.standpoint.on)),
    value=_days,
    sort=lambda s: s.days_since(s.stage.since),
    turns=lambda s: literal(s.standpoint.on + A_DAY),
)
GRADE = Column(
    key="grade",
    label=_l("评估等级"),
    kind=ColumnKind.CHOICE,
    width=13,
    group=_l("等级评估"),
    select=lambda s: (s.grade.grade, s.grade.expires_on, literal(s.standpoint.on)),
    value=_grade_shown,
    plain=lambda item: None if item is None else item.grade,
    parse=lambda raw, _unit: read_grade(raw),
    match=_in_force_with,
    choices=lambda: [Choice(grade, grade) for grade in Grade],
    turns=lambda s: s.next_grade_day(),
)
GRADE_SINCE = partial_date(
    "grade_since",
    _l("等级有效期起"),
    lambda s: (s.grade.since, s.grade.since_precision),
    group=_l("等级评估"),
    turns=lambda s: s.next_grade_day(),
)
GRADE_UNTIL = partial_date(
    "grade_until",
    _l("等级有效期止"),
    lambda s: (s.grade.expires_on, s.grade.expires_precision),
    group=_l("等级评估"),
    turns=lambda s: s.next_grade_day(),
)
GRADE_LEVEL = enumerated(
    "grade_level",
    _l("评定级别"),
    GradeLevel,
    GRADE_LEVEL_LABELS,
    lambda s: s.grade.level,
    group=_l("等级评估"),
    turns=lambda s: s.next_grade_day(),
)
BUSINESS_SCOPE = _text("business_scope", _l("业务范围"), width=34)
IS_BRANCH = yes_no("is_branch", _l("分支（代表）机构"))
REMARK = _text("remark", _l("备注"), width=20)


def _whole(yuan: Any) -> int | float:
    return int(yuan) if yuan == int(yuan) else float(yuan)


_COLUMNS = (
    NAME, CREDIT_CODE, KIND, STANDING, CATEGORY, STREET, COMMUNITY,
    FILING_NUMBER, FILED_ON, REGISTRATION_NUMBER, REGISTERED_ON, REGISTRAR,
    SUPERVISOR, ESTABLISHED_ON, LEADER_NAME, PHONE, ADDRESS, FUND,
    STAFF_COUNT, SOCIAL_WORKER_COUNT, VOLUNTEER_COUNT, MEMBER_COUNT, PARTY_MEMBER_COUNT,
    PARTY_BRANCH, STAGE, STAGE_SINCE, DAYS_IN_STAGE,
    GRADE, GRADE_SINCE, GRADE_UNTIL, GRADE_LEVEL, BUSINESS_SCOPE, IS_BRANCH, REMARK,
)  # fmt: skip
COLUMNS: tuple[Column, ...] = tuple(
    replace(column, field=FIELD_OF.get(column.key)) for column in _COLUMNS
)
