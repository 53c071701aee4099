from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.organizations.queries import get_organization
from app.organizations.views.writing import is_written
from app.people.queries import find_organizations
from app.trainings.sessions import operations, queries
from app.trainings.sessions.forms import MatchForm
from app.trainings.sessions.views.blueprint import blueprint, may_edit
from app.web.paging import page_of

LONGEST_FILTER = 100


@blueprint.route("/trainings/unknown-organizations", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def unknown() -> ResponseReturnValue:
    """Link what sign-ins call an organization to one of the register, all rows at once."""
    form = MatchForm()
    linked: list[int] = []
    if form.validate_on_submit():
        found = get_organization(standpoint(), form.organization_id.data or 0)
        name = found.name
        if is_written(
            form,
            lambda: linked.append(
                operations.match_text(
                    standpoint(), form.text.data or "", form.organization_id.data or 0
                )
            ),
        ):
            flash(
                _("已将%(count)s条记录对应到“%(name)s”。", count=linked[0], name=name),
                "success",
            )
            return redirect(url_for("trainings.unknown", page=request.args.get("page")))
    looked_for = request.args.get("look-for", "").strip()[:LONGEST_FILTER]
    texts = queries.list_unknown_texts(standpoint())
    page = page_of(len(texts))
    shown = texts[page.offset : page.offset + page.size]
    return render_template(
        "trainings/sessions/unknown.html",
        form=form,
        texts=shown,
        suggestions=queries.suggest(standpoint(), [item.text for item in shown]),
        page=page,
        text=request.args.get("text", "")[:LONGEST_FILTER],
        looked_for=looked_for,
        found=find_organizations(standpoint(), looked_for),
        may_edit=may_edit(),
    )
