"""Views of criteria: the sets, one set and its criteria, workbooks."""

from app.incubation.criteria.views import criteria, exchange, sets
from app.incubation.criteria.views.blueprint import blueprint

__all__ = ["blueprint", "criteria", "exchange", "sets"]
