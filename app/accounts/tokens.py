"""What a signed-in browser holds and what the database keeps of it. Pure.

A token is 256 random bits, so a fast digest is enough: there is nothing to guess. Whoever reads
the database, or a copy of it, cannot sign in with what stands there.
"""

import hashlib
import secrets

OCTETS = 32


def new_token() -> str:
    return secrets.token_urlsafe(OCTETS)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
