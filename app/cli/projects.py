"""Commands of projects."""

import click

from app.cli.importing import import_command
from app.exchange.projects.adapter import PROJECTS_ADAPTER


@click.group("projects")
def projects_group() -> None:
    """Import projects."""


projects_group.add_command(
    import_command(
        PROJECTS_ADAPTER, about="Pre-check a project ledger, and import it with --apply."
    )
)
