"""The demo hub has the figures it promises, whatever day it is loaded."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.accounts.models import Account
from app.demo.loading import STREETS, load_demo, prepare_accounts
from app.metrics.catalog import all_metrics
from app.metrics.queries import numbers
from app.organizations.models import GradeChange, Organization
from app.standpoint import make_standpoint, today
from app.turns import writing
from app.values.codes import has_valid_check_character
from tests.conftest import undone

STREET = STREETS["晴川街道"][0]
DAYS = [datetime(2026, 11, 21, 4, tzinfo=UTC), datetime(2028, 2, 29, 4, tzinfo=UTC)]


def load(session, count=None):
    with writing():
        load_demo([], count)
        session.commit()


def figures(division=STREET, **values):
    standpoint = make_standpoint(values, viewer=1, division=division)
    return numbers(standpoint, all_metrics())


class TestLoadDemo:
    @pytest.mark.parametrize("moment", DAYS, ids=str)
    def test_has_the_figures_promised(self, app, moment):
        with time_machine.travel(moment, tick=True), undone(app) as session:
            load(session)
            found = figures()
            soon = today() + timedelta(days=2 * 365)
            ends = session.scalars(
                select(GradeChange.expires_on).where(GradeChange.expires_on >= today())
            ).all()

        assert found["organizations.registered"] == 63
        assert found["organizations.filed"] == 216
        assert [found[f"ratings.{grade}"] for grade in ("5A", "4A", "3A")] == [3, 5, 2]
        assert len(ends) == 10
        assert min(ends) >= soon
        stages = [value for key, value in found.items() if key.startswith("stages.")]
        assert len(stages) == 5
        assert min(stages) > 0

    def test_looks_other_a_year_ago(self, session):
        load(session)
        year_ago = today().replace(year=today().year - 1, day=1)

        now, earlier = figures(), figures(on=year_ago.isoformat())

        assert earlier["organizations.total"] < now["organizations.total"]
        assert earlier["stages.mature"] != now["stages.mature"]

    def test_has_neighbors_that_the_street_does_not_see(self, session):
        load(session)

        assert figures("330199000000")["organizations.total"] > 282
        assert (
            figures()["organizations.total"] == 63 + 216 + 3
        )  # the three on the way to being filed

    def test_is_the_same_every_time(self, app):
        names = []
        for _ in range(2):
            with undone(app) as session:
                load(session, 40)
                names.append(
                    session.scalars(select(Organization.name).order_by(Organization.id)).all()
                )

        assert names[0] == names[1]

    def test_makes_as_many_as_asked_for(self, session):
        load(session, 500)

        assert figures("330199000000")["organizations.total"] == 500

    def test_has_codes_whose_check_is_right(self, session):
        load(session)

        codes = session.scalars(
            select(Organization.credit_code).where(Organization.credit_code.is_not(None))
        ).all()
        assert len(codes) == len(set(codes)) > 60
        assert all(has_valid_check_character(code) for code in codes)


class TestDemoCommand:
    def test_prints_four_accounts_once_and_keeps_them_for_the_owner(
        self, app, session, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(app, "instance_path", str(tmp_path))
        runner = app.test_cli_runner()

        first = runner.invoke(args=["demo", "load"])
        again = runner.invoke(args=["demo", "load", "--if-empty"])
        refused = runner.invoke(args=["demo", "load"])

        assert (first.exit_code, again.exit_code, refused.exit_code) == (0, 0, 1)
        assert again.output == ""
        kept = tmp_path / "demo-accounts.txt"
        lines = [line.split("\t") for line in kept.read_text().splitlines()]
        assert [line[0] for line in lines] == ["administrator", "staff", "leader", "auditor"]
        assert all(line[2] in first.output for line in lines)
        assert kept.stat().st_mode & 0o777 == 0o600

    def test_no_two_hubs_have_the_same_passwords(self):
        passwords = [shown.password for _ in range(2) for shown, _account in prepare_accounts()]

        assert len(set(passwords)) == 8

    def test_demo_accounts_need_no_other_password(self, app, session, tmp_path, monkeypatch):
        monkeypatch.setattr(app, "instance_path", str(tmp_path))
        app.test_cli_runner().invoke(args=["demo", "load"])

        accounts = session.scalars(select(Account).where(Account.is_demo)).all()
        assert len(accounts) == 4
        assert not any(account.must_change_password for account in accounts)
