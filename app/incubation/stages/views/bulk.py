from collections.abc import Sequence
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.definitions.columns import Choice
from app.divisions.queries import list_communities
from app.i18n import _
from app.incubation.gates.queries import kept_of
from app.incubation.reviews.asking import stage_after
from app.incubation.reviews.labels import distance_text
from app.incubation.stages import operations, queries
from app.incubation.stages.forms import NEXT, BulkForm, refusal_text
from app.incubation.stages.operations import MoveResult
from app.incubation.stages.queries import NO_STAGE, Candidate, CandidateFilter
from app.incubation.stages.views.blueprint import blueprint
from app.organizations.dictionaries import stage_words
from app.organizations.operations import StageMove
from app.organizations.views.writing import is_written
from app.web.pagination import COUNTED_UP_TO
from app.web.paging import page_of

MOST_ASKED_FOR = 100


@blueprint.route("/incubation/stages/bulk", methods=["GET", "POST"])
@requires(Permission.ORGANIZATION_STAGE_CHANGE)
def bulk() -> ResponseReturnValue:
    """Choose organizations and move them in one go; what became of each is shown."""
    wanted = _filter()
    total = queries.count_candidates(standpoint(), wanted, up_to=COUNTED_UP_TO + 1)
    page = page_of(total)
    candidates = queries.list_candidates(standpoint(), wanted, offset=page.offset, limit=page.size)
    form = BulkForm(stage_words(), [candidate.id for candidate in candidates])
    results: list[MoveResult] = []

    if form.validate_on_submit():
        moves = _moves(form, candidates)
        if is_written(form, lambda: _move(moves, results)):
            return _result(candidates, results)

    return render_template(
        "incubation/stages/bulk.html",
        form=form,
        candidates=candidates,
        page=page,
        gates=kept_of(standpoint(), [candidate.id for candidate in candidates]),
        distance_text=distance_text,
        labels=_labels(),
        stages=[
            *(Choice(word.key, word.label) for word in stage_words() if not word.is_retired),
            Choice(NO_STAGE, _("未填")),
        ],
        communities=[
            Choice(item.code, item.name) for item in list_communities(standpoint().division)
        ],
    )


def _filter() -> CandidateFilter:
    ids = [int(text) for text in request.args.getlist("ids") if text.isascii() and text.isdigit()]
    return CandidateFilter(
        stage=request.args.get("stage") or None,
        community=request.args.get("community") or None,
        ids=ids[:MOST_ASKED_FOR] if "ids" in request.args else None,
    )


def _moves(form: BulkForm, candidates: Sequence[Candidate]) -> list[tuple[int, StageMove]]:
    """Return the move of each organization chosen; at the last stage there is no next one."""
    chosen = set(form.organization.data or ())
    since, reason = form.effective_from(None), form.reason.data or None
    moves = []
    for candidate in candidates:
        if candidate.id not in chosen:
            continue
        following = stage_after(candidate.stage, stage_words())
        last = candidate.stage if following is None else following.key
        to_stage = last if form.to.data == NEXT else form.to.data
        moves.append((candidate.id, StageMove(to_stage or "", since, reason)))
    return moves


def _move(moves: Sequence[tuple[int, StageMove]], results: list[MoveResult]) -> None:
    results[:] = operations.move_stages(standpoint(), moves)


def _result(candidates: Sequence[Candidate], results: Sequence[MoveResult]) -> str:
    by_id = {candidate.id: candidate for candidate in candidates}
    labels = _labels()
    rows: list[dict[str, Any]] = [
        {
            "organization": by_id[item.organization_id],
            "before": labels.get(by_id[item.organization_id].stage or ""),
            "to": labels.get(item.move.to),
            "refusal": None if item.error is None else refusal_text(item.error),
            "unmet": item.unmet,
        }
        for item in results
    ]
    return render_template(
        "incubation/stages/result.html",
        rows=rows,
        moved=sum(row["refusal"] is None for row in rows),
        refused=[row["organization"].id for row in rows if row["refusal"]],
    )


def _labels() -> dict[str, str]:
    return {word.key: word.label for word in stage_words()}
