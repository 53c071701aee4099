"""What each role may do, as data. Nothing here knows of Flask or the database."""

from enum import StrEnum


class Role(StrEnum):
    STAFF = "staff"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Permission(StrEnum):
    """Named resource:action, or resource:part:action."""

    ACCOUNT_MANAGE = "account:manage"
    AUDIT_READ = "audit:read"
    DASHBOARD_READ = "dashboard:read"
    DICTIONARY_MANAGE = "dictionary:manage"
    DIVISION_MANAGE = "division:manage"
    FILE_ADD = "file:add"
    FILE_READ = "file:read"
    IMPORT_RUN = "import:run"
    INCUBATION_CRITERIA_MANAGE = "incubation:criteria:manage"
    INCUBATION_EDIT = "incubation:edit"
    INCUBATION_READ = "incubation:read"
    ORGANIZATION_EDIT = "organization:edit"
    ORGANIZATION_EXPORT = "organization:export"
    ORGANIZATION_GRADE_CHANGE = "organization:grade:change"
    ORGANIZATION_PERSONAL_READ = "organization:personal:read"
    ORGANIZATION_READ = "organization:read"
    ORGANIZATION_REGISTER = "organization:register"
    ORGANIZATION_STAGE_CHANGE = "organization:stage:change"
    ORGANIZATION_STANDING_CHANGE = "organization:standing:change"
    PEOPLE_EDIT = "people:edit"
    PEOPLE_READ = "people:read"
    PROJECT_ASSESS = "project:assess"
    PROJECT_EDIT = "project:edit"
    PROJECT_READ = "project:read"
    PUBLIC = "public"  # asked of pages that anyone may see: sign-in, health, assets
    SIGNED_IN = "signed-in"  # one's own workbench, password, language, sign-out
    TRAINING_EDIT = "training:edit"
    TRAINING_READ = "training:read"
    WORKLIST_READ = "worklist:read"


EVERY_ROLE = frozenset(Role)
READERS = frozenset({Role.STAFF, Role.LEADER, Role.ADMINISTRATOR})
STAFF_ONLY = frozenset({Role.STAFF})

GRANTS: dict[Permission, frozenset[Role]] = {
    Permission.ACCOUNT_MANAGE: frozenset({Role.ADMINISTRATOR}),
    Permission.AUDIT_READ: frozenset({Role.AUDITOR}),
    Permission.DASHBOARD_READ: READERS,
    Permission.DICTIONARY_MANAGE: frozenset({Role.ADMINISTRATOR}),
    Permission.DIVISION_MANAGE: frozenset({Role.ADMINISTRATOR}),
    Permission.FILE_ADD: STAFF_ONLY,
    Permission.FILE_READ: frozenset({Role.STAFF, Role.LEADER}),  # papers name people
    Permission.IMPORT_RUN: STAFF_ONLY,
    Permission.INCUBATION_CRITERIA_MANAGE: STAFF_ONLY,
    Permission.INCUBATION_EDIT: STAFF_ONLY,
    Permission.INCUBATION_READ: READERS,
    Permission.ORGANIZATION_EDIT: STAFF_ONLY,
    Permission.ORGANIZATION_EXPORT: frozenset({Role.STAFF, Role.LEADER}),
    Permission.ORGANIZATION_GRADE_CHANGE: STAFF_ONLY,
    Permission.ORGANIZATION_PERSONAL_READ: STAFF_ONLY,
    Permission.ORGANIZATION_READ: READERS,
    Permission.ORGANIZATION_REGISTER: STAFF_ONLY,
    Permission.ORGANIZATION_STAGE_CHANGE: STAFF_ONLY,
    Permission.ORGANIZATION_STANDING_CHANGE: STAFF_ONLY,
    Permission.PEOPLE_EDIT: STAFF_ONLY,
    Permission.PEOPLE_READ: READERS,
    Permission.PROJECT_ASSESS: STAFF_ONLY,
    Permission.PROJECT_EDIT: STAFF_ONLY,
    Permission.PROJECT_READ: READERS,
    Permission.PUBLIC: EVERY_ROLE,
    Permission.SIGNED_IN: EVERY_ROLE,
    Permission.TRAINING_EDIT: STAFF_ONLY,
    Permission.TRAINING_READ: READERS,
    Permission.WORKLIST_READ: frozenset({Role.STAFF, Role.LEADER}),
}


def may(role: Role, permission: Permission) -> bool:
    return role in GRANTS[permission]
