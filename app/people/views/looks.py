"""What these pages have in common: the standpoint in links, the filters in force."""

from collections.abc import Iterable
from typing import Any

from flask import request

from app.accounts.guards import standpoint, viewer
from app.standpoint import as_query

LONGEST_FILTER = 100


def look() -> dict[str, Any]:
    """Return the standpoint as it travels in links."""
    return {**as_query(standpoint(), own_division=viewer().division_code)}


def asked(key: str) -> str:
    return request.args.get(key, "").strip()[:LONGEST_FILTER]


def in_force(filters: Iterable[tuple[str, str, Any]]) -> list[dict[str, Any]]:
    return [{"key": key, "label": label, "text": text} for key, label, text in filters if text]
