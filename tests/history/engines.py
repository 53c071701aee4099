"""A session whose work is undone, on each of the two engines."""

import pytest
from flask_migrate import upgrade

from app.db import is_writing
from app.extensions import db
from tests.conftest import make_app


@pytest.fixture(scope="module")
def postgresql_app(postgresql_url):
    app = make_app(postgresql_url)
    with app.app_context():
        upgrade()
        yield app
        db.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def either_session(request):
    """Give a session on SQLite, then one on PostgreSQL; commits included, all is undone."""
    if request.param == "sqlite":
        yield request.getfixturevalue("session")
        return
    with request.getfixturevalue("postgresql_app").app_context():
        engine = db.engine
        token = is_writing.set(True)
        with engine.connect() as connection:
            transaction = connection.begin()
            is_writing.reset(token)
            db.engines[None] = connection
            db.session.configure(join_transaction_mode="create_savepoint")
            try:
                yield db.session
            finally:
                db.session.remove()
                transaction.rollback()
                db.engines[None] = engine
