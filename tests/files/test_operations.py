"""Keeping, attaching and removing files, and what an interrupted write leaves behind."""

import os
import time
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound

from app.audit.models import AuditEvent
from app.db import utc_now
from app.extensions import db
from app.files import sweeping
from app.files.checking import check_file
from app.files.models import FileAttachment, StoredFile
from app.files.operations import attach, attach_uploads, keep_file, remove_file
from app.files.queries import files_of, get_file
from app.files.refusals import QuotaExceededError
from app.files.store import path_of
from app.turns import writing
from tests.factories import OrganizationFactory, example_divisions
from tests.factories.files import FileAttachmentFactory, StoredFileFactory
from tests.organizations.looks import look
from tests.organizations.writes import last_event, run

PAPER = check_file("申请表.pdf", b"%PDF-1.7 one")
OTHER = check_file("章程.pdf", b"%PDF-1.7 two")


@pytest.fixture
def places(session, store):
    return example_divisions()


@pytest.fixture
def organization(places):
    return OrganizationFactory.create(division_code=places["晴湾社区"])


@pytest.fixture
def here(places):
    return look(places["晴川街道"])


@pytest.fixture
def elsewhere(places):
    return look(places["云栖街道"])


def blobs(store):
    return sorted(path.parent.name + path.name for path in store.rglob("*") if path.is_file())


def make_old(store):
    for path in store.rglob("*"):
        os.utime(path, (time.time() - 7200, time.time() - 7200))


class TestKeepFile:
    def test_stores_the_bytes_under_their_digest(self, here, organization, store):
        file = run(keep_file, here, organization.id, PAPER)

        assert blobs(store) == [PAPER.digest]
        assert path_of(file.sha256).read_bytes() == PAPER.content
        assert (file.name, file.media_type, file.size) == ("申请表.pdf", "application/pdf", 12)
        assert file.division_code == organization.division_code
        event = last_event()
        assert (event.action, event.subject_id) == ("file:add", file.id)
        assert event.changes["organization"] == organization.id

    def test_stores_equal_bytes_once(self, here, organization, store):
        run(keep_file, here, organization.id, PAPER)
        run(keep_file, here, organization.id, replace(PAPER, name="又一份.pdf"))

        assert len(blobs(store)) == 1
        assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 2

    def test_refuses_a_foreign_organization_and_stores_nothing(
        self, elsewhere, organization, store
    ):
        with pytest.raises(NoResultFound):
            run(keep_file, elsewhere, organization.id, PAPER)

        assert blobs(store) == []

    def test_refuses_what_there_is_no_room_for(self, app, here, organization, store, monkeypatch):
        monkeypatch.setitem(app.config, "FILES_QUOTA", len(PAPER.content))
        run(keep_file, here, organization.id, PAPER)
        run(keep_file, here, organization.id, PAPER)  # takes no room

        with pytest.raises(QuotaExceededError):
            run(keep_file, here, organization.id, OTHER)
        assert blobs(store) == [PAPER.digest]

    def test_leaves_only_bytes_to_sweep_when_killed_before_the_commit(
        self, here, organization, store
    ):
        with pytest.raises(KeyboardInterrupt), writing():
            keep_file(here, organization.id, PAPER)
            raise KeyboardInterrupt

        assert blobs(store) == [PAPER.digest]
        assert db.session.scalar(select(StoredFile.id)) is None
        assert sweeping.sweep(is_dry=False).left_behind == []  # it may be somebody's, just now
        make_old(store)
        assert sweeping.sweep(is_dry=True).left_behind == [PAPER.digest]
        assert sweeping.sweep(is_dry=False).left_behind == [PAPER.digest]
        assert blobs(store) == []

    def test_leaves_no_half_file_when_the_disk_fails(self, here, organization, store, monkeypatch):
        def fail(_handle):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", fail)
        with pytest.raises(OSError, match="No space"):
            run(keep_file, here, organization.id, PAPER)

        assert blobs(store) == []


