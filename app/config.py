"""Settings of one installation, read once from the environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SHORTEST_KEY = 32  # characters
EXAMPLE_KEYS = frozenset({"dev", "secret", "changeme", "please-change-me"})
MEBIBYTE = 1024 * 1024
GIBIBYTE = 1024 * MEBIBYTE
MOST_GIGABYTES = 100_000  # a quota of files
LONGEST_LESSON = 120  # minutes
BRAND_COUNTINGS = ("highest", "each")


class SettingError(Exception):
    """A setting cannot be used; the message says which and what to do, in Chinese."""


@dataclass(frozen=True)
class Settings:
    """What differs from one installation to the next."""

    database_url: str
    secret_key: str
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    is_plain_http_allowed: bool = False
    more_hosts: tuple[str, ...] = ()
    files_path: Path | None = None  # none: beside database and key
    files_quota: int = 5 * GIBIBYTE  # all files together
    brand_counting: str = "highest"  # or "each": of a project with brands of several levels
    lesson_minutes: int = 45  # that make an hour of training (学时)

    @property
    def trusted_hosts(self) -> list[str]:
        """Return the host names a request may ask for; others are answered with 400."""
        public = urlsplit(self.public_url).hostname if self.public_url else None
        listening = None if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104, compared only
        names = {"127.0.0.1", "localhost", "[::1]", public, listening, *self.more_hosts}
        return sorted(name for name in names if name)

    @property
    def is_served_by_tls(self) -> bool:
        return self.public_url is not None and self.public_url.startswith("https://")


def read_settings(environment: Mapping[str, str], instance: Path) -> Settings:
    """Return the settings; a missing secret key is made and kept with mode 600.

    Raises SettingError for a key that is too short or an example.
    """
    instance.mkdir(parents=True, exist_ok=True)
    return Settings(
        database_url=environment.get("DATABASE_URL") or f"sqlite:///{instance / 'miaopu.db'}",
        secret_key=_checked_key(environment.get("SECRET_KEY") or _kept_key(instance)),
        host=environment.get("HOST") or "127.0.0.1",
        port=_port(environment.get("PORT") or "8000"),
        public_url=environment.get("PUBLIC_URL") or None,
        more_hosts=tuple(environment.get("TRUSTED_HOSTS", "").split()),
        is_plain_http_allowed=environment.get("ALLOW_PLAIN_HTTP") == "1",
        files_path=Path(environment["FILES_PATH"]) if environment.get("FILES_PATH") else None,
        files_quota=_quota(environment.get("FILES_QUOTA_GB") or "5"),
        brand_counting=_brand_counting(environment.get("BRAND_COUNTING") or "highest"),
        lesson_minutes=_lesson(environment.get("LESSON_MINUTES") or "45"),
    )


def from_environment(instance: Path) -> Settings:
    return read_settings(os.environ, instance)


def _checked_key(key: str) -> str:
    if key in EXAMPLE_KEYS or len(key) < SHORTEST_KEY:
        raise SettingError(
            "SECRET_KEY 太短或是示例值，请改为至少32个随机字符，或删去此项由系统生成。"
        )
    return key


def _kept_key(instance: Path) -> str:
    path = instance / "secret-key"
    try:
        # Made exclusively: of two processes that start together, one makes the key.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        _refuse_if_others_may_read(path)
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


def _refuse_if_others_may_read(path: Path) -> None:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise SettingError(f"密钥文件 {path} 可被他人读取，请将权限改为600后再启动。")


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 2**16:
        raise SettingError(f"PORT 应为1到65535之间的数字，现为“{text}”。")
    return int(text)


def _quota(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) <= MOST_GIGABYTES:
        raise SettingError(f"FILES_QUOTA_GB 应为1到100000之间的整数，现为“{text}”。")
    return int(text) * GIBIBYTE


def _brand_counting(text: str) -> str:
    if text not in BRAND_COUNTINGS:
        raise SettingError(f"BRAND_COUNTING 应为 highest 或 each，现为“{text}”。")
    return text


def _lesson(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) <= LONGEST_LESSON:
        raise SettingError(f"LESSON_MINUTES 应为1到120之间的整数，现为“{text}”。")
    return int(text)
