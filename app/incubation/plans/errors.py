"""What can be wrong with a plan asked for. Views turn each into an error at its field."""

from app.organizations.errors import ChangeRefusedError


class PlanExistsError(ChangeRefusedError):
    """The organization has a plan in progress already."""


class NoStageAboveError(ChangeRefusedError):
    """The organization stands at the last stage: there is nothing to plan for."""


class PlanClosedError(ChangeRefusedError):
    """The plan was completed or given up."""


class StalePlanError(ChangeRefusedError):
    """Somebody changed the plan since the form was opened."""


class BeforePlanError(ChangeRefusedError):
    """A plan cannot be closed before it was made."""
