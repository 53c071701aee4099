"""Commands of the metrics: the numbers, and the rows behind one."""

from collections.abc import Iterator, Sequence

import click
from flask.cli import AppGroup

from app.access.permissions import Permission
from app.accounts.models import Account
from app.cli.looking import JSON_OPTION, actor, command_standpoint, standpoint_options
from app.cli.output import print_json
from app.definitions.columns import Column
from app.definitions.metrics import ORGANIZATIONS, Metric
from app.definitions.rows import Row
from app.metrics.catalog import all_metrics, find_metric, population_of
from app.metrics.queries import Number, numbers
from app.metrics.rows import stream_rows
from app.organizations.columns import NAME
from app.standpoint import Standpoint
from app.web.formatting import NOTHING


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
        click.echo(f"{metric.label}\t{_written(values[metric.key], metric)}")


@metrics_group.command("rows")
@click.argument("key")
@standpoint_options
@JSON_OPTION
def rows_command(key: str, acting: str | None, as_json: bool, **standpoint: str | None) -> None:
    """Show the rows behind the number KEY."""
    reader = _reader(acting)
    looked_from = command_standpoint(reader, **standpoint)
    metric = find_metric(key)
    if metric is None:
        raise click.ClickException(f"没有指标“{key}”。")
    columns = _columns(reader, metric)
    rows = list(_rows(looked_from, metric, columns))
    if as_json:
        found = [
            {"id": row.id, **{item.key: item.plain(row.values[item.key]) for item in columns}}
            for row in rows
        ]
        print_json({"metric": key, "standpoint": _document(looked_from), "rows": found})
        return
    for row in rows:
        click.echo("\t".join([str(row.id), *(item.show(row.values[item.key]) for item in columns)]))
    number = numbers(looked_from, [metric])[key]
    click.echo(f"{metric.label}：{_written(number, metric)}")


def _columns(reader: Account, metric: Metric) -> tuple[Column, ...]:
    """Return what is shown of the rows: of organizations their names."""
    if metric.population == ORGANIZATIONS:
        return (NAME,)
    may_read_personal = reader.may(Permission.ORGANIZATION_PERSONAL_READ)
    columns = population_of(metric).columns()
    return tuple(item for item in columns if may_read_personal or not item.is_personal)


def _rows(standpoint: Standpoint, metric: Metric, columns: Sequence[Column]) -> Iterator[Row]:
    for block in stream_rows(standpoint, metric, columns):
        yield from block


def _written(number: Number | None, metric: Metric) -> str:
    return NOTHING if number is None else f"{number}{metric.unit}"


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
