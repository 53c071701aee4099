"""Two hundred people sign in at once by phone: `python -m bench.sign_in_load [PEOPLE]`.

A fresh SQLite file, served by waitress as in production; each person has a browser of their own
that fetches the page and sends the form. Nothing may be lost and nobody refused.
"""

import logging
import re
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Barrier, Thread
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from flask_migrate import upgrade
from sqlalchemy import func, select
from waitress.server import create_server

from app import create_app
from app.accounts.queries import operator
from app.cli.serve import server_options
from app.config import Settings
from app.db import utc_now
from app.extensions import db
from app.standpoint import make_standpoint, today
from app.trainings.models import Attendance
from app.trainings.public.links import Purpose, make_token
from app.trainings.sessions.operations import SessionFacts, plan_session
from app.turns import writing

PEOPLE = 200
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
KEY = "a-key-for-measurements-that-is-long-enough"


def main():
    logging.getLogger("waitress").setLevel(logging.ERROR)  # it tells of every queue
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = Settings(f"sqlite:///{Path(folder, 'load.db')}", KEY)
        app = create_app(settings)
        with app.app_context():
            upgrade()
            session_id, path = make_session()
        server = create_server(app, **{**server_options(settings), "port": 0})
        thread = Thread(target=server.run, daemon=True)
        thread.start()
        began = time.perf_counter()
        times, errors = sign_in_all(f"http://127.0.0.1:{server.effective_port}{path}", people)
        took = time.perf_counter() - began
        with app.app_context():
            kept = count(session_id)
            db.session.remove()
            db.engine.dispose()
        server.close()
    report(people, kept, errors, times, took)
    return int(kept != people or bool(errors))


def make_session():
    """Plan a session of today; return its number and the path of its page."""
    account = operator()
    standpoint = make_standpoint({}, viewer=account.id, division=account.division_code)
    with writing():
        session_id = plan_session(standpoint, SessionFacts(title="负载测试", held_on=today()))
        db.session.commit()
    token = make_token(Purpose.SIGN_IN, session_id, utc_now() + timedelta(hours=1))
    return session_id, f"/s/{token}"


def sign_in_all(address, people):
    """Let everybody begin at the same moment; return the seconds each took, and what failed."""
    start = Barrier(people)
    errors = []

    def one(number):
        start.wait()
        began = time.perf_counter()
        try:
            sign_in(address, number)
        except (URLError, OSError, AssertionError) as error:
            errors.append(f"{number}: {error!r}")
        return time.perf_counter() - began

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(one, range(people))), errors


def sign_in(address, number):
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = browser.open(address, timeout=60).read().decode()
    form = {
        "csrf_token": TOKEN.search(page)[1],
        "name": f"甲子{number}",
        "organization": f"第{number}志愿队",
        "phone": f"1380000{number:04}",
    }
    with browser.open(address, urlencode(form).encode(), timeout=60) as response:
        assert response.url.endswith("/done"), response.url


def count(session_id):
    statement = select(func.count(Attendance.id)).where(
        Attendance.session_id == session_id, Attendance.superseded_at.is_(None)
    )
    return db.session.scalar(statement)


def report(people, kept, errors, times, took):
    print(f"{people} at once: {kept} kept, {people - kept} lost, {len(errors)} errors")
    print(f"{took:.1f} s in all; each {statistics.median(times):.1f} s in the middle,", end=" ")
    print(f"{max(times):.1f} s at most")
    for error in errors[:5]:
        print(error)


if __name__ == "__main__":
    sys.exit(main())
