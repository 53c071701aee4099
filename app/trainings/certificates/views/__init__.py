"""Pages of certificates."""

from app.trainings.certificates.views import course, detail, register, verification
from app.trainings.certificates.views.blueprint import blueprint

__all__ = ["blueprint", "course", "detail", "register", "verification"]
