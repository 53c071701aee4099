"""Views of ledgers in and out, a module for each part."""

from app.exchange.views import batches, deciding, exporting, imports, template
from app.exchange.views.blueprint import blueprint

__all__ = ["batches", "blueprint", "deciding", "exporting", "imports", "template"]
