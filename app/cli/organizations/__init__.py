"""Commands of the register: import, show, export."""

import click

from app.cli.importing import import_command
from app.cli.organizations.exporting import export_command
from app.cli.organizations.showing import show_command
from app.exchange.register.adapter import REGISTER_ADAPTER


@click.group("organizations")
def organizations_group() -> None:
    """Import, show and export the register of organizations."""


organizations_group.add_command(export_command)
organizations_group.add_command(
    import_command(
        REGISTER_ADAPTER, about="Pre-check a roster of organizations, and import it with --apply."
    )
)
organizations_group.add_command(show_command)
