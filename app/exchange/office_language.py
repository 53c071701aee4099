"""Files for offices are in Chinese whatever the reader's language: the import reads no other."""

from contextlib import AbstractContextManager
from typing import cast

from flask_babel import force_locale

CHINESE = "zh_Hans_CN"


def in_chinese() -> AbstractContextManager[None]:
    return cast("AbstractContextManager[None]", force_locale(CHINESE))
