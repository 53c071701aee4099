"""How rows that hold no record give themselves away. All texts are compared squeezed."""

import re

_NUMERALS = "[一二三四五六七八九十百]{1,4}"
_PEOPLE = (
    "(?:填表|制表|填报|统计|审核|复核|经办|报送|汇总|上报|签发|审批|编制|核对|录入)"
    "(?:人员|人|单位|部门|机关|机构|日期|时间)?"
    "|(?:单位|主要|分管|部门)?(?:负责人|领导)|联系人|(?:联系)?电话|日期|时间|单位|表号|批准文号|备案文号"
    "|制表机关|有效期至|统计(?:期间|范围|口径)|所属期|截[至止](?:日期|时间)?|数据(?:来源|截至)|资料来源"
)
FORM_LABEL = re.compile(rf"(?P<label>{_PEOPLE})(?:\([^()]*\))?[::]")
_FORM_LINE = re.compile(rf"[(]?(?:{_PEOPLE})(?:\([^()]*\))?[::].*")
_FOOTER = re.compile(
    r".{0,8}(?:人|员|领导|主任|书记|科长|局长|单位|部门|日期|时间|电话|意见|签[字名章]|盖章|公章)(?:\([^()]*\))?[::].*"
)
_SIGNER = re.compile(
    "(?:填表|制表|填报|统计|审核|复核|经办|报送)人(?:员)?(?:签[字名])?(?:\\(.*\\))?"
)
_NOTE = re.compile(
    r"(?:附?注|备注|说明|(?:填表|填报|填写|编制|指标)?说明|注意(?:事项)?|(?:温馨)?提示|附件?)"
    r"[0-9一二三四五六七八九十]*[::、.)].*"
    r"|注[0-9]+.*|※.*|\*(?:号|为|注|标).*|[(\[]?(?:续表|接上页|转下页|下页续|以下(?:空白|无正文))[)\]]?"
    r"|[(]?(?:盖章|公章|签[字名章])[)]?.*"
    r"|(?:截[至止].*|.{0,8})(?:共有|总共|总数|共计|合计|共).{0,12}\d+[家个户](?:[,。;(].*)?"
    r"|第?\d+页.*|-\d+-|(?:此表|本表|本页).{0,4}(?:空白|无数据|到此结束)"
)
_NOTHING = re.compile(r"[(]?(?:无|暂无|暂无数据|空|空白|无数据)[)]?")
_NUMBERED = re.compile(r"[(]?\d{1,2}[)、.].*")
_TOTAL = re.compile(
    r"[(]?(?P<of>.{0,16}?)(?P<word>小计|合计|总计|共计|累计)(?:数|家数|\([^()]*\))?[)]?"
    r"[::]?(?:共?约?\d[\d.,]*[家个户名人]?(?:[,;(].*)?)?[。.;]?"
    r"|(?P<scope>本?(?:社区|街道|页|表|类)|以上)?(?:共有?|总数[::]?|一共)\d+[家个户][。.;]?"
)
_COUNT_ONLY = re.compile(r"(?:共?\d+(?:\.\d+)?(?:[家个户名人场次期节]|人次|场次)?)")
_DAY = re.compile(
    r"[(]?(?:截[至止])?[::]?\d{4}[-年./]\d{1,2}(?:[-月./]\d{1,2}日?|月)?(?:公布|发布|止)?[)]?"
)
_EXAMPLE = re.compile(
    r"[(【\[]?(?:填写|填报)?(?:示例|样例|范例|例|例如|示范|举例)(?:行|数据)?\d?[)】\]]?[::]?"
)
_EXAMPLE_NAME = re.compile(
    r"[(【\[]?(?:示例|样例|范例|例|例如|举例)[)】\]]?[::].+"
    r"|[(【\[](?:示例|样例|范例|例)[)】\]].+|.+[(【\[](?:示例|样例|范例|例)[)】\]]"
)
_ENUMERATED = re.compile(
    rf"(?:{_NUMERALS}[、.,::]|[(]{_NUMERALS}[)]|第{_NUMERALS}[部类批片组章节]).+"
)
_PLACE = re.compile(r".{1,10}(?:社区|村|街道|镇|乡|居委会|村委会|片区|网格|居民区)")
_HOW_MANY = r"(?:[(][^()]*\d+[家个支户][^()]*[)]|(?::|共计?|:共计?)\d+[家个支户])"
_COUNTED = re.compile(rf".+?{_HOW_MANY}|{_PLACE.pattern}\d+[家个支户]")
_AUTHORITY = re.compile(
    r".{1,24}(?:局|厅|办事处|人民政府|居民?委员会|村民?委员会|居委会|村委会|街道|镇)"
)
_ORDINAL = re.compile(r"[(]?(?:no\.?)?\d+(?:[-.]\d+)*[)、.]?", re.IGNORECASE)
_NUMERAL = re.compile(rf"[(]?{_NUMERALS}[)、.]?")
_DECORATION = re.compile(
    rf"^(?:{_NUMERALS}[、.,::]|[(]{_NUMERALS}[)]|第{_NUMERALS}[部类批片组章节]分?[::]?|\d{{1,2}}[、.)])"
    rf"|(?:{_HOW_MANY}|\d+[家个支户])$"
)
_TITLE = re.compile(
    r"(?:附[件表]\d*[::]?)?.{2,}(?:表|名册|名单|名录|台账|清单|花名册|统计|目录|情况)(?:[(].*[)])?|附[件表]\d*[::]?"
)
_LONG = 40

