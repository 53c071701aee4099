"""Commands of the support log."""

import click

from app.cli.importing import import_command
from app.exchange.supports.adapter import SUPPORTS_ADAPTER


@click.group("supports")
def supports_group() -> None:
    """Import the log of what was done for organizations."""


supports_group.add_command(
    import_command(SUPPORTS_ADAPTER, about="Pre-check a support log, and import it with --apply.")
)
