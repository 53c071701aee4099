import pytest

from app import create_app
from app.config import Settings
from tests.conftest import SECRET

FAR = {"REMOTE_ADDR": "192.0.2.7"}


def client(**settings):
    app = create_app(Settings("sqlite://", SECRET, **settings), is_testing=True)
    return app.test_client()


class TestPlainHttp:
    @pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
    def test_is_fine_on_this_machine(self, address):
        response = client().get("/healthz", environ_overrides={"REMOTE_ADDR": address})

        assert response.status_code == 200

    def test_is_refused_elsewhere(self):
        response = client().get("/healthz", environ_overrides=FAR)

        assert response.status_code == 403
        assert "HTTPS" in response.text

    def test_is_allowed_elsewhere_by_the_switch(self):
        response = client(is_plain_http_allowed=True).get("/healthz", environ_overrides=FAR)

        assert response.status_code == 200

    def test_is_not_what_tls_is(self):
        response = client().get("https://127.0.0.1/healthz", environ_overrides=FAR)

        assert response.status_code == 200
