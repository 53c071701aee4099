"""The process in which a workbook is parsed: `python -E -P child.py PATH FORMAT LIMITS`.

Standard output is a file and holds in the end what `wire` describes, or instead one line that
says why the workbook is refused. For a file that cannot be read the process ends with another
code than 0, or by a signal.
"""

import json
import sys
from pathlib import Path
from types import ModuleType


def main() -> None:
    path, file_format, settings = sys.argv[1:]
    limits = json.loads(settings)
    _confine(limits["memory"], limits["seconds"])
    _stand_in_for_application()

    # Only now: the parser must come up within the limits.
    from app.workbooks.extraction import extract  # noqa: PLC0415
    from app.workbooks.limits import Limits  # noqa: PLC0415
    from app.workbooks.refusals import RefusedError  # noqa: PLC0415

    output = sys.stdout.buffer
    try:
        extract(Path(path), file_format, Limits(**limits), output)
    except RefusedError as refused:
        output.seek(0)
        output.truncate()
        answer = {"refused": refused.reason, "sheet": refused.sheet}
        output.write(json.dumps(answer).encode())


def _confine(memory: int, seconds: int) -> None:
    """Bound memory and processor time where the system can; elsewhere only the clock does."""
    try:
        import resource  # noqa: PLC0415 Windows has none
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        allowed = resource.getrlimit(kind)[1]
        if allowed == resource.RLIM_INFINITY or most < allowed:
            resource.setrlimit(kind, (most, most))


def _stand_in_for_application() -> None:
    """Make `app.workbooks` importable without `app` itself, which brings the web application."""
    application = ModuleType("app")
    application.__path__ = [str(Path(__file__).resolve().parents[1])]
    sys.modules["app"] = application


if __name__ == "__main__":
    main()
