"""The divisions an organization may hang off, as choices of a field."""

from collections.abc import Sequence
from typing import Any

from app.divisions.models import Division
from app.web.forms import SelectChoice


def home_choices(divisions: Sequence[Division]) -> list[Any]:
    """Return a choice each, a community with its street before it where there are several."""
    names = {division.code: division.name for division in divisions[1:]}

    def label(division: Division) -> str:
        above = names.get(division.parent_code or "")
        return division.name if above is None else f"{above} {division.name}"

    return [SelectChoice(division.code, label(division)) for division in divisions]
