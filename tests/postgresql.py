"""A private PostgreSQL server for one test run, and a fresh database per test module."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

SETTINGS = {
    "listen_addresses": "",  # reached by its socket only
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "timezone": "UTC",
}
_numbers = count(1)


def find_server() -> Path | None:
    """Return the directory of the newest PostgreSQL server's programs, or None."""
    if in_path := shutil.which("initdb"):
        return Path(in_path).resolve().parent
    packaged = Path("/usr/lib/postgresql").glob("*/bin/initdb")  # where Debian keeps them
    return max((path.parent for path in packaged), key=_version, default=None)


@pytest.fixture(scope="session")
def postgresql_socket() -> Iterator[Path]:
    """Start a server and give the directory of its socket."""
    programs = find_server()
    if programs is None:
        pytest.skip("no PostgreSQL server found")
    # Directly below the system's folder: a socket's path may have little more than 100 characters.
    with tempfile.TemporaryDirectory(prefix="miaopu-") as folder:
        directory = Path(folder)
        server = _Server(programs, directory)
        server.start()
        try:
            yield directory
        finally:
            server.stop()


@pytest.fixture(scope="module")
def postgresql_url(postgresql_socket: Path) -> Iterator[str]:
    """Give the address of an empty database, dropped after the module."""
    name = f"module_{next(_numbers)}"
    with psycopg.connect(f"host={postgresql_socket} user=postgres", autocommit=True) as operator:
        operator.execute(f"CREATE DATABASE {name}")
        yield f"postgresql+psycopg://postgres@/{name}?host={postgresql_socket}"
        operator.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _version(programs: Path) -> int:
    return int(programs.parent.name)


class _Server:
    def __init__(self, programs: Path, directory: Path) -> None:
        self.programs = programs
        self.directory = directory
        self.identity = _unprivileged_identity()
        if self.identity:
            os.chown(directory, self.identity["user"], self.identity["group"])

    def start(self) -> None:
        # Ordered as a Chinese office's server would: what counts on code points must say so.
        locale = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh-Hans-CN")
        self._call("initdb", "--username=postgres", "--no-sync", "--encoding=UTF8", *locale)
        options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        socket = f"-k {self.directory}"
        self._call(
            "pg_ctl", "start", f"--log={self.directory / 'server'}", f"--options={socket} {options}"
        )

    def stop(self) -> None:
        self._call("pg_ctl", "stop", "--mode=immediate")

    def _call(self, program: str, *arguments: str) -> None:
        # Output goes to a file: the server inherits it, and a pipe would not end before it does.
        log_file = self.directory / program
        with log_file.open("wb") as log:
            finished = subprocess.run(
                [self.programs / program, f"--pgdata={self.directory / 'data'}", *arguments],
                cwd=self.directory,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **self.identity,
            )
        if finished.returncode:
            raise RuntimeError(f"{program}: {log_file.read_text()}")


def _unprivileged_identity() -> dict[str, Any]:
    """Return who runs the server instead of root, which PostgreSQL refuses; else nothing."""
    if os.getuid() != 0:
        return {}
    import pwd  # noqa: PLC0415, not on Windows, where no server is looked for

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
