import pytest

from app.workbooks.limits import DEFAULT_LIMITS
from app.workbooks.messages import explain
from app.workbooks.refusals import Reason, RefusedError


class TestExplain:
    @pytest.mark.parametrize("reason", Reason)
    def test_says_what_to_do(self, reason):
        error = explain(RefusedError(reason, "名册"), DEFAULT_LIMITS)

        assert "请" in str(error.message)
        assert "%(" not in str(error.message)

    def test_says_something_else_each_time(self):
        errors = [explain(RefusedError(reason, "名册"), DEFAULT_LIMITS) for reason in Reason]

        assert len({str(error.message) for error in errors}) == len(Reason)

    def test_has_codes_of_their_own_for_what_is_too_much(self):
        codes = {
            reason: explain(RefusedError(reason), DEFAULT_LIMITS).code
            for reason in Reason
            if explain(RefusedError(reason), DEFAULT_LIMITS).code != "unreadable_file"
        }

        assert codes == {
            Reason.FILE_TOO_LARGE: "file_too_large",
            Reason.CONTENT_TOO_LARGE: "file_too_large",
            Reason.TOO_MANY_ROWS: "too_many_rows",
            Reason.TOO_MANY_COLUMNS: "too_many_columns",
        }
