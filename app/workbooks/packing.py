"""Zip packages: parts copied or streamed into a new file, which appears only when complete."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

try:
    from isal import isal_zlib
except ImportError:  # no wheel for this machine: zlib does it, half as fast
    isal_zlib = None  # type: ignore[assignment]

_CONTENT_TYPES = "[Content_Types].xml"


@contextmanager
def complete_file(target: Path) -> Iterator[Path]:
    """Give a path beside the target to write to; what was at the target stays until it is done."""
    unfinished = target.with_name(f"{target.name}.part")
    try:
        yield unfinished
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def write_package(
    target: Path,
    source: Path | IO[bytes],
    parts: Mapping[str, Iterable[bytes]],
    *,
    is_huge: bool = False,
) -> None:
    """Write the source's parts to the target; those in `parts` are streamed in their place.

    They are asked for in the order of the source. `is_huge` says that a part may pass 2 GiB.
    """
    with complete_file(target) as path, ZipFile(source) as old:
        # Programs that go by the first bytes of a file expect the content types first.
        infos = sorted(old.infolist(), key=lambda info: info.filename != _CONTENT_TYPES)
        with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as new:
            for info in infos:
                if info.filename not in parts:
                    new.writestr(info, old.read(info))
                    continue
                with new.open(info.filename, "w", force_zip64=is_huge) as part:
                    _speed_up(part)
                    part.writelines(parts[info.filename])


def _speed_up(part: Any) -> None:
    # zipfile has no way to be given a compressor; without this name it goes on with zlib.
    if isal_zlib is not None and hasattr(part, "_compressor"):
        part._compressor = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -zlib.MAX_WBITS, 9)  # noqa: SLF001
