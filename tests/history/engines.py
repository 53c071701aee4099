"""A session whose work is undone, on each of the two engines."""

import pytest
from flask_migrate import upgrade

from app.extensions import db
from tests.conftest import make_app, undone


@pytest.fixture(scope="module")
def postgresql_app(postgresql_url):
    app = make_app(postgresql_url)
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def either_session(request):
    """Give a session on SQLite, then one on PostgreSQL; commits included, all is undone."""
    name = {"sqlite": "app", "postgresql": "postgresql_app"}[request.param]
    with undone(request.getfixturevalue(name)) as session:
        yield session
