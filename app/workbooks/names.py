"""How sheets name their columns: A is 1, Z is 26, AA is 27."""

from functools import lru_cache


@lru_cache(maxsize=1024)
def column_letter(number: int) -> str:
    """Return the letters of a column counted from 1."""
    if number < 1:
        raise ValueError(number)
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the column counted from 1; raise ValueError for anything but Latin letters."""
    if not (letters.isascii() and letters.isalpha()):
        raise ValueError(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
