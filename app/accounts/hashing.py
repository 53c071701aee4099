"""Storing and checking passwords: Argon2id, 19 MiB, 3 passes. Pure, and slow on purpose.

Never call it inside the write turn: everyone else would wait.
"""

from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER: Final = PasswordHasher(time_cost=3, memory_cost=19 * 1024, parallelism=1)

# Each takes 19 MiB and a core: a flood of sign-ins must not take the machine.
AT_ONCE: Final = BoundedSemaphore(4)

# Checked for names that do not exist, so that the time taken does not tell. Of the same cost as
# HASHER's; the password it was made from was thrown away.
NOBODYS_HASH: Final = (
    "$argon2id$v=19$m=19456,t=3,p=1$"
    "YkaQside/sgRTlUkUJQADQ$UmnMhzAuT1o+kqh3BO8RRH6h5ixYFnknKzViqLcblYM"
)


def hash_password(password: str) -> str:
    with AT_ONCE:
        return HASHER.hash(_octets(password))


def is_password(password: str, kept_hash: str | None) -> bool:
    """Return whether the hash was made from this password. None takes as long and is False."""
    with AT_ONCE:
        try:
            is_same = HASHER.verify(kept_hash or NOBODYS_HASH, _octets(password))
        except (VerificationError, InvalidHashError):
            return False
    return is_same and kept_hash is not None


def needs_rehash(kept_hash: str) -> bool:
    """Return whether the hash was made at another cost than is asked for today."""
    return HASHER.check_needs_rehash(kept_hash)


def _octets(password: str) -> bytes:
    # A command line may hand over octets that are no text; they are a password all the same.
    return password.encode("utf-8", "surrogatepass")
