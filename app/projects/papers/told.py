"""What the papers have in common: how facts of a project are written, and its tables."""

from collections.abc import Sequence
from datetime import date

from app.documents.layout import TableColumn
from app.documents.official import OfficialDocument
from app.i18n import _
from app.projects.assessments.ranking_sheet import shown_average
from app.projects.labels import ASSESSMENT_LABELS, LEVEL_LABELS, RESULT_LABELS
from app.projects.models import BudgetLine, Indicator, ProjectDetail
from app.projects.papers.dossiers import Dossier
from app.projects.stands import word_of
from app.projects.words import OrganizationRole
from app.values.money import in_yuan
from app.web.formatting import long_day


def yuan(fen: int | None) -> str:
    return "" if fen is None else f"{in_yuan(fen):,.2f}"


def count(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def some_day(on: date | None) -> str:
    return long_day(on) if on else ""


def period(detail: ProjectDetail) -> str:
    if detail.starts_on is None and detail.ends_on is None:
        return ""
    return f"{some_day(detail.starts_on)}—{some_day(detail.ends_on)}"


def level(detail: ProjectDetail) -> str:
    return str(LEVEL_LABELS[detail.level]) if detail.level else ""


def applicants(dossier: Dossier) -> str:
    return dossier.carriers_as(OrganizationRole.APPLICANT)


def step(dossier: Dossier) -> str:
    return word_of(dossier.row.project.pipeline_key, dossier.row.step.step).label


def put_budget(document: OfficialDocument, lines: Sequence[BudgetLine]) -> None:
    columns = [
        TableColumn(_("序号"), 14, "center"),
        TableColumn(_("支出内容"), 48),
        TableColumn(_("类别"), 24, "center"),
        TableColumn(_("计算依据"), 44),
        TableColumn(_("金额（元）"), 30, "right"),
    ]
    rows = [
        [
            str(at),
            line.label,
            _("直接费用") if line.is_direct else _("间接费用"),
            line.calculation or "",
            yuan(line.amount),
        ]
        for at, line in enumerate(lines, 1)
    ]
    total = sum(line.amount for line in lines)
    document.table(columns, [*rows, ["", _("合计"), "", "", yuan(total)]])


def put_indicators(document: OfficialDocument, indicators: Sequence[Indicator]) -> None:
    columns = [
        TableColumn(_("指标"), 50),
        TableColumn(_("单位"), 20, "center"),
        TableColumn(_("目标值"), 30, "right"),
        TableColumn(_("完成值"), 56, "right"),
    ]
    document.table(columns, [_indicator(item) for item in indicators])


def put_assessments(document: OfficialDocument, dossier: Dossier) -> None:
    columns = [
        TableColumn(_("类型"), 30, "center"),
        TableColumn(_("日期"), 30, "center"),
        TableColumn(_("平均得分"), 24, "right"),
        TableColumn(_("结果"), 22, "center"),
        TableColumn(_("意见"), 50),
    ]
    rows = [
        [
            str(ASSESSMENT_LABELS[item.row.kind]),
            item.row.on.isoformat(),
            shown_average(item.average),
            str(RESULT_LABELS[item.result]) if item.result else "",
            item.row.opinion or "",
        ]
        for item in dossier.assessments
    ]
    document.table(columns, rows)


def activities(dossier: Dossier) -> str:
    """Return in a sentence what was held; empty without any."""
    held = dossier.activities
    if not held:
        return ""
    minutes = sum(item.volunteer_minutes or 0 for item in held)
    return _(
        "开展活动%(times)s场，参加%(attendances)s人次，志愿者%(volunteers)s人次，志愿服务%(hours)s小时。",
        times=len(held),
        attendances=count(sum(item.attendances or 0 for item in held)),
        volunteers=count(sum(item.volunteers or 0 for item in held)),
        hours=f"{minutes / 60:,.1f}".removesuffix(".0"),
    )


def _indicator(item: Indicator) -> list[str]:
    value = item.as_written or f"{item.qualifier or ''}{count(item.value)}"
    return [item.label, item.unit or "", count(item.target), value]
