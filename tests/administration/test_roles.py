"""Who may go where in administration, and to the pages of one's own account."""

import pytest

from app.access.permissions import Role
from tests.factories import AccountFactory

ADMINISTRATOR_ONLY = {"administrator": 200, "staff": 403, "leader": 403, "auditor": 403}
AUDITOR_ONLY = {"administrator": 403, "staff": 403, "leader": 403, "auditor": 200}
EVERYBODY = {"administrator": 200, "staff": 200, "leader": 200, "auditor": 200}

PAGES = {
    "/account/password": EVERYBODY,
    "/administration/accounts": ADMINISTRATOR_ONLY,
    "/administration/accounts/new": ADMINISTRATOR_ONLY,
    "/administration/accounts/{id}": ADMINISTRATOR_ONLY,
    "/administration/audit-log": AUDITOR_ONLY,
    "/administration/audit-log/export.csv": AUDITOR_ONLY,
    "/administration/divisions": ADMINISTRATOR_ONLY,
    "/administration/divisions/template.csv": ADMINISTRATOR_ONLY,
    "/administration/stages": ADMINISTRATOR_ONLY,
    "/administration/stages/growing": ADMINISTRATOR_ONLY,
}
FORMS = [
    "/administration/accounts/new",
    "/administration/accounts/{id}",
    "/administration/accounts/{id}/password",
    "/administration/accounts/{id}/disable",
    "/administration/accounts/{id}/enable",
    "/administration/accounts/{id}/sign-ins",
    "/administration/divisions",
    "/administration/stages",
    "/administration/stages/growing",
    "/administration/stages/growing/order",
    "/administration/stages/growing/restore",
    "/administration/stages/growing/retire",
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", Role)
def test_opens_to(sign_in, session, path, role):
    account = AccountFactory.create(role=role)

    response = sign_in(account).get(path.format(id=account.id))

    assert response.status_code == PAGES[path][role]


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("role", [Role.STAFF, Role.LEADER, Role.AUDITOR])
def test_takes_no_form_from(sign_in, session, path, role):
    account = AccountFactory.create(role=role)

    assert sign_in(account).post(path.format(id=account.id)).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_asks_strangers_to_sign_in(app, session, path):
    response = app.test_client().get(path.format(id=1))

    assert response.location.startswith("/login?next=/a")


@pytest.mark.parametrize(
    ("role", "location"),
    [(Role.ADMINISTRATOR, "/administration/accounts"), (Role.AUDITOR, "/administration/audit-log")],
)
def test_leads_each_to_the_own_part(sign_in, session, role, location):
    assert sign_in(AccountFactory.create(role=role)).get("/administration").location == location


def test_every_address_of_administration_is_in_the_tables(app):
    paths = {
        rule.rule.replace("<int:account_id>", "{id}").replace("<string:stage_key>", "growing")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("administration.")
    }

    assert paths == {*PAGES, *FORMS, "/administration"} - {"/account/password"}
