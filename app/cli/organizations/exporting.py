from pathlib import Path

import click
from flask.cli import with_appcontext
from werkzeug.datastructures import MultiDict

from app.access.permissions import Permission
from app.cli.looking import actor, command_standpoint, standpoint_options
from app.exchange.exports import Export, record_export, write_export
from app.extensions import db
from app.organizations.contributions import all_columns
from app.register.selection import RANGES, Selection, read_selection
from app.turns import writing
from app.workbooks.cell_text import CellTooLongError

OTHER_KEYS = {
    "q",
    "sort",
    "missing",
    *(f"{name}-{end}" for name in RANGES for end in ("from", "to")),
}


@click.command("export")
@with_appcontext
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--where", "conditions", multiple=True, metavar="KEY=VALUE", help="As in the list.")
@click.option("--columns", metavar="A,B,C", help="Columns by key, in this order.")
@click.option("--official", is_flag=True, help="The form an office sends: title, signature, A4.")
@standpoint_options
def export_command(
    out: Path,
    conditions: tuple[str, ...],
    columns: str | None,
    official: bool,
    acting: str | None,
    **standpoint: str | None,
) -> None:
    """Write the register to OUT, an .xlsx or .csv file."""
    account = actor(acting)
    if not account.may(Permission.ORGANIZATION_EXPORT):
        raise click.ClickException(f"账号“{account.username}”没有导出名录的权限。")
    if out.suffix not in {".xlsx", ".csv"}:
        raise click.ClickException(f"只能导出 .xlsx 或 .csv 文件，不能写成“{out.name}”。")
    looked_from = command_standpoint(account, **standpoint)
    selection = _selection(conditions, columns)
    export = Export(looked_from, selection, account, is_official=official)
    try:
        count = write_export(export, out)
    except CellTooLongError as error:
        raise click.ClickException(
            f"第{error.row}行的“{error.column}”太长，Excel 装不下。请改为导出 .csv。"
        ) from error
    with writing():
        record_export(export, count)
        db.session.commit()
    click.echo(f"已导出{count}行到 {out}。")


def _selection(conditions: tuple[str, ...], columns: str | None) -> Selection:
    pairs = [condition.partition("=")[::2] for condition in conditions]
    keys = {column.key for column in all_columns()}
    for key, _value in pairs:
        if key not in keys | OTHER_KEYS:
            raise click.ClickException(f"--where {key}：没有这个筛选项。")
    unknown = [key for key in (columns or "").split(",") if key and key not in keys]
    if unknown:
        raise click.ClickException(f"--columns：没有“{'、'.join(unknown)}”这些列。")
    if columns:
        pairs.append(("columns", columns))
    return read_selection(MultiDict(pairs), all_columns())
