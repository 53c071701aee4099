"""Which fields a header text can mean, by the synonyms an adapter gives."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.definitions.fields import Field
from app.exchange.fields import Ledger
from app.exchange.headers import BRACKETED
from app.values.texts import squeeze

_MARKS = re.compile(r"[*★☆●•▲△#]|^[:,;.、。\-_|]+|[:,;.、。\-_|]+$")
_BEFORE = re.compile(r"^(?:\d{1,2}[.、)]|其中[:,]?|现有)")
_AFTER = re.compile(r"(?:[/:,]?(?:单位:?)?(?:[亿万千百]?元|万|人|名|个|家)|必填|选填|\d+位)$")
_ABOUT = re.compile(r"(?:基本)?(?:信息|情况|事项|资料|概况|内容)$")
_EITHER = re.compile(r"[/、或及和与,]|\n")
_ORDINAL = re.compile(r"序号?|序列号?|顺序号?|排序|行号|项次|no")
_FIGURE = re.compile(r"总数|数量|家数|个数|占比|比例|合计|小计|总计|平均|百分比")

_REMEMBERED = 4_096

EXACT, BELOW_A_GROUP, IN_CONTEXT, IN_PASSING = 4, 3, 2, 1


@dataclass(frozen=True)
class Reading:
    """A field that a header can mean; a stronger reading wins, then the one of lower rank."""

    key: str
    strength: int
    rank: int
    needs_proof: bool = False  # most of the column's values must look right

    @property
    def order(self) -> tuple[bool, int, int]:
        return self.needs_proof, -self.strength, self.rank


class Vocabulary:
    """The header texts of one kind of ledger, ready to be looked up."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.fields = {field.key: field for field in ledger.fields}
        self._synonyms = _index((field, (field.label, *field.synonyms)) for field in ledger.fields)
        self._short = _index((field, field.short) for field in ledger.fields)
        self._doubtful = _index((field, field.doubtful) for field in ledger.fields)
        self._subjects = tuple(sorted(ledger.subjects, key=len, reverse=True))
        # Rows are looked up too, to tell whether they are headers: the same words over and over.
        self._read_once = lru_cache(maxsize=_REMEMBERED)(self._read)

    def read(self, parts: Sequence[str]) -> list[Reading]:
        """Return what the header texts over a column can mean, the best reading first."""
        return self._read_once(tuple(parts))

    def read_beside(self, left: Sequence[str], text: str) -> list[Reading]:
        """Return what a header too general to stand alone means right of another header."""
        context = [normal(part) for part in left]
        return [
            Reading(reading.key, IN_PASSING, reading.rank)
            for reading in self._in_context(context, normal(text))
        ]

    def _read(self, parts: tuple[str, ...]) -> list[Reading]:
        said = [part for part in map(normal, parts) if bare(part)]
        if not said:
            return []
        *groups, leaf = said
        best: dict[str, Reading] = {}
        for reading in self._readings(groups, leaf):
            known = best.get(reading.key)
            if known is None or reading.order < known.order:
                best[reading.key] = reading
        return sorted(best.values(), key=lambda reading: reading.order)

    def _readings(self, groups: list[str], leaf: str) -> Iterator[Reading]:
        if groups:
            yield from self._joined(groups, leaf)
        yield from self._alone(leaf, BELOW_A_GROUP if groups else EXACT, groups)
        yield from self._in_context(groups, leaf)
        yield from self._doubted(leaf, groups)
        yield from self._either(leaf, groups)
        if not any(form in self._synonyms for form in _forms(leaf)):
            around = [bare(leaf)]
            for hint in BRACKETED.findall(leaf):
                for form in _forms(hint.strip("()[]【】〔〕<>")):
                    yield from self._lookup(form, IN_PASSING, around, around)

    def _joined(self, groups: list[str], leaf: str) -> Iterator[Reading]:
        plain = [_ABOUT.sub("", bare(group)) or bare(group) for group in groups]
        for group in dict.fromkeys((plain[-1], "".join(plain))):
            yield from self._alone(group + leaf, EXACT, [])

    def _alone(self, leaf: str, strength: int, groups: list[str]) -> Iterator[Reading]:
        hints = BRACKETED.findall(leaf)
        for form in _forms(leaf):
            yield from self._lookup(form, strength, groups, hints)
        subject = next((word for word in self._subjects if leaf.startswith(word)), "")
        for form in _forms(leaf.removeprefix(subject)) if subject else ():
            yield from self._lookup(form, min(strength, IN_CONTEXT), [*groups, subject], hints)

    def _lookup(
        self, form: str, strength: int, groups: list[str], hints: list[str]
    ) -> Iterator[Reading]:
        for field, rank in self._synonyms.get(form, ()):
            if not _names(field.unless, [*groups, *hints]) and not _names(field.rivals, hints):
                yield Reading(field.key, strength, rank)

    def _in_context(self, groups: list[str], leaf: str) -> Iterator[Reading]:
        for form in _forms(leaf):
            for field, rank in self._short.get(form, ()):
                fits = _names(field.within, groups)
                if fits and not _names((*field.unless, *field.rivals), groups):
                    yield Reading(field.key, IN_CONTEXT, rank)

    def _doubted(self, leaf: str, groups: list[str]) -> Iterator[Reading]:
        for form in _forms(leaf):
            for field, rank in self._doubtful.get(form, ()):
                if not _names(field.unless, groups):
                    yield Reading(field.key, IN_CONTEXT, rank, needs_proof=True)

    def _either(self, leaf: str, groups: list[str]) -> Iterator[Reading]:
        """Read 地址/住所: what all the pieces can mean."""
        pieces = [piece for piece in _EITHER.split(leaf) if piece]
        if len(pieces) < 2:  # noqa: PLR2004
            return
        found = [
            {item.key: item for item in (*self._alone(piece, 1, groups), *self._doubted(piece, []))}
            for piece in pieces
        ]
        for key in set.intersection(*(set(items) for items in found)):
            yield Reading(key, IN_CONTEXT, min(items[key].rank for items in found))


