from collections.abc import Sequence
from typing import Any, ClassVar

from wtforms.fields import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from app.divisions.models import Division
from app.i18n import _, _l
from app.organizations import errors as organization_errors
from app.organizations.forms.fields import LongTextField, ReadField, TextField, not_after_today
from app.organizations.forms.homes import home_choices
from app.organizations.forms.refusals import RefusableForm, Refusals
from app.people import errors
from app.people.labels import LEVEL_LABELS
from app.people.models import Person, QualificationLevel
from app.people.operations import PersonDraft, PersonEdit
from app.values.personal import mask_phone, parse_personal_text
from app.values.phones import parse_phones
from app.web.forms import DateField, SelectChoice

LONGEST_NAME = 50
LONGEST_TEXT = 500
ANOTHER = "another"
SHARED = _l("这个人还在其他辖区的组织任职，不能整条撤回。请只撤回本辖区的任职。")


class PersonForm(RefusableForm):
    """What is said of a person, whatever the page."""

    name = ReadField(
        _l("姓名"),
        read=parse_personal_text,
        longest=LONGEST_NAME,
        validators=[InputRequired(_l("请填写姓名"))],
    )
    phone = ReadField(_l("手机或电话"), read=parse_phones, longest=LONGEST_NAME)
    employer = TextField(_l("工作单位"), longest=100)
    title = TextField(_l("职务职称"), longest=LONGEST_NAME)
    remark = LongTextField(_l("备注"), longest=LONGEST_TEXT)


class AddingForm(PersonForm):
    """Adds a person, or takes one of those here already."""

    existing = RadioField(_l("可能是同一个人"), validate_choice=False)

    def offer(self, people: Sequence[tuple[Person, str]]) -> None:
        """Ask which of these people it is, each with what tells them apart, or another one."""
        self.existing.choices = [
            *(
                SelectChoice(str(person.id), _person_text(person, about))
                for person, about in people
            ),
            SelectChoice(ANOTHER, _("都不是，另建一人")),
        ]
        self.existing.errors = [_("已有同号码或同名的人，请选择是哪一位")]

    def chosen(self) -> int | None:
        """Return the number of the person chosen, whether there is one or not."""
        text = self.existing.data or ""
        return int(text[:9]) if text.isascii() and text.isdigit() else None

    def draft_in(self, division_code: str) -> PersonDraft:
        """Return what was asked for. Only call it on a form that has validated."""
        return PersonDraft(
            name=self.name.data,
            division_code=division_code,
            phone=self.phone.data,
            employer=self.employer.data,
            title=self.title.data,
            remark=self.remark.data,
            is_another=self.existing.data == ANOTHER,
        )


class NewPersonForm(AddingForm):
    division_code = SelectField(_l("所属辖区"))

    def __init__(self, divisions: Sequence[Division], home: str) -> None:
        super().__init__(data={"division_code": home})
        self.division_code.choices = home_choices(divisions)

    def draft(self) -> PersonDraft:
        return self.draft_in(self.division_code.data)


class PersonEditForm(PersonForm):
    """Edits a person; the phone is never filled in, for it is not shown unasked."""

    is_phone_removed = BooleanField(_l("删去现有电话"))
    version = HiddenField()

    def __init__(self, person: Person) -> None:
        super().__init__(
            data={
                "name": person.name,
                "employer": person.employer,
                "title": person.title,
                "remark": person.remark,
                "version": str(person.version),
            }
        )
        if person.phone:
            self.phone.description = _("现为 %(phone)s；不改就空着", phone=mask_phone(person.phone))

    def edit(self) -> PersonEdit:
        """Return what was asked for. Only call it on a form that has validated."""
        phone: str | None = self.phone.data or ("" if self.is_phone_removed.data else None)
        text = self.version.data or ""
        return PersonEdit(
            version=int(text[:9]) if text.isascii() and text.isdigit() else 0,
            name=self.name.data,
            phone=phone,
            employer=self.employer.data,
            title=self.title.data,
            remark=self.remark.data,
        )


class RevealForm(RefusableForm):
    reason = TextField(
        _l("查看原因"),
        longest=100,
        validators=[InputRequired(_l("请填写查看原因，如“通知培训”"))],
    )


class WithdrawalForm(RefusableForm):
    reason = LongTextField(_l("撤回原因"), longest=LONGEST_TEXT)

    own_refusals: ClassVar[Refusals] = {errors.SharedPersonError: ("", SHARED)}


class QualificationForm(RefusableForm):
    level = SelectField(_l("资格等级"), coerce=QualificationLevel)
    obtained_on = DateField(
        _l("取得日期"), validators=[InputRequired(_l("请填写取得日期")), not_after_today]
    )
    certificate_number = TextField(_l("证书编号"), longest=LONGEST_NAME)

    own_refusals: ClassVar[Refusals] = {
        organization_errors.FutureDayError: ("obtained_on", _l("请填写今天或之前的日期")),
        errors.LevelTakenError: ("level", _l("这一等级已登记过；如有误请先撤回原来那条")),
    }

    def __init__(self, **data: Any) -> None:
        super().__init__(data=data)
        self.level.choices = [SelectChoice(item, LEVEL_LABELS[item]) for item in QualificationLevel]


def _person_text(person: Person, about: str) -> str:
    parts = (person.name, person.phone and mask_phone(person.phone), about)
    return " ".join(part for part in parts if part)
