import pytest


@pytest.mark.parametrize(
    "address",
    [
        "/login?next=%00",
        "/login?q=a%1bb",
        "/login?%0b=1",
        f"/organizations/{10**30}",
        "/organizations/2147483648",
    ],
)
def test_what_no_page_can_mean_is_no_failure(app, session, address):
    assert app.test_client().get(address).status_code in {400, 404}


def test_line_breaks_and_tabs_may_be_pasted(app, session):
    assert app.test_client().get("/login?q=a%0Ab%09c").status_code == 200


def test_an_address_with_a_control_character_is_not_found(app, session):
    assert app.test_client().get("/organizations/%00%1b").status_code == 404
