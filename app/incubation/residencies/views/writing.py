"""Writing a step and its files in one turn."""

from collections.abc import Callable

from app.accounts.guards import standpoint
from app.files.operations import attach_uploads
from app.files.refusals import QuotaExceededError
from app.incubation.residencies.forms import ApplicationForm, StepForm
from app.organizations.views.writing import is_written

SUBJECT = "residency"  # of attached files


def is_written_with_files(
    form: ApplicationForm | StepForm, organization_id: int, write: Callable[[], int]
) -> bool:
    """Write, attach the form's files to the residency whose number `write` returns, and commit."""

    def write_all() -> None:
        residency_id = write()
        attach_uploads(standpoint(), organization_id, form.files.data, SUBJECT, residency_id)

    try:
        return is_written(form, write_all)
    except QuotaExceededError:
        form.files.say_no_room()
        return False
