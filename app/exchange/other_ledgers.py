"""Header texts by which a sheet without the table asked for shows that it has another's. Pure."""

import re

from app.exchange.fields import Evidence
from app.exchange.vocabulary import bare, normal

_HEADERS = re.compile(
    r"(?:组织|单位|机构|社会组织|项目|课程|培训)名称|所属组织|所属社区|社区|(?:统一)?社会信用代码|备案(?:编号|日期)"
    r"|登记(?:状态|证号|日期)|姓名|性别|手机(?:号码?)?|联系(?:电话|方式|人)|电话|负责人(?:姓名)?|签到时间|签到人|期次(?:编号)?"
    r"|主题|讲师|时长|主办单位|承办单位|(?:计划|实到|参加)人数|满意度|经费|服务(?:日期|类型|人)|实施单位|项目(?:类型|级别|资金|负责人)"
)
_FEWEST = 3


def heads_another(evidence: Evidence) -> bool:
    """Tell whether some row of the sheet is the header of a table of another kind."""
    return any(
        sum(_HEADERS.fullmatch(bare(normal(text))) is not None for text in row) >= _FEWEST
        for row in evidence.header_rows
    )
