"""Applying a plan of projects through the same operations as the pages."""

from collections.abc import Sequence

from app.exchange.plans import RowNotAppliedError, RowPlan
from app.exchange.projects.planning import Work
from app.i18n import in_chinese
from app.organizations.errors import ChangeRefusedError
from app.projects.labels import LEVEL_LABELS
from app.projects.ledgers import NOTE, record_line
from app.projects.operations import correct_step, edit_project, enter_project, take_step
from app.projects.recognitions.operations import RecognitionEntry, record_recognitions
from app.standpoint import Standpoint


def apply_rows(
    standpoint: Standpoint, rows: Sequence[RowPlan], *, batch_id: int, file_name: str
) -> None:
    """Do the work of all rows that have any. Raises RowNotAppliedError."""
    del file_name  # a project names its import itself
    for row in rows:
        if isinstance(row.work, Work):
            try:
                _apply(standpoint, row, row.work, batch_id)
            except ChangeRefusedError as error:
                raise RowNotAppliedError(row) from error
    branded = [row for row in rows if isinstance(row.work, Work) and row.work.brand]
    record_recognitions(standpoint, [_entry(row, batch_id) for row in branded])


def _apply(standpoint: Standpoint, row: RowPlan, work: Work, batch_id: int) -> None:
    assert work.facts is not None
    steps = list(work.steps)
    if work.project_id is None:
        project_id = enter_project(standpoint, work.facts, steps.pop(0), batch_id)
        row.subject_id = project_id
    else:
        project_id = work.project_id
        edit_project(standpoint, project_id, work.facts, reason=NOTE)
    for taken in steps:
        if work.corrects is not None:
            correct_step(standpoint, work.corrects, taken)
        else:
            take_step(standpoint, project_id, taken, batch_id)
    if work.line is not None:
        record_line(standpoint, project_id, work.line, batch_id)


def _entry(row: RowPlan, batch_id: int) -> RecognitionEntry:
    brand = row.work.brand
    with in_chinese():
        title = f"{LEVEL_LABELS[brand.level]}品牌项目"
    return RecognitionEntry(
        title=title,
        level=brand.level,
        is_brand=True,
        awarded_on=brand.on,
        project_id=row.subject_id,
        import_batch_id=batch_id,
    )
