"""What roles are called: below this package nothing may translate."""

from app.access.permissions import Role
from app.i18n import _l

ROLE_LABELS = {
    Role.STAFF: _l("工作人员"),
    Role.LEADER: _l("领导"),
    Role.ADMINISTRATOR: _l("系统管理员"),
    Role.AUDITOR: _l("审计员"),
}
