"""Numbers in addresses, no larger than a database takes: beyond, there is no such page."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class RowNumberConverter(IntegerConverter):
    def __init__(self, url_map: Map, **options: Any) -> None:
        super().__init__(url_map, **{"max": LARGEST, **options})


def init_app(app: Flask) -> None:
    """Take the place of the usual `int`; before any address is registered."""
    app.url_map.converters["int"] = RowNumberConverter
