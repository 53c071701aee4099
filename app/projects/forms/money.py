"""An amount of money as forms read it."""

from typing import Any

from app.i18n import _l
from app.organizations.forms.fields import ReadField
from app.values.money import in_yuan, parse_money

LONGEST = 30


def money_field(label: str, **options: Any) -> ReadField:
    """Return a field of an amount in yuan, kept in fen; 3万 and 叁万元整 are read as well."""
    return ReadField(
        label,
        read=parse_money,
        write=lambda fen: f"{in_yuan(fen):f}".removesuffix(".00"),
        longest=LONGEST,
        advice={"unparsable_number": _l("请填写金额，如 30000、3万，最多两位小数")},
        **options,
    )
