import gzip

import pytest

from app.web import assets
from app.web.assets import FROM_PACKAGES, compressed, find_asset
from app.web.views import asset_url


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    folder = tmp_path / "static"
    folder.mkdir()
    monkeypatch.setattr(assets, "OWN_FOLDER", folder)
    return folder


class TestFindAsset:
    @pytest.mark.parametrize("name", FROM_PACKAGES)
    def test_finds_what_the_wheels_bring(self, name):
        assert find_asset(name).path.stat().st_size > 10_000

    def test_gives_an_edited_file_a_new_digest_without_a_restart(self, own_folder):
        (own_folder / "a.css").write_text("a{}")
        before = find_asset("a.css").digest

        (own_folder / "a.css").write_text("a{color:red}")

        assert find_asset("a.css").digest != before

    def test_prefers_the_small_plotly_when_somebody_has_put_it_there(self, own_folder):
        (own_folder / "vendor").mkdir()
        small = own_folder / "vendor" / "plotly-cartesian.min.js"
        small.write_text("/* small */")

        assert find_asset("vendor/plotly.js").path == small

    @pytest.mark.parametrize(
        "name",
        [
            "",
            "no.css",
            "../db.py",
            "css/../../db.py",
            "/etc/passwd",
            "a\\b.css",
            "c:x.css",
            "a\0.css",
        ],
    )
    def test_finds_nothing_elsewhere(self, name):
        assert find_asset(name) is None

    def test_finds_nothing_beside_its_folder(self, own_folder):
        (own_folder.parent / "beside.css").write_text("a{}")

        assert find_asset("../beside.css") is None
        assert find_asset(str(own_folder.parent / "beside.css")) is None

    def test_finds_no_kind_of_file_that_pages_do_not_load(self, own_folder):
        (own_folder / "notes.txt").write_text("x")

        assert find_asset("notes.txt") is None

    def test_gives_the_icon_font_the_digest_of_the_style_sheet_that_asks_for_it(self):
        icons = find_asset("vendor/icons.css")

        assert find_asset("vendor/fonts/bootstrap-icons.woff2").digest == icons.digest
        assert 'url("fonts/bootstrap-icons.woff2' in icons.path.read_text("utf-8")


class TestCompressed:
    def test_keeps_a_copy_and_uses_it_again(self, tmp_path):
        asset = find_asset("css/tokens.css")

        first = compressed(asset, tmp_path / "cache")
        written = first.stat().st_mtime_ns

        assert gzip.decompress(first.read_bytes()) == asset.path.read_bytes()
        assert compressed(asset, tmp_path / "cache").stat().st_mtime_ns == written
        assert [path.name for path in (tmp_path / "cache").iterdir()] == [first.name]

    def test_gives_up_where_nothing_can_be_kept(self, tmp_path):
        # A file in its place, because an administrator may write into any folder.
        (tmp_path / "cache").write_text("in the way")

        assert compressed(find_asset("css/tokens.css"), tmp_path / "cache") is None


class TestAssetAddress:
    @pytest.fixture
    def address(self, web_app):
        with web_app.test_request_context():
            return asset_url("css/tokens.css")

    def test_serves_the_file_for_good(self, client, address):
        response = client.get(address, buffered=True)

        assert response.status_code == 200
        assert response.mimetype == "text/css"
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert b"--accent" in response.data

    def test_serves_it_compressed_to_who_takes_it(self, client, address):
        response = client.get(address, headers={"Accept-Encoding": "gzip, br"}, buffered=True)

        assert response.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in response.vary
        assert b"--accent" in gzip.decompress(response.data)

    def test_serves_it_plain_where_no_copy_can_be_kept(self, client, address, tmp_path):
        (tmp_path / "asset-cache").write_text("in the way")

        response = client.get(address, headers={"Accept-Encoding": "gzip"}, buffered=True)

        assert "Content-Encoding" not in response.headers
        assert b"--accent" in response.data

    def test_answers_that_nothing_has_changed(self, client, address):
        etag = client.get(address, buffered=True).headers["ETag"]

        with client.get(address, headers={"If-None-Match": etag}) as response:
            assert response.status_code == 304

    @pytest.mark.parametrize(
        "path", ["/assets/000000000000/css/tokens.css", "/assets/x/css/none.css", "/assets/x/.."]
    )
    def test_answers_404_to_another_digest_or_name(self, client, path):
        assert client.get(path).status_code == 404

    def test_is_refused_to_templates_for_a_name_there_is_not(self, web_app):
        with web_app.test_request_context(), pytest.raises(LookupError, match="css/none"):
            asset_url("css/none.css")
