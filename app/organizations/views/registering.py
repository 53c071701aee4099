from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.organizations import operations, queries
from app.organizations.dictionaries import category_labels, stage_words
from app.organizations.forms import RegistrationForm
from app.organizations.models import Organization
from app.organizations.views.blueprint import blueprint
from app.organizations.views.duplicates import holder_of_code, namesakes, organizations_like
from app.organizations.views.writing import is_written
from app.web.links import local_path

KEPT = frozenset({"division", "next"})


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.ORGANIZATION_REGISTER)
def register() -> ResponseReturnValue:
    homes = queries.list_homes(standpoint())
    form = RegistrationForm(homes, stage_words())
    made: list[int] = []
    others: Sequence[Organization] = []

    if form.validate_on_submit():
        others = [*holder_of_code(form), *namesakes(form)]
        if not form.errors and is_written(form, lambda: made.extend(_register(form))):
            flash(_("“%(name)s”已加入名录。", name=form.name.data), "success")
            return redirect(_page_after(made[0]))

    return render_template(
        "organizations/register.html",
        form=form,
        has_homes=bool(homes),
        others=others,
        categories=category_labels(),
        back=local_path(request.values.get("next")) or url_for("register.index"),
    )


@blueprint.route("/similar")
@requires(Permission.ORGANIZATION_REGISTER)
def similar() -> ResponseReturnValue:
    """Answer scripts, while a name or code is typed, with organizations that have it already."""
    name, code = request.args.get("name", ""), request.args.get("credit-code", "")
    return [
        {"name": item.name, "url": url_for("register.detail", organization_id=item.id)}
        for item in organizations_like(name[:100], code[:40])
    ]


def _register(form: RegistrationForm) -> list[int]:
    return operations.register_organizations(standpoint(), [form.registration()])


def _page_after(organization_id: int) -> str:
    kept: dict[str, Any] = {key: value for key, value in request.args.items() if key in KEPT}
    if "again" in request.form:
        return url_for("organizations.register", **kept)
    return url_for("register.detail", organization_id=organization_id, **kept)
