"""A number pattern as a form reads it."""

from wtforms.validators import ValidationError

from app.i18n import _l
from app.values.number_patterns import NumberPattern, PatternError

PROBLEMS = {
    "too_long": _l("编号格式请控制在60字以内"),
    "unknown_slot": _l("花括号中只能写 area、street、yyyy、yy、seq 或 seq:1 到 seq:8"),
    "stray_brace": _l("花括号没有成对，请检查编号格式"),
    "no_sequence": _l("编号格式中要有流水号，如 {seq:3}"),
    "two_sequences": _l("流水号只能有一处"),
}


def checked_pattern(text: str, area: str = "", street: str = "") -> NumberPattern:
    """Return the pattern. Raises ValidationError, which says what to write instead."""
    try:
        return NumberPattern(text, area, street)
    except PatternError as error:
        raise ValidationError(str(PROBLEMS[error.problem])) from error
