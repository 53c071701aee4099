"""What WTForms says of itself, in our words.

Its own Chinese catalogue is wrong in places (at least is given as more than) and lacks others.
"""

from app.i18n import _l

REQUIRED = _l("请填写此项")
CHOOSE = _l("请从列表中选择一项")
DAY = _l("请按 2024-05-06 的格式填写日期")
NUMBER = _l("请填写数字")
EXPIRED = _l("页面已过期，请刷新后重新提交")

MESSAGES = {
    "This field is required.": REQUIRED,
    "This field cannot be edited.": _l("此项不能修改"),
    "This field is disabled and cannot have a value.": _l("此项不能修改"),
    "Not a valid choice.": CHOOSE,
    "Invalid Choice: could not coerce.": CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": CHOOSE,
    "'%(value)s' is not a valid choice for this field.": CHOOSE,
    "Not a valid date value.": DAY,
    "Not a valid datetime value.": _l("请按 2024-05-06 08:30 的格式填写时间"),
    "Not a valid time value.": _l("请按 08:30 的格式填写时间"),
    "Not a valid week value.": _l("请按 2024-W19 的格式填写周次"),
    "Not a valid integer value.": _l("请填写整数"),
    "Not a valid decimal value.": NUMBER,
    "Not a valid float value.": NUMBER,
    "Number must be at least %(min)s.": _l("请填写不小于%(min)s的数"),
    "Number must be at most %(max)s.": _l("请填写不大于%(max)s的数"),
    "Number must be between %(min)s and %(max)s.": _l("请填写%(min)s到%(max)s之间的数"),
    "Date must be at least %(min)s.": _l("请填写%(min)s或之后的日期"),
    "Date must be at most %(max)s.": _l("请填写%(max)s或之前的日期"),
    "Date must be between %(min)s and %(max)s.": _l("请填写%(min)s到%(max)s之间的日期"),
    "Field must be at least %(min)d character long.": _l("请至少填写%(min)d个字"),
    "Field cannot be longer than %(max)d character.": _l("请不超过%(max)d个字"),
    "Field must be exactly %(max)d character long.": _l("请填写%(max)d个字"),
    "Field must be between %(min)d and %(max)d characters long.": _l("请填写%(min)d到%(max)d个字"),
    "Field must be equal to %(other_name)s.": _l("两次填写的内容不一致，请核对"),
    "Invalid input.": _l("请按要求的格式填写"),
    "Invalid email address.": _l("请填写完整的邮箱，如 name@example.cn"),
    "Invalid URL.": _l("请填写以 http:// 或 https:// 开头的网址"),
    "Invalid IP address.": _l("请填写 IP 地址，如 192.168.1.1"),
    "Invalid Mac address.": _l("请填写 MAC 地址，如 00:1A:2B:3C:4D:5E"),
    "Invalid UUID.": _l("请按要求的格式填写"),
    "Invalid value, must be one of: %(values)s.": _l("请填写以下之一：%(values)s"),
    "Invalid value, can't be any of: %(values)s.": _l("请不要填写：%(values)s"),
    "File does not have an approved extension: {extensions}": _l("请选择 {extensions} 格式的文件"),
    "File does not have an approved extension.": _l("请选择可用格式的文件"),
    "CSRF failed.": EXPIRED,
    "CSRF token expired.": EXPIRED,
    "CSRF token missing.": EXPIRED,
    "Invalid CSRF Token.": EXPIRED,
}


class Messages:
    """The translations object WTForms asks."""

    def gettext(self, text: str) -> str:
        return str(MESSAGES.get(text, text))

    def ngettext(self, singular: str, _plural: str, _count: int) -> str:
        return self.gettext(singular)
