from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from app.incubation.criteria.models import Dimension
from app.incubation.reviews.scoring import MOST, Scored, dimension_means, is_enough, points_of

POINTS = st.builds(
    Scored,
    st.sampled_from(Dimension),
    st.none() | st.integers(0, MOST),
    st.sampled_from([None, True, False]),
)


class TestIsEnough:
    def test_begins_at_three_points(self):
        assert [is_enough(score) for score in (None, 0, 2, 3, 5)] == [
            None,
            False,
            False,
            True,
            True,
        ]


class TestPointsOf:
    def test_the_register_counts_all_or_nothing(self):
        answers = [Scored(Dimension.TEAM, None, is_met) for is_met in (True, False, None)]

        assert [points_of(item) for item in answers] == [5, 0, None]


class TestDimensionMeans:
    def test_leave_out_what_nobody_knows_and_round_a_half_up(self):
        scored = [
            *(Scored(Dimension.TEAM, score, None) for score in (2, 2, 2, 3)),
            Scored(Dimension.MANAGEMENT, None, None),
        ]

        means = dimension_means(scored)

        assert means[Dimension.TEAM] == Decimal("2.3")
        assert means[Dimension.MANAGEMENT] is None
        assert set(means) == set(Dimension)

    @settings(max_examples=50)
    @given(st.lists(POINTS, max_size=12))
    def test_lie_between_the_least_and_the_most_points(self, scored):
        for dimension, mean in dimension_means(scored).items():
            points = [
                points_of(item)
                for item in scored
                if item.dimension is dimension and points_of(item) is not None
            ]
            assert (mean is None) == (not points)
            if mean is not None:
                assert min(points) <= mean <= max(points)
