"""Who is looking, what they may do, and from which standpoint."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from flask import abort, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.access.permissions import Permission
from app.accounts.models import Account
from app.divisions.codes import contains
from app.divisions.queries import find_division
from app.standpoint import KEYS, Standpoint, make_standpoint

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def viewer() -> Account:
    """Return the signed-in account, typed. Only call it behind `requires`."""
    return cast("Account", current_user._get_current_object())  # noqa: SLF001, the documented way


def requires(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Let a view run only for accounts that hold `permission`; PUBLIC lets everyone in.

    The permission is left on the view, so that a test can walk the URL map and
    find any route that has none.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if permission is not Permission.PUBLIC:
                if not current_user.is_authenticated:
                    return cast("ResponseReturnValue", current_app.login_manager.unauthorized())  # type: ignore[attr-defined]
                if not viewer().may(permission):
                    abort(403)
            return view(*args, **kwargs)

        checked.required_permission = permission  # type: ignore[attr-defined]
        return checked

    return decorate


def standpoint() -> Standpoint:
    """Return this request's standpoint, read from its query string once.

    Answers 404 for a division that is unknown or not the viewer's. Raises StandpointError.
    """
    if "standpoint" not in g:
        account = viewer()
        values = {key: request.args[key] for key in KEYS if key in request.args}
        wanted = values.get("division")
        if wanted and not may_look_at(account, wanted):
            abort(404)
        g.standpoint = make_standpoint(values, viewer=account.id, division=account.division_code)
    return cast("Standpoint", g.standpoint)


def may_look_at(account: Account, division: str) -> bool:
    """Return whether the division exists and lies in the account's view."""
    return contains(account.division_code, division) and find_division(division) is not None


def division_name(code: str) -> str:
    """Return what pages call a division."""
    division = find_division(code)
    return code if division is None else division.name
