"""Upgrade, fill and serve, in one process: the code is loaded once, so a start takes seconds."""

import os
import sys
from pathlib import Path

from flask.cli import FlaskGroup, ScriptInfo, load_dotenv

sys.path.insert(0, str(Path(__file__).parent.parent))

from app import create_app
from app.config import SettingError

UPGRADE = ["db", "upgrade"]
DEMO = ["demo", "load", "--if-empty"]
NO_DEMO = ["accounts", "bootstrap"]  # one administrator, when there is no account yet
SERVE = ["serve"]


def main() -> None:
    os.umask(0o077)  # the database holds personal data: for this account of the machine only
    load_dotenv()
    try:
        app = create_app()
    except SettingError as error:
        sys.exit(str(error))
    flask = FlaskGroup(add_default_commands=False)
    known = ScriptInfo(create_app=lambda: app)
    for command in (UPGRADE, NO_DEMO if os.environ.get("DEMO") == "0" else DEMO, SERVE):
        try:
            flask.main(command, prog_name="flask", obj=known)
        except SystemExit as end:  # each command ends with one
            if end.code:
                raise


if __name__ == "__main__":
    main()
