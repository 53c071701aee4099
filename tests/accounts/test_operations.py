import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.access.permissions import Role
from app.accounts.models import Account, SignIn
from app.accounts.operations import (
    AccountEdit,
    NameTakenError,
    NewAccount,
    OwnAccountError,
    UnknownDivisionError,
    change_password,
    create_account,
    disable_account,
    edit_account,
    enable_account,
    end_sign_ins,
    reset_password,
)
from app.accounts.queries import operator
from app.accounts.sign_ins import Attempt, begin_attempt, open_sign_in
from app.audit.models import AuditEvent
from tests.factories import AccountFactory, example_divisions


@pytest.fixture
def divisions(session):
    return example_divisions()


@pytest.fixture
def administrator(divisions):
    return AccountFactory.create(
        role=Role.ADMINISTRATOR, division_code=divisions["晴川街道"], username="guanli"
    )


@pytest.fixture
def colleague(divisions):
    return AccountFactory.create(
        division_code=divisions["晴湾社区"], username="zhangsan", name="甲子丑"
    )


def last_event(session):
    return session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()


def new_account(division, **changes):
    values = {"username": "lisi", "name": "乙丑寅", "role": Role.LEADER, "password_hash": "hash"}
    return NewAccount(**{**values, "division_code": division, **changes})


