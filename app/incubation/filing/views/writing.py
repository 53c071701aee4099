"""One write of this area, and where it leads back to."""

from collections.abc import Callable

from flask import url_for

from app.extensions import db
from app.files.refusals import QuotaExceededError
from app.history.points import DayTakenError
from app.organizations.errors import ChangeRefusedError
from app.organizations.forms.refusals import RefusableForm
from app.turns import writing


def is_written(form: RefusableForm, write: Callable[[], object]) -> bool:
    """Write in a turn of its own and commit; a refusal becomes an error of the form."""
    try:
        with writing():
            write()
            db.session.commit()
    except (ChangeRefusedError, DayTakenError, QuotaExceededError) as error:
        form.refuse(error)
        return False
    return True


def checklist_url(organization_id: int) -> str:
    return url_for("filing.organization", organization_id=organization_id)
