"""`make check` and `make test`: every step with its heading, at the end what was left out."""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parent.parent
MIGRATIONS = "tests/test_migrations.py"
CHECKS = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "import contracts": ["lint-imports"],
    "types": ["mypy"],
    "templates": ["djlint", "--lint", "--quiet", "templates"],
    "translations": ["flask", "translate", "check"],
    "migrations": ["pytest", "-q", "-n", "auto", MIGRATIONS],
}
TESTS = {
    "tests": ["pytest", "-q", "-n", "auto", "-m", "not journey", f"--ignore={MIGRATIONS}"],
    "journeys": ["pytest", "-q", "-m", "journey"],  # apart: a browser wants a core for itself
}


def run(steps: dict[str, list[str]], reports: Path) -> list[str]:
    """Run all steps, also after one has failed, and return the names of those that did."""
    failed = []
    for name, command in steps.items():
        print(f"\n== {name}: {' '.join(command)}", flush=True)
        report = [f"--junit-xml={reports / name}.xml"] if command[0] == "pytest" else []
        begun = time.monotonic()
        if subprocess.run([*command, *report], cwd=ROOT, check=False).returncode:
            failed.append(name)
        print(f"-- {name}: {time.monotonic() - begun:.0f} s", flush=True)
    return failed


def left_out(reports: Path) -> Counter[str]:
    """Return how many tests were skipped, by the reason they gave."""
    return Counter(
        skipped.get("message", "no reason given")
        for report in reports.glob("*.xml")
        for skipped in ET.parse(report).iter("skipped")
        if skipped.get("type") != "pytest.xfail"
    )


def main() -> None:
    steps = CHECKS if "--checks-only" in sys.argv else {**CHECKS, **TESTS}
    # The tools of this environment, and a key for it alone: instance/ is not touched.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    os.environ["SECRET_KEY"] = "only-for-the-tests-of-this-one-run"
    with tempfile.TemporaryDirectory() as folder:
        failed = run(steps, Path(folder))
        reasons = left_out(Path(folder))

    print("\n== left out")
    for reason, number in sorted(reasons.items()):
        print(f"{number} tests: {reason}")
    if not reasons:
        print("nothing")
    if reasons and os.environ.get("NOTHING_LEFT_OUT") == "1":
        failed.append("nothing may be left out here")
    if failed:
        sys.exit(f"\nFAILED: {', '.join(failed)}")
    print(f"\nAll {len(steps)} steps passed.")


if __name__ == "__main__":
    main()
