"""Forms of brands and honors."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from wtforms.fields import RadioField, SelectField, SubmitField
from wtforms.validators import InputRequired, Optional

from app.files.forms import EvidenceField
from app.i18n import _, _l
from app.organizations.errors import BeforeExistenceError, FutureDayError
from app.organizations.forms.fields import LongTextField, TextField, not_after_today
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.organizations.models import Organization
from app.projects.labels import LEVEL_LABELS
from app.projects.models import ProjectDetail
from app.projects.recognitions import errors
from app.projects.recognitions.labels import KIND_LABELS
from app.projects.recognitions.operations import RecognitionEntry
from app.projects.recognitions.queries import RecognitionRow
from app.projects.words import Level
from app.standpoint import today
from app.web.forms import DateField, SelectChoice

OWN_REFUSALS: Refusals = {
    BeforeExistenceError: (
        "awarded_on",
        _l("这一天组织尚未成立。请填写最早一条登记状态当日或之后的日期"),
    ),
    FutureDayError: ("awarded_on", _l("认定日期不能晚于今天")),
    errors.NoSubjectError: ("text", _l("请查找并选择项目或组织，或填写个人姓名")),
    errors.ValidityError: ("valid_until", _l("有效期止不能早于认定日期")),
    errors.RevocationDayError: ("awarded_on", _l("认定日期不能晚于撤销日期")),
}
KINDS = {"brand": True, "honor": False}
PROJECT, ORGANIZATION = "project", "organization"


class RecognitionForm(RefusableForm):
    """Records a recognition, or puts one right; who bears it is looked for on the page."""

    kind = SelectField(_l("种类"), choices=())
    title = TextField(
        _l("称号"),
        longest=200,
        validators=[InputRequired(_l("请填写称号，如“市级品牌公益服务项目”"))],
    )
    level = SelectField(_l("级别"), validators=[InputRequired(_l("请选择级别"))])
    awarded_on = DateField(
        _l("认定日期"), validators=[InputRequired(_l("请填写认定日期")), not_after_today]
    )
    valid_until = DateField(_l("有效期止"), validators=[Optional()])
    issuer = TextField(_l("授予单位"), longest=100)
    document_number = TextField(_l("文号"), longest=100)
    text = TextField(_l("项目或组织"), longest=100)
    look = SubmitField(_l("查找"))
    bearer = RadioField(_l("选择项目或组织"), validate_choice=False)
    person_name = TextField(_l("个人姓名"), longest=50)
    remark = LongTextField(_l("备注"), longest=500)
    files = EvidenceField(_l("证书、文件扫描件"))

    own_refusals: ClassVar[Refusals] = OWN_REFUSALS

    def __init__(self, **data: Any) -> None:
        super().__init__(data={"awarded_on": today(), "kind": "brand", **data})
        self.kind.choices = [
            SelectChoice(key, KIND_LABELS[is_brand]) for key, is_brand in KINDS.items()
        ]
        self.level.choices = [
            SelectChoice("", _("请选择")),
            *(SelectChoice(level.value, LEVEL_LABELS[level]) for level in Level),
        ]
        self.offer([], [])

    def offer(
        self, projects: Sequence[ProjectDetail], organizations: Sequence[Organization]
    ) -> None:
        found = [
            *(
                SelectChoice(f"{PROJECT}-{item.project_id}", _("项目：%(name)s", name=item.name))
                for item in projects
            ),
            *(
                SelectChoice(f"{ORGANIZATION}-{item.id}", _("组织：%(name)s", name=item.name))
                for item in organizations
            ),
        ]
        self.bearer.choices = found
        if len(found) == 1 and not self.bearer.data:
            self.bearer.data = found[0].value

    def chosen(self, kind: str) -> int | None:
        """Return the number of the project or organization that was chosen."""
        of, _mark, number = (self.bearer.data or "").partition("-")
        is_number = number.isascii() and number.isdigit() and len(number) < 10  # noqa: PLR2004
        return int(number) if of == kind and is_number else None

    def entry(self) -> RecognitionEntry:
        """Return what was asked for. Only call it on a form that has validated."""
        assert self.awarded_on.data is not None
        return RecognitionEntry(
            title=self.title.data or "",
            level=Level(self.level.data),
            is_brand=KINDS.get(self.kind.data, True),
            awarded_on=self.awarded_on.data,
            project_id=self.chosen(PROJECT),
            organization_id=self.chosen(ORGANIZATION),
            person_name=self.person_name.data,
            issuer=self.issuer.data,
            document_number=self.document_number.data,
            valid_until=self.valid_until.data,
            remark=self.remark.data,
        )


class RevocationForm(RefusableForm):
    revoked_on = DateField(
        _l("撤销日期"), validators=[InputRequired(_l("请填写撤销日期")), not_after_today]
    )
    reason = LongTextField(
        _l("撤销原因"), longest=500, validators=[InputRequired(_l("请填写撤销原因"))]
    )

    own_refusals: ClassVar[Refusals] = {
        FutureDayError: ("revoked_on", _l("撤销日期不能晚于今天")),
        errors.RevocationDayError: ("revoked_on", _l("撤销日期不能早于认定日期")),
        errors.AlreadyRevokedError: ("", _l("已由别人撤销")),
    }

    def __init__(self) -> None:
        super().__init__(data={"revoked_on": today()})

    def day(self) -> date:
        assert self.revoked_on.data is not None
        return self.revoked_on.data


class RecognitionWithdrawalForm(RefusableForm):
    reason = LongTextField(_l("撤回原因"), longest=500)


def as_recorded(row: RecognitionRow) -> dict[str, Any]:
    item = row.recognition
    bearer = ""
    if item.project_id is not None:
        bearer = f"{PROJECT}-{item.project_id}"
    elif item.organization_id is not None:
        bearer = f"{ORGANIZATION}-{item.organization_id}"
    return {
        "kind": "brand" if item.is_brand else "honor",
        "title": item.title,
        "level": item.level.value,
        "awarded_on": item.awarded_on,
        "valid_until": item.valid_until,
        "issuer": item.issuer,
        "document_number": item.document_number,
        "bearer": bearer,
        "person_name": item.person_name,
        "remark": item.remark,
    }
