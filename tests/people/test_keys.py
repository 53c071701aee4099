import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.people.keys import person_key

NAMES = st.text(min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("name", "phone", "organization", "key"),
    [
        ("甲子丑", "13800000001", 7, "p:13800000001"),
        ("甲子丑", "13800000001、0571-81234567", None, "p:13800000001"),
        ("甲子丑", "0571-81234567-801", None, "p:057181234567801"),
        ("甲 子丑", None, 7, "n:甲子丑|7"),
        ("甲子丑", "", "晴湾 棋社", "n:甲子丑|晴湾棋社"),
        ("甲子丑", None, None, "n:甲子丑|"),
    ],
)
def test_tells_people_apart(name, phone, organization, key):
    assert person_key(name, phone, organization) == key


@settings(max_examples=50)
@given(NAMES, NAMES, st.integers(0, 99), st.one_of(st.none(), st.integers(1, 99), NAMES))
def test_a_phone_alone_decides_where_there_is_one(name, other, tail, organization):
    phone = f"138000000{tail:02}"

    assert person_key(name, phone, organization) == person_key(other, phone)


@settings(max_examples=50)
@given(NAMES, st.one_of(st.none(), st.integers(1, 99), NAMES))
def test_blanks_make_nobody_another(name, organization):
    assert person_key(f" {name} ", None, organization) == person_key(name, None, organization)
