"""Searching the register by a fragment of a name, former name, pinyin, code, or a phone's tail.

What a search must find is defined on the folded text (organizations.search_index): every
organization whose text holds each word of the query somewhere. The gram index narrows, then LIKE
decides, so nothing that LIKE finds is missed.
"""

import re
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from app.extensions import db
from app.organizations.models import Organization, OrganizationSearch, PhoneTail
from app.organizations.search_index import token
from app.values.names import fold

TAIL = re.compile(r"\d{4,12}", re.ASCII)  # up to a landline with its area code
TAIL_LENGTH = 4


def found_by(text: str, *, may_read_personal: bool) -> ColumnElement[bool]:
    """Hold for organizations whose text holds every word of `text`."""
    words = [word for word in (fold(part) for part in text.split()) if word]
    return and_(sa.true(), *(_holds(word, may_read_personal) for word in words))


def _holds(word: str, may_read_personal: bool) -> ColumnElement[bool]:
    found: ColumnElement[bool] = Organization.id.in_(
        select(OrganizationSearch.organization_id).where(
            OrganizationSearch.organization_id.in_(_candidates(word)),
            OrganizationSearch.text.contains(word, autoescape=True),
        )
    )
    if may_read_personal and TAIL.fullmatch(word):
        return or_(found, _has_phone(word))
    return found


def _has_phone(digits: str) -> ColumnElement[bool]:
    with_tail = select(PhoneTail.organization_id).where(PhoneTail.tail == digits[-TAIL_LENGTH:])
    return and_(
        Organization.id.in_(with_tail),
        sa.func.replace(Organization.phone, "-", "").contains(digits),
    )


def _candidates(word: str) -> Any:
    """Select the organizations that hold all grams of the word: one, or each pair in it."""
    pairs = [word] if len(word) <= 2 else [word[i : i + 2] for i in range(len(word) - 1)]  # noqa: PLR2004, grams are of one or two
    wanted = list(dict.fromkeys(token(pair) for pair in pairs))
    if db.session.get_bind().dialect.name == "postgresql":
        grams = sa.table(
            "organization_gram",
            sa.column("organization_id", sa.Integer()),
            sa.column("keys", ARRAY(sa.Text())),
        )
        return select(grams.c.organization_id).where(grams.c["keys"].contains(wanted))
    table = sa.table("organization_gram", sa.column("rowid", sa.Integer()))
    match = sa.literal_column("organization_gram").op("MATCH", is_comparison=True)
    return select(table.c.rowid).where(match(" ".join(wanted)))
