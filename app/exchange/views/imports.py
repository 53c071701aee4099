from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, viewer
from app.accounts.queries import account_names
from app.divisions.choices import list_choices
from app.exchange import operations, queries
from app.exchange.adapters import ADAPTERS
from app.exchange.engine import Adapter, make_plan, read_content
from app.exchange.forms import UploadForm
from app.exchange.plans import RefusedFileError
from app.exchange.register.showing import division_names
from app.exchange.showing import BatchShown
from app.exchange.views.blueprint import blueprint
from app.exchange.views.looking import chosen_adapter, here
from app.extensions import db
from app.turns import writing
from app.web.paging import page_of
from app.workbooks.limits import DEFAULT_LIMITS, MEBIBYTE

UNPROCESSABLE = 422


@blueprint.route("/imports", methods=["GET", "POST"])
@requires(Permission.IMPORT_RUN)
def imports() -> ResponseReturnValue:
    adapter, own = chosen_adapter(), viewer().division_code
    form = UploadForm(adapter, list_choices(here(), own), own)

    if form.validate_on_submit():
        try:
            batch_id = _upload(adapter, form)
        except RefusedFileError as error:
            form.file.errors = [error.problem.message]
        else:
            return redirect(url_for("exchange.import_batch", batch_id=batch_id))

    page = page_of(queries.count_batches(here()))
    batches = queries.list_batches(here(), offset=page.offset, limit=page.size)
    answer = render_template(
        "exchange/imports.html",
        form=form,
        chosen=adapter,
        adapters=ADAPTERS.values(),
        batches=[(batch, BatchShown(batch)) for batch in batches],
        names=account_names({batch.account_id for batch in batches}),
        divisions=division_names(batch.division_code for batch in batches),
        most_megabytes=DEFAULT_LIMITS.file_size // MEBIBYTE,
        most_rows=DEFAULT_LIMITS.rows,
        page=page,
    )
    return answer, UNPROCESSABLE if form.errors else 200


def _upload(adapter: Adapter, form: UploadForm) -> int:
    """Keep the file with its pre-check and return the batch's number. Raises RefusedFileError."""
    wanted, content = form.request(), form.file.data.read()
    looked_from = here(form.division.data if form.division else None)
    db.session.rollback()  # an open read would keep writers waiting while the file is parsed
    file = read_content(adapter, content, wanted)
    plan = make_plan(adapter, looked_from, file, wanted)
    with writing():
        batch = operations.keep_batch(adapter, looked_from, content, plan, wanted)
        batch_id = batch.id
        db.session.commit()
    return batch_id
