"""Views of ledgers in and out, a module for each direction."""

from app.exchange.views.blueprint import blueprint

__all__ = ["blueprint"]
