"""Templates as a reader of their source sees them: tags, attributes, headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from jinja2 import Environment, nodes

VALUE = "\ue000"  # stands for one {{ … }}
TAG = re.compile(r"""<([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>""")
ATTRIBUTE = re.compile(r"""([^\s=/]+)(?:\s*=\s*("[^"]*"|'[^']*'|\S+))?""")


@dataclass(frozen=True)
class Attribute:
    tag: str
    name: str
    value: str | None  # with its quotes, and with VALUE for each expression
    expressions: tuple[str, ...]

    @property
    def is_quoted(self) -> bool:
        return self.value is None or self.value[0] in "\"'"

    def __str__(self) -> str:
        parts = iter(self.expressions)
        written = re.sub(VALUE, lambda _: f"{{{{ {next(parts)} }}}}", f"{self.name}={self.value}")
        return f"<{self.tag} {written}>"


@dataclass(frozen=True)
class Tag:
    name: str
    attributes: tuple[Attribute, ...]

    def get(self, name: str) -> str | None:
        return next((each.value for each in self.attributes if each.name == name), None)


def read_tags(environment: Environment, source: str) -> Iterator[Tag]:
    """Yield the tags outside comments, statements left out: an `if` counts as taken."""
    text, expressions = _markup(environment, source)
    for found in TAG.finditer(text):
        passed = text.count(VALUE, 0, found.start(2))
        yield Tag(found[1].lower(), tuple(_attributes(found[1], found[2], expressions[passed:])))


def _attributes(tag: str, text: str, expressions: list[str]) -> Iterator[Attribute]:
    for found in ATTRIBUTE.finditer(text):
        first, last = text.count(VALUE, 0, found.start()), text.count(VALUE, 0, found.end())
        yield Attribute(tag, found[1].lower(), found[2], tuple(expressions[first:last]))


def _markup(environment: Environment, source: str) -> tuple[str, list[str]]:
    text: list[str] = []
    expressions: list[str] = []
    inside = None
    for _line, token, value in environment.lex(source):
        if token == "data":
            text.append(value)
        elif token == "variable_begin":
            text.append(VALUE)
            expressions.append("")
            inside = "variable"
        elif token == "variable_end":
            inside = None
        elif inside:
            expressions[-1] = (expressions[-1] + value).lstrip()
    return "".join(text), [expression.strip() for expression in expressions]


def count_headings(template: nodes.Node, macros: set[str]) -> set[int]:
    """Return how many h1 a page may come to have, over all ways through its conditions.

    `macros` are those that make one.
    """
    if isinstance(template, nodes.Macro):
        return {0}
    if isinstance(template, nodes.TemplateData):
        return {len(re.findall(r"<h1\b", template.data))}
    if isinstance(template, nodes.If):
        branches = [template.body, template.else_, *(each.body for each in template.elif_)]
        return {number for branch in branches for number in _sums(branch, macros)}
    own = isinstance(template, nodes.Call) and getattr(template.node, "name", None) in macros
    return {number + own for number in _sums(template.iter_child_nodes(), macros)}


def _sums(parts, macros: set[str]) -> set[int]:
    return {sum(way) for way in product(*[count_headings(part, macros) for part in parts])}
