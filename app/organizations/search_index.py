"""What a search finds: folded lines of text per organization, and an index of their grams.

SQLite keeps the grams in a contentless FTS5 table, PostgreSQL in an array under a GIN index;
`register.search` asks both the same question.
"""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from app.extensions import db
from app.organizations.models import FormerName, Organization, OrganizationSearch, PhoneTail
from app.values.names import fold, grams, pinyin_keys
from app.values.phones import tails

CHUNK = 500


def refresh(ids: Sequence[int]) -> None:
    """Bring the index in step with these organizations' names, codes and phones."""
    db.session.flush()
    for start in range(0, len(ids), CHUNK):
        _refresh(ids[start : start + CHUNK])


def token(gram: str) -> str:
    """Return a gram as a word that the index's plain tokenizer leaves whole."""
    return "".join(f"{ord(character):x}z" for character in gram)


def tokens(text: str) -> list[str]:
    return sorted({token(gram) for line in text.split("\n") for gram in grams(line)})


def _refresh(ids: Sequence[int]) -> None:
    old = dict(
        db.session.execute(
            sa.select(OrganizationSearch.organization_id, OrganizationSearch.text).where(
                OrganizationSearch.organization_id.in_(ids)
            )
        )
        .tuples()
        .all()
    )
    new, phones = _texts(ids)
    changed = [id_ for id_ in new if new[id_] != old.get(id_)]
    if changed:
        _replace_texts(changed, new)
        _replace_grams(changed, old, new)
    _replace_tails(ids, phones)


def _texts(ids: Sequence[int]) -> tuple[dict[int, str], dict[int, str | None]]:
    former: dict[int, list[str]] = {}
    rows = db.session.execute(
        sa.select(FormerName.organization_id, FormerName.name)
        .where(FormerName.organization_id.in_(ids))
        .order_by(FormerName.id)
    ).tuples()
    for id_, name in rows:
        former.setdefault(id_, []).append(name)
    texts, phones = {}, {}
    columns = (
        Organization.id,
        Organization.name,
        Organization.credit_code,
        Organization.filing_number,
        Organization.registration_number,
        Organization.phone,
    )
    for id_, name, *codes, phone in db.session.execute(
        sa.select(*columns).where(Organization.id.in_(ids))
    ):
        texts[id_] = _text([name, *former.get(id_, [])], [code for code in codes if code])
        phones[id_] = phone
    return texts, phones


def _text(names: Sequence[str], codes: Sequence[str]) -> str:
    lines = [fold(item) for item in (*names, *codes)]
    lines += [key for name in names for key in pinyin_keys(name)]
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _replace_texts(changed: Sequence[int], new: dict[int, str]) -> None:
    db.session.execute(
        sa.delete(OrganizationSearch).where(OrganizationSearch.organization_id.in_(changed))
    )
    db.session.execute(
        sa.insert(OrganizationSearch),
        [{"organization_id": id_, "text": new[id_]} for id_ in changed],
    )


def _replace_grams(changed: Sequence[int], old: dict[int, str], new: dict[int, str]) -> None:
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(
            sa.text("DELETE FROM organization_gram WHERE organization_id = ANY(:ids)"),
            {"ids": list(changed)},
        )
        connection.execute(
            sa.text("INSERT INTO organization_gram (organization_id, keys) VALUES (:id, :keys)"),
            [{"id": id_, "keys": tokens(new[id_])} for id_ in changed],
        )
        return
    # A contentless table forgets a row only when told the very words it was given.
    gone = [{"id": id_, "keys": " ".join(tokens(old[id_]))} for id_ in changed if id_ in old]
    if gone:
        connection.execute(
            sa.text(
                "INSERT INTO organization_gram (organization_gram, rowid, keys) "
                "VALUES ('delete', :id, :keys)"
            ),
            gone,
        )
    connection.execute(
        sa.text("INSERT INTO organization_gram (rowid, keys) VALUES (:id, :keys)"),
        [{"id": id_, "keys": " ".join(tokens(new[id_]))} for id_ in changed],
    )


def _replace_tails(ids: Sequence[int], phones: dict[int, str | None]) -> None:
    db.session.execute(sa.delete(PhoneTail).where(PhoneTail.organization_id.in_(ids)))
    rows = [
        {"organization_id": id_, "tail": tail}
        for id_, phone in phones.items()
        for tail in _distinct(tails(phone or ""))
    ]
    if rows:
        db.session.execute(sa.insert(PhoneTail), rows)


def _distinct(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))
