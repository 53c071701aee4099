"""Commands of incubation: the gate results kept per organization."""

from typing import Any

import click
from flask.cli import AppGroup

from app.cli.looking import JSON_OPTION
from app.cli.output import print_json
from app.extensions import db
from app.incubation.gates import operations
from app.incubation.gates.due import list_all
from app.incubation.gates.operations import GateDifference
from app.turns import writing

AT_ONCE = 2_000  # organizations in one turn: others write in between


@click.group("incubation", cls=AppGroup)
def incubation_group() -> None:
    """Look after what incubation keeps."""


@incubation_group.command("rebuild-gates")
@click.option("--check", "is_check", is_flag=True, help="Only compare with what is kept.")
@JSON_OPTION
def rebuild_gates_command(is_check: bool, as_json: bool) -> None:
    """Work out anew what every organization lacks for its next stage.

    With --check nothing is written, and what differs from what is kept is listed.
    """
    differences = operations.compare()
    document: dict[str, Any] = {
        "differences": [_shown(item) for item in differences],
        "rebuilt": 0 if is_check else _rebuild(),
    }
    if as_json:
        print_json(document)
        return
    for item in differences:
        click.echo(f"{item.organization_id}\t{_summary(item.kept)}\t{_summary(item.computed)}")
    click.echo(f"不一致：{len(differences)}家；已重算：{document['rebuilt']}家。")


def _rebuild() -> int:
    ids = list_all()
    for start in range(0, len(ids), AT_ONCE):
        with writing():
            operations.recompute(ids[start : start + AT_ONCE])
            db.session.commit()
    return len(ids)


def _shown(item: GateDifference) -> dict[str, Any]:
    return {
        "organization": item.organization_id,
        "kept": item.kept and dict(item.kept),
        "computed": item.computed and dict(item.computed),
    }


def _summary(result: Any) -> str:
    return "无" if result is None else f"{result['to_stage']} 还差{result['missing']}项"
