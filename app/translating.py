"""Catalogues are compiled where they are used: no compiled file is kept in git."""

import logging
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

logger = logging.getLogger(__name__)


def compile_catalogues(directory: Path) -> None:
    """Compile each LANGUAGE/LC_MESSAGES/*.po below `directory` that is newer than its .mo.

    Where nothing can be written the texts stay as they were compiled last, and the log says so.
    """
    for source in sorted(directory.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if _is_newer(source, target):
            try:
                _compile(source, target)
            except OSError:
                logger.warning("Cannot write %s; its texts may be out of date", target)


def _is_newer(source: Path, target: Path) -> bool:
    return not target.exists() or source.stat().st_mtime_ns > target.stat().st_mtime_ns


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parts[-3])
    # Put in place whole: a process that starts at the same moment never reads half a file.
    with NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as binary:
        write_mo(binary, catalogue)
    part = Path(binary.name)
    try:
        part.chmod(0o644)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
