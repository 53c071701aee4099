"""The tables of projects."""

from app.projects.models.assessments import Assessment, AssessmentScore
from app.projects.models.money import BudgetLine, Expense, Instalment, Payment
from app.projects.models.projects import (
    Project,
    ProjectDetail,
    ProjectOrganization,
    ProjectStep,
)
from app.projects.models.recognitions import Recognition
from app.projects.models.results import Activity, Case, Coverage, Indicator
from app.projects.models.rounds import Pipeline, PipelineStep, Round

__all__ = [
    "Activity",
    "Assessment",
    "AssessmentScore",
    "BudgetLine",
    "Case",
    "Coverage",
    "Expense",
    "Indicator",
    "Instalment",
    "Payment",
    "Pipeline",
    "PipelineStep",
    "Project",
    "ProjectDetail",
    "ProjectOrganization",
    "ProjectStep",
    "Recognition",
    "Round",
]
