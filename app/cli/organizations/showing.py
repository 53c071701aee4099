from typing import Any

import click
from flask.cli import with_appcontext

from app.access.permissions import Permission
from app.cli.looking import JSON_OPTION, actor, command_standpoint, standpoint_options
from app.cli.output import print_json
from app.definitions.rows import Row
from app.organizations.columns import COLUMNS, GradeShown
from app.organizations.queries import list_notes
from app.organizations.standings import Standing
from app.register.masking import masked
from app.register.queries import list_page
from app.register.selection import Selection

MOST = 1000
ALL_COLUMNS = tuple(column.key for column in COLUMNS)
# Whatever existed on the day, ended and branches too.
EVERYTHING = {"standing": tuple(Standing), "is_branch": ("yes", "no")}


@click.command("show")
@click.argument("text")
@standpoint_options
@JSON_OPTION
@with_appcontext
def show_command(text: str, acting: str | None, as_json: bool, **standpoint: str | None) -> None:
    """Show the organizations that a search for TEXT finds."""
    account = actor(acting)
    if not account.may(Permission.ORGANIZATION_READ):
        raise click.ClickException(f"账号“{account.username}”没有查看名录的权限。")
    is_open = account.may(Permission.ORGANIZATION_PERSONAL_READ)
    looked_from = command_standpoint(account, **standpoint)
    selection = Selection(choices=EVERYTHING, text=text, columns=ALL_COLUMNS)
    rows = list_page(looked_from, selection, may_read_personal=is_open, limit=MOST)
    notes = list_notes(looked_from, [row.id for row in rows])
    if as_json:
        documents = [{**_document(row, is_open=is_open), **notes[row.id]} for row in rows]
        print_json({"matches": documents})
        return
    for row in rows:
        click.echo(f"{row.id}\t{row.values['name']}")
    click.echo(f"共{len(rows)}家。")


def _document(row: Row, *, is_open: bool) -> dict[str, Any]:
    fields = {
        column.key: column.plain(masked(column, row.values[column.key], is_open=is_open))
        for column in COLUMNS
    }
    grade: GradeShown | None = row.values["grade"]
    in_force = None if grade is None or grade.is_over else grade.grade
    return {"id": row.id, "fields": fields, "grade_in_force": in_force}
