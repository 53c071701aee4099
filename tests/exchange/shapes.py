"""Rosters of one content in many shapes, as hubs draw them up."""

from dataclasses import dataclass, field
from itertools import count

from hypothesis import strategies as st

from app.workbooks.cells import Merge, Raw, Sheet

Head = tuple[str | None, str | None, str]  # group header, field or "#", header text

COMMUNITIES = {
    "晴湾社区": ("银龄互助会", "总商会"),
    "柳浪社区": ("合计会计社",),
    "梧桐社区": ("说明书协会", "注协分会"),
}
PLAIN = {
    "kind": ("组织类型", "性质", "社会组织类型"),
    "established_on": ("成立日期", "成立时间"),
    "fund": ("注册资金（万元）", "开办资金"),
    None: ("网址", "证书有效期"),
}
GROUPED = {
    "备案": {"filing_number": "编号", "filed_on": "日期"},
    "登记信息": {"registration_number": "证号", "registered_on": "时间", "registrar": "机关"},
    "负责人": {"leader_name": "姓名", "phone": "电话"},
    "人员情况": {"staff_count": "从业人员", "member_count": "会员（成员）"},
}
VALUES: dict[str | None, Raw] = {
    "kind": "社会团体", "established_on": "2019.5", "fund": 3, "filing_number": "晴社备〔2019〕1号",
    "filed_on": "2019-01-02", "registration_number": "晴民证字第1号", "registered_on": 20190102,
    "registrar": "示例区民政局", "leader_name": "甲子丑", "phone": 13800001001, "staff_count": 3,
    "member_count": "约30人", None: "无",
}  # fmt: skip
NAME_HEADERS = ("组织名称", "社会组织名称", "单 位\n名称*")
ABOVE = ("晴川街道社会组织台账", "填报单位：晴川街道", "")
BETWEEN = ("小计", "晴湾社区小计", "", "header")
BELOW = ("合计", "", "注：见附件。", "填表人：甲  审核人：乙")


def some(texts, size=3):
    return st.lists(st.sampled_from(texts), max_size=size)


@dataclass
class Drawn:
    """A sheet as it is written, all cells moved right, and what is to be found in it."""

    heads: list[Head]
    indent: int
    is_merged: bool
    header_rows: tuple[int, ...] = ()
    names: dict[int, str] = field(default_factory=dict)  # by row
    communities: list[str] = field(default_factory=list)
    rows: list[list[Raw]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)

    @property
    def sheet(self) -> Sheet:
        return Sheet("台账", True, self.rows, tuple(self.merges))

    @property
    def fields(self) -> dict[int, str | None]:
        """Return the fields by column."""
        keys = [None if key == "#" else key for _group, key, _text in self.heads]
        return dict(enumerate(keys, start=self.indent + 1))

    def add(self, cells: list[Raw]) -> int:
        cells = cells + [None] * (len(self.heads) - len(cells))
        self.rows.append([None] * self.indent + cells[: len(self.heads)])
        return len(self.rows)

    def add_alone(self, text: str) -> None:
        row = self.add([text])
        if self.is_merged and text:
            self.merge(row, 1, row, len(self.heads))

    def add_header(self) -> tuple[int, ...]:
        groups = [group for group, _key, _text in self.heads]
        texts = [text for _group, _key, text in self.heads]
        if not any(groups):
            return (self.add(list(texts)),)
        first = [g not in groups[:n] and g for n, g in enumerate(groups)]
        top = self.add(
            [f or None if g else t for g, f, t in zip(groups, first, texts, strict=True)]
        )
        self.add([text if group else None for group, text in zip(groups, texts, strict=True)])
        for column, group in enumerate(groups if self.is_merged else [], start=1):
            if group is None:
                self.merge(top, column, top + 1, column)
            elif first[column - 1]:
                self.merge(top, column, top, column - 1 + groups.count(group))
        return top, top + 1

    def add_record(self, number: int, name: str, community: str, *, is_written: bool) -> None:
        own = {"#": number, "name": name, "community": community if is_written else None}
        row = self.add([own.get(key, VALUES.get(key)) for _group, key, _text in self.heads])
        self.names[row] = name
        self.communities.append(community)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.merges.append(Merge(top, left + self.indent, bottom, right + self.indent))


@st.composite
def rosters(draw):
    place = draw(st.sampled_from(["column", "merged down", "heading", "numbered heading"]))
    heads = draw(_heads(has_community=place in {"column", "merged down"}))
    drawn = Drawn(heads, draw(st.integers(0, 2)), draw(st.booleans()))
    for text in draw(some(ABOVE)):
        drawn.add_alone(text)
    drawn.header_rows = drawn.add_header()
    numbers = count(1)
    for numeral, (community, members) in zip("一二三", COMMUNITIES.items(), strict=True):
        if place == "heading":
            drawn.add_alone(f"{community}（{len(members)}家）")
        elif place == "numbered heading":
            drawn.add([numeral, community])
        first = len(drawn.rows) + 1
        for name in members:
            is_written = place == "column" or name == members[0]
            drawn.add_record(next(numbers), name, community, is_written=is_written)
        if place == "merged down":
            drawn.merge(first, 2, len(drawn.rows), 2)
        _close(drawn, draw(some(BETWEEN, 2)))
    for text in draw(some(BELOW)):
        drawn.add_alone(text)
    return drawn


@st.composite
def _heads(draw, *, has_community):
    plain = draw(st.lists(st.sampled_from(list(PLAIN)), min_size=1, unique=True))
    groups = draw(st.lists(st.sampled_from(list(GROUPED)), max_size=3, unique=True))
    return [
        (None, "#", "序号"),
        *[(None, "community", "所属社区")] * has_community,
        (None, "name", draw(st.sampled_from(NAME_HEADERS))),
        *((None, key, draw(st.sampled_from(PLAIN[key]))) for key in plain),
        *((group, *item) for group in groups for item in GROUPED[group].items()),
    ]


def _close(drawn: Drawn, rows: list[str]) -> None:
    for row in rows:
        if row == "header":
            drawn.add_header()
        else:
            drawn.add([row, None, None, 9 if row else None])
