"""What each problem of a row is called in a list of how often it occurs."""

from app.i18n import _l

PROBLEM_NAMES = {
    "missing_name": _l("缺组织名称"),
    "digits_lost": _l("信用代码丢了末几位"),
    "unknown_community": _l("社区不在辖区内"),
    "ambiguous_community": _l("社区有重名"),
    "unknown_street": _l("街道不在辖区内"),
    "duplicate_conflict": _l("同一组织两行，内容不同"),
    "outside_division": _l("信用代码登记在辖区外"),
    "ambiguous_match": _l("对应到几个组织"),
    "history_conflict": _l("与变更记录不合"),
    "missing_division": _l("不知道归哪个辖区"),
    "name_too_long": _l("组织名称过长"),
    "bad_check_character": _l("信用代码校验不符"),
    "ambiguous_date": _l("日期看不出月份"),
    "unparsable_date": _l("认不出的日期"),
    "unparsable_number": _l("认不出的数字"),
    "unparsable_phone": _l("认不出的电话"),
    "unknown_value": _l("不在可选范围内"),
    "masked_value": _l("号码带星号"),
    "future_date": _l("日期在今天之后"),
    "dates_out_of_order": _l("日期先后不合"),
    "grade_not_allowed": _l("等级未导入"),
    "retired_stage": _l("阶段已停用"),
    "standing_assumed": _l("登记状态是推断的"),
    "former_name": _l("按曾用名对应"),
    "text_too_long": _l("文字过长"),
    "duplicate_identical": _l("重复的行"),
}
