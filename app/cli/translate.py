"""Keeping the English catalogue in step with the texts in code and templates."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "app/translations/messages.pot"
ENGLISH = ROOT / "app/translations/en/LC_MESSAGES/messages.po"
SOURCES = [("app/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None}
PLACEHOLDER = re.compile(r"%(?:\(\w+\)[sdif])?")  # or a percent sign on its own


@click.group("translate")
def translate_group() -> None:
    """Texts and their translations."""


@translate_group.command("extract")
def extract_command() -> None:
    """Collect the texts of code and templates in messages.pot."""
    texts = extract(ROOT)
    _write(texts, TEMPLATE)
    click.echo(f"{len(texts)} texts in {TEMPLATE.relative_to(ROOT)}")


@translate_group.command("update")
def update_command() -> None:
    """Bring new texts into the English catalogue and drop those no longer used."""
    catalogue = read(ENGLISH)
    catalogue.update(extract(ROOT), no_fuzzy_matching=True, update_creation_date=False)
    _write(catalogue, ENGLISH)
    untranslated = sum(not message.string for message in _texts(catalogue))
    click.echo(f"{ENGLISH.relative_to(ROOT)}: {untranslated} of {len(catalogue)} to translate")


@translate_group.command("check")
def check_command() -> None:
    """Fail when a text is not, not surely or not rightly translated."""
    problems = list(find_problems(extract(ROOT), read(ENGLISH)))
    for problem in problems:
        click.echo(problem)
    if problems:
        raise click.ClickException(f"{len(problems)} texts of the English catalogue need work")


def extract(root: Path) -> Catalog:
    """Return the texts below `root` that are given to `_` and its relatives."""
    catalogue = Catalog(project="Miaopu", header_comment="", fuzzy=False)
    found = extract_from_dir(root, method_map=SOURCES, keywords=KEYWORDS)
    for path, line, text, comments, context in found:
        catalogue.add(text, locations=[(path, line)], auto_comments=comments, context=context)
    return catalogue


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def find_problems(texts: Catalog, translated: Catalog) -> Iterator[str]:
    """Yield a line for each of `texts` that is missing, fuzzy or has other placeholders."""
    for text in _texts(texts):
        message = translated.get(text.id, text.context)
        if message is None or not message.string:
            yield f"missing: {_shown(text)}"
        elif message.fuzzy:
            yield f"fuzzy: {_shown(text)}"
        elif _placeholders(message.string) != _placeholders(text.id):
            yield f"placeholders differ: {_shown(text)} -> {message.string!r}"
    for message in _texts(translated):
        if texts.get(message.id, message.context) is None:
            yield f"no longer used: {_shown(message)}"


def _texts(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)  # the header has none


def _placeholders(text: str | list[str] | tuple[str, ...]) -> set[str]:
    forms = [text] if isinstance(text, str) else text  # several: singular and plural
    return {found for form in forms for found in PLACEHOLDER.findall(form.replace("%%", ""))}


def _shown(message: Message) -> str:
    places = ", ".join(f"{path}:{line}" for path, line in message.locations[:1])
    return f"{message.id!r} ({places})" if places else repr(message.id)


def _write(catalogue: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        # No line numbers: they would change with every edit and tell a reader nothing.
        write_po(
            file,
            catalogue,
            width=100,
            sort_by_file=True,
            include_lineno=False,
            ignore_obsolete=True,
        )
