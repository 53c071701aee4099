import pytest

from tests.cli.commands import Commands


@pytest.fixture
def commands(app, session):
    """Commands over an empty register that knows the divisions of the example street."""
    commands = Commands(app)
    commands.load_street()
    return commands