def live_sign_ins(session, account):
    statement = select(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    return session.scalars(statement).all()


class TestCreateAccount:
    def test_keeps_the_normalized_name_and_asks_for_another_password(
        self, session, divisions, administrator
    ):
        create_account(new_account(divisions["晴湾社区"], username=" LiSi "), by=administrator)

        account = session.scalars(select(Account).where(Account.username == "lisi")).one()
        assert (account.name, account.role) == ("乙丑寅", Role.LEADER)
        assert account.is_active
        assert account.must_change_password

    def test_is_audited_without_the_password(self, session, divisions, administrator):
        account = create_account(new_account(divisions["晴湾社区"]), by=administrator)

        event = last_event(session)
        assert event.action == "account:create"
        assert (event.actor_id, event.subject_id) == (administrator.id, account.id)
        assert event.changes == {
            "name": [None, "乙丑寅"],
            "role": [None, "leader"],
            "division_code": [None, divisions["晴湾社区"]],
        }

    def test_refuses_a_name_in_use_even_outside_the_division(
        self, session, divisions, administrator
    ):
        AccountFactory.create(username="lisi", division_code=divisions["云栖街道"])

        with pytest.raises(NameTakenError):
            create_account(new_account(divisions["晴湾社区"], username="LISI"), by=administrator)

        assert session.scalars(select(AuditEvent)).all() == []

    @pytest.mark.parametrize("code", ["330199002000", "330199000000", "330199001009", "nonsense"])
    def test_refuses_a_division_outside_or_unknown(self, administrator, code):
        with pytest.raises(UnknownDivisionError):
            create_account(new_account(code), by=administrator)


class TestEditAccount:
    def test_changes_and_audits_what_differs(self, session, divisions, administrator, colleague):
        edit = AccountEdit("乙丑寅", Role.STAFF, divisions["晴湾社区"])

        assert edit_account(colleague.id, edit, by=administrator)

        assert colleague.name == "乙丑寅"
        assert last_event(session).changes == {"name": ["甲子丑", "乙丑寅"]}

    def test_leaves_no_event_when_nothing_differs(
        self, session, divisions, administrator, colleague
    ):
        edit = AccountEdit("甲子丑", Role.STAFF, divisions["晴湾社区"])

        assert not edit_account(colleague.id, edit, by=administrator)
        assert last_event(session) is None

    @pytest.mark.parametrize(
        ("role", "division", "left"),
        [
            (Role.STAFF, "晴湾社区", 1),
            (Role.LEADER, "晴湾社区", 0),
            (Role.STAFF, "柳浪社区", 0),
        ],
    )
    def test_ends_sign_ins_when_role_or_division_change(
        self, session, divisions, administrator, colleague, role, division, left
    ):
        open_sign_in(colleague, None)

        edit_account(colleague.id, AccountEdit("新名", role, divisions[division]), by=administrator)

        assert len(live_sign_ins(session, colleague)) == left

    @pytest.mark.parametrize(
        ("role", "division"), [(Role.STAFF, "晴川街道"), (Role.ADMINISTRATOR, "晴湾社区")]
    )
    def test_moves_nobody_s_own_account(self, divisions, administrator, role, division):
        with pytest.raises(OwnAccountError):
            edit_account(
                administrator.id, AccountEdit("名", role, divisions[division]), by=administrator
            )

    def test_renames_one_s_own_account(self, divisions, administrator):
        edit = AccountEdit("新名", Role.ADMINISTRATOR, divisions["晴川街道"])

        assert edit_account(administrator.id, edit, by=administrator)

    def test_hands_nobody_over_to_another_division(self, divisions, administrator, colleague):
        with pytest.raises(UnknownDivisionError):
            edit_account(
                colleague.id,
                AccountEdit("名", Role.STAFF, divisions["云栖街道"]),
                by=administrator,
            )


class TestChangePassword:
    def test_leaves_the_new_sign_in_only_and_lifts_the_force(self, session, colleague):
        colleague.must_change_password = True
        open_sign_in(colleague, None)

        change_password(colleague, "new hash", attempt=Attempt("zhangsan", "10.0.0.8"))

        assert colleague.password_hash == "new hash"
        assert not colleague.must_change_password
        assert [item.address for item in live_sign_ins(session, colleague)] == ["10.0.0.8"]
        event = last_event(session)
        assert (event.action, event.actor_id, event.changes) == (
            "account:password:change",
            colleague.id,
            {},
        )


class TestResetPassword:
    def test_ends_sign_ins_and_asks_for_another(self, session, administrator, colleague):
        open_sign_in(colleague, None)

        reset_password(colleague.id, "new hash", by=administrator)

        assert colleague.password_hash == "new hash"
        assert colleague.must_change_password
        assert live_sign_ins(session, colleague) == []
        assert last_event(session).action == "account:password:reset"

    def test_unlocks(self, administrator, colleague):
        attempt = Attempt(colleague.username, "10.0.0.8")
        while begin_attempt(attempt):
            pass

        reset_password(colleague.id, "new hash", by=administrator)

        assert begin_attempt(attempt)


class TestDisableAccount:
    def test_shuts_out_at_once_and_can_be_taken_back(self, session, administrator, colleague):
        open_sign_in(colleague, None)

        disable_account(colleague.id, by=administrator)
        assert not colleague.is_active
        assert live_sign_ins(session, colleague) == []
        assert last_event(session).action == "account:disable"

        enable_account(colleague.id, by=administrator)
        assert colleague.is_active
        assert last_event(session).action == "account:enable"

    def test_says_nothing_of_what_was_so_already(self, session, administrator, colleague):
        enable_account(colleague.id, by=administrator)

        assert last_event(session) is None


class TestEndSignIns:
    def test_ends_and_counts_them(self, session, administrator, colleague):
        open_sign_in(colleague, None)
        open_sign_in(colleague, None)

        assert end_sign_ins(colleague.id, by=administrator) == 2
        assert last_event(session).changes == {"count": 2}


class TestReach:
    OPERATIONS = (
        lambda account_id, by: edit_account(
            account_id, AccountEdit("名", Role.STAFF, by.division_code), by=by
        ),
        lambda account_id, by: reset_password(account_id, "hash", by=by),
        lambda account_id, by: disable_account(account_id, by=by),
        lambda account_id, by: enable_account(account_id, by=by),
        lambda account_id, by: end_sign_ins(account_id, by=by),
    )

    @pytest.mark.parametrize("operation", OPERATIONS)
    @pytest.mark.parametrize("division", ["云栖街道", "示例区"])
    def test_ends_at_the_actor_s_division(self, divisions, administrator, operation, division):
        outsider = AccountFactory.create(division_code=divisions[division])

        with pytest.raises(NoResultFound):
            operation(outsider.id, administrator)

    @pytest.mark.parametrize("operation", OPERATIONS)
    def test_does_not_take_in_the_operator(self, session, operation):
        everywhere = AccountFactory.create(role=Role.ADMINISTRATOR)

        with pytest.raises(NoResultFound):
            operation(operator().id, everywhere)

    @pytest.mark.parametrize(
        "operation",
        [
            lambda account_id, by: reset_password(account_id, "hash", by=by),
            lambda account_id, by: disable_account(account_id, by=by),
        ],
    )
    def test_does_not_let_one_lock_oneself_out(self, administrator, operation):
        with pytest.raises(OwnAccountError):
            operation(administrator.id, administrator)
