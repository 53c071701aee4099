"""Reading a workbook: the gate, then for xlsx and xls a process of its own.

Whatever is brought, this process only looks at the file's directory and takes finished rows
back: a parser that is led astray dies elsewhere. The command line gives nothing but the path,
so nothing of the application is at hand there.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Literal

from app.workbooks import child
from app.workbooks.cells import Merge, Raw, Sheet, Workbook
from app.workbooks.csv_reading import read_csv
from app.workbooks.gate import find_format
from app.workbooks.limits import DEFAULT_LIMITS, Limits
from app.workbooks.messages import explain
from app.workbooks.refusals import Reason, RefusedError
from app.workbooks.wire import unwire

_log = logging.getLogger(__name__)
_LOGGED = 2_000  # bytes of what a failing process wrote


def read_workbook(path: Path, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """Return everything in the file but styles; raise UnreadableFileError if it is not taken.

    What it is is told from its content, never from its name. A path that cannot be opened raises
    OSError.
    """
    try:
        file_format = find_format(path, limits)
        if file_format == "csv":
            return read_csv(path, limits)
        return _read_in_child(path, file_format, limits)
    except RefusedError as refused:
        raise explain(refused, limits) from refused


def _read_in_child(path: Path, file_format: Literal["xlsx", "xls"], limits: Limits) -> Workbook:
    # Into a file: not a row is held here before the process has ended well.
    with TemporaryFile() as output:
        _run_child(path, file_format, limits, output)
        output.seek(0)
        try:
            return Workbook(file_format, None, None, tuple(_read_sheets(output)))
        except (LookupError, TypeError, ValueError) as error:
            raise RefusedError(Reason.UNREADABLE) from error


def _run_child(path: Path, file_format: str, limits: Limits, output: BinaryIO) -> None:
    # -E and -P: no settings from the environment, no modules from the folder of the script.
    command = [sys.executable, "-E", "-P", child.__file__, str(path.absolute())]
    try:
        # The pipe for errors also spares the end of the process being polled for.
        ended = subprocess.run(  # noqa: S603 our own program, and a path that is no option
            [*command, file_format, json.dumps(asdict(limits))],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.PIPE,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        _log.warning("reading a workbook took longer than %s seconds", limits.seconds)
        raise RefusedError(Reason.UNREADABLE) from error
    if ended.returncode:
        said = ended.stderr[-_LOGGED:].decode(errors="replace")
        _log.warning("reading a workbook ended with %s: %s", ended.returncode, said)
        raise RefusedError(Reason.UNREADABLE)


def _read_sheets(lines: Iterable[bytes]) -> Iterator[Sheet]:
    head: dict[str, Any] | None = None
    rows: list[list[Raw]] = []
    for line in lines:
        found = json.loads(line)
        if isinstance(found, list):
            rows += map(unwire, found)
            continue
        if head is not None:
            yield _make_sheet(head, rows)
        if "refused" in found:
            raise RefusedError(Reason(found["refused"]), found["sheet"])
        head, rows = found, []
    if head is not None:
        yield _make_sheet(head, rows)


def _make_sheet(head: dict[str, Any], rows: list[list[Raw]]) -> Sheet:
    width = max(map(len, rows), default=0)
    for row in rows:
        row.extend([None] * (width - len(row)))
    merges = tuple(Merge(*ends) for ends in head["merges"])
    return Sheet(head["name"], head["is_visible"], rows, merges)
