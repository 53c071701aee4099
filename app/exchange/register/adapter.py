"""The register's adapter, as the engine takes it."""

from app.exchange.engine import Adapter, Link
from app.exchange.register.applying import apply_rows
from app.exchange.register.ledger import REGISTER
from app.exchange.register.planning import Planner
from app.exchange.register.showing import label_of, writer_of
from app.exchange.register.template import register_template
from app.exchange.wording import Wording
from app.i18n import _l

REGISTER_ADAPTER = Adapter(
    key="register",
    label=_l("组织名录"),
    ledger=REGISTER,
    plan=lambda standpoint, tables, effective: Planner(standpoint, tables, effective).plan(),
    apply=apply_rows,
    label_of=label_of,
    writer_of=writer_of,
    template=register_template,
    wording=Wording(
        subject=_l("组织名称"),
        unwritten=_l("还没有写入名录"),
        planned=_l("将新增 %(new)s 家，变更 %(changed)s 家"),
        empty=_l("表中还没有组织：请在表头下面一行填写一个组织，再重新上传"),
        done=_l(
            "已于 %(at)s 导入：新增 %(new)s 家，变更 %(changed)s 家；"
            "无变化 %(unchanged)s 行，跳过 %(skipped)s 行，错误 %(error)s 行未写入。"
        ),
        unmapped=_l("没有对应的列随组织保存，序号列不保存。"),
        stale=_l("名录在预检之后有变化，请再核对。以下是按现在的名录重新预检的结果。"),
        not_applied=_l(
            "第%(row)s行“%(name)s”没有写入成功，本次导入已全部撤回，名录没有变化。"
            "请核对这一行后重新上传。"
        ),
        discarded=_l("已放弃，名录没有任何变化。"),
        was_discarded=_l("这份文件已放弃，名录没有变化。以下是当时的预检结果。"),
        division_hint=_l("表中没有写社区的组织归到这里"),
        day_hint=_l("孵化阶段等没有自己日期的内容，从这一天起算"),
    ),
    keys=("name", "credit_code"),
    link=Link("register.detail", "organization_id", "organization_id"),
    index=("register.index", _l("查看组织名录")),
    has_division=True,
    has_day=True,
)
