"""A password that tests know, hashed once."""

from app.accounts.hashing import hash_password

PASSWORD = "Kq7-mmx-Tz92"
OTHER_PASSWORD = "Wd4-ppv-Hn58"
PASSWORD_HASH = hash_password(PASSWORD)
