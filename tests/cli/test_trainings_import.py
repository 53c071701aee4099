"""Training ledger and sign-in list through the public commands, as their expected files say."""

import pytest
from sqlalchemy import func, select

from app.trainings.models import (
    Attendance,
    SessionDetail,
    SessionState,
    TrainingCategory,
    TrainingSession,
)
from tests.exchange.ledgers import expected, path_of

TRAININGS, ATTENDANCE = "trainings-2025.xlsx", "attendance-2025.xlsx"
POLICY = {
    "missing_name", "duplicate_conflict", "duplicate_identical", "ambiguous_date",
    "unparsable_date", "unparsable_number", "unknown_value", "not_a_table",
}  # fmt: skip
CHECKED = {
    "title": "title",
    "held_on": "held_on",
    "duration_minutes": "minutes",
    "attended_count": "claimed",
    "lecturer": "lecturer",
}


@pytest.fixture
def street(commands):
    """The example street with its register as the sign-in list finds it."""
    commands.apply("hub-roster-clean.xlsx")
    commands.apply("hub-roster-update.xlsx")
    return commands


def run(commands, command, name, *options, exit_code=0):
    return commands.document("trainings", command, path_of(name), *options, exit_code=exit_code)


def trainings(commands, *options, **more):
    return run(commands, "import", TRAININGS, *options, **more)


def attendance(commands, *options, **more):
    return run(commands, "import-attendance", ATTENDANCE, *options, **more)


def told(problems):
    return {
        (item["row"], item["column"], item["code"], item["severity"], item.get("value"))
        for item in problems
        if item["code"] in POLICY
    }


def by_category(session, column, *joined):
    statement = (
        select(TrainingCategory.label, column)
        .select_from(SessionDetail)
        .join(TrainingCategory, TrainingCategory.id == SessionDetail.category_id)
        .where(SessionDetail.superseded_at.is_(None), SessionDetail.state == SessionState.HELD)
        .group_by(TrainingCategory.label)
    )
    for table, condition in joined:
        statement = statement.join(table, condition)
    return dict(session.execute(statement).tuples().all())


def test_the_training_ledger_does_what_its_expected_file_says(commands, session):
    wanted = expected(TRAININGS)

    checked, applied = trainings(commands), trainings(commands, "--apply")
    again = trainings(commands, "--apply")

    assert checked["rows"] == applied["rows"] == wanted["counts"]
    assert (applied["problems"], again["problems"]) == ([], [])
    assert again["rows"] == wanted["counts_again"]
    totals = wanted["totals"]
    assert by_category(session, func.count()) == totals["sessions"]
    claimed = dict(totals["claimed_attendances"])
    assert sum(by_category(session, func.sum(SessionDetail.claimed)).values()) == claimed.pop("all")
    assert by_category(session, func.sum(SessionDetail.claimed)) == claimed


def test_the_sessions_are_as_written(commands, session):
    trainings(commands, "--apply")

    for check in expected(TRAININGS)["spot_checks"]:
        statement = (
            select(SessionDetail, TrainingCategory.label)
            .join(SessionDetail.session)
            .join(TrainingCategory, TrainingCategory.id == SessionDetail.category_id)
            .where(TrainingSession.number == check["match"]["session_no"])
        )
        detail, category = session.execute(statement).one()
        fields = check["fields"]
        found = {key: getattr(detail, column) for key, column in CHECKED.items()}
        found |= {
            "held_on": detail.held_on.isoformat(),
            "category": category,
            "satisfaction": detail.satisfaction / 100,
            "cost": detail.cost // 100,
        }
        last = fields.pop("ends_on", fields["held_on"])
        assert (found, detail.ends_on.isoformat()) == (fields, last)


def test_the_sign_in_list_does_what_its_expected_file_says(street, session):
    wanted = expected(ATTENDANCE)
    trainings(street, "--apply")

    checked, applied = attendance(street), attendance(street, "--apply")
    again = attendance(street, "--apply")

    assert checked["rows"] == applied["rows"] == wanted["counts"]
    assert again["rows"] == wanted["counts_again"]
    named = [item | {"value": item.get("value")} for item in wanted["problems"]]
    assert told(applied["problems"]) == told(again["problems"]) == told(named)
    present = select(Attendance).where(Attendance.superseded_at.is_(None)).subquery()
    totals = wanted["totals"]
    assert session.scalar(select(func.count()).select_from(present)) == totals["attendances"]
    assert session.scalar(select(func.count(present.c.person_key.distinct()))) == totals["people"]
    organizations = session.scalar(select(func.count(present.c.organization_id.distinct())))
    assert organizations == totals["organizations_reached"]
    joined = (present, present.c.session_id == SessionDetail.session_id)
    assert by_category(session, func.count(), joined) == totals["by_category"]
    numbers = (
        select(TrainingSession.number, func.count())
        .join(present, present.c.session_id == TrainingSession.id)
        .group_by(TrainingSession.number)
    )
    assert dict(session.execute(numbers).tuples().all()) == totals["by_session"]


def test_without_its_trainings_every_sign_in_is_an_error(commands):
    rows = attendance(commands)["rows"]

    assert (rows["error"], rows["new"]) == (rows["total"], 0)


@pytest.mark.parametrize(
    ("command", "name"),
    [("import", ATTENDANCE), ("import-attendance", TRAININGS), ("import", "hub-roster-clean.xlsx"),
     ("import-attendance", "hub-roster-clean.xlsx"), ("import", "projects-2025.xlsx")],
)  # fmt: skip
def test_another_ledger_is_refused_as_such(command, name, commands):
    document = run(commands, command, name, exit_code=1)

    assert [item["code"] for item in document["problems"]] == ["other_ledger"]
