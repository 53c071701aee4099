from collections.abc import Sequence
from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.accounts.queries import account_names
from app.files.queries import files_of
from app.incubation.residencies import queries
from app.incubation.residencies.models import ResidencyStep
from app.incubation.residencies.steps import (
    HAND_OVER_LABELS,
    NEXT,
    OCCUPYING,
    STEP_LABELS,
)
from app.incubation.residencies.timeline import notes_of
from app.incubation.residencies.views.blueprint import blueprint, look
from app.incubation.residencies.views.writing import SUBJECT
from app.standpoint import Standpoint


@blueprint.route("/incubation/residencies/<int:residency_id>")
@requires(Permission.INCUBATION_READ)
def show(residency_id: int) -> ResponseReturnValue:
    residency = queries.get_residency(standpoint(), residency_id)
    steps = queries.list_steps(standpoint(), residency_id)
    counting = [step for step in steps if _counts(step, standpoint())]
    past = [step for step in counting if step.since <= standpoint().on]
    current = past[-1] if past else None
    may_edit = viewer().may(Permission.INCUBATION_EDIT) and standpoint().known_at is None
    return render_template(
        "incubation/residencies/show.html",
        residency=residency,
        organization=residency.organization,
        steps=list(reversed(steps)),
        counting={step.id for step in counting},
        last=counting[-1] if counting else None,
        current=current,
        is_overdue=_is_overdue(current, standpoint().on),
        next_steps=NEXT[counting[-1].step] if counting and may_edit else (),
        items=queries.list_items(standpoint(), residency_id),
        files=files_of(standpoint(), SUBJECT, [residency_id]).get(residency_id),
        names=account_names(_accounts(steps)),
        may_edit=may_edit,
        may_read_personal=viewer().may(Permission.ORGANIZATION_PERSONAL_READ),
        notes_of=notes_of,
        step_labels=STEP_LABELS,
        hand_over_labels=HAND_OVER_LABELS,
        standpoint=standpoint(),
        look=look(),
    )


def _counts(step: ResidencyStep, look_from: Standpoint) -> bool:
    if step.superseded_at is None:
        return True
    return look_from.known_at is not None and step.superseded_at > look_from.known_at


def _is_overdue(step: ResidencyStep | None, on: date) -> bool:
    if step is None or step.ends_on is None:
        return False
    return step.step in OCCUPYING and step.ends_on < on


def _accounts(steps: Sequence[ResidencyStep]) -> set[int]:
    return {
        number
        for step in steps
        for number in (step.recorded_by, step.superseded_by)
        if number is not None
    }
