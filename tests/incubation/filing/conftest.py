from types import SimpleNamespace

import pytest

from app.organizations.standings import Standing
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.filing import FilingRuleFactory
from tests.files.conftest import store  # noqa: F401, a fixture
from tests.organizations.conftest import reading_anew
from tests.organizations.looks import look


def make_group(division_code, name="晴川街道晴湾社区合唱团", **options):
    """Return an unfiled group that meets every condition but that of the charter."""
    values = {
        "leader_name": "甲子丑",
        "member_count": 12,
        "address": "晴湾路1号",
        "histories__standing": Standing.UNFILED,
        **options,
    }
    return OrganizationFactory.create(division_code=division_code, name=name, **values)


@pytest.fixture
def hall(session, sign_in):
    """晴川街道, which numbers filings, with an unfiled group and a neighbor's one."""
    divisions = example_divisions()
    staff = AccountFactory.create(name="甲子丑", division_code=divisions["晴川街道"])
    return SimpleNamespace(
        divisions=divisions,
        staff=staff,
        client=reading_anew(sign_in(staff)),
        here=look(divisions["晴川街道"], viewer=staff.id),
        elsewhere=look(divisions["云栖街道"]),
        group=make_group(divisions["晴湾社区"]),
        neighbor=make_group(divisions["云溪社区"], "云栖街道棋友会"),
        rule=FilingRuleFactory.create(division_code=divisions["晴川街道"]),
    )
