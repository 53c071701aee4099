from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.definitions.columns import Choice
from app.divisions.choices import list_choices
from app.i18n import _
from app.people import queries
from app.people.labels import LEVEL_LABELS, ROLE_LABELS
from app.people.models import QualificationLevel, Role
from app.people.queries import PersonFilter
from app.people.views.blueprints import people
from app.people.views.looks import asked, in_force, look
from app.web.paging import page_of


@people.route("/people")
@requires(Permission.PEOPLE_READ)
def index() -> ResponseReturnValue:
    wanted = _wanted()
    page = page_of(queries.count_people(standpoint(), wanted))
    found = queries.list_people(standpoint(), wanted, offset=page.offset, limit=page.size)
    ids = [person.id for person in found]
    return render_template(
        "people/index.html",
        people=found,
        links=queries.links_of(standpoint(), ids),
        levels=queries.levels_of(standpoint(), ids),
        page=page,
        filters=in_force(
            [
                ("q", _("姓名或单位"), wanted.text),
                ("organization", _("所在组织"), wanted.organization),
                ("role", _("身份"), wanted.role and ROLE_LABELS[wanted.role]),
                ("level", _("资格等级"), wanted.level and LEVEL_LABELS[wanted.level]),
            ]
        ),
        role_choices=[Choice(item, ROLE_LABELS[item]) for item in Role],
        level_choices=[Choice(item, LEVEL_LABELS[item]) for item in QualificationLevel],
        role_labels=ROLE_LABELS,
        level_labels=LEVEL_LABELS,
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
    )


def _wanted() -> PersonFilter:
    """Return what the query string asks for; what it cannot mean, or may not ask, is left out."""
    role, level = request.args.get("role"), request.args.get("level")
    # Names would be told by whether they are found.
    may_search = viewer().may(Permission.ORGANIZATION_PERSONAL_READ)
    return PersonFilter(
        text=asked("q") if may_search else "",
        organization=asked("organization"),
        role=Role(role) if role in set(Role) else None,
        level=QualificationLevel(level) if level in set(QualificationLevel) else None,
    )
