"""The numbers of trainings: sessions, attendances, people, and whom none of it reached."""

from collections.abc import Sequence

from sqlalchemy import and_

from app.definitions.metrics import Aggregate, Metric
from app.i18n import _l
from app.organizations.metrics import UNIT
from app.trainings.attended import was_ever_trained, was_trained
from app.trainings.lessons import lessons
from app.trainings.sources import ATTENDANCES, POPULATIONS, present_at
from app.trainings.sources import SESSIONS as SESSION_POPULATION

__all__ = ["POPULATIONS", "metrics"]


def metrics() -> Sequence[Metric]:
    return (SESSIONS, ATTENDED, PEOPLE, HOURS, CLAIMED, COST, COVERAGE, NEVER)


SESSIONS = Metric(
    key="trainings.sessions",
    label=_l("培训场次"),
    definition=_l("期间内开始、状态为已举办的培训；计划中、已取消和已删除的不计。"),
    unit=_l("场"),
    holds=lambda sources: sources.held_in_period(),
    population=SESSION_POPULATION.key,
)
ATTENDED = Metric(
    key="trainings.attendances",
    label=_l("培训人次"),
    definition=_l("期间内已举办的培训的签到出席记录；同一人在同一场培训只计一次。"),
    unit=_l("人次"),
    holds=lambda sources: sources.present_in_period(),
    population=ATTENDANCES.key,
)
PEOPLE = Metric(
    key="trainings.people",
    label=_l("培训人数"),
    definition=_l(
        "期间内出席过已举办培训的不同的人：有电话的按电话区分，没有的按姓名和所属组织区分。"
    ),
    unit=_l("人"),
    holds=lambda sources: sources.present_in_period(),
    population=ATTENDANCES.key,
    aggregate=Aggregate.DISTINCT,
    measure=lambda sources: sources.attendance.person_key,
)
HOURS = Metric(
    key="trainings.hours",
    label=_l("培训学时"),
    definition=_l(
        "期间内每条出席记录的培训时长之和，按每学时的分钟数折算（默认45分钟）；未填时长的计0。"
    ),
    unit=_l("学时"),
    holds=lambda sources: sources.present_in_period(),
    population=ATTENDANCES.key,
    aggregate=Aggregate.SUM,
    measure=lambda sources: lessons(sources.detail.minutes),
    places=1,
)
CLAIMED = Metric(
    key="trainings.claimed",
    label=_l("上报人次"),
    definition=_l(
        "期间内已举办的培训，台账上报的实到人数之和，不论有无签到；单独列示，不计入培训人次。"
    ),
    unit=_l("人次"),
    holds=lambda sources: and_(sources.held_in_period(), sources.detail.claimed.is_not(None)),
    population=SESSION_POPULATION.key,
    aggregate=Aggregate.SUM,
    measure=lambda sources: sources.detail.claimed,
)
COST = Metric(
    key="trainings.cost_per_attendance",
    label=_l("人次成本"),
    definition=_l("期间内已举办、填有经费的培训，经费之和除以这些培训的签到人次。"),
    unit=_l("元/人次"),
    holds=lambda sources: and_(sources.held_in_period(), sources.detail.cost.is_not(None)),
    population=SESSION_POPULATION.key,
    aggregate=Aggregate.RATIO,
    measure=lambda sources: sources.detail.cost / 100.0,
    base=present_at,
    places=2,
)
COVERAGE = Metric(
    key="trainings.coverage",
    label=_l("培训覆盖率"),
    definition=_l(
        "统计日在册的组织中，期间内有人出席过已举办培训的所占百分比，不含分支（代表）机构。"
    ),
    unit="%",
    holds=was_trained,
    rests_on=was_ever_trained,
    aggregate=Aggregate.SHARE,
    among=lambda sources: sources.in_force(),
    places=1,
)
NEVER = Metric(
    key="trainings.never",
    label=_l("期间未参训"),
    definition=_l("统计日在册、期间内没有人出席过已举办培训的组织，不含分支（代表）机构。"),
    unit=UNIT,
    holds=lambda sources: and_(sources.in_force(), ~was_trained(sources)),
    rests_on=was_ever_trained,
)
