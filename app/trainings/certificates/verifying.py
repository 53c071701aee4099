"""Checking a certificate without an account, by its number and its holder's name."""

import hmac
from typing import Final

from sqlalchemy import select

from app.extensions import db
from app.standpoint import today
from app.trainings.certificates.conditions import CertificateState, state_of
from app.trainings.models import Certificate
from app.values.codes import code_key
from app.values.names import match_key

PURPOSE: Final = "verify"
MOST_A_MINUTE: Final = 20  # from one address: nobody types faster


def verify(number: str, name: str) -> CertificateState | None:
    """Return how it stands today; None, and the same work, for a wrong name or number."""
    found = db.session.execute(
        select(Certificate.name, Certificate.expires_on, Certificate.superseded_at).where(
            Certificate.number_key == code_key(number)
        )
    ).one_or_none()
    kept_name, expires_on, revoked_at = found or ("", None, None)
    state = state_of(expires_on, today(), is_revoked=revoked_at is not None)
    is_holder = hmac.compare_digest(_digest(kept_name), _digest(name))
    return state if is_holder and found is not None else None


def _digest(name: str) -> bytes:
    return hmac.digest(b"name", match_key(name).encode("utf-8", "surrogatepass"), "sha256")
