"""Commands of trainings."""

import click

from app.cli.importing import import_command
from app.exchange.attendance.adapter import ATTENDANCE_ADAPTER
from app.exchange.trainings.adapter import TRAININGS_ADAPTER


@click.group("trainings")
def trainings_group() -> None:
    """Import trainings and who was at them."""


trainings_group.add_command(
    import_command(
        TRAININGS_ADAPTER, about="Pre-check a training ledger, and import it with --apply."
    )
)
trainings_group.add_command(
    import_command(
        ATTENDANCE_ADAPTER,
        "import-attendance",
        about="Pre-check a sign-in list, and import it with --apply.",
    )
)
