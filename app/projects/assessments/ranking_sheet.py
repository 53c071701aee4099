"""The ranking of a round as a workbook in the official format."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.divisions.office import office_name, official_form
from app.i18n import _, in_chinese
from app.projects.assessments.ranking import RankedProject
from app.projects.labels import ASSESSMENT_LABELS, RESULT_LABELS
from app.projects.models import Round
from app.projects.words import AssessmentKind
from app.standpoint import Standpoint
from app.workbooks.layout import (
    CellKind,
    NotesSheet,
    SheetColumn,
    SheetPlan,
    WorkbookProperties,
)
from app.workbooks.writing import write_workbook


def write_ranking(
    standpoint: Standpoint,
    round_: Round,
    kind: AssessmentKind,
    rows: Sequence[RankedProject],
    path: Path,
) -> None:
    with in_chinese():
        office = office_name(standpoint)
        title = _("%(round)s%(kind)s评分排名", round=round_.name, kind=ASSESSMENT_LABELS[kind])
        plan = SheetPlan(
            name=_("评分排名"), columns=_columns(), official=official_form(office, title)
        )
        notes = (
            (_("统计日期"), standpoint.on.isoformat()),
            (_("行数"), str(len(rows))),
            (
                _("口径说明"),
                _(
                    "按各专家总分的平均分从高到低排列，平均分相同的名次相同、按项目名称排列；"
                    "同一项目多次评审的按最近一次；回避的专家不计分，附加分计入总分。"
                ),
            ),
        )
        write_workbook(
            path,
            plan,
            len(rows),
            iter([[_row(item) for item in rows]] if rows else []),
            NotesSheet(_("导出说明"), notes),
            WorkbookProperties(title=title, company=office),
        )


def shown_average(average: Fraction | None) -> str:
    """Return the average with two places, a half rounded up."""
    if average is None:
        return ""
    hundredths = int(average * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(_("名次"), CellKind.INTEGER, width=8, align="center"),
        SheetColumn(_("项目名称"), width=34),
        SheetColumn(_("实施单位"), width=34),
        SheetColumn(_("申请金额（元）"), CellKind.MONEY, width=14, align="right", has_total=True),
        SheetColumn(_("评分专家数"), CellKind.INTEGER, width=10, align="center"),
        SheetColumn(_("平均得分"), width=10, align="right"),
        SheetColumn(_("合格线"), CellKind.INTEGER, width=8, align="center"),
        SheetColumn(_("结果"), width=10, align="center"),
        SheetColumn(_("回避专家"), width=16),
    )


def _row(item: RankedProject) -> tuple[Any, ...]:
    review = item.assessing
    result = review.result if review else None
    return (
        item.place,
        item.project.detail.name,
        item.project.carrier,
        item.project.detail.requested,
        item.scored_by,
        shown_average(review.average if review else None),
        review.row.pass_line if review else None,
        str(RESULT_LABELS[result]) if result else None,
        "、".join(item.recused) or None,
    )
