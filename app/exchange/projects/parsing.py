"""Reading one row of a project ledger: cells to values, with the problems met on the way."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.exchange.parsed import Head, ParsedRow, head_of, plain, text_of
from app.exchange.problems import Problem
from app.exchange.projects.words import read_brand, read_level, read_status
from app.exchange.records import DataRow
from app.exchange.tables import Table
from app.values.codes import parse_number_text
from app.values.counts import parse_count
from app.values.dates import FIRST_YEAR, LAST_YEAR, parse_date
from app.values.money import parse_money
from app.values.periods import Period, parse_period
from app.values.personal import parse_personal_text
from app.values.phones import parse_phones
from app.values.texts import clean_line, clean_text, is_blank, says_nothing, squeeze
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

SEPARATOR = re.compile(r"[、,，;；\n]+")
LONGEST = {
    "number": 50,
    "name": 200,
    "organization": 400,
    "pipeline": 50,
    "round": 100,
    "field": 100,
    "funding_source": 200,
    "audience": 200,
    "leader_name": 50,
    "leader_phone": 100,
    "remark": 2000,
}
MONEY = ("requested", "amount", "paid")
COUNTS = ("beneficiaries", "service_count", "volunteer_count")
KEPT = ("round", "year")  # with the project, under the column's own words
_YEAR = re.compile(r"(20\d\d)(?:年|\D|$)")
_NEGATIVE = re.compile(r"[(]?(?:[-−﹣]|负)[\d.,¥￥]")
_FINE = re.compile(r"[\d,]+\.\d{3,}(?:元|圆)?")
_GROUP_COUNT = re.compile(r"[(（:：].*$|共?\d+[个项].*$")
_KINDS_OF_GROUP = re.compile(r".{0,12}(?:微实事|创投|购买服务|社区基金|公益项目)")


@dataclass
class Reference:
    """How a row names an organization."""

    values: dict[str, Any]
    division_code: str | None = None

    @property
    def name(self) -> str:
        return str(self.values["name"])


@dataclass
class ProjectRow(ParsedRow):
    """A row of a project ledger; what it names may be one organization or, parted, several."""

    parts: list[Reference] = field(default_factory=list)
    whole: Reference | None = None

    @property
    def name(self) -> str | None:
        return self.values.get("name")

    def note_missing_name(self) -> None:
        """Add the problem of a project without a name; of organizations it is told otherwise."""
        letter, raw = self.head.letters["name"], self.given.values.get("name")
        self.problems.append(
            Problem(
                "missing_name", self.head.sheet, self.given.number, letter, "project", plain(raw)
            )
        )


Parser = Callable[[Raw], Any]


def parse_table(table: Table, labels: Sequence[str]) -> list[ProjectRow]:
    """Read the rows; `labels` are those of all steps of the pipelines."""
    head, year = head_of(table), year_in(table)
    rows = [
        _parse(given, head, _parsers(head, labels, _year_of(given) or year)) for given in table.rows
    ]
    if table.column("pipeline") is None:
        for row in rows:
            _take_kind_of_group(row)
    return rows


def year_in(table: Table) -> int | None:
    """Return the year that the titles or the sheet's name say the ledger is of."""
    texts = (squeeze(text) for text in (*table.titles, table.sheet.name or ""))
    return next((int(found[1]) for text in texts if (found := _YEAR.search(text))), None)


def _parse(given: DataRow, head: Head, parsers: dict[str, Parser]) -> ProjectRow:
    row = ProjectRow(head, given)
    for key, raw in given.values.items():
        if not is_blank(raw):
            _read(row, key, parsers[key], raw)
    if "name" not in row.values:
        row.note_missing_name()
    row.extra = {name: text for name, raw in given.extra.items() if (text := text_of(raw))}
    for key in KEPT:
        if key in row.values:
            row.extra[_LABELS[key]] = str(row.values[key])
    _settle_period(row)
    _name(row)
    return row


