"""The kinds of ledgers that can be imported, in the order in which they are offered.

To add one, make a package `app/exchange/<ledger>/` with

* `ledger.py`: a `Ledger` of `Field`s (key, label, header synonyms), the `required` field, and
  `refuse`, which returns OTHER_LEDGER for a sheet that is something else; `refusals` words it.
  No synonym may be a word that stands in cells: rows of header words end a table;
* `parsing.py`: `DataRow`s to rows derived from `parsed.ParsedRow`: `values`, and `note(code, key)`
  for what is wrong; new codes go into `problems.py` and `problem_names.py`;
* `planning.py`: each row to a `RowPlan` by `row.planned(outcome, name)`, with `changes`, the
  `subject_id` of what it is about where that is recorded, and `work` for what is to be written;
* `applying.py`: does the `work` through operations, sets the `subject_id` of new rows, and raises
  RowNotAppliedError for the row that is refused;
* `template.py`: the workbook to be filled in; `adapter.py`: the `Adapter`.

Then name it below. Its command is `group.add_command(import_command(ADAPTER, about="…"))`, with
a name such as "import-attendance" where the group has an import already.
"""

from app.exchange.attendance.adapter import ATTENDANCE_ADAPTER
from app.exchange.engine import Adapter
from app.exchange.projects.adapter import PROJECTS_ADAPTER
from app.exchange.register.adapter import REGISTER_ADAPTER
from app.exchange.supports.adapter import SUPPORTS_ADAPTER
from app.exchange.trainings.adapter import TRAININGS_ADAPTER

ADAPTERS: dict[str, Adapter] = {
    adapter.key: adapter
    for adapter in (
        REGISTER_ADAPTER,
        SUPPORTS_ADAPTER,
        TRAININGS_ADAPTER,
        ATTENDANCE_ADAPTER,
        PROJECTS_ADAPTER,
    )
}
