"""How files are served, to whom, and how they are handed in with a form."""

from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage, MultiDict

from app.access.permissions import Role
from app.extensions import db
from app.files.forms import MOST_AT_ONCE, EvidenceField
from app.files.models import StoredFile
from app.files.store import path_of
from app.web.forms import BaseForm
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.files import StoredFileFactory
from tests.files import samples


@pytest.fixture
def places(session, store):
    return example_divisions()


@pytest.fixture
def organization(places):
    return OrganizationFactory.create(division_code=places["晴湾社区"])


@pytest.fixture
def staff(places, sign_in):
    return sign_in(AccountFactory.create(division_code=places["晴川街道"]))


@pytest.fixture
def picture(organization):
    return StoredFileFactory.create(
        organization_id=organization.id,
        content=samples.picture("JPEG"),
        media_type="image/jpeg",
        name="活动.jpg",
    )


@pytest.fixture
def paper(organization):
    return StoredFileFactory.create(organization_id=organization.id, content=b"%PDF-1.7 x")


def get(client, file):
    with client.get(f"/files/{file.id}") as response:
        response.get_data()
        return response


class TestServing:
    def test_shows_pictures_and_runs_nothing(self, staff, picture):
        response = get(staff, picture)

        assert response.status_code == 200
        assert response.data == path_of(picture.sha256).read_bytes()
        headers = response.headers
        assert headers["Content-Type"] == "image/jpeg"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert "private" in headers["Cache-Control"]
        assert headers["Content-Disposition"].startswith("inline")

    def test_hands_over_everything_else(self, staff, paper):
        response = get(staff, paper)

        disposition = response.headers["Content-Disposition"]
        assert disposition.startswith("attachment")
        assert "filename*=UTF-8''%E5%A4%87%E6%A1%88" in disposition

    def test_not_to_whom_may_not_see_papers(self, sign_in, places, paper):
        for role in (Role.ADMINISTRATOR, Role.AUDITOR):
            account = AccountFactory.create(role=role, division_code=places["晴川街道"])
            assert get(sign_in(account), paper).status_code == 403

    def test_not_to_another_division(self, sign_in, places, paper):
        account = AccountFactory.create(division_code=places["云栖街道"])

        assert get(sign_in(account), paper).status_code == 404

    def test_nothing_that_is_gone(self, staff, paper):
        path_of(paper.sha256).unlink()

        assert get(staff, paper).status_code == 404


class TestRemoval:
    def test_returns_to_where_one_was(self, staff, paper):
        response = staff.post(f"/files/{paper.id}/removal", data={"next": "/organizations"})

        assert response.location == "/organizations"
        db.session.expire_all()
        assert db.session.get(StoredFile, paper.id).removed_at is not None
        assert get(staff, paper).status_code == 404

    def test_leads_nowhere_else(self, staff, paper):
        response = staff.post(f"/files/{paper.id}/removal", data={"next": "//elsewhere.example"})

        assert response.location == "/"


class EvidenceForm(BaseForm):
    files = EvidenceField()


@pytest.fixture
def handed_in(app, session):
    """Return the form as it is after these files were sent."""

    def send(*files):
        sent = [FileStorage(BytesIO(content), name) for name, content in files]
        with app.test_request_context("/", method="POST"):
            form = EvidenceForm(MultiDict([("files", file) for file in sent]))
            form.validate()
            return form

    return send


class TestEvidenceField:
    def test_holds_what_may_be_stored(self, handed_in):
        form = handed_in(("a.png", samples.picture("JPEG")), ("b.pdf", b"%PDF-1.7"))

        assert [item.name for item in form.files.data] == ["a.jpg", "b.pdf"]
        assert not form.errors

    def test_says_which_file_is_refused_and_why(self, handed_in):
        form = handed_in(("a.pdf", b"%PDF-1.7"), ("照片.jpg", b"MZ\x90"))

        assert form.files.errors == ["“照片.jpg”：内容是程序，不能作为附件。请核对所选的文件"]
        assert form.files.data == ()

    def test_tells_how_to_save_a_heic(self, handed_in):
        form = handed_in(("IMG_1.HEIC", b"\0\0\0\x18ftypheic"))

        assert "另存为 JPG" in form.files.errors[0]

    def test_takes_no_more_than_a_handful_at_once(self, handed_in):
        form = handed_in(*[("a.pdf", b"%PDF-1.7")] * (MOST_AT_ONCE + 1))

        assert "分几次上传" in form.files.errors[0]

    def test_may_stay_empty(self, handed_in):
        assert handed_in(("", b"")).files.data == ()
        assert handed_in().files.data == ()


class TestCommands:
    def test_sweep_tells_what_it_did(self, store, session, app):
        left = store / "ab" / ("c" * 62)
        left.parent.mkdir()
        left.write_bytes(b"x")

        result = app.test_cli_runner().invoke(args=["files", "sweep", "--dry-run", "--json"])

        assert result.exit_code == 0
        assert '"dry_run": true' in result.output

    def test_check_fails_when_something_is_gone(self, app, paper):
        path_of(paper.sha256).unlink()

        result = app.test_cli_runner().invoke(args=["files", "check"])

        assert result.exit_code == 1
        assert str(paper.id) in result.output


def test_a_request_that_is_too_large_is_told_about_photos(app, staff, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)

    response = staff.post("/imports", data={"file": (BytesIO(bytes(2000)), "大.jpg")})

    assert response.status_code == 413
    assert "照片请压缩后再传" in response.text
