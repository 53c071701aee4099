"""The words of recognitions."""

from collections.abc import Mapping
from datetime import date

from app.i18n import _l
from app.projects.models import Recognition
from app.projects.recognitions.queries import State

KIND_LABELS: Mapping[bool, str] = {True: _l("品牌"), False: _l("荣誉")}
STATE_LABELS: Mapping[State, str] = {
    State.IN_FORCE: _l("有效"),
    State.EXPIRED: _l("已过期"),
    State.REVOKED: _l("已撤销"),
}


def state_at(recognition: Recognition, on: date) -> State:
    """Return how a recognition stands on the day."""
    if recognition.revoked_on is not None and recognition.revoked_on <= on:
        return State.REVOKED
    if recognition.valid_until is not None and recognition.valid_until < on:
        return State.EXPIRED
    return State.IN_FORCE
