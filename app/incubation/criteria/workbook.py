"""A set of criteria as a workbook: written, and read back with every error by its row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.i18n import _, in_chinese
from app.incubation.criteria.labels import AUDIENCE_LABELS, DIMENSION_LABELS, PROOF_LABELS
from app.incubation.criteria.models import Audience, Criterion, CriterionSet, Proof
from app.incubation.criteria.operations import CriterionDraft, draft_of
from app.organizations.dictionaries import stage_words
from app.organizations.predicates import Rule, RuleError
from app.organizations.rule_words import (
    RULE_REASONS,
    member_called,
    read_rule_texts,
    rule_texts,
)
from app.values.texts import clean_line, clean_text
from app.workbooks.cells import Raw, UnknownCell
from app.workbooks.layout import CellKind, NotesSheet, SheetColumn, SheetPlan, WorkbookProperties
from app.workbooks.reading import read_workbook
from app.workbooks.writing import write_workbook

LONGEST_CODE, LONGEST_TEXT, HEAVIEST = 20, 200, 9
MOST_CRITERIA = 500
HEADINGS = (
    "编号",
    "阶段",
    "适用对象",
    "维度",
    "内容",
    "必备/加权",
    "权重",
    "证明方式",
    "字段",
    "条件",
    "值",
)
WIDTHS = (9, 10, 16, 10, 44, 11, 7, 12, 20, 14, 18)
NECESSARY = ("编号", "阶段", "维度", "内容")
YES, NO = "必备", "加权"


@dataclass(frozen=True)
class RowProblem:
    """Why a row is not taken; row 0: the sheet as a whole."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class SetRead:
    """What a workbook holds; with problems nothing of it is to be entered."""

    criteria: tuple[CriterionDraft, ...]
    problems: tuple[RowProblem, ...]


def write_set(criterion_set: CriterionSet, path: Path) -> None:
    """Write the criteria that are not retired, in the words of an office."""
    with in_chinese():
        labels = {word.key: word.label for word in stage_words()}
        criteria = [item for item in criterion_set.criteria if not item.is_retired]
        columns = tuple(
            SheetColumn(title, CellKind.TEXT, width=width)
            for title, width in zip(HEADINGS, WIDTHS, strict=True)
        )
        notes = (
            (_("名称"), criterion_set.name),
            (_("启用日期"), criterion_set.since.isoformat()),
            (_("加权项达标比例"), f"{criterion_set.weighed_share}%"),
        )
        write_workbook(
            path,
            SheetPlan(name=_("评估标准"), columns=columns, frozen_columns=1),
            len(criteria),
            [[_cells(item, labels) for item in criteria]],
            NotesSheet(_("说明"), notes),
            WorkbookProperties(title=criterion_set.name),
        )


def read_set(path: Path) -> SetRead:
    """Read the first sheet. Raises UnreadableFileError for what is no workbook."""
    sheet = read_workbook(path).sheets[0]
    with in_chinese():
        return _read_rows(sheet.rows)


def _cells(criterion: Criterion, stages: Mapping[str, str]) -> list[str]:
    draft = draft_of(criterion)
    return [
        draft.code,
        stages[draft.stage],
        str(AUDIENCE_LABELS[draft.audience]),
        str(DIMENSION_LABELS[draft.dimension]),
        draft.text,
        YES if draft.is_required else NO,
        str(draft.weight),
        str(PROOF_LABELS[draft.proof]),
        *rule_texts(draft.rule),
    ]


def _read_rows(rows: Sequence[Sequence[Raw]]) -> SetRead:
    start = next((at for at, row in enumerate(rows) if "编号" in map(_text, row)), None)
    if start is None:
        return _refused(_("没有找到表头。第一行应为：%(names)s", names=" ".join(HEADINGS)))
    titles = [_text(cell) for cell in rows[start]]
    missing = [name for name in NECESSARY if name not in titles]
    if missing:
        return _refused(_("表头缺少：%(names)s", names="、".join(missing)))
    places = {name: titles.index(name) for name in HEADINGS if name in titles}
    reader = _Reader({word.label: word.key for word in stage_words() if not word.is_retired})
    for number, row in enumerate(rows[start + 1 :], start + 2):
        texts = {name: _text(row[place]) for name, place in places.items()}
        if any(texts.values()):
            reader.take(number, texts)
    if not reader.criteria and not reader.problems:
        return _refused(_("表中没有标准，请至少填写一行"))
    if len(reader.criteria) > MOST_CRITERIA:
        return _refused(_("最多%(most)s条标准，请拆分或删减", most=MOST_CRITERIA))
    return SetRead(tuple(reader.criteria), tuple(reader.problems))


