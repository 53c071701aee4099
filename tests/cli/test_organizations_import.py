"""Every ledger at hand through the public command: what its expected file says is what happens."""

import unicodedata
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select

from app.divisions.models import Division
from app.exchange.models import ImportRow
from app.organizations.models import GradeChange, Organization, StageChange, StandingChange
from tests.exchange.ledgers import REFUSED, ROSTERS, UNREADABLE, expected

# The codes whose cells the expected files list exactly; others may be told besides.
POLICY = {
    "missing_name", "digits_lost", "unknown_community", "duplicate_conflict", "duplicate_identical",
    "bad_check_character", "ambiguous_date", "unparsable_date", "unparsable_number",
    "unknown_value", "not_a_table", "unreadable_file",
}  # fmt: skip
BEFORE = {
    "hub-roster-update.xlsx": "hub-roster-clean.xlsx",
    "real-profiles-2015.xlsx": "real-profiles-2013.xlsx",
}
AFTER = [
    (name, "hub-roster-clean.xlsx")
    for name in ("communities.xlsx", "old-format.xls", "roster-gb18030.csv", "roster-utf8-bom.csv")
]
ALONE = ["hub-roster-update.xlsx", "real-profiles-2013.xlsx", "real-profiles-2015.xlsx"]


def key_of(name):
    narrow = unicodedata.normalize("NFKC", name)
    return "".join(narrow.split()).lower().replace("“", '"').replace("”", '"')


def text_of(value):
    return (
        "".join(unicodedata.normalize("NFKC", value).split()) if isinstance(value, str) else value
    )


def counts_of(document):
    return document["rows"]


def told(problems):
    """Return what the expected files compare of problems."""
    return {
        (item["sheet"], item["row"], item["column"], item["field"], item["code"], item["severity"])
        for item in problems
        if item["code"] in POLICY
    }


def changes_of(import_id, session):
    rows = session.scalars(select(ImportRow).where(ImportRow.batch_id == import_id))
    names = dict(session.execute(select(Organization.id, Organization.name)).tuples().all())
    return {
        (names[row.organization_id], key, *(_in_yuan(key, value) for value in pair))
        for row in rows
        for key, pair in row.changes.items()
    }


def _in_yuan(key, value):
    return value // 100 if key == "fund" and value is not None else value


@pytest.mark.parametrize("name", ROSTERS)
def test_a_roster_does_what_its_expected_file_says(name, commands, session):
    wanted = expected(name)
    if name in BEFORE:
        commands.apply(BEFORE[name])

    checked = commands.check(name)
    applied = commands.apply(name)

    assert counts_of(checked) == counts_of(applied) == wanted["counts"]
    assert told(applied["problems"]) == told(wanted["problems"])
    assert_values(applied["problems"], wanted["problems"])
    assert_read(applied, wanted)
    assert_entered(commands, wanted)
    assert_register(session, wanted.get("register_after", {}))
    if "changes" in wanted:
        changes = {
            (item["name"], item["field"], item["from"], item["to"]) for item in wanted["changes"]
        }
        assert changes_of(applied["import"], session) == changes
    assert counts_of(commands.apply(name)) == wanted["counts_again"]


@pytest.mark.parametrize(("name", "before"), AFTER)
def test_a_part_of_what_is_known_already_changes_nothing(name, before, commands):
    commands.apply(before)

    assert counts_of(commands.apply(name)) == expected(name)["counts_after"][before]


@pytest.mark.parametrize("name", ALONE)
def test_an_update_alone_enters_every_row(name, commands):
    assert counts_of(commands.check(name)) == expected(name)["counts_alone"]


@pytest.mark.parametrize(
    ("name", "code"), [*REFUSED.items(), *((name, "unreadable_file") for name in UNREADABLE)]
)
def test_what_is_no_roster_is_refused_with_its_reason(name, code, commands, session):
    document = commands.check(name, "--apply", exit_code=1)
    said = commands.run("organizations", "import", _path(name), exit_code=1).stderr

    assert [item["code"] for item in document["problems"]] == [code]
    assert document["problems"][0]["severity"] == "refused"
    assert document["problems"][0]["message"] in said
    assert not document["applied"]
    assert session.scalar(select(func.count()).select_from(Organization)) == 0


def _path(name):
    from tests.exchange.ledgers import path_of  # noqa: PLC0415, skips where the file is not at hand

    return path_of(name)


def assert_values(found, wanted):
    values = {(item["row"], item["column"]): item["value"] for item in found}
    for item in wanted:
        if "value" in item:
            assert values[item["row"], item["column"]] == pytest.approx(item["value"])


def assert_read(document, wanted):
    sheets = document.get("sheets", [document])
    assert [sheet["sheet"] for sheet in sheets] == [sheet["name"] for sheet in wanted["sheets"]]
    for sheet, one in zip(sheets, wanted["sheets"], strict=True):
        assert sheet["header_rows"] == one["header_rows"]
        assert set(sheet["columns"]) == {field for field in one["columns"].values() if field}
        by_letter = {
            letter: item["field"]
            for letter, item in one.get("columns_by_letter", {}).items()
            if item["field"]
        }
        letters = {letter: field for field, letter in sheet["columns"].items()}
        assert not by_letter or letters == by_letter
    left_out = {item["sheet"]: item["code"] for item in document["ignored"]}
    assert left_out == {
        item["name"]: item["code"] for item in wanted.get("sheets_not_imported", [])
    }


def assert_entered(commands, wanted):
    for check in wanted["spot_checks"]:
        name = check["match"]["name"]
        [match] = [item for item in commands.show(name) if is_called(item, name)]
        for field, value in check["fields"].items():
            assert text_of(match["fields"][field]) == text_of(value), (name, field)
    for name in wanted.get("absent", []):
        assert [item for item in commands.show(name) if is_called(item, name)] == []


def is_called(item, name):
    return key_of(item["fields"]["name"]) == key_of(name)


def assert_register(session, wanted):
    """Compare figures of the whole register: what holds now, grades on the day named."""
    live = [StandingChange.superseded_at.is_(None), StandingChange.until == date(9999, 12, 31)]
    if "organizations" in wanted:
        count = session.scalar(select(func.count()).select_from(Organization))
        assert count == wanted["organizations"]
    if "by_standing" in wanted:
        assert Counter(session.scalars(select(StandingChange.standing).where(*live))) == Counter(
            wanted["by_standing"]
        )
    if "by_kind" in wanted:
        assert Counter(session.scalars(select(Organization.kind))) == Counter(wanted["by_kind"])
    if "by_stage" in wanted:
        stages = select(StageChange.stage).where(
            StageChange.superseded_at.is_(None), StageChange.until == date(9999, 12, 31)
        )
        assert Counter(session.scalars(stages)) == Counter(wanted["by_stage"])
    if "by_community" in wanted:
        names = select(Division.name).join(
            Organization, Organization.division_code == Division.code
        )
        assert Counter(session.scalars(names)) == Counter(wanted["by_community"])
    if "grades_in_force" in wanted:
        figures = dict(wanted["grades_in_force"])
        assert grades_on(session, date.fromisoformat(figures.pop("as_of"))) == figures


def grades_on(session, day):
    grades = select(GradeChange.grade).where(
        GradeChange.superseded_at.is_(None),
        GradeChange.since <= day,
        GradeChange.until > day,
        GradeChange.expires_on.is_(None) | (GradeChange.expires_on >= day),
    )
    return dict(Counter(session.scalars(grades)))
