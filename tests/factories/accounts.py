import factory

from app.access.permissions import Role
from app.accounts.models import Account
from app.db import utc_now
from app.divisions.codes import WHOLE
from tests.factories.base import ModelFactory


class AccountFactory(ModelFactory):
    """A member of staff with everything in view; nobody knows the password."""

    class Meta:
        model = Account

    username = factory.Sequence(lambda n: f"zhanghao{n}")
    name = factory.Sequence(lambda n: f"甲子{n}")
    role = Role.STAFF
    division_code = WHOLE
    password_hash = "not a hash"
    is_active = True
    must_change_password = False
    is_demo = False
    created_at = factory.LazyFunction(utc_now)
