"""The store of files by command."""

from collections.abc import Sequence
from dataclasses import asdict

import click
from flask.cli import AppGroup

from app.cli.looking import JSON_OPTION
from app.cli.output import print_json
from app.files import sweeping


@click.group("files", cls=AppGroup)
def files_group() -> None:
    """Look after evidence files on disk."""


@files_group.command("sweep")
@click.option("--dry-run", "is_dry", is_flag=True, help="Only say what would be deleted.")
@JSON_OPTION
def sweep_command(is_dry: bool, as_json: bool) -> None:
    """Delete bytes that no record refers to; list records whose bytes are gone."""
    found = sweeping.sweep(is_dry=is_dry)
    if as_json:
        print_json({"dry_run": is_dry, **asdict(found)})
        return
    verb = "可清理" if is_dry else "已清理"
    click.echo(f"{verb}{len(found.left_behind)}个没有记录的文件。")
    _tell("磁盘上找不到的附件", found.missing)


@files_group.command("check")
@JSON_OPTION
@click.pass_context
def check_command(context: click.Context, as_json: bool) -> None:
    """Read all files again and compare them with their digests; fail when one is not right."""
    found = sweeping.check()
    if as_json:
        print_json({"missing": found.missing, "damaged": found.damaged})
    else:
        _tell("磁盘上找不到的附件", found.missing)
        _tell("内容已损坏的附件", found.damaged)
    if found.missing or found.damaged:
        context.exit(1)


def _tell(what: str, ids: Sequence[int]) -> None:
    click.echo(f"{what}：{len(ids)}个{'' if not ids else '，编号 ' + '、'.join(map(str, ids))}。")