class TestSweep:
    def test_takes_what_was_begun_long_ago(self, store, session):
        begun = store / "incoming" / "0123"
        begun.parent.mkdir()
        begun.write_bytes(b"half")
        sweeping.sweep(is_dry=False)
        assert begun.exists()
        make_old(store)

        assert sweeping.sweep(is_dry=False).left_behind == ["0123"]
        assert not begun.exists()

    def test_spares_bytes_that_are_young_again(self, here, organization, store):
        """A row is added for bytes that were about to be swept."""
        run(keep_file, here, organization.id, PAPER)
        db.session.rollback()
        make_old(store)

        run(keep_file, here, organization.id, PAPER)

        assert time.time() - path_of(PAPER.digest).stat().st_mtime < 60

    def test_names_rows_without_bytes_and_leaves_the_rest(self, here, organization, store):
        gone = run(keep_file, here, organization.id, PAPER).id
        run(keep_file, here, organization.id, OTHER)
        path_of(PAPER.digest).unlink()
        make_old(store)

        found = sweeping.sweep(is_dry=False)

        assert (found.left_behind, found.missing) == ([], [gone])
        assert blobs(store) == [OTHER.digest]

    def test_keeps_the_bytes_of_removed_files(self, here, organization, store):
        file = run(keep_file, here, organization.id, PAPER)
        run(remove_file, here, file.id)
        make_old(store)

        assert sweeping.sweep(is_dry=False).left_behind == []


def test_check_names_what_is_damaged_or_gone(here, organization, store):
    damaged = run(keep_file, here, organization.id, PAPER).id
    gone = run(keep_file, here, organization.id, OTHER).id
    path_of(PAPER.digest).write_bytes(b"%PDF-1.7 oNe")
    path_of(OTHER.digest).unlink()

    found = sweeping.check()

    assert (found.damaged, found.missing) == ([damaged], [gone])


class TestAttachments:
    def test_are_found_by_record(self, here, organization):
        files = run(attach_uploads, here, organization.id, [PAPER, OTHER], "support", 7)
        run(attach, here, files[0].id, "review", 7)

        found = files_of(here, "support", [7, 8])

        assert {key: [file.name for file in items] for key, items in found.items()} == {
            7: ["申请表.pdf", "章程.pdf"]
        }
        assert files_of(here, "support", []) == {}

    def test_of_foreign_organizations_are_not(self, here, elsewhere, organization):
        file = StoredFileFactory.create(organization_id=organization.id)
        FileAttachmentFactory.create(file_id=file.id, subject_id=7)

        assert files_of(elsewhere, "support", [7]) == {}
        for read in (get_file, remove_file):
            with pytest.raises(NoResultFound):
                run(read, elsewhere, file.id)
        with pytest.raises(NoResultFound):
            run(attach, elsewhere, file.id, "support", 7)

    def test_go_with_their_organization(self, here, elsewhere, organization, places):
        file = StoredFileFactory.create(organization_id=organization.id)
        organization.division_code = places["云溪社区"]
        db.session.commit()

        assert get_file(elsewhere, file.id).id == file.id
        with pytest.raises(NoResultFound):
            get_file(here, file.id)

    def test_removed_ones_are_seen_only_as_known_before(self, here, organization):
        (file,) = run(attach_uploads, here, organization.id, [PAPER], "support", 7)
        before = replace(here, known_at=utc_now())

        run(remove_file, here, file.id)

        assert files_of(here, "support", [7]) == {}
        with pytest.raises(NoResultFound):
            get_file(here, file.id)
        assert [item.id for item in files_of(before, "support", [7])[7]] == [file.id]
        attachment = db.session.scalars(select(FileAttachment)).one()
        assert attachment.superseded_by == here.viewer
        actions = select(AuditEvent.action).order_by(AuditEvent.id.desc()).limit(1)
        assert db.session.scalar(actions) == "file:remove"
