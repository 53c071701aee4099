from app.demo.trainings import load_trainings
from app.trainings.sessions import queries


def test_enters_sessions_with_people(look, organization):
    count = load_trainings(look)

    rows = queries.list_sessions(look, queries.SessionFilter(of_all_time=True))
    assert len(rows) == count
    assert rows[0].signed_up == 1
