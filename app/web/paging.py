"""Which page of a list the request asks for."""

from flask import request

from app.web.pagination import Page, checked_number, checked_size


def page_of(total: int) -> Page:
    """Return the page of a list that the query string asks for."""
    size = checked_size(request.args.get("size"))
    number = checked_number(request.args.get("page"), last=Page(1, size, total).last)
    return Page(number, size, total)
