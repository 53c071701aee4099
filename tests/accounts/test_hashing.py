from threading import Event, Semaphore, Thread
from unittest.mock import Mock

import pytest
from argon2 import PasswordHasher

from app.accounts import hashing
from app.accounts.hashing import NOBODYS_HASH, hash_password, is_password, needs_rehash
from tests.accounts.known import PASSWORD, PASSWORD_HASH


class TestHashPassword:
    def test_is_argon2id_at_19_mebibytes_3_passes_and_1_lane(self):
        assert PASSWORD_HASH.startswith("$argon2id$v=19$m=19456,t=3,p=1$")

    def test_salts(self):
        assert hash_password(PASSWORD) != PASSWORD_HASH

    def test_takes_what_is_no_text(self):
        octets = b"\xff\xfe-Kq7".decode("utf-8", "surrogateescape")

        assert is_password(octets, hash_password(octets))


class TestIsPassword:
    @pytest.mark.parametrize(
        ("password", "kept_hash", "expected"),
        [
            (PASSWORD, PASSWORD_HASH, True),
            (PASSWORD + " ", PASSWORD_HASH, False),
            ("", PASSWORD_HASH, False),
            (PASSWORD, None, False),
            (PASSWORD, "not a hash", False),
        ],
        ids=["right", "a blank more", "empty", "no account", "damaged"],
    )
    def test_tells(self, password, kept_hash, expected):
        assert is_password(password, kept_hash) is expected

    @pytest.mark.parametrize("kept_hash", [PASSWORD_HASH, None], ids=["known", "unknown"])
    def test_does_the_same_work_when_there_is_no_account(self, monkeypatch, kept_hash):
        hasher = Mock(wraps=hashing.HASHER)
        monkeypatch.setattr(hashing, "HASHER", hasher)

        is_password("wrong", kept_hash)

        (kept, _octets), _named = hasher.verify.call_args
        assert kept.split("$")[:4] == PASSWORD_HASH.split("$")[:4]

    def test_never_runs_more_than_four_at_once(self, monkeypatch):
        entered, free_to_go = Semaphore(0), Event()
        inside, most = [], []

        def verify(*_given):
            inside.append(1)
            most.append(len(inside))
            entered.release()
            assert free_to_go.wait(10)
            inside.pop()
            return True

        monkeypatch.setattr(hashing, "HASHER", Mock(verify=verify))
        threads = [Thread(target=is_password, args=("x", PASSWORD_HASH)) for _ in range(7)]
        for thread in threads:
            thread.start()
        for _ in range(4):
            assert entered.acquire(timeout=10)
        assert not hashing.AT_ONCE.acquire(blocking=False)
        free_to_go.set()
        for thread in threads:
            thread.join(10)

        assert max(most) == 4
        assert len(most) == 7


class TestNeedsRehash:
    def test_is_true_for_another_cost_only(self):
        weaker = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)

        assert needs_rehash(weaker)
        assert not needs_rehash(PASSWORD_HASH)
        assert not needs_rehash(NOBODYS_HASH)
