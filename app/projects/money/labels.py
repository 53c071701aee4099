"""What people call the ways to group projects' money."""

from collections.abc import Mapping

from app.i18n import _l
from app.projects.money.totals import Grouping

GROUPING_LABELS: Mapping[Grouping, str] = {
    Grouping.ROUND: _l("按批次"),
    Grouping.SOURCE: _l("按资金来源"),
    Grouping.ORGANIZATION: _l("按实施单位"),
    Grouping.YEAR: _l("按年度"),
    Grouping.PLACE: _l("按辖区"),
}
HEADS: Mapping[Grouping, str] = {
    Grouping.ROUND: _l("批次"),
    Grouping.SOURCE: _l("资金来源"),
    Grouping.ORGANIZATION: _l("实施单位"),
    Grouping.YEAR: _l("年度"),
    Grouping.PLACE: _l("辖区"),
}
