import os
import stat

import pytest

from app.config import SettingError, read_settings

KEY = "k" * 32


class TestReadSettings:
    def test_makes_a_key_that_only_its_owner_reads_and_keeps_it(self, tmp_path):
        first = read_settings({}, tmp_path)
        second = read_settings({}, tmp_path)

        assert len(first.secret_key) >= 32
        assert second.secret_key == first.secret_key
        assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600

    def test_makes_another_key_for_another_installation(self, tmp_path):
        keys = {read_settings({}, tmp_path / name).secret_key for name in ("a", "b")}

        assert len(keys) == 2

    @pytest.mark.parametrize("key", ["short", "dev", "please-change-me"])
    def test_refuses_a_key_that_is_short_or_an_example(self, tmp_path, key):
        with pytest.raises(SettingError, match="SECRET_KEY"):
            read_settings({"SECRET_KEY": key}, tmp_path)

    @pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
    def test_refuses_a_key_file_that_others_may_read(self, tmp_path):
        read_settings({}, tmp_path)
        (tmp_path / "secret-key").chmod(0o644)

        with pytest.raises(SettingError, match="600"):
            read_settings({}, tmp_path)

    def test_takes_database_and_key_from_the_environment(self, tmp_path):
        settings = read_settings({"DATABASE_URL": "sqlite:///x", "SECRET_KEY": KEY}, tmp_path)

        assert (settings.database_url, settings.secret_key) == ("sqlite:///x", KEY)
        assert not (tmp_path / "secret-key").exists()

    def test_keeps_the_database_in_the_instance_folder(self, tmp_path):
        assert read_settings({}, tmp_path).database_url.endswith("miaopu.db")

    @pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1"])
    def test_refuses_a_port_that_is_none(self, tmp_path, port):
        with pytest.raises(SettingError, match="PORT"):
            read_settings({"SECRET_KEY": KEY, "PORT": port}, tmp_path)

    def test_is_served_by_tls_when_its_public_address_says_so(self, tmp_path):
        plain = read_settings({"SECRET_KEY": KEY}, tmp_path)
        public = read_settings({"SECRET_KEY": KEY, "PUBLIC_URL": "https://hub.example"}, tmp_path)

        assert not plain.is_served_by_tls
        assert public.is_served_by_tls
        assert "hub.example" in public.trusted_hosts


class TestFiles:
    def test_have_a_folder_and_a_quota_of_their_own(self, tmp_path):
        given = {"SECRET_KEY": KEY, "FILES_PATH": str(tmp_path / "b"), "FILES_QUOTA_GB": "20"}

        settings = read_settings(given, tmp_path)

        assert settings.files_path == tmp_path / "b"
        assert settings.files_quota == 20 * 1024**3
        assert read_settings({"SECRET_KEY": KEY}, tmp_path).files_quota == 5 * 1024**3

    @pytest.mark.parametrize("quota", ["0", "-1", "5.5", "x", "1000000"])
    def test_refuse_a_quota_that_is_none(self, tmp_path, quota):
        with pytest.raises(SettingError, match="FILES_QUOTA_GB"):
            read_settings({"SECRET_KEY": KEY, "FILES_QUOTA_GB": quota}, tmp_path)
