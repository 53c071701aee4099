"""Accounts by command."""

import sys

import click
from flask.cli import AppGroup

from app.access.permissions import Role
from app.accounts.forms import WEAKNESS_TEXTS
from app.accounts.hashing import hash_password
from app.accounts.operations import (
    NameTakenError,
    NewAccount,
    UnknownDivisionError,
    create_account,
)
from app.accounts.passwords import find_weakness, generate_password
from app.accounts.queries import has_people, operator
from app.accounts.usernames import OPERATOR, is_username, normalize_username
from app.divisions.codes import WHOLE
from app.extensions import db
from app.turns import writing

FIRST_ADMINISTRATOR = "guanliyuan"


@click.group("accounts", cls=AppGroup)
def accounts_group() -> None:
    """Accounts of people."""


@accounts_group.command("create")
@click.argument("username", metavar="NAME")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--division", "division_code", metavar="CODE", required=True)
@click.option("--name", help="The person's name; the account's name when left out.")
@click.option("--must-change-password", is_flag=True, help="Ask for a new one at first sign-in.")
def create_command(
    username: str, role: str, division_code: str, name: str | None, *, must_change_password: bool
) -> None:
    """Create an account; its password is read from standard input."""
    username = _checked_username(username)
    password_hash = hash_password(_checked_password(username))
    new = NewAccount(
        username=username,
        name=name or username,
        role=Role(role),
        division_code=division_code,
        password_hash=password_hash,
        must_change_password=must_change_password,
    )
    try:
        with writing():
            create_account(new, by=operator())
            db.session.commit()
    except NameTakenError as error:
        raise click.ClickException(f"账号名“{username}”已被使用，请换一个。") from error
    except UnknownDivisionError as error:
        raise click.ClickException(
            f"找不到区划“{division_code}”，请核对代码，或先用 divisions load 载入区划。"
        ) from error
    click.echo(f"已新建账号“{username}”。")


@accounts_group.command("bootstrap")
def bootstrap_command() -> None:
    """Make the first administrator, when there is no account yet, and print the password once."""
    if has_people():
        return
    password = generate_password(FIRST_ADMINISTRATOR)
    first = NewAccount(
        username=FIRST_ADMINISTRATOR,
        name="系统管理员",
        role=Role.ADMINISTRATOR,
        division_code=WHOLE,
        password_hash=hash_password(password),
    )
    with writing():
        create_account(first, by=operator())
        db.session.commit()
    click.echo(
        f"已新建管理员账号 {FIRST_ADMINISTRATOR}，密码 {password}（只显示这一次，首次登录须修改）。"
    )


def _checked_username(text: str) -> str:
    username = normalize_username(text)
    if not is_username(username) or username == OPERATOR:
        raise click.ClickException(
            f"账号名“{text}”不能使用，请用文字、字母、数字或 . _ - @，不超过32位。"
        )
    return username


def _checked_password(username: str) -> str:
    if sys.stdin.isatty():
        password = click.prompt("密码", hide_input=True, confirmation_prompt="再次输入密码")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    weakness = find_weakness(password, username)
    if weakness is not None:
        raise click.ClickException(f"{WEAKNESS_TEXTS[weakness]}。")
    return str(password)
