"""What people call the fixed words of projects."""

from collections.abc import Mapping

from app.i18n import _l
from app.projects.words import AssessmentKind, Decision, Level, OrganizationRole, Result

LEVEL_LABELS: Mapping[Level, str] = {
    Level.NATIONAL: _l("国家级"),
    Level.PROVINCE: _l("省级"),
    Level.CITY: _l("市级"),
    Level.DISTRICT: _l("区级"),
    Level.STREET: _l("街道级"),
    Level.COMMUNITY: _l("社区级"),
}
DECISION_LABELS: Mapping[Decision, str] = {
    Decision.PASS: _l("通过"),
    Decision.RETURN: _l("退回修改"),
    Decision.DECLINE: _l("不予立项"),
    Decision.POSTPONE: _l("延期评估"),
    Decision.TERMINATE: _l("终止"),
}
ROLE_LABELS: Mapping[OrganizationRole, str] = {
    OrganizationRole.APPLICANT: _l("实施单位"),
    OrganizationRole.PARTNER: _l("合作单位"),
    OrganizationRole.SPONSOR: _l("资助单位"),
}
ASSESSMENT_LABELS: Mapping[AssessmentKind, str] = {
    AssessmentKind.APPLICATION: _l("立项评审"),
    AssessmentKind.MID_TERM: _l("中期评估"),
    AssessmentKind.FINAL: _l("末期评估"),
    AssessmentKind.SUPERVISION: _l("督导走访"),
    AssessmentKind.EVALUATION: _l("绩效评价"),
    AssessmentKind.AUDIT: _l("财务审计"),
}
RESULT_LABELS: Mapping[Result, str] = {
    Result.EXCELLENT: _l("优秀"),
    Result.GOOD: _l("良好"),
    Result.PASSED: _l("合格"),
    Result.FAILED: _l("不合格"),
}
