"""Two tiers. `session`: one database, each test's work, commits included, undone afterwards.
`stack`: a file database of the test's own, with the real write turn."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event

from app import create_app
from app.accounts.sign_ins import open_sign_in
from app.config import Settings
from app.db import is_writing
from app.extensions import db
from tests.page import check_page
from tests.postgresql import postgresql_socket, postgresql_url  # noqa: F401, fixtures

REDIRECTS = frozenset({301, 302, 303, 307, 308})
FILES = tempfile.mkdtemp(prefix="miaopu-files-")
atexit.register(shutil.rmtree, FILES, ignore_errors=True)
SECRET = "a-key-for-tests-that-is-long-enough-0123456789"


class Client(FlaskClient):
    """A client whose requests, like real ones, start with an empty database session.

    Flask would otherwise reuse the test's own app context. The view would then
    see the test's objects, and neither a forgotten commit nor a lazy load could
    ever fail a test.
    """

    def open(self, *args, **kwargs):
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        # Every page any test fetches is looked at.
        if response.mimetype == "text/html" and response.status_code not in REDIRECTS:
            has_tokens = self.application.config["WTF_CSRF_ENABLED"]
            check_page(response.get_data(as_text=True), has_tokens=has_tokens)
        return response


def make_app(database_url, **config):
    app = create_app(Settings(database_url=database_url, secret_key=SECRET), is_testing=True)
    app.config.update({"WTF_CSRF_ENABLED": False, "FILES_PATH": FILES, **config})
    app.test_client_class = Client
    return app


@pytest.fixture(scope="session")
def app():
    app = make_app("sqlite://")
    with app.app_context():
        upgrade()
    return app


@pytest.fixture
def session(app):
    """Give a test a session whose work, commits included, is undone."""
    with undone(app) as session:
        yield session


@contextmanager
def undone(app):
    """Yield a session whose work, commits included, is undone; also for examples inside a test."""
    with app.app_context():
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


@pytest.fixture
def sign_in(app):
    """Return a function that signs an account in and returns its browser."""
    return lambda account: signed_in_client(app, account)


def signed_in_client(app, account):
    token = open_sign_in(account, "127.0.0.1")
    db.session.commit()
    client = app.test_client()
    client.set_cookie("miaopu", token)
    return client


@pytest.fixture
def count_queries(session):
    """Collect the statements sent inside a `with count_queries() as queries:` block."""

    @contextmanager
    def collecting() -> Iterator[list[str]]:
        queries: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            if "SAVEPOINT" not in statement and "PRAGMA" not in statement:
                queries.append(statement)

        bind = session.get_bind()
        event.listen(bind, "before_cursor_execute", note)
        try:
            yield queries
        finally:
            event.remove(bind, "before_cursor_execute", note)

    return collecting


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory):
    """An upgraded database file, to be copied."""
    path = tmp_path_factory.mktemp("database") / "migrated.db"
    app = make_app(f"sqlite:///{path}")
    with app.app_context():
        upgrade()
        db.engine.dispose()
    return path


@pytest.fixture
def stack(migrated_file, tmp_path):
    """An application over a file database of its own, everything real."""
    path = tmp_path / "miaopu.db"
    shutil.copy(migrated_file, path)
    app = make_app(f"sqlite:///{path}")
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
