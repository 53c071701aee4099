import pytest

from app.extensions import db
from app.incubation.gates.models import GateResult
from app.organizations.dictionaries import stage_words
from app.organizations.models import Stage
from app.organizations.operations import dictionary
from app.organizations.operations.dictionary import LabelTakenError, LastStageError, StageEdit
from tests.factories import OrganizationFactory
from tests.organizations.looks import look
from tests.organizations.writes import last_event, run


@pytest.fixture
def here(session):
    return look()


def labels():
    return [word.label for word in stage_words() if not word.is_retired]


class TestAddStage:
    def test_puts_it_above_all_others_under_a_key_of_its_own(self, here):
        first = run(dictionary.add_stage, here, StageEdit("枢纽期", 100)).key
        second = run(dictionary.add_stage, here, StageEdit("引领期")).key

        assert (first, second) == ("stage-1", "stage-2")
        assert labels()[-2:] == ["枢纽期", "引领期"]
        assert last_event().action == "stage:add"

    def test_takes_no_name_twice(self, here):
        with pytest.raises(LabelTakenError):
            run(dictionary.add_stage, here, StageEdit("成长期"))


class TestEditStage:
    def test_renames_and_limits_and_tells_what_changed(self, here):
        assert run(dictionary.edit_stage, here, "growing", StageEdit("发展期", 1095))

        assert "发展期" in labels()
        assert last_event().changes == {"label": ["成长期", "发展期"]}
        assert not run(dictionary.edit_stage, here, "growing", StageEdit("发展期", 1095))
        with pytest.raises(LabelTakenError):
            run(dictionary.edit_stage, here, "growing", StageEdit("成熟期"))


class TestOrderStage:
    def test_lets_two_change_places(self, here):
        assert run(lambda: dictionary.order_stage(here, "growing", is_up=True))
        assert labels() == ["萌芽期", "初创期", "成熟期", "成长期", "出壳"]
        assert not run(lambda: dictionary.order_stage(here, "sprouting", is_up=False))

    def test_has_gates_worked_out_anew(self, here):
        organization = OrganizationFactory.create(histories__stage="starting")

        run(lambda: dictionary.order_stage(here, "growing", is_up=True))

        assert db.session.get(GateResult, organization.id).to_stage == "mature"


class TestRetireStage:
    def test_offers_it_no_longer_and_again_once_restored(self, here):
        run(dictionary.retire_stage, here, "graduated")
        assert "出壳" not in labels()
        assert db.session.get(Stage, "graduated") is not None

        run(dictionary.restore_stage, here, "graduated")
        assert labels()[-1] == "出壳"
        assert last_event().action == "stage:restore"

    def test_keeps_one_in_use(self, here):
        *others, last = [word.key for word in stage_words()]
        for key in others:
            run(dictionary.retire_stage, here, key)

        with pytest.raises(LastStageError):
            run(dictionary.retire_stage, here, last)
