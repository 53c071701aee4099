"""The rows of a list as a file: the list's own query string, and `official`, `metric`."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast
from weakref import finalize

from flask import abort, render_template, request, send_file
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.definitions.metrics import ORGANIZATIONS
from app.exchange.exports import Export, Exported, file_name, record_export, write_export
from app.exchange.metric_exports import MetricExport
from app.exchange.views.blueprint import blueprint
from app.extensions import db
from app.metrics.catalog import find_metric, population_of
from app.organizations.contributions import all_columns
from app.register.metric_rows import read_picked
from app.register.selection import read_selection
from app.turns import writing
from app.web.media_types import XLSX
from app.workbooks.cell_text import CellTooLongError
from app.workbooks.row_source import RowCountError

CONFLICT, UNPROCESSABLE = 409, 422
MEDIA_TYPES = {
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8",
}


class PassingFile:
    """A file to be sent that is gone afterwards: closed at its end or halfway, or forgotten.

    It is closed before it is removed, without which Windows would keep it.
    """

    def __init__(self, path: Path, remove: Callable[[], None]) -> None:
        self._file = path.open("rb")
        self._end = finalize(self, _close_and_remove, self._file, remove)

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def close(self) -> None:
        self._end()


@blueprint.route("/organizations/export.xlsx")
@requires(Permission.ORGANIZATION_EXPORT)
def export() -> ResponseReturnValue:
    return _answer("xlsx")


@blueprint.route("/organizations/export.csv")
@requires(Permission.ORGANIZATION_EXPORT)
def export_csv() -> ResponseReturnValue:
    return _answer("csv")


@blueprint.route("/metrics/<string:key>/export.xlsx")
@requires(Permission.ORGANIZATION_EXPORT)
def export_metric(key: str) -> ResponseReturnValue:
    """Send the rows behind a number that counts something other than organizations."""
    metric = find_metric(key)
    if metric is None or metric.population == ORGANIZATIONS:
        abort(404)
    asked = MetricExport(
        standpoint(),
        metric,
        read_picked(request.args, population_of(metric).columns()),
        viewer(),
        is_official=request.args.get("official") == "1",
    )
    return _answer_with(asked, "xlsx")


def _answer(ending: str) -> ResponseReturnValue:
    key = request.args.get("metric")
    metric = find_metric(key) if key is not None else None
    if key is not None and (metric is None or metric.population != ORGANIZATIONS):
        abort(404)
    asked = Export(
        standpoint(),
        read_selection(request.args, all_columns(), metric=key),
        viewer(),
        is_official=request.args.get("official") == "1",
    )
    return _answer_with(asked, ending)


def _answer_with(asked: Exported, ending: str) -> ResponseReturnValue:
    try:
        return _sent(asked, ending)
    except CellTooLongError as error:
        page = render_template("exchange/export_refused.html", column=error.column, row=error.row)
        return page, UNPROCESSABLE
    except RowCountError:
        return render_template("exchange/export_refused.html", column=None), CONFLICT


def _sent(asked: Exported, ending: str) -> ResponseReturnValue:
    with ExitStack() as stack:
        folder = TemporaryDirectory(ignore_cleanup_errors=True)
        path = Path(stack.enter_context(folder), f"export.{ending}")
        name = file_name(asked, ending)
        count = write_export(asked, path)
        with writing():
            record_export(asked, count)
            db.session.commit()
        size = path.stat().st_size
        file = PassingFile(path, stack.pop_all().close)
    response = send_file(
        cast("IO[bytes]", file),  # all that is asked of it is to be read and closed
        mimetype=MEDIA_TYPES[ending],
        as_attachment=True,
        download_name=name,
        conditional=False,  # every request makes a file of its own: no part of one can be asked for
    )
    response.content_length = size
    return response


def _close_and_remove(file: IO[bytes], remove: Callable[[], None]) -> None:
    file.close()
    remove()
