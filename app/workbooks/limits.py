"""How much of a workbook is read."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a file may cost before it is refused; sizes in bytes, rows and columns per sheet."""

    file_size: int = 10 * MEBIBYTE
    parts: int = 200  # entries of an xlsx package
    part_size: int = 64 * MEBIBYTE  # unpacked
    package_size: int = 80 * MEBIBYTE  # all parts, unpacked
    ratio: int = 50  # unpacked to packed, above 1 MiB; honest workbooks stay below 20
    rows: int = 20_000
    columns: int = 100
    line_length: int = 1_000_000  # characters of a csv line
    output_size: int = 128 * MEBIBYTE  # what the child process may hand back
    memory: int = 1024 * MEBIBYTE  # address space of the child process, where the system can tell
    seconds: int = 60  # of processor time, and on the clock


DEFAULT_LIMITS = Limits()
# For a whole city's file, given to a command by somebody at the machine.
LARGE_LIMITS = Limits(
    file_size=300 * MEBIBYTE,
    parts=2_000,
    part_size=2_000 * MEBIBYTE,
    package_size=2_500 * MEBIBYTE,
    rows=1_048_576,
    columns=200,
    output_size=2_500 * MEBIBYTE,
    memory=8_192 * MEBIBYTE,
    seconds=900,
)
