from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.divisions.choices import list_choices
from app.projects.queries import overview_of
from app.projects.results.kinds import INDICATOR_LABELS, KIND_LABELS, ResultKind
from app.projects.results.queries import page_of_results
from app.projects.results.views.blueprint import blueprint
from app.standpoint import as_query


@blueprint.route("/<int:project_id>/results")
@requires(Permission.PROJECT_READ)
def show(project_id: int) -> ResponseReturnValue:
    return render_template(
        "projects/results/show.html",
        overview=overview_of(standpoint(), project_id),
        page=page_of_results(standpoint(), project_id),
        kinds=ResultKind,
        kind_labels=KIND_LABELS,
        indicator_labels=INDICATOR_LABELS,
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        may_change=viewer().may(Permission.PROJECT_EDIT) and standpoint().known_at is None,
        look=look(),
    )


def look() -> dict[str, Any]:
    """Return the standpoint as it travels in links."""
    return {**as_query(standpoint(), own_division=viewer().division_code)}
