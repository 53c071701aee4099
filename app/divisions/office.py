"""Whose office a workbook is from, and the official form around its table."""

from app.divisions.queries import path_names
from app.i18n import _
from app.standpoint import Standpoint, today
from app.web.formatting import long_day
from app.workbooks.layout import OfficialForm


def office_name(standpoint: Standpoint) -> str:
    return "".join(path_names(standpoint.division)) or _("全部辖区")


def official_form(office: str, title: str) -> OfficialForm:
    """Return the form an office fills in today: title, unit and day above, signatures below."""
    return OfficialForm(
        title=title,
        unit_line=_("填报单位（盖章）：%(office)s", office=office),
        date_line=_("填报日期：%(day)s", day=long_day(today())),
        signature=_("单位负责人：　　　　　　审核人：　　　　　　填表人：　　　　　　联系电话："),
    )
