"""From where imports are looked at: as of now, whatever day a link carries."""

from flask import abort, request

from app.accounts.guards import viewer
from app.exchange.adapters import ADAPTERS
from app.exchange.engine import Adapter
from app.standpoint import Standpoint, make_standpoint


def here(division: str | None = None) -> Standpoint:
    """Return today's standpoint of the viewer's division, or of one inside it."""
    return make_standpoint({}, viewer=viewer().id, division=division or viewer().division_code)


def chosen_adapter() -> Adapter:
    """Return the kind of ledger that the query string names, the first without one; else 404."""
    key = request.args.get("ledger") or next(iter(ADAPTERS))
    return ADAPTERS.get(key) or abort(404)
