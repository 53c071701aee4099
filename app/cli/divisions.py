"""The division tree by command."""

from pathlib import Path

import click
from flask.cli import AppGroup

from app.accounts.queries import operator
from app.administration.division_lists import DivisionListError, read_division_list
from app.divisions.operations import DivisionRowError, load_divisions
from app.extensions import db
from app.turns import writing
from app.workbooks.cells import UnreadableFileError
from app.workbooks.limits import LARGE_LIMITS


@click.group("divisions", cls=AppGroup)
def divisions_group() -> None:
    """Load the tree of divisions."""


@divisions_group.command("load")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
def load_command(path: Path) -> None:
    """Add the divisions of a file with the columns code, name, level, parent_code; rename known ones."""
    try:
        changed = _load(path)
    except OSError as error:
        raise click.ClickException(f"打不开文件 {path}：{error.strerror}。") from error
    except (DivisionListError, UnreadableFileError) as error:
        raise click.ClickException(str(error.message)) from error
    click.echo(f"区划已载入，新增或变更{changed}行。")


def _load(path: Path) -> int:
    divisions = read_division_list(path, LARGE_LIMITS)
    try:
        with writing():
            changed = load_divisions(divisions.rows, by=operator().id)
            db.session.commit()
    except DivisionRowError as error:
        raise divisions.error_of(error) from error
    return changed
