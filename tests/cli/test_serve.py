"""The server as it is started: a process, its words, its signals, its limits."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing

import pytest

from app import ROOT
from app.cli.serve import address, server_options
from app.config import MEBIBYTE, Settings


def settings(**values) -> Settings:
    return Settings(database_url="sqlite://", secret_key="k" * 32, **values)


class TestAddress:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ({}, "http://127.0.0.1:8000"),
            ({"host": "10.1.2.3", "port": 80}, "http://10.1.2.3:80"),
            ({"host": "0.0.0.0"}, "http://127.0.0.1:8000"),
            ({"host": "::"}, "http://[::1]:8000"),
            ({"public_url": "https://miaopu.example"}, "https://miaopu.example"),
        ],
    )
    def test_is_one_a_browser_can_open(self, values, expected):
        assert address(settings(**values)) == expected


class TestServerOptions:
    def test_leave_it_to_the_application_to_refuse_an_upload(self):
        assert server_options(settings())["max_request_body_size"] > 12 * MEBIBYTE

    def test_tell_pages_that_a_front_server_speaks_tls(self):
        options = server_options(settings(public_url="https://miaopu.example"))

        assert options["url_scheme"] == "https"


@pytest.fixture
def port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def serve(port, migrated_file):
    """Return a function that starts a server on `port`; it is ended after the test."""
    started = []
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{migrated_file}",
        "SECRET_KEY": "k" * 32,
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "PYTHONUTF8": "1",
    }

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def ask(port, method, path, **values) -> tuple[int, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(method, path, **values)
        response = connection.getresponse()
        return response.status, response.read().decode()


class TestServe:
    @pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
    def test_says_the_address_answers_and_ends_when_told(self, serve, port, sign):
        process = serve()
        assert f"http://127.0.0.1:{port}" in process.stdout.readline()
        assert ask(port, "GET", "/healthz")[0] == 200

        process.send_signal(sign)
        rest, errors = process.communicate(timeout=30)

        assert process.returncode == 0
        assert "苗圃已停止" in rest
        # Under load waitress notes how many wait; nothing else may be said.
        assert [line for line in errors.splitlines() if "Task queue depth" not in line] == []

    def test_answers_an_upload_that_is_too_large_with_a_page(self, serve, port):
        serve().stdout.readline()

        status, page = ask(port, "POST", "/login", body=b"0" * (12 * MEBIBYTE + 1))

        assert status == 413
        assert "<h1" in page

    def test_says_what_to_do_when_the_port_is_taken(self, serve, port):
        with closing(socket.create_server(("127.0.0.1", port))):
            process = serve()
            _words, errors = process.communicate(timeout=30)

        assert process.returncode == 1
        assert f"PORT={port + 1}" in errors
