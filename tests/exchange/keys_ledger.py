"""A kind of ledger that no feature has: who borrowed which key. Kept in a list of the test."""

from typing import Any

from app.definitions.fields import Field
from app.exchange.engine import Adapter, Link
from app.exchange.fields import NOT_A_TABLE, OTHER_LEDGER, Evidence, Ledger
from app.exchange.layout import RowKind
from app.exchange.mapping import Column
from app.exchange.models import RowOutcome
from app.exchange.own_words import LISTS, NOTES_OF_TEMPLATE
from app.exchange.parsed import ParsedRow, head_of
from app.exchange.plans import RowNotAppliedError, RowPlan
from app.exchange.problems import Problem
from app.exchange.records import DataRow, Group
from app.exchange.tables import Table
from app.exchange.wording import Wording
from app.values.texts import clean_line
from app.workbooks.cells import Sheet
from app.workbooks.input_template import InputColumn, InputTemplate
from app.workbooks.layout import NotesSheet

LABELS = {"number": "钥匙编号", "holder": "领用人"}
KEYS: dict[str, str] = {}  # what the feature would keep in the database


def refuse(evidence: Evidence) -> str | None:
    return OTHER_LEDGER if evidence.mapped and "holder" not in evidence.mapped else None


def find_headless(sheet: Sheet) -> Table | None:
    """Read holders below the headings of their keys: K1号钥匙, then a name."""
    rows: list[DataRow] = []
    groups: list[int] = []
    for number, cells in enumerate(sheet.rows, 1):
        text = str(cells[0] or "")
        if text.endswith("号钥匙"):
            groups.append(number)
        elif text and groups:
            heading = Group(groups[-1], str(sheet.rows[groups[-1] - 1][0]))
            rows.append(DataRow(number, {"holder": text}, {}, (heading,)))
    if not rows:
        return None
    column = Column(1, (), "holder", None)
    return Table(sheet, (), (column,), tuple(rows), {RowKind.GROUP: tuple(groups)}, (), ())


def plan(_standpoint: Any, tables: Any, _day: Any) -> tuple[list[RowPlan], list[Problem]]:
    rows = [ParsedRow(head_of(table), given) for table in tables for given in table.rows]
    return [_plan(row) for row in rows], []


def _plan(row: ParsedRow) -> RowPlan:
    headings = [group.text.removesuffix("号钥匙") for group in row.given.groups]
    number = clean_line(row.given.values.get("number")) or "".join(headings)
    holder = clean_line(row.given.values.get("holder"))
    if holder is None:
        row.note("missing_helper", "holder")
        return row.planned(RowOutcome.ERROR, number)
    before = KEYS.get(number)
    outcome = RowOutcome.NEW if before is None else RowOutcome.CHANGED
    planned = row.planned(RowOutcome.UNCHANGED if before == holder else outcome, number)
    if before is not None:
        planned.subject_id = list(KEYS).index(number) + 1
    if before != holder:
        planned.work = (number, holder)
        planned.changes = {"holder": (before, holder)} if before else {}
    return planned


def apply(_standpoint: Any, rows: Any, *, batch_id: int, file_name: str) -> None:
    assert batch_id
    assert file_name
    for row in rows:
        if row.work:
            number, holder = row.work
            if holder == "戊己庚":
                raise RowNotAppliedError(row)
            KEYS[number] = holder
            row.subject_id = list(KEYS).index(number) + 1


def template(_standpoint: Any) -> InputTemplate:
    columns = tuple(InputColumn(label) for label in LABELS.values())
    return InputTemplate("钥匙领用", columns, NotesSheet(NOTES_OF_TEMPLATE), LISTS, 100, "请选择。")


KEYS_ADAPTER = Adapter(
    key="keys",
    label="钥匙领用",
    ledger=Ledger(
        fields=tuple(Field(key, label) for key, label in LABELS.items()),
        required="number",
        refuse=refuse,
        refusals={NOT_A_TABLE: "没有找到钥匙表。", OTHER_LEDGER: "这不是钥匙表。"},
        find_headless=find_headless,
    ),
    plan=plan,
    apply=apply,
    label_of=LABELS.__getitem__,
    template=template,
    wording=Wording(subject="钥匙"),
    keys=("holder",),
    link=Link("register.detail", "organization_id"),
)
