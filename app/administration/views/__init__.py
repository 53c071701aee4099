"""Views of administration, a module for each part."""

from app.administration.views import accounts, audit_log, divisions, front, stages
from app.administration.views.blueprint import blueprint

__all__ = ["accounts", "audit_log", "blueprint", "divisions", "front", "stages"]
