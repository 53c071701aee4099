"""The command that imports a ledger, the same for every kind."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from app.access.permissions import Permission
from app.accounts.models import Account
from app.cli.looking import AS_OPTION, JSON_OPTION, actor, command_standpoint
from app.cli.output import print_json
from app.exchange import operations
from app.exchange.documents import plan_document
from app.exchange.engine import (
    Adapter,
    ImportRequest,
    limits_of,
    make_plan,
    read_file,
    refused_plan,
)
from app.exchange.plans import Plan, RefusedFileError, RowNotAppliedError
from app.exchange.problems import Problem
from app.exchange.reading import LedgerFile
from app.exchange.reports import plan_remarks, write_report
from app.exchange.showing import place_of
from app.extensions import db
from app.standpoint import Standpoint, today
from app.turns import writing

DAY_OPTION = click.option(
    "--effective-on", metavar="DAY", help="Day of effect of what has no day of its own."
)


def import_command(adapter: Adapter, name: str = "import", *, about: str) -> click.Command:
    """Return the command that imports one kind of ledger; `about` is its help."""

    @click.command(name, help=about)
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--sheet", metavar="NAME", help="Read this sheet only.")
    @click.option("--division", metavar="CODE", help="Division the ledger is of.")
    @click.option("--strict", is_flag=True, help="Apply only a file without errors.")
    @click.option("--large", is_flag=True, help="Allow a file far above the usual limits.")
    @click.option("--apply", "is_applied", is_flag=True, help="Write; without it only pre-check.")
    @click.option("--report", type=click.Path(path_type=Path), help="The file again, with reasons.")
    @AS_OPTION
    @JSON_OPTION
    @with_appcontext
    def command(file: Path, **options: Any) -> None:
        _run(adapter, file, **options)

    return DAY_OPTION(command) if adapter.has_day else command


def _run(  # noqa: PLR0913, options of the command line
    adapter: Adapter,
    file: Path,
    *,
    sheet: str | None,
    division: str | None,
    strict: bool,
    large: bool,
    is_applied: bool,
    report: Path | None,
    acting: str | None,
    as_json: bool,
    effective_on: str | None = None,
) -> None:
    account = _staff(acting)
    standpoint = command_standpoint(account, division=division)
    day = command_standpoint(account, on=effective_on).on if effective_on else today()
    request = ImportRequest(file.name, day, sheet, is_strict=strict, is_large=large)
    _check_report(report)
    try:
        ledger = read_file(adapter, file, request)
    except RefusedFileError as error:
        if as_json:
            print_json(plan_document(file.name, refused_plan(error), import_id=None))
        raise click.ClickException(error.problem.message) from error
    plan, import_id = (
        _apply(adapter, standpoint, file, ledger, request)
        if is_applied
        else (make_plan(adapter, standpoint, ledger, request), None)
    )
    if report is not None:
        write_report(file, plan_remarks(plan), report, limits_of(request))
    _tell(file.name, plan, import_id, as_json=as_json)


def _staff(acting: str | None) -> Account:
    account = actor(acting)
    if not account.may(Permission.IMPORT_RUN):
        raise click.ClickException(f"账号“{account.username}”没有导入的权限。")
    return account


def _check_report(report: Path | None) -> None:
    """Refuse before anything is written what could only fail afterwards."""
    if report is None:
        return
    if report.suffix != ".xlsx":
        raise click.ClickException(f"--report 只能写成 .xlsx 文件，不能写成“{report.name}”。")
    if not report.parent.is_dir():
        raise click.ClickException(f"--report：没有“{report.parent}”这个文件夹。")


def _apply(
    adapter: Adapter,
    standpoint: Standpoint,
    file: Path,
    ledger: LedgerFile,
    request: ImportRequest,
) -> tuple[Plan, int]:
    with writing():
        operations.hold_turn()
        plan = make_plan(adapter, standpoint, ledger, request)
        content = file.read_bytes()
        batch = operations.keep_batch(adapter, standpoint, content, plan, request)
        try:
            operations.apply_batch(adapter, standpoint, batch, plan)
        except operations.NotCleanError as error:
            raise click.ClickException("有错误行，按 --strict 的要求全部未导入。") from error
        except RowNotAppliedError as error:
            raise click.ClickException(
                f"第{error.row.number}行“{error.row.name}”未能写入，全部未导入。"
            ) from error
        import_id = batch.id
        db.session.commit()
    return plan, import_id


def _tell(name: str, plan: Plan, import_id: int | None, *, as_json: bool) -> None:
    if as_json:
        print_json(plan_document(name, plan, import_id=import_id))
        return
    counts = plan.counts()
    click.echo(
        f"{name}：共{counts['total']}行，新增{counts['new']}，变更{counts['changed']}，"
        f"无变化{counts['unchanged']}，跳过{counts['skipped']}，错误{counts['error']}。"
    )
    _tell_problems([*plan.all_problems(), *plan.ignored])
    click.echo("已导入。" if import_id is not None else "未写入；确认无误后加 --apply 导入。")


def _tell_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        row = "" if problem.row is None else f"第{problem.row}行"
        place = f"{problem.sheet or ''} {row}{place_of(problem, '')}".strip()
        click.echo(f"  {place} [{problem.severity.value}] {problem.message}")
