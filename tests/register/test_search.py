import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.organizations import search_index
from app.organizations.models import FormerName, Organization
from app.organizations.operations import AttributeEdit, edit_organization
from app.register.queries import list_page
from app.register.selection import Selection
from app.standpoint import today
from app.values.names import fold
from tests.conftest import undone
from tests.factories import OrganizationFactory, example_divisions
from tests.organizations.looks import look
from tests.organizations.writes import run

# Few characters, so that fragments meet; wide, upper case and signs that LIKE knows among them.
ALPHABET = "晴川社区银行长重庆ABab12０Ａ（）()%_·'\" 　\U00020000"
ENGINES = ["app", pytest.param("postgresql_app", marks=pytest.mark.postgresql)]
names = st.text(alphabet=ALPHABET, min_size=1, max_size=14).filter(fold)
fragments = st.text(alphabet=ALPHABET, min_size=1, max_size=8)


@pytest.fixture
def search(either_session):
    """Return a function that gives the names a text finds."""
    here = look()

    def find(text, *, may_read_personal=True):
        rows = list_page(
            here, Selection(text=text.strip()), may_read_personal=may_read_personal, limit=100
        )
        return {row.values["name"] for row in rows}

    return find


def make(name, **facts):
    return OrganizationFactory.create(name=name, **facts)


class TestAFragment:
    @settings(
        max_examples=20,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(data=st.data())
    @pytest.mark.parametrize("engine", ENGINES)
    def test_finds_every_name_that_holds_it(self, request, engine, data):
        with undone(request.getfixturevalue(engine)):
            drawn = data.draw(st.lists(names, min_size=1, max_size=5))
            made = {make(name).id: name for name in drawn}
            whole = data.draw(st.sampled_from(list(made.values())))
            start = data.draw(st.integers(0, len(whole) - 1))
            length = data.draw(st.integers(1, 8))
            fragment = data.draw(st.one_of(st.just(whole[start : start + length]), fragments))

            words = [fold(word) for word in fragment.split()]
            holding = {
                id_ for id_, name in made.items() if all(word in fold(name) for word in words)
            }
            rows = list_page(
                look(), Selection(text=fragment.strip()), may_read_personal=True, limit=100
            )

            assert holding <= {row.id for row in rows}

    def test_is_found_wherever_it_stands(self, search):
        make("晴川街道老年协会（晴湾分会）")
        make("柳浪棋社")

        for text in (
            "晴",
            "川街",
            "街道老年",
            "晴川街道老年协会",
            "老年 晴川",
            "协会(晴",
            "协会（晴",
        ):
            assert search(text) == {"晴川街道老年协会（晴湾分会）"}, text

    def test_does_not_find_its_parts_apart(self, search):
        make("晴川与川晴")

        assert search("晴晴") == set()
        assert search("川川") == set()

    def test_takes_signs_of_query_languages_for_signs(self, search):
        make("晴川社")
        make("柳浪社")

        for text in ("%", "_", "*", '"', "'", "AND", "晴 OR 柳", "-晴", "晴*", "\\"):
            assert search(text) == set(), text

    def test_takes_no_sign_for_any_character(self, search):
        make("a_与_b与axb与a%与%b")

        assert search("a_b") == search("a%b") == set()

    def test_finds_half_width_upper_and_lower_case_alike(self, search):
        make("ＡＢＣ志愿队")

        assert search("abc") == search("Ｂｃ志") == {"ＡＢＣ志愿队"}


class TestPinyin:
    def test_finds_in_full_and_by_initials(self, search):
        make("晴湾合唱团")
        make("柳浪棋社")

        for text in ("qingwan", "hechangtuan", "qwhct", "wanhe", "QWHCT", "qing"):
            assert search(text) == {"晴湾合唱团"}, text

    def test_finds_by_every_reading(self, search):
        make("长宁银杏")

        for text in ("changning", "zhangning", "cnyx", "znyx"):
            assert search(text) == {"长宁银杏"}, text


class TestCodes:
    def test_are_found_by_any_part_of_them(self, search):
        make("晴湾合唱团", credit_code="51330100MJ87654327", filing_number="晴备字〔2022〕007号")

        assert search("51330100MJ87654327") == {"晴湾合唱团"}
        assert search("mj8765") == {"晴湾合唱团"}
        assert search("〔2022〕007") == {"晴湾合唱团"}
        assert search("备字") == {"晴湾合唱团"}


class TestPhones:
    def test_are_found_by_their_tail_or_in_full(self, search):
        make("晴湾合唱团", phone="13800004321、0571-81234567-801")

        for text in ("4321", "13800004321", "00004321", "4567", "057181234567"):
            assert search(text) == {"晴湾合唱团"}, text

    def test_are_not_found_without_the_permission(self, search):
        make("晴湾合唱团", phone="13800004321")

        assert search("4321", may_read_personal=False) == set()
        assert search("13800004321", may_read_personal=False) == set()

    def test_are_not_found_by_their_middle(self, search):
        make("晴湾合唱团", phone="13800004321")

        assert search("8000") == set()

    def test_leave_codes_to_be_found_by_digits(self, search):
        make("晴湾合唱团", registration_number="20224321")

        assert search("4321", may_read_personal=False) == {"晴湾合唱团"}


class TestFormerNames:
    def test_are_found_like_the_present_one(self, search, either_session):
        organization = make("晴湾艺术团")
        either_session.add(
            FormerName(
                organization_id=organization.id,
                name="晴湾合唱团",
                until=today(),
                recorded_at=organization.changed_at,
                recorded_by=look().viewer,
            )
        )
        search_index.refresh([organization.id])
        either_session.commit()

        assert search("合唱") == search("qwhct") == {"晴湾艺术团"}


def test_a_new_name_replaces_the_index_of_the_old(either_session, search):
    organization = make("晴湾合唱团", filing_number="备007")

    run(
        edit_organization,
        look(),
        organization.id,
        AttributeEdit({"filing_number": "备008"}),
    )

    assert search("备007") == set()
    assert search("备008") == {"晴湾合唱团"}


def test_a_search_stays_in_the_division(session):
    divisions = example_divisions()
    make("晴湾合唱团", division_code=divisions["晴湾社区"])
    make("云栖合唱团", division_code=divisions["云溪社区"])

    rows = list_page(
        look(divisions["晴川街道"]), Selection(text="合唱"), may_read_personal=True, limit=9
    )

    assert [row.values["name"] for row in rows] == ["晴湾合唱团"]
    assert session.query(Organization).count() == 2
