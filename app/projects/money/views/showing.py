from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.divisions.choices import list_choices
from app.i18n import _
from app.projects.money.queries import page_of_money
from app.projects.money.views.blueprint import blueprint
from app.projects.queries import overview_of
from app.standpoint import as_query


@blueprint.route("/<int:project_id>/money")
@requires(Permission.PROJECT_READ)
def show(project_id: int) -> ResponseReturnValue:
    overview = overview_of(standpoint(), project_id)
    page = page_of_money(standpoint(), project_id)
    return render_template(
        "projects/money/show.html",
        overview=overview,
        page=page,
        lines={row.line.number: row.line.label for row in page.lines},
        instalments={
            row.instalment.number: _("第%(at)s期", at=at)
            for at, row in enumerate(page.instalments, 1)
        },
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        may_change=viewer().may(Permission.PROJECT_EDIT) and standpoint().known_at is None,
        look=look(),
    )


def look() -> dict[str, Any]:
    """Return the standpoint as it travels in links."""
    return {**as_query(standpoint(), own_division=viewer().division_code)}
