from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.divisions.choices import list_choices
from app.divisions.codes import contains
from app.i18n import _
from app.organizations.predicates import read_rule
from app.organizations.queries import list_homes
from app.organizations.rule_words import describe_rule
from app.organizations.views.writing import is_written
from app.projects import rounds as reads
from app.projects.errors import StaleProjectError
from app.projects.forms import RoundForm, WithdrawalForm
from app.projects.operations.rounds import add_round, edit_round, retire_round
from app.projects.pipelines import pipeline_words
from app.projects.views.blueprint import look
from app.projects.views.blueprint import rounds_blueprint as blueprint

MOST_LISTED = 20
LONGEST = 100


@blueprint.route("")
@requires(Permission.PROJECT_READ)
def index() -> ResponseReturnValue:
    rounds = reads.list_rounds(standpoint())
    return render_template(
        "projects/rounds/index.html",
        rounds=rounds,
        statistics=reads.statistics_of(standpoint(), [item.id for item in rounds]),
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
    )


@blueprint.route("/<int:round_id>")
@requires(Permission.PROJECT_READ)
def show(round_id: int) -> ResponseReturnValue:
    round_ = reads.get_round(standpoint(), round_id, is_offered=True)
    text = request.args.get("q", "").strip()[:LONGEST]
    return render_template(
        "projects/rounds/show.html",
        round=round_,
        is_own=contains(standpoint().division, round_.division_code),
        numbers=reads.statistics_of(standpoint(), [round_.id])[round_.id],
        way=pipeline_words()[round_.pipeline_key],
        conditions=[describe_rule(read_rule(kept)) for kept in round_.conditions],
        eligible=reads.eligibility_of(standpoint(), round_, text=text, limit=MOST_LISTED),
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def add() -> ResponseReturnValue:
    form = RoundForm(list_homes(standpoint()))
    made: list[int] = []
    if form.validate_on_submit() and is_written(
        form, lambda: made.append(add_round(standpoint(), form.draft()))
    ):
        flash(_("批次已保存。"), "success")
        return redirect(url_for(".show", round_id=made[0], **look()))
    return render_template(
        "projects/rounds/edit.html",
        form=form,
        title=_("新建批次"),
        back=url_for(".index", **look()),
        look=look(),
    )


@blueprint.route("/<int:round_id>/edit", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def edit(round_id: int) -> ResponseReturnValue:
    round_ = reads.get_round(standpoint(), round_id)
    form = RoundForm(list_homes(standpoint()), round_)
    status = 200
    if form.validate_on_submit():
        try:
            if is_written(form, lambda: _edit(round_id, form)):
                flash(_("批次已保存。"), "success")
                return redirect(url_for(".show", round_id=round_id, **look()))
        except StaleProjectError:
            form.version.data = str(reads.get_round(standpoint(), round_id).version)
            form.form_errors.append(
                _("这个批次刚刚被别人修改过，本次还没有保存。填写的内容都在，核对后可再次保存。")
            )
            status = 409
    page = render_template(
        "projects/rounds/edit.html",
        form=form,
        title=_("修改批次"),
        back=url_for(".show", round_id=round_id, **look()),
        look=look(),
    )
    return page, status


@blueprint.route("/<int:round_id>/deletion", methods=["GET", "POST"])
@requires(Permission.PROJECT_EDIT)
def retire(round_id: int) -> ResponseReturnValue:
    round_ = reads.get_round(standpoint(), round_id)
    form = WithdrawalForm()
    if form.validate_on_submit() and is_written(form, lambda: retire_round(standpoint(), round_id)):
        flash(_("批次已删除。"), "success")
        return redirect(url_for(".index", **look()))
    return render_template(
        "projects/rounds/retire.html",
        form=form,
        name=round_.name,
        back=url_for(".show", round_id=round_id, **look()),
        look=look(),
    )


def _edit(round_id: int, form: RoundForm) -> None:
    edit_round(standpoint(), round_id, form.draft(), form.made_from())
