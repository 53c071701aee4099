import ast
from pathlib import Path

import flask_wtf
import pytest
import wtforms

from app.web.messages import MESSAGES, Messages

# Said to programmers, never to people who fill in a form.
FOR_PROGRAMMERS = {"Choices cannot be None.", "Invalid field name '%s'."}


def texts_said_by(package):
    for path in Path(package.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {
                "gettext",
                "ngettext",
            }:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield first.value


class TestMessages:
    @pytest.mark.parametrize("package", [wtforms, flask_wtf], ids=lambda package: package.__name__)
    def test_have_our_words_for_all_that_the_library_says(self, package):
        assert set(texts_said_by(package)) - FOR_PROGRAMMERS - set(MESSAGES) == set()

    def test_leave_our_own_texts_as_they_are(self):
        assert Messages().gettext("请填写生效日期") == "请填写生效日期"

    def test_keep_what_the_library_fills_in(self):
        for said, ours in MESSAGES.items():
            filled_in = {name for name in ("%(min)", "%(max)", "%(values)") if name in said}
            assert all(name in str(ours) for name in filled_in), said
