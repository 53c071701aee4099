"""Taking a project a step further, putting a step right, and taking the last one back."""

from app.audit import operations as audit
from app.history import points
from app.organizations.errors import ReasonMissingError
from app.projects import queries
from app.projects.acceptance import missing_for_acceptance
from app.projects.errors import OutOfOrderError, UnmetConditionsError, WrongStepError
from app.projects.facts import StepTaken
from app.projects.models import Project, ProjectStep
from app.projects.operations.checks import organization_ids_of
from app.projects.operations.subject import (
    check_day,
    detail_of,
    project_to_change,
    subject,
    touch,
)
from app.projects.pipelines import Stand, may_follow, pipeline_words
from app.projects.stands import stand_of
from app.projects.words import Decision
from app.standpoint import Standpoint


def take_step(
    standpoint: Standpoint,
    project_id: int,
    taken: StepTaken,
    import_batch_id: int | None = None,
) -> None:
    """Add a step after the last one.

    Any decision but to pass needs an opinion; so does accepting with something missing, except
    from a ledger. Raises FutureDayError, DayTakenError, OutOfOrderError, WrongStepError,
    ReasonMissingError, UnmetConditionsError.
    """
    project = project_to_change(standpoint, project_id)
    steps = points.list_live(ProjectStep, project.id)
    last, stand = steps[-1], _stand(project, taken)
    check_day(taken.on)
    _check_day_after(last, taken)
    if not may_follow(stand_of(project.pipeline_key, last), stand):
        raise WrongStepError
    _check_opinion(taken)
    if stand.step.is_accepted and not taken.opinion and import_batch_id is None:
        missing = missing_for_acceptance(project.id, taken.on)
        if missing:
            raise UnmetConditionsError(missing)
    point = _make_point(project.id, taken, import_batch_id)
    points.add(point, by=standpoint.viewer)
    _record("project:step:take", standpoint, project, point)


def correct_step(standpoint: Standpoint, step_id: int, taken: StepTaken) -> None:
    """Put a step right: the old row stays, superseded. Raises as `take_step`."""
    old, project = _step_to_change(standpoint, step_id)
    steps = points.list_live(ProjectStep, project.id)
    place = steps.index(old)
    before, after = steps[:place], steps[place + 1 :]
    stand = _stand(project, taken)
    is_first = not before
    check_day(taken.on, organization_ids_of(project.id) if is_first else ())
    if before:
        _check_day_after(before[-1], taken)
        if not may_follow(stand_of(project.pipeline_key, before[-1]), stand):
            raise WrongStepError
        _check_opinion(taken)
    if after:
        _check_next(project, stand, taken, after[0])
    point = _make_point(project.id, taken, old.import_batch_id)
    points.replace(old, point, by=standpoint.viewer)
    _record("project:step:correct", standpoint, project, point, was=old.since.isoformat())


def withdraw_step(standpoint: Standpoint, step_id: int, reason: str | None = None) -> None:
    """Take the last step back: the one before stands again.

    Raises WrongStepError for any but the last, and for the only one: then it is the project
    that is withdrawn.
    """
    old, project = _step_to_change(standpoint, step_id)
    steps = points.list_live(ProjectStep, project.id)
    if steps[-1] is not old or len(steps) == 1:
        raise WrongStepError
    points.withdraw(old, by=standpoint.viewer)
    _record("project:step:withdraw", standpoint, project, old, reason=reason)


def _step_to_change(standpoint: Standpoint, step_id: int) -> tuple[ProjectStep, Project]:
    step = queries.get_step(standpoint, step_id)
    project = project_to_change(standpoint, step.project_id)
    return queries.get_step(standpoint, step_id), project  # by now held


def _stand(project: Project, taken: StepTaken) -> Stand:
    word = pipeline_words()[project.pipeline_key].step(taken.to)
    if word is None:
        raise WrongStepError
    return Stand(word, taken.decision)


def _check_day_after(before: ProjectStep, taken: StepTaken) -> None:
    if taken.on == before.since:
        raise points.DayTakenError
    if taken.on < before.since:
        raise OutOfOrderError


def _check_next(project: Project, stand: Stand, taken: StepTaken, following: ProjectStep) -> None:
    """Refuse what the step after could not follow on."""
    if taken.on == following.since:
        raise points.DayTakenError
    if taken.on > following.since:
        raise OutOfOrderError
    if not may_follow(stand, stand_of(project.pipeline_key, following)):
        raise WrongStepError


def _check_opinion(taken: StepTaken) -> None:
    if taken.decision is not Decision.PASS and not taken.opinion:
        raise ReasonMissingError


def _make_point(project_id: int, taken: StepTaken, import_batch_id: int | None) -> ProjectStep:
    return ProjectStep(
        project_id=project_id,
        step=taken.to,
        decision=taken.decision,
        since=taken.on,
        reason=taken.opinion,
        import_batch_id=import_batch_id,
    )


def _record(
    action: str, standpoint: Standpoint, project: Project, step: ProjectStep, **changes: object
) -> None:
    touch(project)
    audit.record(
        action,
        subject(project, detail_of(project.id).name),
        by=standpoint.viewer,
        step=step.step,
        decision=step.decision,
        since=step.since.isoformat(),
        **changes,
    )
