"""What is done with a checked batch: checked anew, confirmed, discarded."""

from datetime import date

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.accounts.guards import requires
from app.exchange import operations, queries
from app.exchange.adapters import ADAPTERS
from app.exchange.engine import ImportRequest, make_plan, read_content
from app.exchange.forms import ConfirmForm, RecheckForm
from app.exchange.models import BatchState, ImportBatch
from app.exchange.plans import RowNotAppliedError
from app.exchange.reading import LedgerFile
from app.exchange.views.batches import batch_page
from app.exchange.views.blueprint import blueprint
from app.exchange.views.looking import here
from app.extensions import db
from app.i18n import _
from app.turns import writing


@blueprint.route("/imports/<int:batch_id>/check", methods=["POST"])
@requires(Permission.IMPORT_RUN)
def import_recheck(batch_id: int) -> ResponseReturnValue:
    batch = queries.get_batch(here(), batch_id)
    form = RecheckForm()
    if not form.validate_on_submit():
        return batch_page(batch, form)

    day = form.effective_on.data
    assert day is not None
    try:
        _check_anew(batch, day)
    except operations.BatchDoneError:
        flash(_("这份文件已处理过，没有重新预检。"), "danger")
    else:
        flash(_("已按 %(day)s 生效重新预检，请核对。", day=day), "success")
    return _back_to(batch_id)


@blueprint.route("/imports/<int:batch_id>/confirmation", methods=["POST"])
@requires(Permission.IMPORT_RUN)
def import_confirm(batch_id: int) -> ResponseReturnValue:
    batch = queries.get_batch(here(), batch_id)
    form, wording = ConfirmForm(), ADAPTERS[batch.ledger].wording

    try:
        is_applied = _confirm(batch, is_looked_at=form.is_looked_at.data)
    except operations.BatchDoneError:
        pass  # sent twice: the page shows what the first did
    except operations.NotLookedAtError:
        flash(_("请先核对名称和信用代码的变更，勾选“已逐行核对”后再确认。"), "danger")
    except operations.NotCleanError:
        flash(_("有错误行，按“有一行错误就全部不导入”的要求，没有导入。"), "danger")
    except RowNotAppliedError as error:
        told = {"row": error.row.number, "name": error.row.name or ""}
        flash(wording.not_applied % told, "danger")
    else:
        if not is_applied:  # else the page itself tells the result
            flash(wording.stale, "warning")
    return _back_to(batch_id)


@blueprint.route("/imports/<int:batch_id>/discard", methods=["POST"])
@requires(Permission.IMPORT_RUN)
def import_discard(batch_id: int) -> ResponseReturnValue:
    try:
        with writing():
            batch = operations.batch_to_decide(here(), batch_id)
            operations.discard_batch(here(), batch)
            wording = ADAPTERS[batch.ledger].wording
            db.session.commit()
    except operations.BatchDoneError:
        flash(_("这份文件已处理过，不能再放弃。"), "danger")
        return _back_to(batch_id)
    flash(wording.discarded, "success")
    return redirect(url_for("exchange.imports"))


def _check_anew(batch: ImportBatch, day: date) -> None:
    batch_id, wanted = batch.id, _request_of(batch, day)
    file = _parsed(batch, wanted)
    with writing():
        batch = operations.batch_to_decide(here(), batch_id)
        plan = make_plan(ADAPTERS[batch.ledger], here(batch.division_code), file, wanted)
        operations.recheck_batch(here(), batch, plan, day)
        db.session.commit()


def _confirm(batch: ImportBatch, *, is_looked_at: bool) -> bool:
    """Plan anew and apply in one turn; return False where what is known has changed since."""
    batch_id, wanted = batch.id, _request_of(batch, batch.effective_on)
    file = _parsed(batch, wanted)
    with writing():
        batch = operations.batch_to_decide(here(), batch_id)
        adapter, looked_from = ADAPTERS[batch.ledger], here(batch.division_code)
        plan = make_plan(adapter, looked_from, file, wanted)
        is_applied = operations.confirm_batch(
            adapter, looked_from, batch, plan, is_looked_at=is_looked_at
        )
        db.session.commit()
    return is_applied


def _parsed(batch: ImportBatch, wanted: ImportRequest) -> LedgerFile:
    """Read the kept file, before the turn. Raises BatchDoneError where that would be in vain."""
    if batch.state is not BatchState.CHECKED:
        raise operations.BatchDoneError
    adapter, content = ADAPTERS[batch.ledger], queries.get_content(here(), batch.id)
    db.session.rollback()  # an open read would keep writers waiting
    return read_content(adapter, content, wanted)


def _request_of(batch: ImportBatch, day: date) -> ImportRequest:
    return ImportRequest(
        batch.file_name, day, batch.options["sheet"], is_strict=batch.options["is_strict"]
    )


def _back_to(batch_id: int) -> Response:
    return redirect(url_for("exchange.import_batch", batch_id=batch_id))
