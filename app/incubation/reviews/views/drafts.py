from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.accounts.queries import account_names
from app.extensions import db
from app.files.operations import attach_uploads
from app.files.queries import files_of
from app.files.refusals import QuotaExceededError
from app.i18n import _
from app.incubation.criteria.labels import DIMENSION_LABELS
from app.incubation.reviews import operations, queries
from app.incubation.reviews.asking import questions_of
from app.incubation.reviews.errors import NotDraftError, NotOwnDraftError, StaleReviewError
from app.incubation.reviews.forms import DraftForm, ReviewStartForm, draft_form
from app.incubation.reviews.labels import distance_text
from app.incubation.reviews.models import Review, ReviewState
from app.incubation.reviews.pages import load_page
from app.incubation.reviews.queries import ReviewFilter
from app.incubation.reviews.views.blueprint import blueprint
from app.incubation.reviews.views.showing import SUBJECT, is_own_draft
from app.organizations.dictionaries import stage_words
from app.organizations.errors import ChangeRefusedError, ReasonMissingError
from app.organizations.forms import WithdrawalForm
from app.organizations.queries import get_organization
from app.organizations.views.writing import is_written
from app.turns import writing


@blueprint.route("/organizations/<int:organization_id>/reviews/new", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def new_review(organization_id: int) -> ResponseReturnValue:
    organization = get_organization(standpoint(), organization_id)
    form = ReviewStartForm()

    if form.validate_on_submit():
        assert form.on.data is not None
        try:
            with writing():
                begun = operations.begin_review(standpoint(), organization_id, form.on.data)
                review_id = begun.id
                db.session.commit()
        except ChangeRefusedError as error:
            form.refuse(error)
        else:
            return redirect(url_for("reviews.edit_review", review_id=review_id))

    drafts = queries.list_reviews(
        standpoint(), ReviewFilter(ReviewState.DRAFT, organization_id=organization_id)
    )
    return render_template(
        "incubation/reviews/new_review.html",
        organization=organization,
        form=form,
        drafts=drafts,
        names=account_names({draft.reviewer_id for draft in drafts}),
    )


@blueprint.route("/incubation/reviews/<int:review_id>/edit", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def edit_review(review_id: int) -> ResponseReturnValue:
    """Fill in one's own draft; with `conclude` sent along, it is concluded in the same turn."""
    found = queries.get_review(standpoint(), review_id)
    if not is_own_draft(found):
        if request.method == "POST":
            abort(409)
        return redirect(url_for("reviews.review", review_id=review_id))
    questions = questions_of(standpoint(), found)
    form = draft_form(found, questions)

    if form.validate_on_submit():
        edit = form.edit(questions)
        try:
            if is_written(form, lambda: _write(found.organization_id, review_id, edit, form)):
                return _saved(review_id)
        except QuotaExceededError:
            form.files.say_no_room()
        except StaleReviewError:
            return _stale(review_id, form)
        except (NotDraftError, NotOwnDraftError):
            abort(409)

    return _page(queries.get_review(standpoint(), review_id), form)


@blueprint.route("/incubation/reviews/<int:review_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def withdraw_review(review_id: int) -> ResponseReturnValue:
    found = queries.get_review(standpoint(), review_id)
    form = WithdrawalForm()

    if form.validate_on_submit():
        try:
            with writing():
                operations.withdraw_review(standpoint(), review_id, form.reason.data)
                db.session.commit()
        except NotDraftError:
            abort(409)
        except ReasonMissingError:
            form.reason.errors = [_("已完成的评估撤回时请填写原因")]
        except ChangeRefusedError as error:
            form.refuse(error)
        else:
            flash(_("评估已撤回。"), "success")
            return redirect(
                url_for("reviews.of_organization", organization_id=found.organization_id)
            )

    return render_template(
        "incubation/reviews/withdraw_review.html",
        review=queries.get_review(standpoint(), review_id),
        form=form,
    )


def _write(
    organization_id: int, review_id: int, edit: operations.DraftEdit, form: DraftForm
) -> None:
    operations.save_scores(standpoint(), review_id, edit)
    attach_uploads(standpoint(), organization_id, form.files.data, SUBJECT, review_id)
    if "conclude" in request.form:
        operations.conclude_review(standpoint(), review_id)


def _saved(review_id: int) -> ResponseReturnValue:
    if "conclude" in request.form:
        flash(_("评估已完成。"), "success")
        return redirect(url_for("reviews.review", review_id=review_id))
    flash(_("草稿已保存。"), "success")
    return redirect(url_for("reviews.edit_review", review_id=review_id))


def _stale(review_id: int, form: DraftForm) -> ResponseReturnValue:
    """Show the form again, what was typed kept, beside what was saved in between."""
    found = queries.get_review(standpoint(), review_id)
    questions = questions_of(standpoint(), found)
    differences = form.differences(draft_form(found, questions, formdata=None))
    return _page(found, form, differences=differences, is_stale=True), 409


def _page(found: Review, form: DraftForm, **options: Any) -> str:
    stage = {word.key: word.label for word in stage_words()}[found.to_stage]
    page = load_page(standpoint(), found)
    return render_template(
        "incubation/reviews/edit_review.html",
        review=found,
        form=form,
        page=page,
        stage=stage,
        distance=page.gate and distance_text(stage, page.gate.missing),
        dimensions=DIMENSION_LABELS,
        files=files_of(standpoint(), SUBJECT, [found.id]).get(found.id),
        **options,
    )
