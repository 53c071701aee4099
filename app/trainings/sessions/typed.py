"""People typed in quickly, one a line: name, organization, phone, in any order after the name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.trainings.models import Presence
from app.values.phones import parse_phones
from app.values.unreadable import UnreadableValueError

_GAPS = re.compile(r"[\s,;、\uff0c\uff1b]+")
WORDS = {"请假": Presence.EXCUSED, "缺席": Presence.ABSENT, "出席": Presence.PRESENT}
MOST_LINES = 500


@dataclass(frozen=True)
class TypedPerson:
    name: str
    organization: str | None
    phone: str | None
    presence: Presence


def read_people(text: str) -> list[TypedPerson]:
    """Return one person for each line that says something."""
    lines = ([part for part in _GAPS.split(line) if part] for line in text.splitlines())
    return [_read(parts) for parts in lines if parts]


def _read(parts: Sequence[str]) -> TypedPerson:
    name, *rest = parts
    phone, presence, words = None, Presence.PRESENT, []
    for part in rest:
        if part in WORDS:
            presence = WORDS[part]
        elif phone is None and (found := _phone(part)):
            phone = found
        else:
            words.append(part)
    return TypedPerson(name, " ".join(words) or None, phone, presence)


def _phone(part: str) -> str | None:
    try:
        return parse_phones(part) if any(sign.isdigit() for sign in part) else None
    except UnreadableValueError:
        return None
