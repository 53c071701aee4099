"""What holds for every page a test fetches: valid HTML, one h1, a title, no id twice."""

from collections import Counter
from xml.etree import ElementTree as ET

import html5lib
from html5lib.html5parser import ParseError


def check_page(text, *, has_tokens):
    """Return the page's tree; fail for what no page may be."""
    root = parse(text)
    assert len(list(root.iter("h1"))) == 1, "a page has one h1"
    title = root.find(".//title")
    assert title is not None, "a page has a title"
    assert (title.text or "").partition(" - ")[0].strip(), "a page has a title of its own"
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    twice = [name for name, times in ids.items() if times > 1]
    assert twice == [], f"ids stand twice: {twice}"
    for form in root.iter("form"):
        if has_tokens and (form.get("method") or "get").lower() == "post":
            tokens = [item for item in form.iter("input") if item.get("name") == "csrf_token"]
            assert len(tokens) == 1, f"the form to {form.get('action')} carries its token once"
    return root


def parse(text) -> ET.Element:
    parser = html5lib.HTMLParser(
        tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False
    )
    try:
        return parser.parse(text)
    except ParseError as error:
        line, column = parser.errors[0][0]
        around = text.splitlines()[line - 1][max(0, column - 80) : column + 40]
        raise AssertionError(f"invalid HTML, line {line}: {error} …{around}…") from error
