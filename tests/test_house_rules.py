"""Rules every feature keeps, checked once for all of them."""

import ast
import re
from pathlib import Path

import pytest

from app.access.permissions import GRANTS, Permission, Role
from app.audit.actions import ACTIONS
from app.exchange.problems import TEXTS
from app.metrics.catalog import all_metrics
from app.organizations.columns import COLUMNS
from app.organizations.grades import GRADE_LEVEL_LABELS, GradeLevel
from app.organizations.kinds import KIND_LABELS, Kind
from app.organizations.standings import NEXT_STANDINGS, STANDING_LABELS, Standing
from app.web.labels import ROLE_LABELS
from app.web.navigation import MENU

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "app").rglob("*.py"))
# They stand below the standpoint's readers, or are no reads of the register.
WITHOUT_STANDPOINT = {"accounts", "divisions", "audit"}
PARAMETER = re.compile(r"<([^>]+)>")
SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)?")


def relative(path):
    return path.relative_to(ROOT).as_posix()


class TestRoutes:
    def test_each_asks_for_a_permission(self, app):
        unguarded = {
            rule.endpoint
            for rule in app.url_map.iter_rules()
            if not isinstance(
                getattr(app.view_functions[rule.endpoint], "required_permission", None), Permission
            )
        }

        assert unguarded == set()

    def test_are_kebab_case_nouns_with_typed_parameters(self, app):
        odd = []
        for rule in app.url_map.iter_rules():
            for part in rule.rule.strip("/").split("/"):
                found = PARAMETER.fullmatch(part)
                if found:
                    is_fine = ":" in found[1] or rule.endpoint in {
                        "register.metric_rows",  # a metric's key has a dot in it
                        "web.asset",
                    }
                else:
                    is_fine = not part or SEGMENT.fullmatch(part) is not None
                if not is_fine:
                    odd.append(rule.rule)

        assert odd == []

    def test_have_no_trailing_slash(self, app):
        rules = [rule.rule for rule in app.url_map.iter_rules()]

        assert [rule for rule in rules if rule != "/" and rule.endswith("/")] == []


class TestMenu:
    def test_leads_to_pages_that_exist_and_ask_for_its_permission(self, app):
        for entry in MENU:
            assert entry.endpoint in app.view_functions, entry.endpoint
            view = app.view_functions[entry.endpoint]
            assert view.required_permission is entry.permission, entry.endpoint


def test_only_views_and_commands_commit():
    committers = {
        relative(path) for path in SOURCES if re.search(r"session\.commit\(", path.read_text())
    }
    allowed = re.compile(r"app/(cli/.*|([^/]+/)+views(\.py|/.*)|accounts/loader\.py)")

    assert [path for path in committers if not allowed.fullmatch(path)] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "app").rglob("queries.py")), ids=lambda path: path.parent.name
)
def test_public_queries_take_the_standpoint_first(path):
    if path.parent.name in WITHOUT_STANDPOINT:
        return
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert node.args.args[0].arg == "standpoint", node.name


def test_only_weave_writes_until():
    writers = {
        relative(path)
        for path in SOURCES
        if re.search(r"\.until\s*=[^=]|values\([^)]*until=", path.read_text())
    }

    assert writers <= {"app/history/points.py"}


def test_no_module_is_a_drawer():
    drawers = {"utils.py", "helpers.py", "common.py", "misc.py", "manager.py", "service.py"}

    assert [relative(path) for path in SOURCES if path.name in drawers] == []


def test_modules_and_templates_stay_small():
    longest = {"app": 400, "tests": 400, "templates": 120}
    long = [
        relative(path)
        for folder, limit in longest.items()
        for path in (ROOT / folder).rglob("*.html" if folder == "templates" else "*.py")
        if len(path.read_text().splitlines()) > limit
    ]

    assert long == []


def test_only_settings_read_the_environment():
    readers = {relative(path) for path in SOURCES if "os.environ" in path.read_text()}

    assert readers <= {"app/config.py", "app/cli/serve.py"}


class TestAuditActions:
    def test_each_one_used_is_declared_and_each_declared_one_used(self):
        texts = [path.read_text() for path in SOURCES if path.name != "actions.py"]
        areas = "|".join(sorted({action.partition(":")[0] for action in ACTIONS}))
        used = set(re.findall(rf'"((?:{areas}):[a-z:-]+)"', "".join(texts)))
        permissions = {permission.value for permission in Permission}

        assert set(ACTIONS) - used == set()
        assert used - set(ACTIONS) - permissions == set()


class TestLabels:
    @pytest.mark.parametrize(
        ("members", "labels"),
        [(Kind, KIND_LABELS), (Standing, STANDING_LABELS), (GradeLevel, GRADE_LEVEL_LABELS)],
    )
    def test_every_member_of_a_shown_enumeration_has_one(self, members, labels):
        assert set(labels) == set(members)

    def test_every_role_has_one(self):
        assert set(ROLE_LABELS) == set(Role)

    def test_every_standing_says_what_may_follow(self):
        assert set(NEXT_STANDINGS) == set(Standing)

    def test_every_permission_says_who_has_it(self):
        assert set(GRANTS) == set(Permission)

    def test_every_metric_has_a_definition_and_a_unit(self, session):
        for metric in all_metrics():
            assert str(metric.definition).endswith("。"), metric.key
            assert str(metric.unit), metric.key

    def test_keys_of_columns_and_metrics_are_used_once(self, session):
        for keys in ([c.key for c in COLUMNS], [m.key for m in all_metrics()]):
            assert len(keys) == len(set(keys))

    def test_every_problem_says_what_to_do(self):
        assert [code for code, text in TEXTS.items() if not str(text)] == []
