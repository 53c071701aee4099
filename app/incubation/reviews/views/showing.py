from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.accounts.queries import account_names
from app.files.queries import files_of
from app.incubation.criteria.labels import DIMENSION_LABELS
from app.incubation.reviews import queries
from app.incubation.reviews.labels import RECOMMENDATION_LABELS, STATE_LABELS, distance_text
from app.incubation.reviews.models import Review, ReviewState
from app.incubation.reviews.pages import dimensions_figure, load_page
from app.incubation.reviews.views.blueprint import blueprint
from app.organizations.dictionaries import stage_words

SUBJECT = "review"  # of attached files


@blueprint.route("/incubation/reviews/<int:review_id>")
@requires(Permission.INCUBATION_READ)
def review(review_id: int) -> ResponseReturnValue:
    """Show a review; to its reviewer, a draft as the form it is."""
    found = queries.get_review(standpoint(), review_id)
    if is_own_draft(found):
        return redirect(url_for("reviews.edit_review", review_id=review_id))
    page = load_page(standpoint(), found)
    address = url_for("reviews.review", review_id=found.id)
    before = page.previous and url_for("reviews.review", review_id=page.previous.id)
    stage = {word.key: word.label for word in stage_words()}[found.to_stage]
    people = {found.reviewer_id, found.concluded_by or 0, found.superseded_by or 0}
    return render_template(
        "incubation/reviews/review.html",
        review=found,
        page=page,
        stage=stage,
        distance=page.gate and distance_text(stage, page.gate.missing),
        figure_shown=dimensions_figure(found, page, address, before or address),
        names=account_names(people),
        files=files_of(standpoint(), SUBJECT, [found.id]).get(found.id),
        dimensions=DIMENSION_LABELS,
        recommendations=RECOMMENDATION_LABELS,
        states=STATE_LABELS,
    )


def is_own_draft(found: Review) -> bool:
    is_own = found.reviewer_id == viewer().id and viewer().may(Permission.INCUBATION_EDIT)
    return found.state is ReviewState.DRAFT and is_own and standpoint().known_at is None