_STYLES = (
    ("numeral", re.compile(rf"{_NUMERALS}[、.,::]|第{_NUMERALS}")),
    ("bracketed", re.compile(rf"[(]{_NUMERALS}[)]")),
    ("number", re.compile(r"\d{1,2}[、.)]")),
    ("place", re.compile(rf"{_PLACE.pattern}(?:$|[(::共]|\d)")),
)


def total_of(text: str) -> str | None:
    """Return what a total is of ("" when it does not say), or None for a text that is no total."""
    found = _TOTAL.fullmatch(text)
    return None if found is None else found["of"] or ""


def is_subtotal(text: str) -> bool:
    """Tell whether a total is one of several: 小计, or the total of something named."""
    found = _TOTAL.fullmatch(text)
    return found is not None and (found["word"] == "小计" or bool(found["of"] or found["scope"]))


def is_count(text: str) -> bool:
    """Tell whether a text is no more than a number, with or without what it counts."""
    return is_count_only(text) or re.fullmatch(r"-?[\d.,]+%?", text) is not None


def is_count_only(text: str) -> bool:
    return _COUNT_ONLY.fullmatch(text) is not None


def is_form_line(text: str) -> bool:
    """Tell whether a text is a line of a form: 填报单位：…, 单位：万元, or a day."""
    return _FORM_LINE.fullmatch(text) is not None or _DAY.fullmatch(text) is not None


def is_title(text: str) -> bool:
    """Tell whether a text names a whole table: 社会组织名册, 附件1."""
    return _TITLE.fullmatch(text) is not None


def is_footer(text: str) -> bool:
    """Tell whether a text is of a signature line below a table."""
    return any(pattern.fullmatch(text) for pattern in (_FORM_LINE, _FOOTER, _SIGNER))


def is_note(text: str) -> bool:
    return _NOTE.fullmatch(text) is not None


def says_nothing_follows(text: str) -> bool:
    return _NOTHING.fullmatch(text) is not None


def is_numbered(text: str) -> bool:
    return _NUMBERED.fullmatch(text) is not None


def is_signature(text: str) -> bool:
    """Tell whether a text alone below a table is who signs it, or when."""
    return _AUTHORITY.fullmatch(text) is not None or _DAY.fullmatch(text) is not None


def is_example(text: str) -> bool:
    return _EXAMPLE.fullmatch(text) is not None


def is_example_name(text: str) -> bool:
    return _EXAMPLE_NAME.fullmatch(text) is not None


def is_enumerated(text: str) -> bool:
    """Tell whether a text is headed by a Chinese numeral, or ends with how many follow."""
    return _ENUMERATED.fullmatch(text) is not None or _COUNTED.fullmatch(text) is not None


def is_place(text: str) -> bool:
    return _PLACE.fullmatch(text) is not None


def is_community(text: str) -> bool:
    return is_place(text) and text.endswith(("社区", "村", "居委会", "村委会"))


def is_long(text: str) -> bool:
    """Tell whether a text is rather a sentence than a heading."""
    return len(text) > _LONG or "。" in text


def is_ordinal_value(text: str) -> bool:
    """Tell whether a text is the running number of a row, in digits or numerals."""
    return _ORDINAL.fullmatch(text) is not None or is_numeral(text)


def is_numeral(text: str) -> bool:
    return _NUMERAL.fullmatch(text) is not None


def heading_style(text: str) -> str:
    """Return how a group is headed; a heading ends those of its own style, not those around it."""
    return next((style for style, pattern in _STYLES if pattern.match(text)), "plain")


def heading_label(text: str) -> str:
    """Return the squeezed text of a heading without its numeral and without how many follow."""
    return _DECORATION.sub("", _DECORATION.sub("", text)) or text
