"""Which language a page is in: the browser's choice, kept in a cookie. An account may overrule it."""

from dataclasses import dataclass

import flask_babel
from flask import has_request_context, request

COOKIE = "language"
YEAR = 365 * 24 * 3600  # seconds


@dataclass(frozen=True)
class Language:
    """A language pages come in: Babel's locale, the tag for HTML, its own name."""

    locale: str
    tag: str
    name: str


CHINESE = Language("zh_Hans_CN", "zh-CN", "中文")
ENGLISH = Language("en", "en", "English")
LANGUAGES = {"zh": CHINESE, "en": ENGLISH}


def language_of_request() -> str:
    """Return the locale this browser asks for: by its cookie, else by what it accepts.

    Commands, which no browser asks, speak Chinese.
    """
    if not has_request_context():
        return CHINESE.locale
    chosen = LANGUAGES.get(request.cookies.get(COOKIE, ""))
    if chosen is None:
        chosen = LANGUAGES[request.accept_languages.best_match(LANGUAGES, default="zh")]
    return chosen.locale


def page_language() -> Language:
    """Return the language this page is being written in."""
    locale = flask_babel.get_locale()
    return ENGLISH if locale is not None and locale.language == "en" else CHINESE
