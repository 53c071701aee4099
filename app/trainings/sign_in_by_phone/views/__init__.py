"""Pages of signing in by phone."""

from app.trainings.sign_in_by_phone.views import code, sign_in
from app.trainings.sign_in_by_phone.views.blueprint import blueprint

__all__ = ["blueprint", "code", "sign_in"]
