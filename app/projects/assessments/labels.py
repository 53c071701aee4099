"""The words of assessments."""

from collections.abc import Mapping

from app.i18n import _l
from app.projects.assessments.open_points import OpenPoint
from app.projects.words import AssessmentKind

# Reviews in which experts give points.
SCORED = frozenset({AssessmentKind.APPLICATION, AssessmentKind.MID_TERM, AssessmentKind.FINAL})
OPEN_POINT_LABELS: Mapping[OpenPoint, str] = {
    OpenPoint.NO_FINAL: _l("还没有合格的末期评估"),
    OpenPoint.FINAL_FAILED: _l("末期评估不合格"),
    OpenPoint.RECTIFICATION: _l("还有整改要求没有完成"),
}
