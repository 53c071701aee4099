"""What a query string may hold: no control characters, which no page could write down again."""

import re

from flask import Flask, abort, request

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def init_app(app: Flask) -> None:
    app.before_request(_check)


def _check() -> None:
    for key, values in request.args.lists():
        if any(CONTROLS.search(text) for text in (key, *values)):
            abort(400)
