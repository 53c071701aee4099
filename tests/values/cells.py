"""What a workbook may hand over, for the properties that every reader keeps."""

from contextlib import suppress

from hypothesis import strategies as st

from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import UnknownCell

# Texts near to what people write find more than texts of any characters.
OFFICE_TEXTS = st.text(
    "0123456789０５.．,，、-—/年月日号 \n　约近超余万亿千百十〇一二三两元整￥%*+()（）AaEeOox无",
    max_size=20,
)
RAW = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=-(10**20), max_value=10**20),
    st.floats(),
    st.text(),
    OFFICE_TEXTS,
    st.dates(),
    st.datetimes(),
    st.times(),
    st.builds(UnknownCell, st.sampled_from(["#REF!", "=A1+B1", ""])),
)


def read(parse, raw):
    """Return what was read, None for what was refused; any other exception is a failure."""
    with suppress(UnreadableValueError):
        return parse(raw)
    return None


def code_of(parse, *arguments):
    """Return the code a value is refused with."""
    try:
        parsed = parse(*arguments)
    except UnreadableValueError as error:
        return error.code
    message = f"{arguments!r} was read as {parsed!r}"
    raise AssertionError(message)
