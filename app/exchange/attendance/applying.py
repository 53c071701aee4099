"""Applying a plan of sign-ins through the same operation as the pages, a session at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from app.exchange.plans import RowNotAppliedError, RowPlan
from app.organizations.errors import ChangeRefusedError
from app.standpoint import Standpoint
from app.trainings.sessions.facts import SignIn
from app.trainings.sessions.operations import record_sign_ins


def apply_rows(
    standpoint: Standpoint, rows: Sequence[RowPlan], *, batch_id: int, file_name: str
) -> None:
    """Do the work of all rows that have any. Raises RowNotAppliedError."""
    del file_name  # a sign-in names its import itself
    by_session: defaultdict[int, list[RowPlan]] = defaultdict(list)
    for row in rows:
        if isinstance(row.work, SignIn):
            by_session[row.work.session_id].append(row)
    for session_id, wanted in by_session.items():
        sign_ins = [replace(row.work, import_batch_id=batch_id) for row in wanted]
        try:
            record_sign_ins(standpoint, session_id, sign_ins)
        except ChangeRefusedError as error:
            raise RowNotAppliedError(wanted[0]) from error
        for row in wanted:
            row.subject_id = session_id
