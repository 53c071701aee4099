"""Who a command acts as, and from which standpoint it looks."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from app.accounts.guards import may_look_at
from app.accounts.models import Account
from app.accounts.queries import find_account_by_username, operator
from app.standpoint import Standpoint, StandpointError, make_standpoint

Command = TypeVar("Command", bound=Callable[..., Any])

STANDPOINT_OPTIONS = (
    click.option("--division", metavar="CODE", help="Division looked at; all in view by default."),
    click.option("--on", metavar="DAY", help="Day the picture is of; today by default."),
    click.option("--since", metavar="DAY", help="First day of the reporting period."),
    click.option("--known-at", metavar="INSTANT", help="Only what the system knew by then."),
)
AS_OPTION = click.option("--as", "acting", metavar="ACCOUNT", help="Act as this account.")
JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def standpoint_options(command: Command) -> Command:
    for option in (AS_OPTION, *reversed(STANDPOINT_OPTIONS)):
        command = option(command)
    return command


def actor(username: str | None) -> Account:
    """Return the account a command acts as: the operator unless another is named."""
    if username is None:
        return operator()
    account = find_account_by_username(username)
    if account is None or not account.is_active:
        raise click.ClickException(f"没有可用的账号“{username}”。")
    return account


def command_standpoint(account: Account, **values: str | None) -> Standpoint:
    """Return the standpoint the options ask for; refuse one outside the account's view."""
    given = {key.replace("_", "-"): value for key, value in values.items() if value}
    division = given.get("division")
    if division and not may_look_at(account, division):
        raise click.ClickException(f"没有区划“{division}”，或不在账号的辖区内。")
    try:
        return make_standpoint(given, viewer=account.id, division=account.division_code)
    except StandpointError as error:
        raise click.ClickException(
            f"--{error.key} {error.value}：请写成 2026-11-21 的样式，且不晚于今天、起始不晚于统计日期。"
        ) from error
