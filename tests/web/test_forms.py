from datetime import date

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.validators import EqualTo, InputRequired, Length, NumberRange

from app.web.forms import BaseForm, DateField, SelectChoice

WRONG_DAY = "请按 2024-05-06 的格式填写日期"


class ExampleForm(BaseForm):
    class Meta:
        csrf = False

    name = StringField(validators=[InputRequired("请填写机构名称"), Length(max=4)])
    note = TextAreaField()
    password = PasswordField()
    since = DateField(validators=[InputRequired("请填写生效日期")])
    members = IntegerField(validators=[NumberRange(min=1)])
    kind = SelectField(choices=[SelectChoice("a", "甲"), SelectChoice("b", "乙")])


@pytest.fixture
def read(web_app):
    def reading(form=ExampleForm, **data):
        with web_app.test_request_context():
            made = form(formdata=MultiDict(data))
            made.validate()
            return made

    return reading


class TestTexts:
    @pytest.mark.parametrize(
        ("sent", "kept"),
        [
            ("　 晴川社  ", "晴川社"),
            ("\u00a0晴川社\t\n", "晴川社"),
            ("晴\x00川\x0b社", "晴川\n社"),
            ("一行\r\n二行", "一行\n二行"),
        ],
    )
    def test_come_without_blanks_at_the_ends_and_controls(self, read, sent, kept):
        assert read(note=sent).note.data == kept

    def test_of_blanks_alone_are_nothing(self, read):
        form = read(name="　 \t")

        assert form.name.errors == ["请填写机构名称"]

    def test_that_are_passwords_come_as_they_were_typed(self, read):
        assert read(password=" 密 码　").password.data == " 密 码　"


class TestDateField:
    @pytest.mark.parametrize(
        "text", ["2024-05-06", "2024.5.6", "2024/5/6", "2024年5月6日", " ２０２４．５．６ "]
    )
    def test_reads_what_people_write(self, read, text):
        assert read(since=text).since.data == date(2024, 5, 6)

    @pytest.mark.parametrize("text", ["2024-05", "2024年", "2024-02-30", "昨天", "无", "5月6日"])
    def test_says_how_to_write_a_day(self, read, text):
        form = read(since=text)

        assert form.since.errors == [WRONG_DAY]
        assert form.since.data is None
        assert form.since._value() == text

    @pytest.mark.parametrize("text", ["", "　"])
    def test_asks_for_a_day_that_is_missing(self, read, text):
        assert read(since=text).since.errors == ["请填写生效日期"]

    def test_shows_a_day_it_was_given(self, web_app):
        with web_app.test_request_context():
            assert 'value="2024-05-06"' in str(ExampleForm(since=date(2024, 5, 6)).since())


class TestMessages:
    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("name", "一二三四五", "请不超过4个字"),
            ("members", "十", "请填写整数"),
            ("members", "0", "请填写不小于1的数"),
            ("kind", "丙", "请从列表中选择一项"),
        ],
    )
    def test_are_in_our_words(self, read, field, value, message):
        assert read(**{field: value})[field].errors[0] == message

    def test_of_two_that_differ_name_no_field(self, read):
        class Twice(ExampleForm):
            again = PasswordField(validators=[EqualTo("password")])

        assert read(Twice, password="a", again="b").again.errors == ["两次填写的内容不一致，请核对"]
