"""Names: when two are the same, how they are found and how they are ordered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations, islice, pairwise

from pypinyin import Style, pinyin
from pypinyin.core import Pinyin

from app.values.texts import squeeze

_PINYIN = Pinyin()
_READINGS = 16
_ONE_BRACKET_KIND = str.maketrans("〔【[{〖﹝〈<〕】]}〗﹞〉>", "((((((((" + "))))))))")
_STRAIGHT = str.maketrans("“”„‟〝〞＂「」『』‘’‚‛`´", '"' * 11 + "'" * 6)
_NOT_TYPED = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return the text as search compares it: narrow, lower case, without white space."""
    return squeeze(squeeze(text).lower())


def match_key(name: str) -> str:
    """Return what two writings of one name have in common: `fold`, one kind of quotes, of brackets."""
    return one_bracket_kind(fold(name)).translate(_STRAIGHT)


def one_bracket_kind(text: str) -> str:
    """Return the text with round brackets for every kind but those of titles 《》."""
    return text.translate(_ONE_BRACKET_KIND)


def grams(text: str) -> frozenset[str]:
    """Return every character and every two neighbors of the folded text."""
    folded = fold(text)
    return frozenset(chain(folded, map("".join, pairwise(folded))))


def pinyin_keys(name: str) -> tuple[str, ...]:
    """Return how the name may be typed in letters: in full and by initials, in all its readings.

    The usual reading comes first. Of more than 16 readings of the whole name those stay that
    differ from it in the fewest characters. What is not Chinese stays, signs and blanks do not.
    """
    parts = _parts(name)
    choices = list(islice(_choices(parts), _READINGS))
    full = _spell([part.readings for part in parts], choices)
    initials = _spell([part.initials for part in parts], choices)
    return tuple(key for key in dict.fromkeys(full + initials) if key)


def sort_key(name: str) -> str:
    """Return what orders names by pinyin under binary comparison.

    Each syllable is followed by its character: names beginning with 李 stay together, apart from
    those with 黎. Tones are left out.
    """
    return "".join(
        f"{part.readings[0]} {part.text}" if part.is_chinese else part.text for part in _parts(name)
    )


@dataclass(frozen=True)
class _Part:
    """One Chinese character with its readings, or a run of anything else, which reads as it is."""

    text: str
    readings: tuple[str, ...]
    initials: tuple[str, ...]  # of each reading, a run as a whole
    is_chinese: bool


def _parts(name: str) -> list[_Part]:
    typed = _NOT_TYPED.sub("", fold(name))
    return [part for word in _PINYIN.seg(typed) for part in _parts_of_word(word)]


# A register's names are made of few words: 街道, 社区, 服务, 中心.
@lru_cache(maxsize=20_000)
def _parts_of_word(word: str) -> tuple[_Part, ...]:
    parts: list[_Part] = []
    start = 0
    for (usual,) in pinyin(word, style=Style.NORMAL):
        if word.startswith(usual, start):
            parts.append(_Part(usual, (usual,), (usual,), is_chinese=False))
        else:
            parts.append(_character(word[start], usual))
        start += len(parts[-1].text)
    return tuple(parts)


def _character(text: str, usual: str) -> _Part:
    """Add the readings that the word rules out: words may be cut wrongly, 上海市长|宁区."""
    single = pinyin(text, style=Style.NORMAL, heteronym=True)[0]
    readings = tuple(dict.fromkeys((usual, *single)))
    return _Part(text, readings, tuple(reading[0] for reading in readings), is_chinese=True)


def _spell(readings: list[tuple[str, ...]], choices: list[dict[int, int]]) -> list[str]:
    return [
        "".join(some[choice.get(place, 0)] for place, some in enumerate(readings))
        for choice in choices
    ]


def _choices(parts: list[_Part]) -> Iterator[dict[int, int]]:
    """Yield which characters take which of their rarer readings, the fewest and commonest first."""
    rarer = [
        (number, place)
        for place, part in enumerate(parts)
        for number in range(1, len(part.readings))
    ]
    rarer.sort()
    for size in range(len({place for _, place in rarer}) + 1):
        for chosen in combinations(rarer, size):
            choice = {place: number for number, place in chosen}
            if len(choice) == size:
                yield choice
