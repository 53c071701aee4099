"""The project ledger's adapter, as the engine takes it."""

from app.exchange.engine import Adapter, Link
from app.exchange.projects.applying import apply_rows
from app.exchange.projects.ledger import PROJECTS
from app.exchange.projects.planning import ProjectPlanner
from app.exchange.projects.showing import label_of, writer_of
from app.exchange.projects.template import project_template
from app.exchange.wording import Wording
from app.i18n import _l

PROJECTS_ADAPTER = Adapter(
    key="projects",
    label=_l("项目台账"),
    ledger=PROJECTS,
    plan=lambda standpoint, tables, effective: (
        ProjectPlanner(standpoint, tables, effective).plan(),
        [],
    ),
    apply=apply_rows,
    label_of=label_of,
    writer_of=writer_of,
    template=project_template,
    wording=Wording(
        subject=_l("项目"),
        unmapped=_l("没有对应的列随项目保存，序号列不保存。"),
        division_hint=_l("名录中没有实施单位的项目归到这里"),
        day_hint=_l("没有写起止时间的项目从这一天起算；在这之后的日期按这一天记"),
    ),
    keys=("name", "organization"),
    link=Link("projects.show", "project_id"),
    index=("projects.index", _l("查看项目")),
    has_division=True,
    has_day=True,
)
