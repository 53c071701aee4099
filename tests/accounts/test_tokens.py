from app.accounts.tokens import hash_token, new_token


class TestNewToken:
    def test_is_256_random_bits(self):
        drawn = {new_token() for _ in range(100)}

        assert len(drawn) == 100
        assert all(len(token) == 43 for token in drawn)


class TestHashToken:
    def test_does_not_show_the_token(self):
        token = new_token()

        assert token not in hash_token(token)
        assert hash_token(token) == hash_token(token)

    def test_takes_any_cookie(self):
        assert hash_token("\udcff") != hash_token("")
