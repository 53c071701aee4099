"""The support log's adapter, as the engine takes it."""

from app.exchange.engine import Adapter, Link
from app.exchange.supports.applying import apply_rows
from app.exchange.supports.ledger import SUPPORTS
from app.exchange.supports.planning import SupportPlanner
from app.exchange.supports.showing import label_of, writer_of
from app.exchange.supports.template import support_template
from app.exchange.wording import Wording
from app.i18n import _l

SUPPORTS_ADAPTER = Adapter(
    key="supports",
    label=_l("服务记录"),
    ledger=SUPPORTS,
    plan=lambda standpoint, tables, _day: (SupportPlanner(standpoint, tables).plan(), []),
    apply=apply_rows,
    label_of=label_of,
    writer_of=writer_of,
    template=support_template,
    wording=Wording(subject=_l("服务对象")),
    link=Link("supports.detail", "support_id"),
    index=("supports.index", _l("查看服务记录")),
)
