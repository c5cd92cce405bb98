"""The store behind the ledger: what any database must do for it, and no more.

A store keeps rows and answers with rows. It knows nothing of meetings across reports: that is the
fold's work, which is pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from dateline.ledger.filing import Bodies, Filing, Row

__all__ = ["Selection", "Store"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows are wanted, in a store's own terms; a None does not restrict.

    ``names``: alternatives, each a tuple of words that must all be in the speaker's name; ``signed``:
    whole names (as keys) that will do instead.
    ``phrases``: each must be in the words. ``issue`` is an alternative to ``phrases``. ``first``
    and ``last`` are minutes (``YYYY-MM-DDTHH:MM``), ``outlets`` alternatives like ``names``, ``ids``
    the only statements that are wanted; ``newest`` turns the order round; ``beyond`` is the id of the
    entry after which the answer begins.
    """

    names: tuple[tuple[str, ...], ...] | None = None
    phrases: tuple[str, ...] | None = None
    issue: str | None = None
    side: str | None = None
    first: str | None = None
    last: str | None = None
    outlets: tuple[tuple[str, ...], ...] | None = None
    ids: tuple[str, ...] | None = None
    limit: int | None = None
    newest: bool = False
    beyond: str | None = None
    signed: tuple[str, ...] = ()


class Store(Protocol):
    """Rows in, rows out; whatever writes is one transaction, durable when it returns."""

    @property
    def where(self) -> str:
        """The ledger's place in words, without a password: a path or an address."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """While it is open, everything that is read is of one moment, whatever others write."""
        ...

    def add(self, filing: Filing, analysis: str = "") -> bool:
        """Keep a report with all its findings, or nothing; False when it is already there.

        ``analysis`` names the analysis that read it.
        """
        ...

    def replace(self, filing: Filing, analysis: str) -> bool:
        """Keep another reading of a report that is there; the one before is kept as superseded.

        False when nothing but the name of the analysis is new. Raises
        :class:`~dateline.errors.LedgerError` when there is no such report.
        """
        ...

    def count(self) -> int:
        """How many reports there are (the arrival of the newest)."""
        ...

    def revision(self) -> tuple[int, int, int]:
        """How many reports, superseded readings and decisions: equal revisions are equal ledgers."""
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

    def superseded(self, report: str | None = None) -> Iterator[Row]:
        """Older readings (of one report), oldest first: number, report, analysis, digest, body."""
        ...

    def unread(self, analysis: str) -> tuple[str, ...]:
        """The reports whose newest reading is not by ``analysis``, in the order of their arrival."""
        ...

    def decide(self, at: str, who: str, verb: str, body: str, undoes: int | None = None) -> int:
        """Add a decision; its number."""
        ...

    def decisions(self) -> Iterator[Row]:
        """All decisions in their order: number, at, who, verb, undoes, body."""
        ...

    def seen(self, name: str) -> frozenset[str]:
        """The changes that ``name`` has seen."""
        ...

    def see(self, name: str, changes: Iterable[str]) -> None:
        """Remember that ``name`` has seen ``changes``."""
        ...

    def faults(self) -> Iterable[tuple[str, str]]:
        """What the database finds wrong with itself: where, and a sentence."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
