"""The features that have pages, and the models a migration must know of."""

from app.accounts.views import blueprint as accounts
from app.administration.views import blueprint as administration
from app.dashboards.views import blueprint as dashboards
from app.exchange.views import blueprint as exchange
from app.files.views import blueprint as files
from app.health import blueprint as health
from app.incubation.board.views import blueprint as board
from app.incubation.criteria.uses import rest_on_criteria
from app.incubation.criteria.views import blueprint as criteria
from app.incubation.filing.views import blueprint as filing
from app.incubation.gates.columns import COLUMNS as GATE_COLUMNS
from app.incubation.gates.operations import recompute
from app.incubation.plans import uses as plan_uses
from app.incubation.plans.views import blueprint as plans
from app.incubation.residencies.columns import COLUMNS as RESIDENCY_COLUMNS
from app.incubation.residencies.views import blueprint as residencies
from app.incubation.reviews.uses import CRITERIA_USED, SETS_USED
from app.incubation.reviews.views import blueprint as reviews
from app.incubation.stages.views import blueprint as stages
from app.incubation.supports.columns import COLUMNS as SUPPORT_COLUMNS
from app.incubation.supports.views import blueprint as supports
from app.organizations.contributions import contribute_columns
from app.organizations.followers import follow
from app.organizations.views import blueprint as organizations
from app.people.columns import COLUMNS as PEOPLE_COLUMNS
from app.people.views import mentors, people
from app.projects.assessments.views import blueprint as assessments
from app.projects.columns import COLUMNS as PROJECT_COLUMNS
from app.projects.exports.views import blueprint as project_exports
from app.projects.money.views import blueprint as money
from app.projects.papers.views import blueprint as project_papers
from app.projects.recognitions.columns import COLUMNS as RECOGNITION_COLUMNS
from app.projects.recognitions.views import blueprint as recognitions
from app.projects.results.views import blueprint as results
from app.projects.views import blueprint as projects
from app.projects.views import rounds_blueprint as rounds
from app.register.views import blueprint as register
from app.trainings import models as _trainings  # noqa: F401, the same
from app.trainings.certificates.views import blueprint as certificates
from app.trainings.columns import COLUMNS as TRAINING_COLUMNS
from app.trainings.courses.views import blueprint as courses
from app.trainings.exports.views import blueprint as training_exports
from app.trainings.feedback.views import blueprint as feedback
from app.trainings.sessions.views import blueprint as trainings
from app.trainings.sign_in_by_phone.views import blueprint as sign_in_by_phone
from app.worklist.views import blueprint as worklist

BLUEPRINTS = (
    accounts,
    administration,
    assessments,
    board,
    certificates,
    courses,
    criteria,
    dashboards,
    exchange,
    feedback,
    files,
    filing,
    health,
    mentors,
    money,
    organizations,
    people,
    plans,
    project_papers,
    projects,
    project_exports,
    recognitions,
    register,
    residencies,
    results,
    reviews,
    sign_in_by_phone,
    rounds,
    stages,
    supports,
    trainings,
    training_exports,
    worklist,
)

for contributed in (
    GATE_COLUMNS,
    SUPPORT_COLUMNS,
    RESIDENCY_COLUMNS,
    PEOPLE_COLUMNS,
    TRAINING_COLUMNS,
    PROJECT_COLUMNS,
    RECOGNITION_COLUMNS,
):
    contribute_columns(contributed)
follow(recompute)
rest_on_criteria(sets=SETS_USED, criteria=CRITERIA_USED)
rest_on_criteria(sets=plan_uses.SETS_USED, criteria=plan_uses.CRITERIA_USED)
