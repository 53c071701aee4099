"""The list of projects stays as fast with any number of them: `python -m bench.projects`."""

import shutil
from datetime import timedelta

from sqlalchemy import insert, select

from app.db import utc_now
from app.extensions import db
from app.organizations.models import Organization
from app.projects.models import Project, ProjectDetail, ProjectOrganization, ProjectStep
from app.projects.words import Level, OrganizationRole
from app.standpoint import today
from app.turns import writing
from bench.measuring import cost
from bench.ours import PAGES, fetching
from bench.register import FOLDER, application, database

REGISTER = 2_000  # organizations
SIZES = (2_000, 100_000)
TARGET = 1.3
AT_ONCE = 5_000
STEPS = ("applied", "reviewed", "confirmed", "running", "accepted")
ADDRESSES = (
    ("list", "/projects"),
    ("sorted by money", "/projects?sort=-granted"),
    ("one step and level", "/projects?step=running&level=city"),
)


def page(size, address):
    return fetching(projects_database(int(size)), address)


def projects_database(size):
    """Return the file of a register with so many projects, made now when it is not there."""
    path = FOLDER / f"projects-{size}.db"
    if not path.exists():
        unfinished = path.with_suffix(".part")
        shutil.copy(database(REGISTER), unfinished)
        with application(unfinished).app_context():
            with writing():
                _fill(size)
                db.session.commit()
            db.session.remove()
            db.engine.dispose()
        unfinished.rename(path)
    return path


def _fill(size):
    ids = db.session.execute(select(Organization.id, Organization.division_code)).all()
    for start in range(1, size + 1, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, size + 1))
        for model, make in MAKERS:
            rows = [{**_recorded(), **make(number, ids[number % len(ids)])} for number in numbers]
            db.session.execute(insert(model), rows)


def _recorded():
    return {"recorded_at": utc_now(), "recorded_by": 1}


def _project(number, organization):
    return {
        "id": number,
        "division_code": organization.division_code,
        "pipeline_key": "default",
        "version": 1,
    }


def _detail(number, _organization):
    name = f"邻里项目{number}"
    begun = today() - timedelta(days=number % 700)
    return {
        "project_id": number,
        "name": name,
        "match_key": name,
        "sort_key": f"linlixiangmu{number:08}",
        "kind": "民生微实事",
        "level": list(Level)[number % len(Level)],
        "starts_on": begun,
        "ends_on": begun + timedelta(days=200),
        "granted": number % 1000 * 10_000,
        "extra": {},
        "as_written": {},
    }


def _carrier(number, organization):
    return {
        "project_id": number,
        "organization_id": organization.id,
        "role": OrganizationRole.APPLICANT,
    }


def _step(number, _organization):
    since = today() - timedelta(days=number % 700)
    return {"project_id": number, "step": STEPS[number % len(STEPS)], "since": since}


MAKERS = (
    (Project, _project),
    (ProjectDetail, _detail),
    (ProjectOrganization, _carrier),
    (ProjectStep, _step),
)


def section():
    """Return the lines of RESULTS.md."""
    lines = [
        "",
        "## Projects",
        "",
        f"Target: flat (≤ {TARGET}×) from {SIZES[0]:,} to {SIZES[-1]:,} projects.",
        "",
        "| page | projects | CPU ms a page | of the fewest |",
        "|---|--:|--:|--:|",
    ]
    for size in SIZES:
        projects_database(size)
    for name, address in ADDRESSES:
        first = None
        for size in SIZES:
            found = cost("projects:page", size, address, runs=1)
            first = first or found
            each = found.cpu * 1000 / PAGES
            lines.append(f"| {name} | {size:,} | {each:.1f} | {found.cpu / first.cpu:.2f}× |")
    return lines


def main():
    print("\n".join(section()))


if __name__ == "__main__":
    main()
