"""What commands print: one JSON document, or a few plain lines."""

import json
from typing import Any

import click


def print_json(document: Any) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))
