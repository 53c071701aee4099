"""The kinds of results, and the indicators every project may have. Pure but for their tables."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import _l
from app.projects.models import Activity, Case, Coverage, Indicator
from app.projects.results.figures import PEOPLE, TIMES

Result = Activity | Indicator | Coverage | Case


class ResultKind(StrEnum):
    ACTIVITY = "activity"
    INDICATOR = "indicator"
    COVERAGE = "coverage"
    CASE = "case"

    @property
    def subject_type(self) -> str:
        """What files are attached under."""
        return f"project_{self.value}"


MODELS: Mapping[ResultKind, type[Result]] = {
    ResultKind.ACTIVITY: Activity,
    ResultKind.INDICATOR: Indicator,
    ResultKind.COVERAGE: Coverage,
    ResultKind.CASE: Case,
}
KIND_LABELS: Mapping[ResultKind, str] = {
    ResultKind.ACTIVITY: _l("活动"),
    ResultKind.INDICATOR: _l("绩效指标"),
    ResultKind.COVERAGE: _l("媒体报道"),
    ResultKind.CASE: _l("服务案例"),
}

# Indicators that are the same for all projects and may be summed: their keys, labels and units.
INDICATOR_LABELS: Mapping[str, str] = {
    "beneficiaries": _l("受益人次"),
    "people": _l("受益人数"),
    "services": _l("服务场次"),
    "volunteers": _l("志愿者人数"),
}
# As stored: the same texts in every language, as ledgers write them.
STORED_LABELS: Mapping[str, str] = {
    "beneficiaries": "受益人次",
    "people": "受益人数",
    "services": "服务场次",
    "volunteers": "志愿者人数",
}
UNITS: Mapping[str, str] = {
    "beneficiaries": TIMES,
    "people": PEOPLE,
    "services": "场",
    "volunteers": PEOPLE,
}
