"""Registers of a given size, made once with the demo hub's maker and kept beside the benchmarks."""

from pathlib import Path

from flask_migrate import upgrade

from app import create_app
from app.config import Settings
from app.demo.loading import load_demo
from app.extensions import db
from app.turns import writing

FOLDER = Path(__file__).parent / ".data"
KEY = "a-key-for-measurements-that-is-long-enough"


def database(size):
    """Return the file of a register of this size, made now when it is not there."""
    path = FOLDER / f"register-{size}.db"
    if not path.exists():
        FOLDER.mkdir(exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        app = application(unfinished)
        with app.app_context():
            upgrade()
            with writing():
                load_demo([], int(size))
                db.session.commit()
            db.session.remove()
            db.engine.dispose()
        unfinished.rename(path)
    return path


def application(path):
    settings = Settings(database_url=f"sqlite:///{path}", secret_key=KEY)
    return create_app(settings, is_testing=True)
