"""What people call roles, levels and grades, and the order of levels."""

from app.i18n import _l
from app.people.models import MentorGrade, QualificationLevel, Role

ROLE_LABELS = {
    Role.LEADER: _l("负责人"),
    Role.CONTACT: _l("联系人"),
    Role.SOCIAL_WORKER: _l("社工"),
    Role.BACKBONE: _l("骨干"),
}
LEVEL_LABELS = {
    QualificationLevel.ASSISTANT: _l("助理社会工作师"),
    QualificationLevel.SOCIAL_WORKER: _l("社会工作师"),
    QualificationLevel.SENIOR: _l("高级社会工作师"),
}
LEVEL_RANKS = {level: rank for rank, level in enumerate(QualificationLevel, start=1)}
GRADE_LABELS = {
    MentorGrade.ASSISTANT: _l("督导助理"),
    MentorGrade.JUNIOR: _l("初级督导"),
    MentorGrade.INTERMEDIATE: _l("中级督导"),
    MentorGrade.SENIOR: _l("高级督导"),
    MentorGrade.STAR: _l("星级督导"),
}
