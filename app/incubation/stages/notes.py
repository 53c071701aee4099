"""What the timeline says of the basis of a stage change."""

from collections.abc import Collection

from app.i18n import _
from app.incubation.stages.queries import Basis, bases_of
from app.standpoint import Standpoint


def notes_of_changes(
    standpoint: Standpoint, stage_change_ids: Collection[int]
) -> dict[int, list[str]]:
    """Return the notes of these stage changes, by change."""
    return {
        change_id: notes_of(basis)
        for change_id, basis in bases_of(standpoint, stage_change_ids).items()
    }


def notes_of(basis: Basis) -> list[str]:
    notes = []
    if basis.is_exception:
        notes.append(_("例外变更，当时未达到的必备条件：%(names)s", names="、".join(basis.unmet)))
    if basis.review_on is not None:
        text = _("依据%(day)s的阶段评估", day=basis.review_on)
        notes.append(text + _("（该评估已撤回）") if basis.is_review_withdrawn else text)
    return notes
