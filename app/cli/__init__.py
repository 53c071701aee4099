"""The command line. Commands do what pages do, through the same operations."""

from flask import Flask

from app.cli.accounts import accounts_group
from app.cli.demo import demo_group
from app.cli.divisions import divisions_group
from app.cli.files import files_group
from app.cli.incubation import incubation_group
from app.cli.metrics import metrics_group
from app.cli.organizations import organizations_group
from app.cli.projects import projects_group
from app.cli.serve import serve_command
from app.cli.supports import supports_group
from app.cli.trainings import trainings_group
from app.cli.translate import translate_group

COMMANDS = (
    accounts_group,
    demo_group,
    divisions_group,
    files_group,
    incubation_group,
    metrics_group,
    organizations_group,
    projects_group,
    serve_command,
    supports_group,
    trainings_group,
    translate_group,
)


def init_app(app: Flask) -> None:
    for command in COMMANDS:
        app.cli.add_command(command)
