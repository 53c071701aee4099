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
    if not (python.exists() and stamp.exists()):  # also after one that was broken off
        _make(environment, anew=not python.exists())
    wanted = _fingerprint(ROOT / requirements, environment)
    if not stamp.exists() or stamp.read_text(encoding="ascii") != wanted:
        _install(python, ROOT / requirements)
        stamp.write_text(wanted, encoding="ascii")
    return python


def _make(environment: Path, *, anew: bool) -> None:
    if importlib.util.find_spec("ensurepip") is None:  # Debian ships it apart
        sys.exit(NO_VENV)
    command = [sys.executable, "-m", "venv", *(["--clear"] if anew else []), environment]
    if subprocess.run(command, check=False).returncode:
        sys.exit(NO_VENV)


def _install(python: Path, requirements: Path) -> None:
    print("正在安装依赖，首次约需一分钟…… Installing requirements…", flush=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "--requirement", requirements], check=False).returncode:
        sys.exit(NOT_INSTALLED)


def _fingerprint(requirements: Path, environment: Path) -> str:
    """Return what changes with the pins and with the Python the environment was made of."""
    files = {ROOT / "requirements.txt", requirements, environment / "pyvenv.cfg"}
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in sorted(files))).hexdigest()


if __name__ == "__main__":
    prepare(*sys.argv[1:])
