"""The project ledger through the public commands, as its expected file says."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from app.projects.labels import LEVEL_LABELS
from app.projects.models import (
    Indicator,
    Payment,
    ProjectDetail,
    ProjectOrganization,
    ProjectStep,
    Recognition,
)
from app.projects.pipelines import pipeline_words
from app.standpoint import today
from tests.exchange.ledgers import expected, path_of

PROJECTS = "projects-2025.xlsx"
FEN = 100


@pytest.fixture
def street(commands):
    """The example street with its register as the ledger finds it."""
    commands.apply("hub-roster-clean.xlsx")
    commands.apply("hub-roster-update.xlsx")
    return commands


def projects(commands, *options, name=PROJECTS, exit_code=0):
    return commands.document("projects", "import", path_of(name), *options, exit_code=exit_code)


def live(session, model, project_id):
    statement = select(model).where(model.project_id == project_id, model.superseded_at.is_(None))
    return list(session.scalars(statement.order_by(model.id)))


def step_label(project_id, session):
    step = next(
        item
        for item in live(session, ProjectStep, project_id)
        if item.since <= today() < item.until
    )
    return pipeline_words()["default"].step(step.step).label


def test_the_ledger_imports_as_expected_and_once(street):
    checked, applied = projects(street), projects(street, "--apply")
    again = projects(street, "--apply")

    wanted = expected(PROJECTS)
    [sheet] = wanted["sheets"]
    columns = {key for key in sheet["columns"].values() if key}
    assert set(checked["columns"]) == columns
    assert checked["header_rows"] == sheet["header_rows"]
    assert checked["rows"] == applied["rows"] == wanted["counts"]
    assert again["rows"] == wanted["counts_again"]
    told = [{key: item[key] for key in wanted["problems"][0]} for item in applied["problems"]]
    assert told == wanted["problems"]


def test_its_projects_are_what_the_rows_say(street, session):
    projects(street, "--apply")

    details = {item.name: item for item in session.scalars(select(ProjectDetail))}
    for check in expected(PROJECTS)["spot_checks"]:
        detail = details[check["match"]["name"]]
        assert told_of(detail, session) == {
            "paid": None,
            "beneficiaries": None,
            "service_count": None,
            **check["fields"],
        }


def told_of(detail, session):
    number = detail.project_id
    [carrier] = session.scalars(
        select(ProjectOrganization).where(ProjectOrganization.project_id == number)
    )
    session.refresh(carrier, ["organization"])
    indicators = {item.key: item.value for item in live(session, Indicator, number)}
    amount = detail.granted if detail.granted is not None else detail.requested
    paid = sum(item.amount for item in live(session, Payment, number))
    return {
        "organization": carrier.organization.name
        if carrier.organization
        else carrier.organization_text,
        "level": LEVEL_LABELS[detail.level],
        "brand": bool(live(session, Recognition, number)),
        "amount": amount / FEN,
        "paid": paid / FEN if paid else None,
        "start_on": detail.starts_on.isoformat(),
        "end_on": detail.ends_on.isoformat(),
        "beneficiaries": indicators.get("beneficiaries"),
        "service_count": indicators.get("services"),
        "status": step_label(number, session),
    }


def test_its_totals_are_those_expected(street, session):
    projects(street, "--apply")

    totals = expected(PROJECTS)["totals"]
    details = list(session.scalars(select(ProjectDetail)))
    assert Counter(LEVEL_LABELS[item.level] for item in details) == totals["by_level"]
    assert Counter(item.kind for item in details) == totals["by_pipeline"]
    assert Counter(step_label(item.project_id, session) for item in details) == totals["by_status"]
    brands = Counter(LEVEL_LABELS[item.level] for item in session.scalars(select(Recognition)))
    assert brands == totals["brand_by_level"]
    assert session.scalar(select(func.count()).select_from(ProjectStep)) == 44


def test_the_metrics_tell_the_ledger(street):
    projects(street, "--apply")

    found = street.document("metrics", "show")["metrics"]
    wanted = {
        "projects.total": 30,
        "projects.accepted": 14,
        "projects.granted": 1_512_000,
        "projects.brand.city": 2,
        "projects.brand.district": 5,
        **dict.fromkeys((f"projects.brand.{key}" for key in ("national", "province", "street")), 0),
    }
    assert {key: found.get(key) for key in wanted} == wanted


@pytest.mark.parametrize(
    "name", ["hub-roster-clean.xlsx", "trainings-2025.xlsx", "attendance-2025.xlsx"]
)
def test_other_ledgers_are_refused(commands, name):
    document = projects(commands, name=name, exit_code=1)

    assert [item["code"] for item in document["problems"]] == ["other_ledger"]


@pytest.mark.parametrize(
    "command",
    [
        ("organizations", "import"),
        ("supports", "import"),
        ("trainings", "import"),
        ("trainings", "import-attendance"),
    ],
)
def test_others_refuse_it(commands, command):
    document = commands.document(*command, path_of(PROJECTS), exit_code=1)

    assert [item["code"] for item in document["problems"]] == ["other_ledger"]
