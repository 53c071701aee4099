"""One batch: what it would do, what it did, and the file back with what is wrong in it."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires
from app.accounts.queries import account_names
from app.divisions.queries import path_names
from app.exchange import queries
from app.exchange.forms import ConfirmForm, RecheckForm
from app.exchange.models import BatchState, ImportBatch
from app.exchange.queries import Shown
from app.exchange.reports import kept_remarks, write_report
from app.exchange.showing import BatchShown
from app.exchange.views.blueprint import blueprint
from app.exchange.views.looking import here
from app.extensions import db
from app.i18n import _
from app.web.media_types import XLSX
from app.web.paging import page_of

UNPROCESSABLE = 422


@blueprint.route("/imports/<int:batch_id>")
@requires(Permission.IMPORT_RUN)
def import_batch(batch_id: int) -> ResponseReturnValue:
    batch = queries.get_batch(here(), batch_id)
    return batch_page(batch, RecheckForm(data={"effective_on": batch.effective_on}))


@blueprint.route("/imports/<int:batch_id>/report.xlsx")
@requires(Permission.IMPORT_RUN)
def import_report(batch_id: int) -> ResponseReturnValue:
    batch = queries.get_batch(here(), batch_id)
    remarks = kept_remarks(batch, queries.list_problem_rows(here(), batch_id))
    content = queries.get_content(here(), batch_id)
    name = _("%(name)s_错误原因.xlsx", name=Path(batch.file_name).stem)
    db.session.rollback()  # an open read would keep writers waiting
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "ledger"), Path(folder, "report.xlsx")
        source.write_bytes(content)
        write_report(source, remarks, target)
        report = BytesIO(target.read_bytes())
    return send_file(report, mimetype=XLSX, as_attachment=True, download_name=name)


def batch_page(batch: ImportBatch, form: RecheckForm) -> ResponseReturnValue:
    """Show the pre-check of a batch that waits to be confirmed, the result of any other."""
    of_batch = BatchShown(batch)
    problem_rows = queries.count_rows(here(), batch.id, Shown.PROBLEMS)
    shown = _shown(of_batch, problem_rows)
    page = page_of(queries.count_rows(here(), batch.id, shown))
    rows = queries.list_rows(here(), batch.id, shown, offset=page.offset, limit=page.size)
    template = "check" if batch.state is BatchState.CHECKED else "result"
    answer = render_template(
        f"exchange/{template}.html",
        batch=batch,
        of_batch=of_batch,
        shown=shown,
        problem_rows=problem_rows,
        rows=of_batch.rows(rows),
        page=page,
        form=form,
        confirm_form=ConfirmForm(formdata=None),
        uploader=account_names([batch.account_id])[batch.account_id],
        place=path_names(batch.division_code)[-1:],
        same=queries.find_same_applied(here(), batch),
    )
    return answer, UNPROCESSABLE if form.errors else 200


def _shown(of_batch: BatchShown, problem_rows: int) -> Shown:
    """Return what was asked for, else what needs to be looked at most."""
    text = request.args.get("show")
    if text in set(Shown):
        return Shown(text)
    if problem_rows:
        return Shown.PROBLEMS
    return Shown.CHANGED if of_batch.counts["changed"] else Shown.ALL
