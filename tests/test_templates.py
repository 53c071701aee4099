"""Rules every template keeps; a page that breaks one would still look right in most hands."""

import re

import pytest
from jinja2 import nodes

from app import ROOT
from tests.template_source import count_headings, read_tags

FRAME = "layout.html"
SOURCES = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text("utf-8")
    for path in sorted((ROOT / "templates").rglob("*.html"))
}
MARKED_SAFE: set[str] = set()  # files that may hand over markup of their own making
ADDRESSES = {"href", "src", "srcset", "action", "formaction", "poster", "data"}
# What an address may begin with: a place on this host, or what makes one or is named as one.
# `back` is a `next` that was found to lead to a place on this host.
PLACE = re.compile(r"""["'](?:[#?]|/(?!/)|$)""")
MADE = re.compile(
    r"(?:url_for|asset_url|this_page(?:_without)?)\(|request\.script_root\b|(?:\w+[._])*(?:url|back)\b"
)


@pytest.fixture(scope="module")
def trees(app) -> dict[str, nodes.Template]:
    return {name: app.jinja_env.parse(source) for name, source in SOURCES.items()}


@pytest.fixture(scope="module")
def tags(app):
    return [
        (name, tag) for name, source in SOURCES.items() for tag in read_tags(app.jinja_env, source)
    ]


@pytest.fixture(scope="module")
def attributes(tags):
    return [(name, attribute) for name, tag in tags for attribute in tag.attributes]


@pytest.fixture(scope="module")
def pages(trees):
    return {name: tree for name, tree in trees.items() if parent(tree)}


def parent(tree: nodes.Template) -> str | None:
    extends = tree.find(nodes.Extends)
    return extends.template.value if extends else None


def blocks(tree: nodes.Template) -> dict[str, nodes.Block]:
    return {block.name: block for block in tree.find_all(nodes.Block)}


def heading_macros(trees) -> set[str]:
    """Return the macros that hold an h1, or call one that does."""
    macros = [macro for tree in trees.values() for macro in tree.find_all(nodes.Macro)]
    found: set[str] = set()
    while more := {
        macro.name
        for macro in macros
        if macro.name not in found
        and any(count_headings(part, found) != {0} for part in macro.body)
    }:
        found |= more
    return found


class TestAllTemplates:
    def test_are_html_for_only_then_data_is_escaped(self):
        others = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]

        assert {path.suffix for path in others} == {".html"}

    def test_compile(self, app):
        for name in SOURCES:
            app.jinja_env.get_template(name)

    def test_import_only_what_there_is_and_use_it(self, trees):
        findings = []
        for name, tree in trees.items():
            used = {each.name for each in tree.find_all(nodes.Name) if each.ctx == "load"}
            for line in tree.find_all(nodes.FromImport):
                there = {macro.name for macro in trees[line.template.value].find_all(nodes.Macro)}
                asked = {each if isinstance(each, str) else each[0] for each in line.names}
                taken = {each if isinstance(each, str) else each[1] for each in line.names}
                findings += [(name, line.lineno, each) for each in asked - there | taken - used]

        assert findings == []


class TestPages:
    def test_have_a_title(self, pages, trees):
        def has_title(tree: nodes.Template) -> bool:
            title = blocks(tree).get("title")
            above = parent(tree)
            return bool(title and title.body) or (above != FRAME and has_title(trees[above]))

        assert [name for name, tree in pages.items() if not has_title(tree)] == []

    def test_have_one_first_heading_whatever_the_conditions(self, pages, trees):
        macros = heading_macros(trees)

        def headings(tree: nodes.Template) -> set[int]:
            above = parent(tree)
            inherited = headings(trees[above]) if above not in {None, FRAME} else {0}
            return {own + more for own in count_headings(tree, macros) for more in inherited}

        wrong = {name: headings(tree) for name, tree in pages.items() if headings(tree) != {1}}
        assert wrong == {}

    def test_fill_only_blocks_there_are(self, pages, trees):
        def known(tree: nodes.Template) -> set[str]:
            above = parent(tree)
            return set(blocks(tree)) | (known(trees[above]) if above else set())

        lost = [
            (name, part.name)
            for name, tree in pages.items()
            for part in tree.body
            if isinstance(part, nodes.Block) and part.name not in known(trees[parent(tree)])
        ]
        assert lost == []

    def test_have_nothing_outside_blocks_where_it_would_be_lost(self, pages):
        lost = [
            (name, part)
            for name, tree in pages.items()
            for output in tree.body
            if isinstance(output, nodes.Output)
            for part in output.nodes
            if not isinstance(part, nodes.TemplateData) or part.data.strip()
        ]
        assert lost == []


class TestMarkup:
    def test_is_never_made_of_data(self, trees):
        findings = [
            name
            for name, tree in trees.items()
            if any(each.name == "safe" for each in tree.find_all(nodes.Filter))
            or tree.find(nodes.ScopedEvalContextModifier)
        ]
        code = [
            path.relative_to(ROOT).as_posix()
            for path in sorted((ROOT / "app").rglob("*.py"))
            if re.search(r"\bMarkup\(|\|\s*safe\b", path.read_text("utf-8"))
        ]
        assert set(findings + code) == MARKED_SAFE

    def test_quotes_every_attribute(self, attributes):
        assert [
            f"{name}: {each}"
            for name, each in attributes
            if not each.is_quoted or (each.value is None and each.expressions)
        ] == []

    def test_leads_only_to_addresses_made_here(self, attributes):
        findings = []
        for name, each in attributes:
            if each.value is None or not (each.name in ADDRESSES or each.name.endswith("-url")):
                continue
            begins_with_data = each.expressions and each.value[1:].startswith("\ue000")
            if not (
                MADE.match(each.expressions[0]) if begins_with_data else PLACE.match(each.value)
            ):
                findings.append(f"{name}: {each}")

        assert findings == []

    def test_has_no_handlers_and_styles_the_browser_would_refuse(self, attributes):
        assert [
            f"{name}: {each}"
            for name, each in attributes
            if each.name == "style" or re.match(r"on[a-z]", each.name)
        ] == []

    def test_has_scripts_and_styles_only_in_files(self, tags):
        def is_inline(tag) -> bool:
            if tag.name == "style":
                return tag.get("nonce") is None
            return tag.get("src") is None and tag.get("type") != '"application/json"'

        found = [(name, tag) for name, tag in tags if tag.name in {"script", "style"}]
        assert [(name, str(tag)) for name, tag in found if is_inline(tag)] == []
