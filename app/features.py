"""The features that have pages, and the models a migration must know of."""

from app.accounts.views import blueprint as accounts
from app.administration.views import blueprint as administration
from app.dashboards.views import blueprint as dashboards
from app.exchange.views import blueprint as exchange
from app.health import blueprint as health
from app.incubation.gates import models as _gates  # noqa: F401, tables without pages of their own
from app.incubation.reviews import models as _reviews  # noqa: F401, the same
from app.organizations.views import blueprint as organizations
from app.register.views import blueprint as register

BLUEPRINTS = (accounts, administration, dashboards, exchange, health, organizations, register)
