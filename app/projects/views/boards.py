from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.divisions.choices import list_choices
from app.projects.boards import calendar_of, lanes_of
from app.projects.pipelines import DEFAULT, pipeline_words
from app.projects.views.blueprint import blueprint, look


@blueprint.route("/projects/board")
@requires(Permission.PROJECT_READ)
def board() -> ResponseReturnValue:
    words = pipeline_words()
    way = words.get(request.args.get("pipeline", ""), words[DEFAULT])
    return render_template(
        "projects/board.html",
        words=list(words.values()),
        way=way,
        lanes=lanes_of(standpoint(), way),
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
    )


@blueprint.route("/projects/calendar")
@requires(Permission.PROJECT_READ)
def calendar() -> ResponseReturnValue:
    return render_template(
        "projects/calendar.html",
        rows=calendar_of(standpoint()),
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
    )
