"""What pages that show kept results do first."""

from app.extensions import db
from app.incubation.gates.due import is_due
from app.incubation.gates.operations import refresh_due
from app.turns import TurnNotGrantedError, writing

AT_ONCE = 2_000  # organizations in one turn: others write in between
MOST_TURNS = 1_000


def refresh_when_due() -> None:
    """Recompute what the passing of a day or a new set made stale, in short turns of their own.

    Call it before anything is read. When others keep writing, what is kept is shown as it is.
    """
    try:
        for _turn in range(MOST_TURNS):
            if not is_due():
                return
            with writing():
                refresh_due(AT_ONCE)
                db.session.commit()
    except TurnNotGrantedError:
        return
