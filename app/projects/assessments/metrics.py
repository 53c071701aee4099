"""How many of the projects the money of which was promised have been audited."""

from collections.abc import Sequence

from app.definitions.metrics import Aggregate, Metric
from app.i18n import _l
from app.projects.assessments.predicates import was_assessed
from app.projects.columns import PROJECTS
from app.projects.words import AssessmentKind

AUDIT_COVERAGE = Metric(
    key="projects.audit_coverage",
    label=_l("审计覆盖率"),
    definition=_l(
        "统计日已确认、批复或签约及其后各环节的项目中，登记过财务审计的所占百分比；"
        "不予立项、终止和已撤回的项目不计。"
    ),
    unit=_l("%"),
    holds=lambda sources: was_assessed(sources, AssessmentKind.AUDIT),
    population=PROJECTS.key,
    aggregate=Aggregate.SHARE,
    among=lambda sources: sources.is_granted(),
    places=1,
)
METRICS = (AUDIT_COVERAGE,)


def metrics() -> Sequence[Metric]:
    return METRICS
