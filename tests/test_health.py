import pytest
from flask_migrate import upgrade

from tests.conftest import make_app


class TestHealthz:
    def test_answers_as_soon_as_the_process_serves(self, app, session):
        response = app.test_client().get("/healthz")

        assert (response.status_code, response.json) == (200, {"status": "ok"})


@pytest.mark.stack
class TestReadyz:
    def test_waits_for_the_schema_of_this_code(self, tmp_path):
        app = make_app(f"sqlite:///{tmp_path / 'new.db'}")
        client = app.test_client()
        before = client.get("/readyz").status_code
        with app.app_context():
            upgrade()

        assert (before, client.get("/readyz").status_code) == (503, 200)
