from flask import render_template
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.organizations.queries import get_organization
from app.people import queries
from app.people.labels import LEVEL_LABELS, ROLE_LABELS
from app.people.views.blueprints import people
from app.people.views.looks import look


@people.route("/organizations/<int:organization_id>/people")
@requires(Permission.PEOPLE_READ)
def of_organization(organization_id: int) -> ResponseReturnValue:
    organization = get_organization(standpoint(), organization_id)
    links = queries.list_links_of_organization(standpoint(), organization_id)
    current = [link for link in links if queries.is_current(standpoint(), link)]
    return render_template(
        "people/of_organization.html",
        organization=organization,
        current=current,
        past=[link for link in links if link not in current],
        levels=queries.levels_of(standpoint(), {link.person_id for link in links}),
        role_labels=ROLE_LABELS,
        level_labels=LEVEL_LABELS,
        standpoint=standpoint(),
        look=look(),
    )
