from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.accounts.queries import account_names
from app.definitions.columns import Choice
from app.divisions.queries import list_divisions
from app.incubation.reviews import due, queries
from app.incubation.reviews.labels import RECOMMENDATION_LABELS, STATE_LABELS
from app.incubation.reviews.models import ReviewState
from app.incubation.reviews.queries import ReviewFilter
from app.incubation.reviews.views.blueprint import blueprint
from app.organizations.dictionaries import stage_words
from app.organizations.queries import get_organization
from app.web.pagination import COUNTED_UP_TO
from app.web.paging import page_of

DUE = "due"


@blueprint.route("/incubation/reviews")
@requires(Permission.INCUBATION_READ)
def index() -> ResponseReturnValue:
    words = stage_words()
    stage = request.args.get("stage") or None
    state = _state()
    return render_template(
        "incubation/reviews/index.html",
        state=DUE if state is None else state.value,
        stages=[Choice(word.key, word.label) for word in words if not word.is_retired],
        labels={word.key: word.label for word in words},
        standpoint=standpoint(),
        divisions=list_divisions(viewer().division_code),
        **(_due(stage) if state is None else _reviews(state, stage)),
    )


@blueprint.route("/organizations/<int:organization_id>/reviews")
@requires(Permission.INCUBATION_READ)
def of_organization(organization_id: int) -> ResponseReturnValue:
    organization = get_organization(standpoint(), organization_id)
    wanted = ReviewFilter(organization_id=organization_id)
    page = page_of(queries.count_reviews(standpoint(), wanted, up_to=COUNTED_UP_TO + 1))
    reviews = queries.list_reviews(standpoint(), wanted, offset=page.offset, limit=page.size)
    return render_template(
        "incubation/reviews/of_organization.html",
        organization=organization,
        reviews=reviews,
        page=page,
        labels={word.key: word.label for word in stage_words()},
        names=account_names({review.reviewer_id for review in reviews}),
        recommendations=RECOMMENDATION_LABELS,
        states=STATE_LABELS,
    )


def _due(stage: str | None) -> dict[str, Any]:
    total = due.count_due(standpoint(), stage=stage, up_to=COUNTED_UP_TO + 1)
    page = page_of(total)
    rows = due.list_due(standpoint(), stage=stage, offset=page.offset, limit=page.size)
    return {"due": rows, "page": page}


def _reviews(state: ReviewState, stage: str | None) -> dict[str, Any]:
    reviewers = account_names(queries.list_reviewers(standpoint()))
    wanted = ReviewFilter(state, stage, _number(request.args.get("reviewer")))
    page = page_of(queries.count_reviews(standpoint(), wanted, up_to=COUNTED_UP_TO + 1))
    return {
        "reviews": queries.list_reviews(standpoint(), wanted, offset=page.offset, limit=page.size),
        "page": page,
        "names": reviewers,
        "reviewers": [Choice(str(id_), name) for id_, name in reviewers.items()],
        "recommendations": RECOMMENDATION_LABELS,
        "states": STATE_LABELS,
    }


def _state() -> ReviewState | None:
    """Return which reviews are asked for, None for those still to be made."""
    text = request.args.get("state")
    return ReviewState(text) if text in set(ReviewState) else None


def _number(text: str | None) -> int | None:
    return int(text[:9]) if text and text.isascii() and text.isdigit() else None
