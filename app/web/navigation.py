"""The menu: which pages it leads to, who sees which entry, and which one is the current. Pure."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from app.access.permissions import Permission, Role, may
from app.i18n import _l


@dataclass(frozen=True)
class MenuEntry:
    """A page of the menu.

    `belongs` are the endpoints, or beginnings of endpoints, during which it is the current one.
    """

    label: str
    endpoint: str
    permission: Permission
    icon: str  # name in Bootstrap Icons
    belongs: tuple[str, ...]

    def is_current(self, endpoint: str | None) -> bool:
        return endpoint is not None and endpoint.startswith(self.belongs)


MENU = (
    MenuEntry(
        _l("工作台"),
        "worklist.workbench",
        Permission.SIGNED_IN,
        "house",
        ("worklist.",),
    ),
    MenuEntry(
        _l("总览"),
        "dashboards.show_overview",
        Permission.DASHBOARD_READ,
        "bar-chart",
        ("dashboards.", "register.metric_rows"),
    ),
    MenuEntry(
        _l("组织名录"),
        "register.index",
        Permission.ORGANIZATION_READ,
        "journal-text",
        ("register.index", "register.detail", "organizations.", "exchange.export"),
    ),
    MenuEntry(
        _l("孵化培育"),
        "board.index",
        Permission.INCUBATION_READ,
        "flower1",
        (
            "board.",
            "criteria.",
            "filing.",
            "plans.",
            "residencies.",
            "reviews.",
            "stages.",
            "supports.",
        ),
    ),
    MenuEntry(
        _l("能力建设"),
        "trainings.index",
        Permission.TRAINING_READ,
        "mortarboard",
        (
            "trainings.",
            "courses.",
            "certificates.",
            "feedback.",
            "mentors.",
            "people.",
            "sign_in_by_phone.",
        ),
    ),
    MenuEntry(
        _l("品牌项目"),
        "projects.index",
        Permission.PROJECT_READ,
        "award",
        ("projects.", "rounds.", "recognitions.", "assessments.", "money.", "results."),
    ),
    MenuEntry(
        _l("导入"),
        "exchange.imports",
        Permission.IMPORT_RUN,
        "file-earmark-arrow-up",
        ("exchange.import",),
    ),
    MenuEntry(
        _l("账号管理"),
        "administration.accounts",
        Permission.ACCOUNT_MANAGE,
        "people",
        ("administration.account", "administration.create_account", "administration.index"),
    ),
    MenuEntry(
        _l("辖区管理"),
        "administration.divisions",
        Permission.DIVISION_MANAGE,
        "diagram-3",
        ("administration.division",),
    ),
    MenuEntry(
        _l("孵化阶段设置"),
        "administration.stages",
        Permission.DICTIONARY_MANAGE,
        "ladder",
        ("administration.stage",),
    ),
    MenuEntry(
        _l("操作日志"),
        "administration.audit_log",
        Permission.AUDIT_READ,
        "clock-history",
        ("administration.audit_log",),
    ),
)


def entries_for(
    role: Role, endpoints: Container[str], menu: Sequence[MenuEntry] = MENU
) -> list[MenuEntry]:
    """Return what this role may go to, of the pages that this application has."""
    return [entry for entry in menu if may(role, entry.permission) and entry.endpoint in endpoints]
