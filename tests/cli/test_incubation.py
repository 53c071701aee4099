import pytest
import sqlalchemy as sa

from app.extensions import db
from app.incubation.gates import operations
from app.incubation.gates.models import GateResult
from tests.cli.commands import Commands
from tests.factories import OrganizationFactory
from tests.organizations.writes import run


@pytest.fixture
def commands(session, app):
    return Commands(app)


def test_rebuild_gates_names_what_differs_and_puts_it_right(commands):
    wrong, missing = OrganizationFactory.create().id, OrganizationFactory.create().id
    run(operations.recompute, [wrong])
    run(lambda: db.session.execute(sa.update(GateResult).values(missing=9)))

    checked = commands.document("incubation", "rebuild-gates", "--check")
    rebuilt = commands.document("incubation", "rebuild-gates")
    after = commands.document("incubation", "rebuild-gates", "--check")

    assert [item["organization"] for item in checked["differences"]] == [wrong, missing]
    assert checked["differences"][0]["kept"]["missing"] == 9
    assert checked["rebuilt"] == 0
    assert rebuilt["rebuilt"] == 2
    assert after["differences"] == []


def test_rebuild_gates_says_so_in_plain_words(commands):
    OrganizationFactory.create()

    assert "不一致：1家；已重算：1家" in commands.run("incubation", "rebuild-gates").output