def _refused(message: str) -> SetRead:
    return SetRead((), (RowProblem(0, "", message),))


class _Reader:
    """Takes row after row, and notes everything that is wrong with one."""

    def __init__(self, stages: Mapping[str, str]) -> None:
        self._stages = {key: label for label, key in stages.items()}
        self._codes: dict[str, int] = {}
        self.criteria: list[CriterionDraft] = []
        self.problems: list[RowProblem] = []

    def take(self, number: int, texts: Mapping[str, str]) -> None:
        problems = list(self._problems(number, texts))
        rule = _rule(texts)
        if isinstance(rule, RowProblem):
            problems.append(RowProblem(number, rule.column, rule.message))
            rule = None
        self.problems += problems
        if not problems:
            self.criteria.append(self._draft(texts, rule))

    def _problems(self, number: int, texts: Mapping[str, str]) -> Iterator[RowProblem]:
        code = texts["编号"]
        if not code or len(code) > LONGEST_CODE:
            message = _("请填写编号，不超过%(most)s个字", most=LONGEST_CODE)
            yield RowProblem(number, "编号", message)
        elif code in self._codes:
            message = _("与第%(row)s行的编号相同", row=self._codes[code])
            yield RowProblem(number, "编号", message)
        self._codes.setdefault(code, number)
        if not texts["内容"] or len(texts["内容"]) > LONGEST_TEXT:
            message = _("请填写内容，不超过%(most)s个字", most=LONGEST_TEXT)
            yield RowProblem(number, "内容", message)
        for name, labels in self._vocabularies().items():
            text = texts.get(name, "")
            if member_called(labels, text) is None and (text or name in NECESSARY):
                words = "、".join(str(label) for label in labels.values())
                message = _("请填写其中之一：%(words)s", words=words)
                yield RowProblem(number, name, message)
        weight = texts.get("权重", "")
        if weight and (
            not (weight.isascii() and weight.isdigit()) or not 1 <= int(weight[:9]) <= HEAVIEST
        ):
            message = _("请填写1到%(most)s的整数", most=HEAVIEST)
            yield RowProblem(number, "权重", message)

    def _vocabularies(self) -> dict[str, Mapping[Any, Any]]:
        return {
            "阶段": self._stages,
            "适用对象": AUDIENCE_LABELS,
            "维度": DIMENSION_LABELS,
            "必备/加权": {YES: YES, NO: NO},
            "证明方式": PROOF_LABELS,
        }

    def _draft(self, texts: Mapping[str, str], rule: Rule | None) -> CriterionDraft:
        usual_proof = Proof.JUDGMENT if rule is None else Proof.REGISTER
        return CriterionDraft(
            code=texts["编号"],
            stage=member_called(self._stages, texts["阶段"]),
            audience=member_called(AUDIENCE_LABELS, texts.get("适用对象", "")) or Audience.ANY,
            dimension=member_called(DIMENSION_LABELS, texts["维度"]),
            text=texts["内容"],
            is_required=texts.get("必备/加权") == YES,
            weight=int(texts.get("权重") or 1),
            proof=member_called(PROOF_LABELS, texts.get("证明方式", "")) or usual_proof,
            rule=rule,
        )


def _rule(texts: Mapping[str, str]) -> Rule | RowProblem | None:
    try:
        return read_rule_texts(*(texts.get(name, "") for name in ("字段", "条件", "值")))
    except RuleError as error:
        columns = {"unknown_column": "字段", "unfitting_operator": "条件"}
        return RowProblem(0, columns.get(error.reason, "值"), str(RULE_REASONS[error.reason]))


def _text(cell: Raw) -> str:
    if isinstance(cell, UnknownCell):
        return cell.text
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return clean_line(clean_text(str(cell)) or "") or "" if cell is not None else ""
