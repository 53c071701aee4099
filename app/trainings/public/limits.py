"""How often pages that anyone may open are used, counted in the database for all processes."""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from sqlalchemy import delete, func, select

from app.audit.operations import instant
from app.db import utc_now
from app.extensions import db
from app.trainings.models import PublicUse

SPAN: Final = timedelta(minutes=1)
IPV6_PREFIX: Final = 64  # what one house is given; its addresses are endless


class TooManyUsesError(Exception):
    """The page was used from the address more often than people in a hall would."""


def count_use(purpose: str, address: str | None, *, most: int) -> None:
    """Count a use, `most` of them a minute. Raises TooManyUsesError."""
    instant()  # takes the place among the writers: on PostgreSQL they would not see each other
    now = utc_now()
    origin = origin_of(address)
    db.session.execute(delete(PublicUse).where(PublicUse.at <= now - SPAN))
    statement = select(func.count(PublicUse.id)).where(
        PublicUse.purpose == purpose, PublicUse.address == origin
    )
    if (db.session.scalar(statement) or 0) >= most:
        raise TooManyUsesError
    db.session.add(PublicUse(purpose=purpose, address=origin, at=now))
    db.session.flush()


def origin_of(address: str | None) -> str:
    """Return the address, of a long one the network it is in."""
    if not address:
        return ""
    read = ip_address(address)
    if isinstance(read, IPv6Address):
        return str(ip_network(f"{read}/{IPV6_PREFIX}", strict=False))
    return str(read)
