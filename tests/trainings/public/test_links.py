from datetime import timedelta

import pytest

from app.db import utc_now
from app.trainings.public.limits import TooManyUsesError, count_use, origin_of
from app.trainings.public.links import (
    ExpiredLinkError,
    ForgedLinkError,
    Purpose,
    make_token,
    read_token,
)
from app.trainings.public.pictures import qr_code
from app.turns import writing

HOUR = timedelta(hours=1)


class TestToken:
    def test_leads_to_its_session_until_it_expires(self, session):
        now = utc_now()
        token = make_token(Purpose.SIGN_IN, 7, now + HOUR)

        assert read_token(Purpose.SIGN_IN, token, now) == 7
        with pytest.raises(ExpiredLinkError):
            read_token(Purpose.SIGN_IN, token, now + HOUR)

    def test_is_good_for_one_purpose(self, session):
        token = make_token(Purpose.FEEDBACK, 7, utc_now() + HOUR)

        with pytest.raises(ForgedLinkError):
            read_token(Purpose.SIGN_IN, token, utc_now())

    @pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda _t: "无"])
    def test_cannot_be_changed(self, session, change):
        token = make_token(Purpose.SIGN_IN, 7, utc_now() + HOUR)

        with pytest.raises(ForgedLinkError):
            read_token(Purpose.SIGN_IN, change(token), utc_now())


class TestLimit:
    def test_is_for_each_address_and_purpose(self, session):
        with writing():
            for _time in range(2):
                count_use("sign-in", "10.0.0.1", most=2)

            with pytest.raises(TooManyUsesError):
                count_use("sign-in", "10.0.0.1", most=2)
            count_use("sign-in", "10.0.0.2", most=2)
            count_use("verify", "10.0.0.1", most=2)

    def test_takes_a_house_as_one(self):
        assert origin_of("2001:db8::1") == origin_of("2001:db8::ffff") != origin_of("2001:db9::1")
        assert origin_of(None) == ""


def test_the_code_is_a_drawing_without_styles():
    drawing = qr_code("https://miaopu.example.cn/s/abc")

    assert drawing.startswith(b"<svg")
    assert b"style" not in drawing
