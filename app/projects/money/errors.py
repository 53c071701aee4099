"""What can be wrong with money asked for. Views turn each into an error at its field."""

from app.organizations.errors import ChangeRefusedError


class AmountError(ChangeRefusedError):
    """An amount is more than nothing."""


class NothingApprovedError(ChangeRefusedError):
    """Neither a granted amount nor a budget says how much may be paid."""


class OverApprovedError(ChangeRefusedError):
    """More would be paid than was approved; all in fen."""

    def __init__(self, ceiling: int, paid: int, amount: int) -> None:
        super().__init__(f"{paid} + {amount} > {ceiling}")
        self.ceiling = ceiling
        self.paid = paid
        self.amount = amount


class UnknownPartError(ChangeRefusedError):
    """The budget line or instalment is none of the project's, or is not in force any more."""