@lru_cache(maxsize=16)
def vocabulary(ledger: Ledger) -> Vocabulary:
    return Vocabulary(ledger)


def normal(text: str) -> str:
    """Return a header text as it is compared."""
    return _MARKS.sub("", squeeze(text).lower())


def bare(text: str) -> str:
    """Return a normal header text without what stands in brackets."""
    return _MARKS.sub("", BRACKETED.sub("", text))


def is_ordinal(text: str) -> bool:
    """Tell whether the header text stands over the running number of the rows."""
    return text.strip() == "#" or any(map(_ORDINAL.fullmatch, _forms(normal(text))))


def heads_numbers(parts: Sequence[str]) -> bool:
    """Tell whether a column of these header texts holds the running number."""
    return bool(parts) and is_ordinal(parts[-1])


def is_figure(text: str) -> bool:
    """Tell whether a header text stands over a figure of a summary: 总数, 家数, 占比."""
    return _FIGURE.search(normal(text)) is not None


def _forms(text: str) -> tuple[str, ...]:
    forms = [text, bare(text)]
    forms += [_AFTER.sub("", _BEFORE.sub("", form)) for form in forms]
    forms += [form.replace("/", "") for form in forms]
    return tuple(form for form in dict.fromkeys(forms) if form)


def _index(texts: Iterable[tuple[Field, Iterable[str]]]) -> dict[str, list[tuple[Field, int]]]:
    index: defaultdict[str, list[tuple[Field, int]]] = defaultdict(list)
    for field, synonyms in texts:
        for rank, synonym in enumerate(synonyms):
            index[normal(str(synonym))].append((field, rank))
            if bare(normal(str(synonym))) != normal(str(synonym)):
                index[bare(normal(str(synonym)))].append((field, rank))
    return dict(index)


def _names(words: Iterable[str], texts: Sequence[str]) -> bool:
    return any(word in text for word in words for text in texts)
