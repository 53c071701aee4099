"""From where imports are looked at: as of now, whatever day a link carries."""

from flask import request

from app.accounts.guards import viewer
from app.standpoint import Standpoint, make_standpoint
from app.web.pagination import Page, checked_number, checked_size


def here(division: str | None = None) -> Standpoint:
    """Return today's standpoint of the viewer's division, or of one inside it."""
    return make_standpoint({}, viewer=viewer().id, division=division or viewer().division_code)


def page_of(total: int) -> Page:
    """Return the page of a list that the query string asks for."""
    size = checked_size(request.args.get("size"))
    number = checked_number(request.args.get("page"), last=Page(1, size, total).last)
    return Page(number, size, total)
