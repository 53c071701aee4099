"""Two addresses for whoever watches the service; they tell no version and nothing else."""

from functools import cache

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from app.access.permissions import Permission
from app.accounts.guards import requires
from app.extensions import db

blueprint = Blueprint("health", __name__)


@blueprint.route("/healthz")
@requires(Permission.PUBLIC)
def is_alive() -> ResponseReturnValue:
    return {"status": "ok"}


@blueprint.route("/readyz")
@requires(Permission.PUBLIC)
def is_ready() -> ResponseReturnValue:
    if is_at_head():
        return {"status": "ok"}
    return {"status": "unavailable"}, 503


def is_at_head() -> bool:
    """Return whether the database answers and has the schema this code was written for."""
    try:
        context = MigrationContext.configure(db.session.connection())
        return set(context.get_current_heads()) == _heads(
            current_app.extensions["migrate"].directory
        )
    except SQLAlchemyError:
        return False


@cache
def _heads(directory: str) -> set[str]:
    return set(ScriptDirectory(directory).get_heads())
