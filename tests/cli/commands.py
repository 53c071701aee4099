"""Commands run as an operator would, over the divisions of the example street."""

import json

from app.extensions import db
from tests.exchange.ledgers import path_of


class Commands:
    """Runs commands in the test's application; everything they say is kept."""

    def __init__(self, app):
        self._runner = app.test_cli_runner()

    def run(self, *arguments, exit_code=0):
        # As a new process would: nothing is remembered of what a command before has read.
        db.session.expire_all()
        result = self._runner.invoke(args=[str(item) for item in arguments])
        assert result.exit_code == exit_code, result.output
        return result

    def document(self, *arguments, exit_code=0):
        return json.loads(self.run(*arguments, "--json", exit_code=exit_code).stdout)

    def load_street(self):
        self.run("divisions", "load", path_of("example_street.csv"))

    def check(self, name, *options, exit_code=0):
        """Pre-check a ledger and return the document."""
        return self.document(
            "organizations", "import", path_of(name), *options, exit_code=exit_code
        )

    def apply(self, name, *options):
        return self.check(name, "--apply", *options)

    def show(self, text):
        return self.document("organizations", "show", text)["matches"]
