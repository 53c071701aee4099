"""Organizations as rows that metrics count."""

from app.definitions.metrics import ORGANIZATIONS
from app.definitions.populations import Population
from app.i18n import _l
from app.organizations.contributions import all_columns
from app.organizations.sources import Sources

ORGANIZATION_POPULATION = Population(
    key=ORGANIZATIONS,
    label=_l("社会组织"),
    sources=Sources,
    identity=lambda sources: sources.organization.id,
    order=lambda sources: (sources.organization.sort_key, sources.organization.id),
    columns=all_columns,
    endpoint="register.detail",
    argument="organization_id",
)
