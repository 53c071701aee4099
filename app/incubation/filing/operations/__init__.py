"""Writes. Operations flush and audit; the view or command commits."""

from app.incubation.filing.operations.filing import Filing, propose_number, record_filing
from app.incubation.filing.operations.papers import PaperEntry, record_paper, withdraw_paper
from app.incubation.filing.operations.rules import KindEdit, RuleEdit, save_kind, save_rule

__all__ = [
    "Filing",
    "KindEdit",
    "PaperEntry",
    "RuleEdit",
    "propose_number",
    "record_filing",
    "record_paper",
    "save_kind",
    "save_rule",
    "withdraw_paper",
]
