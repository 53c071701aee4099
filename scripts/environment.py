"""Virtual environments: made once, filled again only when the requirements change.

Runs on a bare Python 3.11: standard library only.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
NO_VENV = """\
此 Python 不能建立虚拟环境。在 Debian、Ubuntu 上请先安装：apt install python3-venv
This Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv"""
NOT_INSTALLED = """\
依赖没有装好，原因见上。请确认本机能连接软件源后再试。
The requirements could not be installed, see above. Is a package index within reach?"""


def prepare(requirements: str, folder: str = ".venv") -> Path:
    """Return the Python of an environment that has `requirements`, a file's path from the root.

    Ends the program, saying what to do, where that cannot be had.
    """
    environment = ROOT / folder
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = environment / f"{requirements.replace('/', '-')}.installed"
    if not (python.exists() and stamp.exists() and stamp.read_text("ascii") == _mark(requirements)):
        if not _has_pip(python):  # nothing there yet, broken off, or its Python has gone
            _make(environment)
        _install(python, ROOT / requirements)
        stamp.write_text(_mark(requirements), encoding="ascii")
    return python


def _has_pip(python: Path) -> bool:
    asked = [python, "-m", "pip", "--version"]
    return (
        python.exists() and not subprocess.run(asked, check=False, capture_output=True).returncode
    )


def _make(environment: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:  # Debian ships it apart
        sys.exit(NO_VENV)
    command = [sys.executable, "-m", "venv", "--clear", environment]
    if subprocess.run(command, check=False).returncode:
        sys.exit(NO_VENV)


def _install(python: Path, requirements: Path) -> None:
    print("正在安装依赖，首次约需一分钟…… Installing requirements…", flush=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "--requirement", requirements], check=False).returncode:
        sys.exit(NOT_INSTALLED)


def _mark(requirements: str) -> str:
    """Return what changes with the pins; it stays in the environment, and goes with it."""
    files = sorted({ROOT / "requirements.txt", ROOT / requirements})
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


if __name__ == "__main__":
    prepare(*sys.argv[1:])
