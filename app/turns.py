"""The write turn: the one way to change the database.

On SQLite writers stand in line inside the process, then take a file lock against other processes,
then begin at once as writers; a read transaction is never upgraded. On PostgreSQL a turn is a plain
transaction: rows are checked by their version or locked.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout

from app.db import is_writing
from app.extensions import db

PATIENCE = 15.0  # seconds


class TurnNotGrantedError(Exception):
    """Others have been writing for longer than a person would wait."""


class _Queue:
    """First come, first served, which neither `Lock` nor a file lock promises."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[Lock] = deque()

    @contextmanager
    def place(self) -> Iterator[None]:
        mine = Lock()
        mine.acquire()
        with self._lock:
            self._waiting.append(mine)
            if self._waiting[0] is mine:
                mine.release()
        granted = mine.acquire(timeout=PATIENCE)
        try:
            if not granted:
                raise TurnNotGrantedError
            yield
        finally:
            self._leave(mine)

    def _leave(self, mine: Lock) -> None:
        with self._lock:
            was_first = self._waiting[0] is mine
            self._waiting.remove(mine)
            if was_first and self._waiting:
                self._waiting[0].release()


_queue = _Queue()


@contextmanager
def writing() -> Iterator[None]:
    """Hold the write turn; the body commits, and what it left uncommitted is undone.

    Inside another turn it is that turn. Raises TurnNotGrantedError after 15 seconds of waiting.
    """
    if is_writing.get():
        yield
        return
    db.session.rollback()  # what sign-in read is ended first: an upgrade would fail
    with _turn():
        token = is_writing.set(True)
        db.session.info.clear()
        try:
            yield
        finally:
            db.session.rollback()
            is_writing.reset(token)


@contextmanager
def _turn() -> Iterator[None]:
    path = _sqlite_file()
    if path is None:
        yield
        return
    lock = FileLock(path.with_name(path.name + ".lock"), thread_local=False)
    with _queue.place():
        try:
            lock.acquire(timeout=PATIENCE, poll_interval=0.005)
        except Timeout as error:
            raise TurnNotGrantedError from error
        try:
            yield
        finally:
            lock.release()


def _sqlite_file() -> Path | None:
    url = db.engine.engine.url  # of a connection too, where a test put one
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)
