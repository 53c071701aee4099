"""A signal: something to do that the data itself shows, and that goes away once it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Urgency(StrEnum):
    OVERDUE = "overdue"  # a day agreed on has passed
    DUE = "due"  # a day is near, or a next step has become possible
    TIDY = "tidy"  # what is recorded is old or incomplete


@dataclass(frozen=True)
class Signal:
    """A kind of thing to do.

    `items` gets the standpoint and returns a SELECT, unordered and without a limit, of exactly
    these labeled columns: `organization_id` (may be NULL), `subject_id` (what the page shown by
    `endpoint` is about), `due_on` (a day, or NULL), `owner_id` (the account that looks after it,
    or NULL), `title` (text, or NULL). Scope and day are in it. `definition` says in one sentence
    when it appears and how it goes away. `argument` is the name under which `endpoint` takes
    `subject_id`.
    """

    key: str
    label: str
    definition: str
    urgency: Urgency
    items: Callable[[Any], Any]
    endpoint: str
    argument: str
