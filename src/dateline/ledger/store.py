"""The store behind the ledger: what any database must do for it, and no more.

A store keeps rows and answers with rows. It knows nothing of meetings across reports: that is the
fold's work, which is pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from dateline.ledger.filing import Bodies, Filing, Row

__all__ = ["Selection", "Store"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows are wanted, in a store's own terms; a None does not restrict.

    ``names``: alternatives, each a tuple of words that must all be in the speaker's name.
    ``phrases``: each must be in the words. ``issue`` is an alternative to ``phrases``. ``first``
    and ``last`` are minutes (``YYYY-MM-DDTHH:MM``), ``outlets`` alternatives like ``names``.
    """

    names: tuple[tuple[str, ...], ...] | None = None
    phrases: tuple[str, ...] | None = None
    issue: str | None = None
    side: str | None = None
    first: str | None = None
    last: str | None = None
    outlets: tuple[tuple[str, ...], ...] | None = None
    limit: int | None = None


class Store(Protocol):
    """Rows in, rows out; every ``add`` is one transaction, durable when it returns."""

    def add(self, filing: Filing) -> bool:
        """Keep a report with all its findings, or nothing; False when it is already there."""
        ...

    def count(self) -> int:
        """How many reports there are (the arrival of the newest)."""
        ...

    def text(self, report: str) -> str:
        """The frozen text of a report that is there."""
        ...

    def report(self, report: str) -> Row | None:
        """One report by its id."""
        ...

    def reports(self, wanted: Selection) -> Iterator[Row]:
        """Reports by time and id."""
        ...

    def statements(self, wanted: Selection) -> Iterator[Row]:
        """Statements by time, report and place in the report."""
        ...

    def statement(self, statement: str) -> Row | None:
        """One statement by its ledger-wide id."""
        ...

    def meetings(self, upto: int | None = None) -> Iterator[Row]:
        """Meetings as the first ``upto`` reports to arrive tell of them, with their arrival."""
        ...

    def assertions(self, upto: int | None = None) -> Iterator[Row]:
        """What is claimed of them, by meeting and ordinal."""
        ...

    def positions(self, upto: int | None = None) -> Iterator[Row]:
        """Positions as the first ``upto`` reports to arrive give them."""
        ...

    def speakers(self, upto: int | None = None) -> Iterator[Row]:
        """Report, speaker_key and side of every speaker whose side is known, once a report."""
        ...

    def bodies(self, report: str) -> Bodies:
        """The stored JSON of a report that is there."""
        ...

    def bookmark(self, name: str) -> int:
        """The arrival up to which ``name`` has looked; 0 at first."""
        ...

    def mark(self, name: str, arrival: int) -> None:
        """Remember how far ``name`` has looked."""
        ...

    def faults(self) -> Iterable[tuple[str, str]]:
        """What the database finds wrong with itself: where, and a sentence."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