def _read(row: ProjectRow, key: str, parse: Parser, raw: Raw) -> None:
    try:
        value = parse(raw)
    except UnreadableValueError as error:
        code = _money_code(raw) if key in MONEY else None
        row.note(code or error.code, key)
        if key in COUNTS or key == "status":
            row.keep_text(key)
        return
    if value is None:
        return
    if isinstance(value, str) and len(value) > LONGEST.get(key, len(value)):
        row.note("text_left_out", key, most=LONGEST[key])
        return
    row.values[key] = value
    if key in COUNTS and isinstance(raw, str) and squeeze(raw) != str(value.number):
        row.keep_text(key)


def _money_code(raw: Raw) -> str | None:
    """Return what is wrong with an amount below zero, or finer than a fen."""
    text = squeeze(text_of(raw) or "")
    if _NEGATIVE.match(text):
        return "negative_money"
    try:
        is_fine = -Decimal(text).as_tuple().exponent > 2  # type: ignore[operator] # noqa: PLR2004
    except (InvalidOperation, TypeError):
        is_fine = _FINE.fullmatch(text) is not None
    return "money_decimals" if is_fine else None


def _settle_period(row: ProjectRow) -> None:
    """Part the period into its days; columns of their own say more."""
    period: Period | None = row.values.pop("period", None)
    if period is not None:
        for key, day in (("start_on", period.first), ("end_on", period.last)):
            if day is not None:
                row.values.setdefault(key, day)
    start, end = row.values.get("start_on"), row.values.get("end_on")
    if start is not None and end is not None and end < start:
        row.note("end_before_start", "end_on" if "end_on" in row.head.letters else "period")


def _name(row: ProjectRow) -> None:
    names = row.values.get("organization")
    if names is None:
        return
    row.whole = Reference({"name": clean_line(names) or names})
    parts = [part for text in SEPARATOR.split(names) if (part := text.strip())]
    row.parts = [Reference({"name": part}) for part in dict.fromkeys(parts)]


def _take_kind_of_group(row: ProjectRow) -> None:
    """Take the heading a row stands under, 一、公益创投（9个）, for its kind."""
    labels = [_GROUP_COUNT.sub("", group.label) for group in row.given.groups]
    found = [label for label in labels if _KINDS_OF_GROUP.fullmatch(label)]
    if found:
        row.values["pipeline"] = found[-1]


def _parsers(head: Head, labels: Sequence[str], year: int | None) -> dict[str, Parser]:
    """Return how cells are read; `year` is that of days written without one."""

    def money(key: str) -> Parser:
        return lambda raw: parse_money(raw, head.units.get(key))

    return {
        **_PARSERS,
        **{key: money(key) for key in MONEY},
        "period": lambda raw: parse_period(raw, year),
        "start_on": lambda raw: _first_day(raw, year),
        "end_on": lambda raw: _last_day(raw, year),
        "status": lambda raw: read_status(raw, labels),
    }


def _first_day(raw: Raw, year: int | None) -> date | None:
    period = parse_period(raw, year)
    return None if period is None else period.first or period.last


def _last_day(raw: Raw, year: int | None) -> date | None:
    period = parse_period(raw, year)
    return None if period is None else period.last or period.first


def _year_of(given: DataRow) -> int | None:
    try:
        return _year(given.values.get("year"))
    except UnreadableValueError:
        return None


def _year(raw: Raw) -> int | None:
    read = parse_date(raw)
    if read is not None and not FIRST_YEAR <= read.date.year <= LAST_YEAR:
        raise UnreadableValueError("unparsable_date")
    return None if read is None else read.date.year


def _line(raw: Raw) -> str | None:
    return None if says_nothing(raw) else clean_line(raw)


def _text(raw: Raw) -> str | None:
    return None if says_nothing(raw) else clean_text(raw)


def _kind(raw: Raw) -> str | None:
    text = _line(raw)
    return None if text is None else text.removesuffix("类") if len(text) > 2 else text  # noqa: PLR2004


_LABELS = {"round": "批次", "year": "年度"}
_PARSERS: dict[str, Parser] = {
    **dict.fromkeys(("name", "field", "funding_source", "audience", "round"), _line),
    **dict.fromkeys(COUNTS, parse_count),
    "number": parse_number_text,
    "organization": _text,
    "pipeline": _kind,
    "year": _year,
    "level": read_level,
    "brand": read_brand,
    "leader_name": parse_personal_text,
    "leader_phone": parse_phones,
    "remark": _text,
}
