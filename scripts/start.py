"""`make run` and `run.bat`: from nothing to pages being served."""

import os
import subprocess
import sys

from environment import ROOT, prepare


def start() -> None:
    python = str(prepare("requirements.txt"))
    serving = [python, str(ROOT / "scripts" / "serve.py")]
    os.chdir(ROOT)
    if os.name == "nt":
        sys.exit(subprocess.run(serving, check=False).returncode)
    os.execv(python, serving)  # one process to end, with nothing left behind


if __name__ == "__main__":
    try:
        start()
    except KeyboardInterrupt:
        sys.exit(130)
