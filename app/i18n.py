"""Translation functions, typed: Flask-Babel ships no annotations. Chinese is the message id."""

from contextlib import AbstractContextManager
from typing import Any, cast

import flask_babel


def _(text: str, **variables: Any) -> str:
    """Translate now, for text that is shown by the request that asks for it."""
    return cast("str", flask_babel.gettext(text, **variables))


def _l(text: str, **variables: Any) -> str:
    """Translate on display, for text written down at import time."""
    return cast("str", flask_babel.lazy_gettext(text, **variables))


def in_chinese() -> AbstractContextManager[None]:
    """Translate into Chinese whatever the reader's language: files for offices."""
    return cast("AbstractContextManager[None]", flask_babel.force_locale("zh_Hans_CN"))
