"""Factories: a test names what it asserts on, the factory fills the rest."""

from tests.factories.accounts import AccountFactory
from tests.factories.divisions import DivisionFactory, example_divisions
from tests.factories.organizations import (
    GradeChangeFactory,
    OrganizationFactory,
    StageChangeFactory,
    StandingChangeFactory,
)

__all__ = [
    "AccountFactory",
    "DivisionFactory",
    "GradeChangeFactory",
    "OrganizationFactory",
    "StageChangeFactory",
    "StandingChangeFactory",
    "example_divisions",
]
