"""The next numbers of a course's pattern. Numbers once given stay taken, of whatever course."""

from collections.abc import Iterator

from sqlalchemy import select

from app.extensions import db
from app.trainings.certificates.errors import NoPatternError
from app.trainings.models import Certificate, Course
from app.values.number_patterns import NumberPattern, PatternError, next_sequence


def pattern_of(course: Course) -> NumberPattern:
    """Raise NoPatternError where there is none that can be filled."""
    try:
        pattern = NumberPattern(course.certificate_pattern or "")
    except PatternError as error:
        raise NoPatternError from error
    if pattern.missing_names():
        raise NoPatternError
    return pattern


def next_numbers(pattern: NumberPattern, year: int) -> Iterator[str]:
    """Yield numbers nobody has, one after the other. Hold the write turn."""
    sequence = next_sequence(_taken(pattern, year))
    while True:
        yield pattern.render(year, sequence)
        sequence += 1


def _taken(pattern: NumberPattern, year: int) -> Iterator[int]:
    statement = select(Certificate.number_key).where(
        Certificate.number_key.startswith(pattern.prefix(year), autoescape=True)
    )
    for number in db.session.scalars(statement):
        reading = pattern.read(number)
        if reading is not None and reading.year in {None, year}:
            yield reading.sequence
