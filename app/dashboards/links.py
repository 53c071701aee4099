"""Addresses of the rows behind a number, at the standpoint it was counted from."""

from collections.abc import Callable
from typing import Any

from flask import url_for

from app.standpoint import Standpoint, as_query

MetricLink = Callable[..., str]
ListLink = Callable[..., str]


def metric_link(own_division: str) -> MetricLink:
    def link(key: str, standpoint: Standpoint, **filters: Any) -> str:
        query: dict[str, Any] = as_query(standpoint, own_division=own_division)
        return url_for("register.metric_rows", key=key, **query, **filters)

    return link


def list_link(own_division: str) -> ListLink:
    def link(standpoint: Standpoint, **filters: Any) -> str:
        query: dict[str, Any] = as_query(standpoint, own_division=own_division)
        return url_for("register.index", **query, **filters)

    return link
