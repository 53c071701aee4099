"""One stream out of a compound file, the container of Excel 97-2003 ([MS-CFB])."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from struct import unpack, unpack_from

_HEADER_FAT_SECTORS = 109
_NO_SECTOR = 0xFFFFFFFA  # and above: a chain's end, or a free sector
_SHORT_SECTOR = 64
_ENTRY = 128
_STREAM = 2


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


@dataclass(frozen=True)
class _Sectors:
    """Sectors of one size, and which follows which."""

    content: bytes
    size: int
    following: Sequence[int]

    def sector(self, number: int) -> bytes:
        return self.content[number * self.size : (number + 1) * self.size]

    def chain(self, start: int) -> bytes:
        numbers: list[int] = []
        while start < _NO_SECTOR:
            if len(numbers) > len(self.following):
                raise ValueError("a chain of sectors without an end")
            numbers.append(start)
            start = self.following[start]
        return b"".join(map(self.sector, numbers))


def read_stream(content: bytes, names: Sequence[str]) -> bytes:
    """Return the stream of the first name that there is.

    Raises struct.error, LookupError or ValueError for a damaged file, or when there is none.
    """
    size = 1 << (unpack_from("<H", content, 30)[0] & 15)
    sectors = _Sectors(content[size:], size, ())
    table = [number for sector in _table_sectors(content, sectors) for number in _integers(sector)]
    sectors = _Sectors(sectors.content, size, table)

    # The root, always first, stands for the short sectors.
    root, *entries = _entries(sectors.chain(unpack_from("<I", content, 48)[0]))
    stream = _find_stream(entries, names)
    if stream.size < unpack_from("<I", content, 56)[0]:
        short_table = _integers(sectors.chain(unpack_from("<I", content, 60)[0]))
        sectors = _Sectors(sectors.chain(root.start), _SHORT_SECTOR, short_table)
    return sectors.chain(stream.start)[: stream.size]


def _find_stream(entries: list[_Entry], names: Sequence[str]) -> _Entry:
    streams = {entry.name: entry for entry in entries if entry.kind == _STREAM}
    for name in names:
        if name in streams:
            return streams[name]
    raise LookupError(names)


def _integers(content: bytes) -> tuple[int, ...]:
    return unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _table_sectors(content: bytes, sectors: _Sectors) -> Iterator[bytes]:
    """Yield the sectors of the table: the header lists 109, a chain of sectors any others."""
    numbers = list(unpack_from(f"<{_HEADER_FAT_SECTORS}I", content, 76))
    further = unpack_from("<I", content, 68)[0]
    while further < _NO_SECTOR and len(numbers) * sectors.size < len(content):
        *more, further = _integers(sectors.sector(further))
        numbers += more
    for number in numbers:
        if number < _NO_SECTOR:
            yield sectors.sector(number)


def _entries(directory: bytes) -> Iterator[_Entry]:
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = unpack_from("<HB", directory, at + 64)
        start, size = unpack_from("<2I", directory, at + 116)
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        yield _Entry(name, kind, start, size)
