"""Attempts made at once get past the limit on neither engine."""

from threading import Barrier, Thread
from unittest.mock import patch

import pytest
from flask_migrate import upgrade

from app.accounts import sign_ins
from app.accounts.hashing import is_password
from app.extensions import db
from app.turns import writing
from tests.accounts.known import PASSWORD_HASH
from tests.conftest import make_app
from tests.factories import AccountFactory


@pytest.fixture
def postgresql(postgresql_url):
    app = make_app(postgresql_url)
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(
    params=[
        pytest.param("stack", marks=pytest.mark.stack),
        pytest.param("postgresql", marks=pytest.mark.postgresql),
    ]
)
def whole_app(request):
    return request.getfixturevalue(request.param)


def test_at_most_five_passwords_are_looked_at(whole_app):
    with writing():
        AccountFactory.create(username="zhangsan", password_hash=PASSWORD_HASH)
    together = Barrier(12)

    def attempt():
        with whole_app.app_context():
            client = whole_app.test_client()
            together.wait(10)
            client.post("/login", data={"username": "zhangsan", "password": "wrong"})

    threads = [Thread(target=attempt) for _ in range(12)]
    with patch.object(sign_ins, "is_password", wraps=is_password) as looked:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)

    assert looked.call_count == 5
