"""Keeping the dictionary of stages. It is the same for all divisions; nothing in it is deleted."""

from dataclasses import dataclass

from flask import g, has_app_context
from sqlalchemy import select

from app.audit import operations as audit
from app.audit.operations import Subject
from app.extensions import db
from app.organizations.errors import ChangeRefusedError
from app.organizations.followers import facts_changed
from app.organizations.models import Organization, Stage
from app.standpoint import Standpoint

KEY = "stage-"  # of stages that a hub adds, before their number


class LabelTakenError(ChangeRefusedError):
    """Another stage, perhaps a retired one, is called so."""


class LastStageError(ChangeRefusedError):
    """One stage has to stay in use."""


@dataclass(frozen=True)
class StageEdit:
    """A checked request: what a stage is called, and when one counts as stuck in it."""

    label: str
    limit_days: int | None = None


def add_stage(standpoint: Standpoint, edit: StageEdit) -> Stage:
    """Add a stage above all others. Raises LabelTakenError."""
    stages = _stages_to_change()
    _check_label(stages, edit.label)
    numbers = [int(text) for stage in stages if (text := stage.key.removeprefix(KEY)).isdigit()]
    stage = Stage(
        key=f"{KEY}{max(numbers, default=0) + 1}",
        label=edit.label,
        rank=max((stage.rank for stage in stages), default=0) + 1,
        limit_days=edit.limit_days,
    )
    db.session.add(stage)
    _record(standpoint, "stage:add", stage, limit_days=stage.limit_days)
    _ladder_changed()
    return stage


def edit_stage(standpoint: Standpoint, key: str, edit: StageEdit) -> bool:
    """Rename a stage or change its limit; return whether anything differed.

    Raises LabelTakenError, and NoResultFound for an unknown key.
    """
    stages = _stages_to_change()
    stage = get_stage(key)
    if (stage.label, stage.limit_days) == (edit.label, edit.limit_days):
        return False
    _check_label([other for other in stages if other is not stage], edit.label)
    changes: dict[str, list[object]] = {
        "label": [stage.label, edit.label],
        "limit_days": [stage.limit_days, edit.limit_days],
    }
    stage.label, stage.limit_days = edit.label, edit.limit_days
    _record(
        standpoint,
        "stage:edit",
        stage,
        **{name: pair for name, pair in changes.items() if pair[0] != pair[1]},
    )
    _forget_words()
    return True


def order_stage(standpoint: Standpoint, key: str, *, is_up: bool) -> bool:
    """Let a stage change places with the one above, or below; return whether there is one."""
    stages = _stages_to_change()
    stage = get_stage(key)
    others = stages if is_up else stages[::-1]
    neighbor = next((item for item in others if _is_beyond(item, stage, is_up)), None)
    if neighbor is None:
        return False
    before = stage.rank
    stage.rank, neighbor.rank = neighbor.rank, stage.rank
    _record(standpoint, "stage:order", stage, rank=[before, stage.rank])
    _ladder_changed()
    return True


def retire_stage(standpoint: Standpoint, key: str) -> None:
    """Offer a stage no longer; what was recorded with it stays. Raises LastStageError."""
    stages = _stages_to_change()
    stage = get_stage(key)
    if stage.is_retired:
        return
    if all(other.is_retired for other in stages if other is not stage):
        raise LastStageError
    _set_retired(standpoint, stage, "stage:retire", is_retired=True)


def restore_stage(standpoint: Standpoint, key: str) -> None:
    """Offer a retired stage again."""
    _stages_to_change()
    stage = get_stage(key)
    if stage.is_retired:
        _set_retired(standpoint, stage, "stage:restore", is_retired=False)


def get_stage(key: str) -> Stage:
    """Return a stage of the dictionary. Raises NoResultFound."""
    return db.session.scalars(select(Stage).where(Stage.key == key)).one()


def list_stages() -> list[Stage]:
    """Return all stages, the lowest first, retired ones too."""
    return list(db.session.scalars(select(Stage).order_by(Stage.rank, Stage.key)))


def _stages_to_change() -> list[Stage]:
    audit.instant()  # takes the place among the writers before anything is read
    statement = select(Stage).order_by(Stage.rank, Stage.key).with_for_update()
    return list(db.session.scalars(statement))


def _is_beyond(item: Stage, stage: Stage, is_up: bool) -> bool:
    return item.rank > stage.rank if is_up else item.rank < stage.rank


def _check_label(others: list[Stage], label: str) -> None:
    if label in {other.label for other in others}:
        raise LabelTakenError


def _set_retired(standpoint: Standpoint, stage: Stage, action: str, *, is_retired: bool) -> None:
    stage.is_retired = is_retired
    _record(standpoint, action, stage)
    _ladder_changed()


def _record(standpoint: Standpoint, action: str, stage: Stage, **changes: object) -> None:
    db.session.flush()
    audit.record(action, Subject("stage", None, stage.label), by=standpoint.viewer, **changes)


def _ladder_changed() -> None:
    """Have what rests on the order of stages worked out anew, for every organization."""
    _forget_words()
    facts_changed(db.session.scalars(select(Organization.id)))


def _forget_words() -> None:
    if has_app_context():
        g.pop("stage_words", None)
