"""The unfiled groups, and what one of them has and lacks."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.accounts.queries import account_names
from app.definitions.columns import Choice
from app.divisions.choices import list_choices
from app.files.queries import files_of
from app.i18n import _l
from app.incubation.filing import queries
from app.incubation.filing.checklist import checklists
from app.incubation.filing.models import STATE_LABELS
from app.incubation.filing.operations import propose_number
from app.incubation.filing.operations.papers import SUBJECT
from app.incubation.filing.views.blueprint import blueprint
from app.organizations.queries import get_organization
from app.organizations.standings import STANDING_LABELS, Standing
from app.standpoint import as_query, today
from app.web.links import local_path
from app.web.pagination import COUNTED_UP_TO
from app.web.paging import page_of

PROGRESS = (
    Choice("complete", _l("材料齐全")),
    Choice("begun", _l("材料未齐")),
    Choice("none", _l("尚未交材料")),
)
FILEABLE = frozenset({Standing.UNFILED, Standing.DEREGISTERED})


@blueprint.route("/incubation/filing")
@requires(Permission.INCUBATION_READ)
def index() -> ResponseReturnValue:
    wanted = queries.GroupFilter(
        request.args.get("q", "").strip()[:100], request.args.get("progress")
    )
    page = page_of(queries.count_groups(standpoint(), wanted, up_to=COUNTED_UP_TO + 1))
    groups = queries.list_groups(standpoint(), wanted, offset=page.offset, limit=page.size)
    return render_template(
        "incubation/filing/index.html",
        divisions=list_choices(standpoint(), viewer().division_code),
        standpoint=standpoint(),
        groups=list(checklists(standpoint(), groups).values()),
        kinds=queries.list_kinds(standpoint()),
        page=page,
        progress=PROGRESS,
        is_narrowed=bool(wanted.text or wanted.progress),
        state_labels=STATE_LABELS,
        look=_look(),
    )


@blueprint.route("/organizations/<int:organization_id>/filing")
@requires(Permission.INCUBATION_READ)
def organization(organization_id: int) -> ResponseReturnValue:
    found = get_organization(standpoint(), organization_id)
    standing = queries.standing_of(standpoint(), organization_id)
    papers = queries.list_papers(standpoint(), organization_id)
    return render_template(
        "incubation/filing/organization.html",
        organization=found,
        checklist=checklists(standpoint(), [found])[organization_id],
        papers=papers,
        kinds={kind.key: kind for kind in queries.list_kinds(standpoint(), with_retired=True)},
        files=files_of(standpoint(), SUBJECT, [paper.id for paper in papers]),
        names=account_names({paper.recorded_by for paper in papers}),
        standing=standing,
        standing_labels=STANDING_LABELS,
        state_labels=STATE_LABELS,
        is_fileable=standing in FILEABLE,
        proposal=propose_number(standpoint(), found, today()),
        standpoint=standpoint(),
        back=local_path(request.args.get("next")) or url_for(".index", **_look()),
        look=_look(),
    )


def _look() -> dict[str, Any]:
    """Return the standpoint as it travels in links."""
    return {**as_query(standpoint(), own_division=viewer().division_code)}
