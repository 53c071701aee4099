from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.incubation.criteria.gates import Answer, criteria_for, gate_of
from app.organizations.standings import Standing


@dataclass(frozen=True)
class Asked:
    id: int
    weight: int = 1
    is_required: bool = False
    stage: str = "growing"
    audience: str = "any"
    is_retired: bool = False
    code: str = ""
    dimension: str = "team"
    text: str = ""
    proof: str = "judgment"


def required(id_, **values):
    return Asked(id_, is_required=True, **values)


def met(*ids):
    return {id_: Answer(id_, is_met=True) for id_ in ids}


# Two required ones and weights of 3, 2, 2, 1, 1: together 9, of which 60 % are 5.4.
GROWING = (required(1), required(2), *map(Asked, (3, 4, 5, 6, 7), (3, 2, 2, 1, 1)))


class TestGate:
    @pytest.mark.parametrize(
        ("answered", "missing", "unmet"),
        [
            ((), 5, (1, 2, 3, 4, 5, 6, 7)),  # 3 + 2 + 2 = 7 of 9 are enough
            ((1, 2), 3, (3, 4, 5, 6, 7)),
            ((1, 2, 3), 2, (4, 5, 6, 7)),  # 3 and 2 are 5, less than 5.4
            ((1, 2, 3, 4), 1, (5, 6, 7)),
            ((1, 2, 3, 4, 6), 0, (5, 7)),  # 6 of 9: passed, though not all is met
            ((3, 4, 5, 6, 7), 2, (1, 2)),  # no weight makes up for what is required
            ((1, 2, 4, 5, 6), 1, (3, 7)),
            ((1, 2, 3, 4, 5, 6, 7), 0, ()),
        ],
    )
    def test_equals_the_table_worked_out_by_hand(self, answered, missing, unmet):
        gate = gate_of("growing", GROWING, met(*answered), 60)

        assert gate.missing == missing
        assert tuple(item.id for item in gate.unmet) == unmet
        assert gate.is_passed is (missing == 0)
        assert (gate.total, gate.met) == (7, len(answered))

    def test_what_nobody_answered_is_not_met(self):
        gate = gate_of("growing", (required(1),), {1: Answer(1, None)}, 60)

        assert gate.missing == 1
        assert gate.asked[0].is_met is None

    def test_shows_the_fact(self):
        answers = {1: Answer(1, is_met=True, fact="成员人数 23")}

        assert gate_of("growing", (required(1),), answers, 60).asked[0].fact == "成员人数 23"

    def test_without_criteria_there_is_nothing_to_do(self):
        assert gate_of("growing", (), {}, 60).is_passed

    def test_a_share_of_nothing_asks_for_no_weighed_one(self):
        assert gate_of("growing", GROWING, met(1, 2), 0).is_passed

    @settings(max_examples=50, deadline=None)
    @given(
        st.lists(st.tuples(st.integers(1, 9), st.booleans(), st.booleans()), max_size=8),
        st.integers(0, 100),
    )
    def test_no_smaller_number_of_criteria_would_open_it(self, drawn, share):
        """What is missing opens the gate, and by meeting one less of them it stays shut."""
        criteria = [Asked(i, weight, needed) for i, (weight, needed, _) in enumerate(drawn)]
        done = {i for i, (_w, _n, is_met) in enumerate(drawn) if is_met}
        gate = gate_of("growing", criteria, met(*done), share)
        cheapest = [item.id for item in gate.unmet][: gate.missing]

        assert gate_of("growing", criteria, met(*done, *cheapest), share).is_passed
        if cheapest:
            assert not gate_of("growing", criteria, met(*done, *cheapest[:-1]), share).is_passed


class TestCriteriaFor:
    CRITERIA = (
        Asked(1),
        Asked(2, audience="registered"),
        Asked(3, audience="not_registered"),
        Asked(4, stage="mature"),
        Asked(5, is_retired=True),
    )

    @pytest.mark.parametrize(
        ("standing", "ids"),
        [
            (Standing.REGISTERED, [1, 2]),
            (Standing.FILED, [1, 3]),
            (Standing.UNFILED, [1, 3]),
            (None, [1, 3]),
        ],
    )
    def test_are_those_of_the_stage_for_the_standing(self, standing, ids):
        assert [item.id for item in criteria_for(self.CRITERIA, "growing", standing)] == ids
