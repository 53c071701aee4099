"""Periods as they are written: 2025.4.1-2025.12.28, 2025年4月至12月, 自2025年3月起. Pure."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from app.values.dates import PartialDate, Precision, parse_date
from app.values.texts import says_nothing
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

_LONGEST = 60  # also what keeps the searches below short
_BEFORE = re.compile(
    r"^(?:自|从|于|项目期|周期|期限|(?:项目)?(?:实施|执行|起止)(?:时间|期限|日期|期)?[::])+"
)
_AFTER = re.compile(
    r"(?:期间|为止|内|全年|,?(?:共计?|计|为期)[\d一二三四五六七八九十]+(?:个月|天|年)|,?[\d一二三四五六七八九十]+个月)$"
)
_BRACKETS = re.compile(r"\([^()]*\)$")
_WORDS = re.compile(r"[至到~]+|[—–―─━−]+|-{2,}|(?<=[日号月年\d])一(?=\d)")
_MARK = re.compile(r"-")
_FROM = re.compile(r"(?:开始|起)$")
_UNTIL = re.compile(r"(?:以前|之前|前|截止|止)$")
_HAS_YEAR = re.compile(r"(?:19|20)\d\d|\d\d年")
_MONTH_FIRST = re.compile(r"\d{1,2}(?:月|[-/.]\d)")
_ONE_NUMBER = re.compile(r"(\d{1,2})(?:[日号]|月份?)?")
_OPEN = frozenset({"今", "现在", "长期"})


@dataclass(frozen=True)
class Period:
    """From the first to the last day, as far as they are said."""

    first: dt.date | None
    last: dt.date | None


def parse_period(raw: Raw, year: int | None = None) -> Period | None:
    """Return the days a period begins and ends on, None when the cell says nothing.

    A month or a year is taken whole; of one day alone it is the first. `year` is that of days
    written without one. A last day before the first is given back as it stands. Raises
    ambiguous_date, unparsable_date.
    """
    if says_nothing(raw):
        return None
    if not isinstance(raw, str):
        return _alone(_one(raw))
    text = _tidy(raw)
    single = _day_in(_with_year(text, year))
    if single is not None and not _FROM.search(text) and not _UNTIL.search(text):
        return _alone(single)
    for first, last in _halves(text):
        read = _read(first, last, year)
        if read is not None:
            return read
    is_open = _FROM.search(text) is not None
    if not is_open and _UNTIL.search(text):
        return Period(None, _one(_with_year(_UNTIL.sub("", text), year)).last_day)
    found = _one(_with_year(_FROM.sub("", text), year))
    return Period(found.date, None) if is_open else _alone(found)


def _alone(found: PartialDate) -> Period:
    return Period(found.date, None if found.precision is Precision.DAY else found.last_day)


def _day_in(text: str) -> PartialDate | None:
    try:
        return _one(text)
    except UnreadableValueError:
        return None


def _one(raw: Raw) -> PartialDate:
    found = parse_date(raw)
    if found is None:
        raise UnreadableValueError("unparsable_date")
    return found


def _tidy(raw: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", raw).split())
    if len(text) > _LONGEST:
        raise UnreadableValueError("unparsable_date")
    text = _BEFORE.sub("", _BRACKETS.sub("", text))
    shorter = _AFTER.sub("", text)
    return shorter if any(_halves(shorter)) else text


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """Yield what may stand before and after the word or mark between; hyphens from the middle."""
    for found in _WORDS.finditer(text):
        yield text[: found.start()], text[found.end() :]
    marks = sorted(_MARK.finditer(text), key=lambda found: abs(2 * found.start() + 1 - len(text)))
    for found in marks:
        yield text[: found.start()], text[found.end() :]


def _read(before: str, after: str, year: int | None) -> Period | None:
    """Return the period where both sides are days, None where they are not."""
    try:
        first = _one(_with_year(_FROM.sub("", before), year))
        if after in _OPEN:
            return Period(first.date, None)
        last = _one(_completed(_UNTIL.sub("", after), first))
    except UnreadableValueError:
        return None
    is_next_year = last.last_day < first.date and not _HAS_YEAR.search(after)
    if is_next_year and first.precision is not Precision.YEAR and _names_month(after, first):
        last = _one(_completed(_UNTIL.sub("", after), _a_year_later(first)))
    return Period(first.date, last.last_day)


def _with_year(text: str, year: int | None) -> str:
    if year is None or _HAS_YEAR.match(text) or not _MONTH_FIRST.match(text):
        return text
    return f"{year}年{text}" if "月" in text else f"{year}-{text.replace('.', '-')}"


def _completed(text: str, first: PartialDate) -> str:
    """Return the second half with what it leaves to the first: its year, perhaps its month."""
    if _HAS_YEAR.match(text):
        return text
    alone = _ONE_NUMBER.fullmatch(text)
    if alone and "月" not in text and first.precision is Precision.DAY:
        return f"{first.date.year}-{first.date.month}-{alone[1]}"
    if alone and first.precision is Precision.YEAR and "月" not in text:
        raise UnreadableValueError("unparsable_date")
    if alone:
        return f"{first.date.year}年{alone[1]}月"
    return _with_year(text, first.date.year)


def _names_month(text: str, first: PartialDate) -> bool:
    is_day_alone = _ONE_NUMBER.fullmatch(text) and "月" not in text
    return not (is_day_alone and first.precision is Precision.DAY)


def _a_year_later(first: PartialDate) -> PartialDate:
    return PartialDate(dt.date(first.date.year + 1, 1, 1), first.precision)
