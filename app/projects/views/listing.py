from dataclasses import replace
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.definitions.columns import Choice
from app.divisions.choices import list_choices, list_communities
from app.i18n import _
from app.projects import listing
from app.projects.labels import DECISION_LABELS, LEVEL_LABELS
from app.projects.listing import SORTS, ProjectFilter, ProjectRow
from app.projects.pipelines import pipeline_words
from app.projects.views.blueprint import blueprint, look
from app.projects.words import Level
from app.web.pagination import COUNTED_UP_TO, Page, checked_number, checked_size

LONGEST = 100
FILTERS = (
    "q",
    "organization",
    "step",
    "state",
    "kind",
    "level",
    "field",
    "source",
    "community",
    "year",
    "sort",
)


@blueprint.route("/projects")
@requires(Permission.PROJECT_READ)
def index() -> ResponseReturnValue:
    wanted = wanted_projects()
    rows, page = _page(wanted)
    return render_template(
        "projects/index.html",
        rows=rows,
        page=page,
        filters=_active(wanted),
        names=[*FILTERS],
        choices=_choices(),
        level_labels=LEVEL_LABELS,
        decision_labels=DECISION_LABELS,
        standpoint=standpoint(),
        divisions=list_choices(standpoint(), viewer().division_code),
        look=look(),
    )


def wanted_projects() -> ProjectFilter:
    """Return what the query string asks for; what it cannot mean is left out."""
    given = {name: request.args.get(name, "").strip()[:LONGEST] for name in FILTERS}
    sort = given["sort"].removesuffix("-down")
    return ProjectFilter(
        text=given["q"],
        organization=given["organization"],
        step=given["step"],
        state=given["state"],
        kind=given["kind"],
        level=Level(given["level"]) if given["level"] in set(Level) else None,
        field=given["field"],
        source=given["source"],
        community=given["community"] if given["community"].isdigit() else "",
        year=_number(given["year"]),
        round_id=_number(request.args.get("round", "")),
        sort=sort if sort in SORTS else SORTS[0],
        is_descending=given["sort"].endswith("-down"),
    )


def _page(wanted: ProjectFilter) -> tuple[list[ProjectRow], Page]:
    here = standpoint()
    total = listing.count_projects(here, wanted, COUNTED_UP_TO + 1)
    size = checked_size(request.args.get("size"))
    if total > COUNTED_UP_TO:
        return _walk(wanted, Page(1, size, total))
    number = checked_number(request.args.get("page"), last=Page(1, size, total).last)
    page = Page(number, size, total)
    return listing.list_projects(here, wanted, limit=size, offset=page.offset), page


def _walk(wanted: ProjectFilter, page: Page) -> tuple[list[ProjectRow], Page]:
    """Return a page of a list too long to count, from the project that was at its edge."""
    after, before = _number(request.args.get("after")), _number(request.args.get("before"))
    rows = listing.list_projects(
        standpoint(), wanted, limit=page.size + 1, after=after, before=before
    )
    goes_on = len(rows) > page.size
    if before is not None:
        rows, has_earlier, has_later = rows[-page.size :], goes_on, True
    else:
        rows, has_earlier, has_later = rows[: page.size], after is not None, goes_on
    first = str(rows[0].project.id) if rows and has_earlier else None
    last = str(rows[-1].project.id) if rows and has_later else None
    return rows, replace(page, before_this=first, after_this=last)


def _choices() -> dict[str, list[Choice]]:
    words = pipeline_words().values()
    steps = {step.key: step.label for word in words for step in word.steps}
    return {
        "step": [Choice(key, label) for key, label in steps.items()],
        "kind": [Choice(word.label, word.label) for word in words],
        "level": [Choice(item, LEVEL_LABELS[item]) for item in Level],
        "state": [
            Choice("running", _("实施中")),
            Choice("accepted", _("已验收")),
            Choice("ended", _("不予立项或终止")),
        ],
        "community": [Choice(item.code, item.name) for item in list_communities(standpoint())],
        "sort": [
            Choice("name", _("名称")),
            Choice("starts", _("开始日期")),
            Choice("ends", _("结束日期")),
            Choice("since", _("环节日期从早到晚")),
            Choice("since-down", _("环节日期从晚到早")),
        ],
    }


def _active(wanted: ProjectFilter) -> list[dict[str, Any]]:
    choices = _choices()

    def label(name: str, value: str) -> str:
        found = [str(item.label) for item in choices[name] if str(item.value) == value]
        return found[0] if found else value

    found = [
        ("q", _("项目名称"), wanted.text),
        ("organization", _("组织"), wanted.organization),
        ("step", _("环节"), label("step", wanted.step)),
        ("state", _("状态"), label("state", wanted.state)),
        ("kind", _("项目类型"), wanted.kind),
        ("level", _("项目级别"), wanted.level and LEVEL_LABELS[wanted.level]),
        ("field", _("服务领域"), wanted.field),
        ("source", _("资金来源"), wanted.source),
        ("community", _("社区"), label("community", wanted.community)),
        ("year", _("开始年份"), wanted.year),
        ("round", _("批次"), wanted.round_id),
    ]
    return [{"key": key, "label": name, "text": text} for key, name, text in found if text]


def _number(text: str | None) -> int | None:
    is_number = text is not None and text.isascii() and text.isdigit()
    return int(text[:9]) if is_number and text is not None else None
