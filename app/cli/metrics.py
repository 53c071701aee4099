"""Commands of the metrics: the numbers, and the rows behind one."""

import click
from flask.cli import AppGroup

from app.access.permissions import Permission
from app.accounts.models import Account
from app.cli.looking import JSON_OPTION, actor, command_standpoint, standpoint_options
from app.cli.output import print_json
from app.metrics.catalog import all_metrics, find_metric
from app.metrics.queries import numbers
from app.organizations.columns import NAME
from app.register.queries import stream_rows
from app.register.selection import Selection
from app.standpoint import Standpoint


@click.group("metrics", cls=AppGroup)
def metrics_group() -> None:
    """Show numbers of the register and the rows behind them."""


@metrics_group.command("show")
@standpoint_options
@JSON_OPTION
def show_command(acting: str | None, as_json: bool, **standpoint: str | None) -> None:
    """Show all numbers at a standpoint."""
    looked_from = command_standpoint(_reader(acting), **standpoint)
    metrics = all_metrics()
    values = numbers(looked_from, metrics)
    if as_json:
        print_json({"standpoint": _document(looked_from), "metrics": values})
        return
    for metric in metrics:
        click.echo(f"{metric.label}\t{values[metric.key]}{metric.unit}")


@metrics_group.command("rows")
@click.argument("key")
@standpoint_options
@JSON_OPTION
def rows_command(key: str, acting: str | None, as_json: bool, **standpoint: str | None) -> None:
    """Show the rows behind the number KEY."""
    looked_from = command_standpoint(_reader(acting), **standpoint)
    metric = find_metric(key)
    if metric is None:
        raise click.ClickException(f"没有指标“{key}”。")
    blocks = stream_rows(looked_from, Selection(metric=key), (NAME,), may_read_personal=False)
    rows = [{"id": row.id, "name": row.values["name"]} for block in blocks for row in block]
    if as_json:
        document = {"metric": key, "standpoint": _document(looked_from), "rows": rows}
        print_json(document)
        return
    for row in rows:
        click.echo(f"{row['id']}\t{row['name']}")
    click.echo(f"{metric.label}：{len(rows)}{metric.unit}")


def _reader(acting: str | None) -> Account:
    account = actor(acting)
    if not account.may(Permission.DASHBOARD_READ):
        raise click.ClickException(f"账号“{account.username}”没有查看指标的权限。")
    return account


def _document(standpoint: Standpoint) -> dict[str, str | None]:
    return {
        "division": standpoint.division,
        "on": standpoint.on.isoformat(),
        "since": standpoint.since.isoformat(),
        "known_at": None if standpoint.known_at is None else standpoint.known_at.isoformat(),
    }
