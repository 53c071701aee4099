"""The register's kind of ledger: rosters of organizations."""

import re

from app.exchange.fields import NOT_A_TABLE, OTHER_LEDGER, Ledger
from app.exchange.register.evidence import RATING_LIST, refusal_code
from app.i18n import _l
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
    refusals={
        NOT_A_TABLE: _l("没有找到名录表格：应有一行表头（如“组织名称”），下面一行一个组织。"),
        RATING_LIST: _l("这是评估等级名单，不是名录。请把等级写进名录的“评估等级”列，再上传名录。"),
        OTHER_LEDGER: _l("这是培训、签到、项目等其他台账，不是名录。请上传一行一个组织的名册。"),
    },
)
