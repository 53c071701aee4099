from flask import render_template
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.divisions.choices import list_choices
from app.organizations.queries import get_organization
from app.projects.forms.steps import told
from app.projects.labels import LEVEL_LABELS, ROLE_LABELS
from app.projects.queries import projects_of_organization
from app.projects.stands import stand_of
from app.projects.views.blueprint import blueprint, look


@blueprint.route("/organizations/<int:organization_id>/projects")
@requires(Permission.PROJECT_READ)
def of_organization(organization_id: int) -> ResponseReturnValue:
    organization = get_organization(standpoint(), organization_id)
    return render_template(
        "projects/of_organization.html",
        organization=organization,
        rows=projects_of_organization(standpoint(), organization_id),
        told=lambda project, step: told(stand_of(project.pipeline_key, step)),
        level_labels=LEVEL_LABELS,
        role_labels=ROLE_LABELS,
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
    )
