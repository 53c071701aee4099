"""The demo hub by command."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.demo.loading import is_register_empty, keep_accounts, load_demo, prepare_accounts
from app.extensions import db
from app.turns import writing

FILE_NAME = "demo-accounts.txt"


@click.group("demo", cls=AppGroup)
def demo_group() -> None:
    """Try things with invented organizations."""


@demo_group.command("load")
@click.option("--organizations", "count", type=click.IntRange(min=1), metavar="N")
@click.option("--if-empty", is_flag=True, help="Do nothing when the register is in use.")
def load_command(count: int | None, if_empty: bool) -> None:
    """Load the demo hub into an empty register and print its four accounts, once."""
    if not is_register_empty():
        if if_empty:
            return
        raise click.ClickException("名录中已有数据，演示数据只能载入空的名录。")
    prepared = prepare_accounts()
    with writing():
        entered = load_demo([account for _shown, account in prepared], count)
        keep_accounts([shown for shown, _account in prepared], _path())
        db.session.commit()
    click.echo(
        f"已载入演示数据：{entered}家组织。演示账号（密码只显示这一次，也保存在 {_path()}）："
    )
    for shown, _account in prepared:
        click.echo(f"  {shown.line}")


def _path() -> Path:
    return Path(current_app.instance_path) / FILE_NAME
