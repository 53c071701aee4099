"""How days, moments, numbers and sizes are written. One rule for pages, all tested here."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from jinja2 import Undefined

from app.i18n import _
from app.standpoint import OFFICE_ZONE
from app.values.dates import PartialDate, Precision

NOTHING = "—"
TEN_THOUSAND = 10_000
DAYS_OF_YEAR = 365
MONTHS_OF_YEAR = 12
KIBIBYTE = 1024

Number = int | float | Decimal


def or_dash(value: object) -> object:
    """Return the value, or a dash for nothing. Zero is something.

    Nothing is also what `{{ x if y }}` gives a filter where y does not hold.
    """
    is_nothing = value is None or value == "" or isinstance(value, Undefined)
    return NOTHING if is_nothing else value


def day(value: date | PartialDate | None, precision: str | None = None) -> str:
    """Return 2024-05-06, or 2024-05 or 2024 where no more is known."""
    partial = _partial(value, precision)
    return NOTHING if partial is None else str(partial)


def long_day(value: date | PartialDate | None, precision: str | None = None) -> str:
    """Return 2024年5月6日, or 2024年5月 or 2024年 where no more is known."""
    partial = _partial(value, precision)
    if partial is None:
        return NOTHING
    on = partial.date
    if partial.precision is Precision.YEAR:
        return _("%(year)s年", year=on.year)
    if partial.precision is Precision.MONTH:
        return _("%(year)s年%(month)s月", year=on.year, month=on.month)
    return _("%(year)s年%(month)s月%(day)s日", year=on.year, month=on.month, day=on.day)


def moment(value: datetime | None) -> str:
    """Return an instant by the office's clock, to the minute."""
    if value is None:
        return NOTHING
    return value.astimezone(OFFICE_ZONE).strftime("%Y-%m-%d %H:%M")


def number(value: Number | None, places: int = 0) -> str:
    """Return 12,345; a half is rounded away from zero, as on paper."""
    return NOTHING if value is None else f"{_rounded(value, places):,}"


def ten_thousands(value: Number | None, places: int = 1) -> str:
    """Return 1.2万 from ten thousand on, smaller numbers in full."""
    if value is None or -TEN_THOUSAND < value < TEN_THOUSAND:
        return number(value)
    scaled = _rounded(Decimal(str(value)) / TEN_THOUSAND, places)
    return _("%(number)s万", number=f"{scaled:,f}".removesuffix(".0"))


def signed(value: Number | None, places: int = 0) -> str:
    """Return a difference with its sign: +5, −3, 0."""
    if not value:
        return number(value)
    return f"+{number(value, places)}" if value > 0 else f"−{number(-value, places)}"


def percent(share: Number | None, places: int = 1) -> str:
    """Return 0.856 as 85.6%."""
    return NOTHING if share is None else f"{_rounded(Decimal(str(share)) * 100, places):,}%"


def duration(days: int | None) -> str:
    """Return 800 days as 2年2个月: years with a leap day in four, months a twelfth of them."""
    if days is None:
        return NOTHING
    years, months, rest = _years_months_days(days)
    if years and months:
        return _("%(years)s年%(months)s个月", years=years, months=months)
    if years:
        return _("%(years)s年", years=years)
    return _("%(months)s个月", months=months) if months else _("%(days)s天", days=rest)


def file_size(octets: int | None) -> str:
    """Return 12 MB, 3.4 KB: the numbers a file manager shows."""
    if octets is None:
        return NOTHING
    size, unit = Decimal(octets), "B"
    for larger in ("KB", "MB", "GB"):
        if size < KIBIBYTE:
            break
        size, unit = size / KIBIBYTE, larger
    places = 1 if unit != "B" and size < 10 else 0  # noqa: PLR2004, two figures say enough
    return f"{_rounded(size, places):f}".removesuffix(".0") + f" {unit}"


def _partial(value: date | PartialDate | None, precision: str | None) -> PartialDate | None:
    if value is None or isinstance(value, PartialDate):
        return value
    return PartialDate(value, Precision(precision or Precision.DAY))


def _rounded(value: Number, places: int) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _years_months_days(days: int) -> tuple[int, int, int]:
    years, rest = divmod(days, DAYS_OF_YEAR)
    rest -= years // 4
    if rest < 0:
        years, rest = years - 1, rest + DAYS_OF_YEAR
    return years, rest * MONTHS_OF_YEAR // DAYS_OF_YEAR, rest
