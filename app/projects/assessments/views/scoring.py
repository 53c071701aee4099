from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint
from app.extensions import db
from app.i18n import _
from app.organizations.errors import ChangeRefusedError
from app.organizations.views.writing import is_written
from app.people.mentor_queries import MentorFilter, list_mentors
from app.people.models import Mentor
from app.projects.assessments import operations, queries
from app.projects.assessments.errors import RecusedError
from app.projects.assessments.forms import ScoreForm, points_name, score_form
from app.projects.assessments.labels import SCORED
from app.projects.assessments.queries import Assessing
from app.projects.assessments.views.blueprint import blueprint, list_of, look
from app.projects.assessments.views.recording import to_change
from app.projects.labels import ASSESSMENT_LABELS, RESULT_LABELS
from app.projects.queries import overview_of
from app.turns import writing

MOST_EXPERTS = 500


@blueprint.route("/assessments/<int:assessment_id>/scores", methods=["GET", "POST"])
@requires(Permission.PROJECT_ASSESS)
def score(assessment_id: int) -> ResponseReturnValue:
    row = to_change(assessment_id)
    if row.kind not in SCORED:
        flash(_("只有立项评审、中期评估和末期评估可以评分。"), "warning")
        return redirect(list_of(row.project_id))
    form = _form(assessment_id)
    if "recuse" in request.form:
        if form.expert.data and is_written(
            form,
            lambda: operations.recuse(
                standpoint(), assessment_id, form.expert.data, form.note.data
            ),
        ):
            flash(_("专家回避已登记。"), "success")
            return redirect(url_for("assessments.score", assessment_id=assessment_id))
        form.expert.errors = form.expert.errors or [_("请选择回避的专家")]
    elif form.validate_on_submit() and _is_scored(form, assessment_id):
        flash(_("评分已保存，可继续登记下一位专家。"), "success")
        return redirect(url_for("assessments.score", assessment_id=assessment_id))
    return _page(form, assessment_id)


def _is_scored(form: ScoreForm, assessment_id: int) -> bool:
    """Record the points; of an expert who must stand aside, record that instead."""
    try:
        with writing():
            operations.score(standpoint(), assessment_id, form.entry())
            db.session.commit()
    except RecusedError as refused:
        with writing():
            operations.recuse(standpoint(), assessment_id, form.expert.data or 0)
            db.session.commit()
        form.refuse(refused)
        return False
    except ChangeRefusedError as refused:
        form.refuse(refused)
        return False
    return True


def _form(assessment_id: int) -> ScoreForm:
    item = _item(assessment_id)
    project = overview_of(standpoint(), item.row.project_id).project
    sheet = queries.score_sheet_of(standpoint(), project)
    wanted = request.args.get("expert", type=int)
    given = [expert for expert in item.experts if wanted and expert.person_id == wanted]
    return score_form(sheet, _mentors(), given[0] if given else None)


def _page(form: ScoreForm, assessment_id: int) -> str:
    item = _item(assessment_id)
    return render_template(
        "projects/assessments/score.html",
        form=form,
        points=[form[points_name(at)] for at in range(len(form.sheet.lines))],
        sheet=form.sheet,
        item=item,
        name=overview_of(standpoint(), item.row.project_id).detail.name,
        project_id=item.row.project_id,
        kind_labels=ASSESSMENT_LABELS,
        result_labels=RESULT_LABELS,
        back=list_of(item.row.project_id),
        look=look(),
    )


def _item(assessment_id: int) -> Assessing:
    return queries.assessing_of(standpoint(), to_change(assessment_id))


def _mentors() -> Sequence[Mentor]:
    return [
        mentor for mentor, _grade in list_mentors(standpoint(), MentorFilter(), limit=MOST_EXPERTS)
    ]
