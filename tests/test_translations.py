"""Every Chinese text has its English, and catalogues are compiled where they are used."""

import gettext
import logging
import os
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from app import ROOT
from app.cli.translate import ENGLISH, extract, find_problems, read
from app.translating import compile_catalogues

NAME = "%(name)s的成员"


def test_the_english_catalogue_is_complete():
    assert list(find_problems(extract(ROOT), read(ENGLISH))) == []


def catalogue(**texts: str) -> Catalog:
    made = Catalog()
    for text, translation in texts.items():
        made.add(text, translation)
    return made


class TestFindProblems:
    def test_finds_none_in_a_catalogue_that_is_complete(self):
        translated = catalogue(**{NAME: "Members of %(name)s", "成员": "Members"})

        assert list(find_problems(catalogue(**{NAME: "", "成员": ""}), translated)) == []

    @pytest.mark.parametrize("translated", [catalogue(), catalogue(成员="")])
    def test_names_what_is_missing(self, translated):
        assert list(find_problems(catalogue(成员=""), translated)) == ["missing: '成员'"]

    def test_names_what_is_fuzzy(self):
        translated = Catalog()
        translated.add("成员", "Members", flags=["fuzzy"])

        assert list(find_problems(catalogue(成员=""), translated)) == ["fuzzy: '成员'"]

    @pytest.mark.parametrize("other", ["Members", "Members of %(nmae)s", "50% of %(name)s"])
    def test_names_what_has_other_placeholders(self, other):
        (problem,) = find_problems(catalogue(**{NAME: ""}), catalogue(**{NAME: other}))

        assert problem.startswith("placeholders differ")

    def test_names_what_is_no_longer_used(self):
        assert list(find_problems(catalogue(), catalogue(成员="Members"))) == [
            "no longer used: '成员'"
        ]


class TestExtract:
    def test_finds_texts_in_code_and_templates(self, tmp_path):
        (tmp_path / "app").mkdir()
        (tmp_path / "app" / "labels.py").write_text('A = _l("已备案")\nB = f("无关")', "utf-8")
        (tmp_path / "templates").mkdir()
        (tmp_path / "templates" / "page.html").write_text('<h1>{{ _("组织名录") }}</h1>', "utf-8")

        found = {message.id for message in extract(tmp_path) if message.id}

        assert found == {"已备案", "组织名录"}


class TestCompileCatalogues:
    @pytest.fixture
    def source(self, tmp_path) -> Path:
        path = tmp_path / "en" / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True)
        self.write(path, "Members")
        return path

    def write(self, path: Path, translation: str) -> None:
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        path.write_text(f'{head}msgid "成员"\nmsgstr "{translation}"\n', "utf-8")

    def translated(self, directory: Path) -> str:
        # Not by `find`, which remembers what it has read.
        with (directory / "en/LC_MESSAGES/messages.mo").open("rb") as file:
            return gettext.GNUTranslations(file).gettext("成员")

    def test_makes_what_is_not_there(self, source, tmp_path):
        compile_catalogues(tmp_path)

        assert self.translated(tmp_path) == "Members"
        assert {path.name for path in source.parent.iterdir()} == {"messages.po", "messages.mo"}

    def test_makes_anew_what_is_out_of_date(self, source, tmp_path):
        compile_catalogues(tmp_path)
        compiled = source.with_suffix(".mo").stat().st_mtime
        self.write(source, "People")
        os.utime(source, (compiled + 1, compiled + 1))

        compile_catalogues(tmp_path)

        assert self.translated(tmp_path) == "People"

    def test_leaves_alone_what_is_up_to_date(self, source, tmp_path):
        compile_catalogues(tmp_path)
        compiled = source.with_suffix(".mo").stat().st_mtime
        self.write(source, "People")
        os.utime(source, (compiled - 1, compiled - 1))

        compile_catalogues(tmp_path)

        assert self.translated(tmp_path) == "Members"

    @pytest.mark.usefixtures("source")
    def test_goes_on_where_nothing_can_be_written(self, tmp_path, monkeypatch, caplog):
        def refuse(*_arguments: object, **_options: object) -> None:
            raise PermissionError

        monkeypatch.setattr("app.translating.NamedTemporaryFile", refuse)

        with caplog.at_level(logging.WARNING):
            compile_catalogues(tmp_path)

        assert "messages.mo" in caplog.text
