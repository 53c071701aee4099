"""Entering a project at a step."""

from app.audit import operations as audit
from app.extensions import db
from app.history import points
from app.organizations.followers import facts_changed
from app.projects import queries
from app.projects.errors import RoundClosedError, UnknownWordError
from app.projects.facts import DETAIL, ProjectFacts, StepTaken
from app.projects.models import Project, ProjectDetail, ProjectOrganization, ProjectStep
from app.projects.operations.checks import check_facts, completed, organization_ids
from app.projects.operations.subject import check_day, recorded, subject, take_place
from app.projects.pipelines import pipeline_words
from app.standpoint import Standpoint
from app.values.names import match_key, sort_key


def enter_project(
    standpoint: Standpoint,
    facts: ProjectFacts,
    first_step: StepTaken,
    import_batch_id: int | None = None,
) -> int:
    """Enter a project; return its number.

    A ledger tells of organizations the register may have come to know of later: with a batch,
    the day is not held against theirs. Raises FutureDayError, BeforeExistenceError,
    RoundClosedError, and what `check_facts` raises.
    """
    take_place(standpoint)
    facts = completed(standpoint, facts)
    check_facts(standpoint, facts)
    assert facts.pipeline is not None
    if pipeline_words()[facts.pipeline].step(first_step.to) is None:
        raise UnknownWordError
    check_day(first_step.on, () if import_batch_id else organization_ids(facts))
    _check_round_is_open(standpoint, facts, first_step, import_batch_id)
    project = _insert(standpoint, facts, import_batch_id)
    _begin(standpoint, project, first_step, import_batch_id)
    facts_changed(organization_ids(facts))
    audit.record(
        "project:enter",
        subject(project, facts.name),
        by=standpoint.viewer,
        step=first_step.to,
        since=first_step.on.isoformat(),
    )
    return project.id


def add_detail(
    standpoint: Standpoint, project: Project, facts: ProjectFacts, reason: str | None = None
) -> None:
    values = {name: getattr(facts, name) for name in DETAIL}
    detail = ProjectDetail(
        **{**values, "extra": dict(facts.extra), "as_written": dict(facts.as_written)},
        project_id=project.id,
        match_key=match_key(facts.name),
        sort_key=sort_key(facts.name),
        reason=reason,
        **recorded(standpoint),
    )
    db.session.add(detail)
    db.session.flush()


def add_carriers(standpoint: Standpoint, project: Project, facts: ProjectFacts) -> None:
    for item in facts.organizations:
        carrier = ProjectOrganization(
            project_id=project.id,
            organization_id=item.organization_id,
            organization_text=item.text,
            role=item.role,
            **recorded(standpoint),
        )
        db.session.add(carrier)
    db.session.flush()


def _insert(standpoint: Standpoint, facts: ProjectFacts, import_batch_id: int | None) -> Project:
    project = Project(
        division_code=facts.division_code,
        number=facts.number,
        pipeline_key=facts.pipeline,
        round_id=facts.round_id,
        import_batch_id=import_batch_id,
        **recorded(standpoint),
    )
    db.session.add(project)
    db.session.flush()
    add_detail(standpoint, project, facts)
    add_carriers(standpoint, project, facts)
    return project


def _begin(
    standpoint: Standpoint, project: Project, first: StepTaken, import_batch_id: int | None
) -> None:
    point = ProjectStep(
        project_id=project.id,
        step=first.to,
        decision=first.decision,
        since=first.on,
        reason=first.opinion,
        import_batch_id=import_batch_id,
    )
    points.add(point, by=standpoint.viewer)


def _check_round_is_open(
    standpoint: Standpoint, facts: ProjectFacts, first: StepTaken, import_batch_id: int | None
) -> None:
    round_ = facts.round_id and queries.find_round(standpoint, facts.round_id)
    if not round_ or import_batch_id:
        return
    is_early = round_.opens_on is not None and first.on < round_.opens_on
    is_late = round_.closes_on is not None and first.on > round_.closes_on
    if is_early or is_late:
        raise RoundClosedError
