"""The register's kind of ledger: rosters of organizations."""

import re

from app.exchange.fields import Ledger
from app.exchange.register_evidence import refusal_code
from app.organizations.columns import COLUMNS


def is_heading(label: str) -> bool:
    """Tell whether a text heads organizations of one kind or standing: 社会团体, 已备案组织."""
    return (
        re.fullmatch(
            r"(?:已|未)?(?:登记|备案|注销)?(?:类|的)?(?:社区)?"
            r"(?:社会团体|社团|民办非企业(?:单位)?|民非|社会服务机构|基金会|社会组织|组织|备案类|登记类|社会组织类)类?(?:[(].*[)])?",
            label,
        )
        is not None
    )


REGISTER = Ledger(
    fields=tuple(column.field for column in COLUMNS if column.field),
    required="name",
    subjects=("社区社会组织", "社会组织", "组织", "机构", "单位", "社团", "团队", "团体"),
    is_heading=is_heading,
    refuse=refusal_code,
)
