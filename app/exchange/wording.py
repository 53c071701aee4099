"""What the pages of import say of one kind of ledger. Sentences, so that they can be translated."""

from dataclasses import dataclass

from app.i18n import _l


@dataclass(frozen=True)
class Wording:
    """As said of ledgers whose rows are records; placeholders are filled by the pages."""

    subject: str = _l("记录")  # heads what names a row
    unwritten: str = _l("还没有写入")
    planned: str = _l("将新增 %(new)s 条，变更 %(changed)s 条")
    empty: str = _l("表中还没有记录：请在表头下面一行填写一条，再重新上传")
    done: str = _l(
        "已于 %(at)s 导入：新增 %(new)s 条，变更 %(changed)s 条；"
        "无变化 %(unchanged)s 行，跳过 %(skipped)s 行，错误 %(error)s 行未写入。"
    )
    unmapped: str = _l("没有对应的列不导入，可在原表中查看。")
    stale: str = _l("系统中的记录在预检之后有变化，请再核对。以下是重新预检的结果。")
    not_applied: str = _l(
        "第%(row)s行“%(name)s”没有写入成功，本次导入已全部撤回，没有任何变化。请核对这一行后重新上传。"
    )
    discarded: str = _l("已放弃，没有写入任何内容。")
    division_hint: str = ""  # below the choice of division, where there is one
    day_hint: str = ""  # below the day of effect, where there is one
    was_discarded: str = _l("这份文件已放弃，没有写入任何内容。以下是当时的预检结果。")
