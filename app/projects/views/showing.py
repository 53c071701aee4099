from flask import render_template
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.accounts.queries import account_names
from app.divisions.choices import list_choices
from app.divisions.queries import path_names
from app.projects import queries
from app.projects.acceptance import missing_for_acceptance
from app.projects.forms.steps import decisions
from app.projects.labels import DECISION_LABELS, LEVEL_LABELS, ROLE_LABELS
from app.projects.money.queries import money_of
from app.projects.pipelines import pipeline_words
from app.projects.recognitions.labels import STATE_LABELS, state_at
from app.projects.recognitions.queries import list_of_project
from app.projects.results.queries import page_of_results
from app.projects.rounds import list_rounds
from app.projects.stands import stand_of, word_of
from app.projects.views.blueprint import blueprint, look


@blueprint.route("/projects/<int:project_id>")
@requires(Permission.PROJECT_READ)
def show(project_id: int) -> ResponseReturnValue:
    here = standpoint()
    overview = queries.overview_of(here, project_id)
    project, step = overview.project, overview.step
    way = pipeline_words()[project.pipeline_key]
    stand = stand_of(project.pipeline_key, step) if step else None
    people = [item.recorded_by for item in overview.steps]
    people += [item.superseded_by for item in overview.steps if item.superseded_by]
    return render_template(
        "projects/show.html",
        overview=overview,
        project=project,
        detail=overview.detail,
        way=way,
        stand=stand,
        has_next=stand is not None and bool(decisions(way, stand)),
        round=queries.find_round(here, project.round_id) if project.round_id else None,
        round_is_open=project.round_id in {item.id for item in list_rounds(here)},
        recognitions=list_of_project(here, project_id),
        state_labels=STATE_LABELS,
        state_of=lambda item: state_at(item, here.on),
        money=money_of(here, [project_id]).get(project_id),
        results=page_of_results(here, project_id),
        missing=missing_for_acceptance(project_id, here.on) if stand else [],
        label_of=lambda item: word_of(project.pipeline_key, item.step).label,
        names=account_names(people),
        place=path_names(project.division_code),
        level_labels=LEVEL_LABELS,
        role_labels=ROLE_LABELS,
        decision_labels=DECISION_LABELS,
        standpoint=here,
        divisions=list_choices(here, viewer().division_code),
        look=look(),
    )
