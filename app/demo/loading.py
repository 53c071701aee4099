"""Loading the demo hub through the same operations as pages and imports."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.access.permissions import Role
from app.accounts.hashing import hash_password
from app.accounts.operations import NewAccount, create_account
from app.accounts.passwords import generate_password
from app.accounts.queries import has_people, operator
from app.demo import words
from app.demo.making import Maker, Place
from app.demo.stories import load_stories
from app.divisions.operations import DivisionRow, load_divisions
from app.extensions import db
from app.organizations.models import Organization
from app.organizations.operations import register_organizations
from app.standpoint import make_standpoint, today

DISTRICT = "330199000000"
STREETS = {
    "晴川街道": ("330199001000", 279),
    "云栖街道": ("330199002000", 46),
    "丹霞街道": ("330199003000", 38),
}
HOME = "晴川街道"
AT_ONCE = 2000
ACCOUNTS = (
    (Role.ADMINISTRATOR, "guanli", "系统管理员", DISTRICT),
    (Role.STAFF, "yewu", "业务专员", STREETS[HOME][0]),
    (Role.LEADER, "lingdao", "中心领导", STREETS[HOME][0]),
    (Role.AUDITOR, "shenji", "审计员", DISTRICT),
)


@dataclass(frozen=True)
class DemoAccount:
    """A demo account with its password, which is known only now."""

    role: Role
    username: str
    password: str
    division_code: str

    @property
    def line(self) -> str:
        return f"{self.role.value}\t{self.username}\t{self.password}\t{self.division_code}"


def is_register_empty() -> bool:
    """Return whether nobody has begun to use this register."""
    has_organization = db.session.scalar(select(Organization.id).limit(1)) is not None
    return not has_organization and not has_people()


def prepare_accounts() -> list[tuple[DemoAccount, NewAccount]]:
    """Make passwords and their hashes, which takes longer than a write turn should."""
    prepared = []
    for role, username, name, division in ACCOUNTS:
        password = generate_password(username)
        account = NewAccount(
            username=username,
            name=name,
            role=role,
            division_code=division,
            password_hash=hash_password(password),
            must_change_password=False,
            is_demo=True,
        )
        prepared.append((DemoAccount(role, username, password, division), account))
    return prepared


def load_demo(accounts: Sequence[NewAccount], count: int | None) -> int:
    """Enter divisions, organizations and accounts; return how many organizations there are.

    `count` makes that many, all in 晴川街道, instead of the usual 279 and their neighbors, and
    tells nothing of what the hub did for them.
    """
    by = operator()
    places = _places()
    load_divisions(_division_rows(places), by=by.id)
    standpoint = make_standpoint({}, viewer=by.id, division=by.division_code)
    entered = 0
    for index, place in enumerate(places):
        usual = STREETS[place.name][1]
        wanted = usual if count is None else count * (place.name == HOME)
        maker = Maker(place, today(), first_number=1 + index * 1_000_000)
        made = list(maker.organizations(wanted, with_grades=place.name == HOME))
        for start in range(0, len(made), AT_ONCE):
            register_organizations(standpoint, made[start : start + AT_ONCE])
        entered += len(made)
    for account in accounts:
        create_account(account, by=by)
    if count is None:
        street = make_standpoint({}, viewer=by.id, division=STREETS[HOME][0])
        load_stories(street, HOME, ACCOUNTS[1][2])
    return entered


def keep_accounts(accounts: Sequence[DemoAccount], path: Path) -> None:
    """Keep the accounts in a file that only its owner reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(f"{account.line}\n" for account in accounts)


def _places() -> list[Place]:
    places = []
    for name, (code, _count) in STREETS.items():
        communities = [
            (f"{code[:9]}{number:03}", f"{short}社区")
            for number, short in enumerate(words.COMMUNITY_NAMES[name], start=1)
        ]
        places.append(Place(code, name, communities))
    return places


def _division_rows(places: Sequence[Place]) -> list[DivisionRow]:
    rows = [DivisionRow(DISTRICT, "示例区", "district", "")]
    for place in places:
        rows.append(DivisionRow(place.code, place.name, "street", DISTRICT))
        rows += [
            DivisionRow(code, name, "community", place.code) for code, name in place.communities
        ]
    return rows
