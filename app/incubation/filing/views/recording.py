from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.i18n import _
from app.incubation.filing import operations, queries
from app.incubation.filing.checklist import checklists
from app.incubation.filing.forms import FilingForm
from app.incubation.filing.views.blueprint import blueprint
from app.incubation.filing.views.groups import FILEABLE
from app.incubation.filing.views.writing import checklist_url, is_written
from app.organizations.queries import get_organization
from app.organizations.standings import STANDING_LABELS, Standing
from app.standpoint import today


@blueprint.route("/organizations/<int:organization_id>/filing/record", methods=["GET", "POST"])
@requires(Permission.ORGANIZATION_STANDING_CHANGE)
def record(organization_id: int) -> ResponseReturnValue:
    organization = get_organization(standpoint(), organization_id)
    standing = queries.standing_of(standpoint(), organization_id)
    is_unfiled = standing is Standing.UNFILED
    form = FilingForm(organization.filing_number if is_unfiled else None)

    if form.validate_on_submit() and is_written(
        form, lambda: operations.record_filing(standpoint(), organization_id, form.filing())
    ):
        number = get_organization(standpoint(), organization_id).filing_number
        flash(
            _("“%(name)s”已备案，编号%(number)s。", name=organization.name, number=number),
            "success",
        )
        return redirect(checklist_url(organization_id))

    return render_template(
        "incubation/filing/record.html",
        organization=organization,
        checklist=checklists(standpoint(), [organization])[organization_id],
        form=form,
        proposal=operations.propose_number(standpoint(), organization, today()),
        standing=standing,
        standing_labels=STANDING_LABELS,
        is_fileable=standing in FILEABLE,
        back=checklist_url(organization_id),
    )
