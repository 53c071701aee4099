"""Every problem has words for people, in a row, in a list and in a document."""

import pytest

from app.exchange.models import BatchState, RowOutcome
from app.exchange.problem_names import PROBLEM_NAMES
from app.exchange.problems import ERRORS, REFUSED, SKIPPED, TEXTS, WARNINGS, Problem, Severity
from app.exchange.queries import Shown
from app.exchange.showing import OUTCOME_LABELS, SEVERITY_LABELS, SHOWN_LABELS, STATE_LABELS


def test_each_of_a_row_has_a_short_name():
    of_rows = {*ERRORS, *WARNINGS, *SKIPPED} - {"plausible_swap"}

    assert set(PROBLEM_NAMES) == of_rows


@pytest.mark.parametrize(
    ("members", "labels"),
    [
        (BatchState, STATE_LABELS),
        (RowOutcome, OUTCOME_LABELS),
        (Severity, SEVERITY_LABELS),
        (Shown, SHOWN_LABELS),
    ],
)
def test_every_member_of_a_shown_enumeration_has_a_label(members, labels):
    assert set(labels) == set(members)


@pytest.mark.parametrize(
    ("codes", "severity"),
    [
        (ERRORS, Severity.ERROR),
        (WARNINGS, Severity.WARNING),
        (SKIPPED, Severity.SKIPPED),
        (REFUSED, Severity.REFUSED),
    ],
)
def test_severity_follows_from_the_code(codes, severity):
    assert {Problem(code).severity for code in codes} == {severity}


@pytest.mark.parametrize("code", TEXTS)
def test_no_text_blames_whoever_brought_the_file(code):
    assert not any(word in str(TEXTS[code]) for word in ("不合法", "非法", "无效", "您输入"))
