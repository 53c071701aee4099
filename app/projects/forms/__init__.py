"""Forms of projects and rounds."""

from app.projects.forms.project import ProjectForm
from app.projects.forms.rounds import RoundForm
from app.projects.forms.steps import FirstStepForm, StepForm, WithdrawalForm

__all__ = ["FirstStepForm", "ProjectForm", "RoundForm", "StepForm", "WithdrawalForm"]
