"""The ledger: what reports say, kept for ever, and what it amounts to, folded on demand."""

from dateline.ledger.check import Violation
from dateline.ledger.ledger import Ledger
from dateline.ledger.passages import Mark, Surroundings

__all__ = ["Ledger", "Mark", "Surroundings", "Violation"]
