from types import SimpleNamespace

import pytest

from app.access.permissions import Role
from app.standpoint import make_standpoint
from tests.factories import AccountFactory, example_divisions
from tests.incubation.ladder import filed_group, small_set
from tests.organizations.conftest import reading_anew


@pytest.fixture
def street(session, sign_in):
    """晴川街道 with a group at 初创期, its criteria, and two members of staff."""
    divisions = example_divisions()
    home = divisions["晴川街道"]
    staff, colleague = (
        AccountFactory.create(name=name, division_code=home) for name in ("甲子丑", "乙丑寅")
    )
    leader = AccountFactory.create(role=Role.LEADER, division_code=home)
    return SimpleNamespace(
        divisions=divisions,
        criteria=small_set(),
        organization=filed_group(divisions["晴湾社区"]),
        foreign=filed_group(divisions["云溪社区"], name="云溪合唱团"),
        staff=staff,
        colleague=colleague,
        here=look_of(staff),
        client=reading_anew(sign_in(staff)),
        other_client=reading_anew(sign_in(colleague)),
        leader_client=reading_anew(sign_in(leader)),
    )


def look_of(account, **values):
    return make_standpoint(values, viewer=account.id, division=account.division_code)
