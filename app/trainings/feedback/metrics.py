"""Answers as a population, and the share of those who were satisfied."""

from typing import Any

from sqlalchemy import ColumnElement, select

from app.definitions.columns import Column, ColumnKind
from app.definitions.metrics import Aggregate, Metric
from app.definitions.populations import Population
from app.i18n import _l
from app.organizations.column_kinds import whole_day
from app.standpoint import Standpoint
from app.trainings.feedback.queries import GOOD, answered_by_then, held_by_then
from app.trainings.models import Feedback, SessionDetail, TrainingSession


class FeedbackSources:
    """Answers to sessions held in the division up to the standpoint's day, one row each."""

    def __init__(self, standpoint: Standpoint) -> None:
        self.standpoint = standpoint
        self.feedback = Feedback
        self.detail = SessionDetail

    def in_period(self) -> ColumnElement[bool]:
        return SessionDetail.held_on >= self.standpoint.since

    def select(self, *expressions: Any) -> Any:
        return (
            select(*expressions)
            .select_from(Feedback)
            .join(TrainingSession, TrainingSession.id == Feedback.session_id)
            .join(SessionDetail, SessionDetail.session_id == Feedback.session_id)
            .where(held_by_then(self.standpoint), answered_by_then(self.standpoint))
        )


SESSION = Column(
    key="feedback_session",
    label=_l("培训"),
    kind=ColumnKind.TEXT,
    select=lambda _sources: (SessionDetail.title,),
    width=34,
)
HELD_ON = whole_day("feedback_held_on", _l("培训日期"), lambda _sources: SessionDetail.held_on)
SCORE = Column(
    key="feedback_score",
    label=_l("总体评分"),
    kind=ColumnKind.COUNT,
    select=lambda _sources: (Feedback.score,),
    width=10,
)
MENTOR_SCORE = Column(
    key="feedback_mentor_score",
    label=_l("讲师评分"),
    kind=ColumnKind.COUNT,
    select=lambda _sources: (Feedback.mentor_score,),
    width=10,
)
TEXT = Column(
    key="feedback_text",
    label=_l("意见或建议"),
    kind=ColumnKind.TEXT,
    select=lambda _sources: (Feedback.text,),
    width=40,
)

FEEDBACK = Population(
    key="feedback",
    label=_l("满意度问卷"),
    sources=FeedbackSources,
    identity=lambda _sources: Feedback.id,
    order=lambda _sources: (SessionDetail.held_on.desc(), Feedback.id.desc()),
    columns=lambda: (SESSION, HELD_ON, SCORE, MENTOR_SCORE, TEXT),
    endpoint="trainings.detail",
    argument="session_id",
    subject=lambda _sources: Feedback.session_id,
)
POPULATIONS = (FEEDBACK,)

SATISFACTION = Metric(
    key="trainings.satisfaction",
    label=_l("培训满意率"),
    definition=_l(
        "期间内举办的培训收到的满意度问卷中，总体评分为4分或5分的所占百分比；"
        "台账中自报的满意度不计入。"
    ),
    unit="%",
    holds=lambda _sources: Feedback.score >= GOOD,
    population=FEEDBACK.key,
    aggregate=Aggregate.SHARE,
    among=lambda sources: sources.in_period(),
    places=1,
)
METRICS = (SATISFACTION,)
