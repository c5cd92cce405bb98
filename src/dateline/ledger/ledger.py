"""The ledger: reports in, sourced answers out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from types import TracebackType
from typing import Self

from dateline.errors import LedgerError
from dateline.ledger.check import Violation, violations
from dateline.ledger.entry_filters import EntryFilter
from dateline.ledger.filing import canonical, digest, file_report, rejoin
from dateline.ledger.fold import fold
from dateline.ledger.found import Found, read_found, read_lineage
from dateline.ledger.moments import Moment
from dateline.ledger.opening import open_store
from dateline.ledger.passages import (
    Mark,
    Surroundings,
    marked_passages,
    statement_marks,
    surroundings,
)
from dateline.ledger.rows import report_entry, statement_entries
from dateline.ledger.store import Selection, Store
from dateline.ledger.wanted import moment, select
from dateline.model.entries import Change, Entries, Meeting, Position
from dateline.model.findings import Status
from dateline.model.report import Report
from dateline.model.rows import ReportEntry, StatementEntry
from dateline.model.times import When

__all__ = ["Ledger"]

_LAST = "last"


class Ledger:
    """A ledger in one file or database; use it in a ``with`` block, and one per thread.

    What reports say is only ever added. Meetings, positions and changes are folded from it when
    they are asked for. Times are those of publication; answers come in their order, then by report
    id and place in the report.
    """

    def __init__(self, place: str | os.PathLike[str], *, read_only: bool = False) -> None:
        """Open the ledger at ``place``; it is made when it is not there, unless ``read_only``.

        ``place`` is the path of a file (SQLite), or the address of a PostgreSQL database as libpq
        understands it: ``postgresql://user@host/database``, with ``#name`` for another schema than
        ``dateline``. Raises :class:`~dateline.errors.LedgerError`: a folder, another kind of file, a
        newer Dateline's ledger, a missing folder, no server, or (``read_only``) no ledger at all.
        """
        self._store: Store = open_store(place, read_only=read_only)
        self.where = self._store.where
        self._entries: tuple[int, Entries] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or the connection."""
        self._store.close()

    def __len__(self) -> int:
        """How many reports there are."""
        return self._store.count()

    def __contains__(self, report_id: object) -> bool:
        """Whether the report of that id is there."""
        return isinstance(report_id, str) and self._store.report(report_id) is not None

    def add(self, report: Report) -> bool:
        """Keep ``report``; False when the ledger has it already.

        One transaction: when this returns the report is on the disk, and a process killed before
        leaves nothing of it. Raises :class:`~dateline.errors.LedgerError` when it cannot be kept.
        """
        return self._store.add(file_report(report))

    def report(self, report_id: str) -> Report:
        """The whole report as it was read; raises :class:`~dateline.errors.LedgerError` for none."""
        text = self._store.text(report_id)
        return Report.from_dict(rejoin(self._store.bodies(report_id)), text)

    def reports(
        self,
        *,
        about: str | None = None,
        since: When | str | None = None,
        until: When | str | None = None,
        outlet: str | None = None,
        limit: int | None = None,
        newest: bool = False,
    ) -> tuple[ReportEntry, ...]:
        """The reports, by time of publication, each with what it is derived from.

        ``about`` are words in their text; ``newest`` turns the order round, so that ``limit`` keeps the
        newest. Raises :class:`~dateline.errors.QueryError` for a filter that cannot be understood.
        """
        wanted = select(about=about, since=since, until=until, outlet=outlet, limit=limit)
        derived = self.entries().derived
        rows = self._store.reports(replace(wanted, newest=newest))
        return tuple(report_entry(row, derived.get(row["id"], ()), self._store.text) for row in rows)

    def statements(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        side: str | None = None,
        since: When | str | None = None,
        until: When | str | None = None,
        outlet: str | None = None,
        limit: int | None = None,
        newest: bool = False,
    ) -> tuple[StatementEntry, ...]:
        """Who said what, each with the utterance it carries and where that comes from.

        ``by`` is a speaker's name or surname, ``about`` words in the content or an issue, ``side``
        the state or organisation spoken for; ``newest`` turns the order round, so that ``limit``
        keeps the newest. Raises :class:`~dateline.errors.QueryError`.
        """
        wanted = select(by=by, about=about, side=side, since=since, until=until, outlet=outlet, limit=limit)
        rows = self._store.statements(replace(wanted, newest=newest))
        return statement_entries(rows, self._store.text, self.entries().carried)

    def meetings(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        side: str | None = None,
        status: Status | str | None = None,
        since: When | str | None = None,
        until: When | str | None = None,
        as_of: When | str | None = None,
        outlet: str | None = None,
        limit: int | None = None,
    ) -> tuple[Meeting, ...]:
        """Who meets whom, and is it still on.

        ``by`` is who takes part or claims something, ``about`` words in its label, participants, place or
        evidence, ``side`` one that takes part, ``status`` what it is now; ``since``, ``until`` and
        ``outlet`` ask for meetings that were written of then and there; with ``as_of`` the answer is
        the one that the reports published by then would have given. Raises
        :class:`~dateline.errors.QueryError`.
        """
        wanted = select(by=by, about=about, side=side, since=since, until=until, outlet=outlet, limit=limit)
        return EntryFilter(wanted).meetings(self.entries(as_of).meetings, status)

    def positions(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        side: str | None = None,
        since: When | str | None = None,
        until: When | str | None = None,
        as_of: When | str | None = None,
        outlet: str | None = None,
        limit: int | None = None,
    ) -> tuple[Position, ...]:
        """Where each side stands on each issue.

        ``by`` is who states it, ``about`` an issue or words of it, ``side`` whose position it is;
        the history keeps only what falls in the time and outlet asked for; with ``as_of`` the answer is
        the one that the reports published by then would have given. Raises
        :class:`~dateline.errors.QueryError`.
        """
        wanted = select(by=by, about=about, side=side, since=since, until=until, outlet=outlet, limit=limit)
        return EntryFilter(wanted).positions(self.entries(as_of).positions)

    def changes(
        self,
        since: When | str | None = None,
        *,
        after: int | None = None,
        by: str | None = None,
        about: str | None = None,
        side: str | None = None,
        until: When | str | None = None,
        outlet: str | None = None,
        limit: int | None = None,
    ) -> tuple[Change, ...]:
        """What became different: first appearances, statuses, dates, positions.

        ``since`` is a time of publication, or ``"last"``: what the reports that arrived since
        :meth:`mark_seen` made different, whenever they were published. ``after`` asks the same of the
        reports that arrived when the ledger had so many already. Raises
        :class:`~dateline.errors.QueryError`.
        """
        if since == _LAST:
            since, after = None, self._store.bookmark(_LAST)
        seen = self._seen(after) if after else frozenset()
        wanted = select(by=by, about=about, side=side, since=since, until=until, outlet=outlet, limit=limit)
        entries = self.entries()
        fresh = tuple(c for c in entries.changes if c.id not in seen)
        return EntryFilter(wanted).changes(fresh, entries)

    def mark_seen(self) -> None:
        """Remember that everything up to now was looked at, for ``changes(since="last")``."""
        self._store.mark(_LAST, self._store.count())

    def _seen(self, arrival: int) -> frozenset[str]:
        if arrival >= self._store.count():
            return frozenset(c.id for c in self.entries().changes)
        return frozenset(c.id for c in fold(self._found(arrival)).changes)

    def entries(self, as_of: When | str | None = None) -> Entries:
        """Everything that the findings amount to; with ``as_of``, those published by then.

        Raises :class:`~dateline.errors.QueryError` for a time that cannot be understood.
        """
        if as_of is not None:
            last = Moment.of(moment(as_of, "--as-of")).last
            return fold(self._found(self._store.count()).until(last))
        count = self._store.count()  # reports are only added: the same count is the same ledger
        if self._entries is None or self._entries[0] != count:
            self._entries = count, fold(self._found(count))
        return self._entries[1]

    def _found(self, upto: int) -> Found:
        store = self._store
        found = read_found(
            store.meetings(upto), store.assertions(upto), store.positions(upto), store.speakers(upto)
        )
        reports = [row for row in store.reports(Selection()) if row["arrival"] <= upto]
        return found + read_lineage(reports, store.statements(Selection()), store.text)

    def show(self, name: str) -> tuple[Surroundings, ...]:
        """The words that ``name`` rests on, each passage in its surroundings, oldest first.

        ``name`` is the id of a statement, of a meeting or position in one report (``<report>.m1``), of
        a meeting, position or change of the ledger, or of a report. A meeting answers to every id that
        it would have had while it was known from fewer reports. Raises
        :class:`~dateline.errors.LedgerError` when nothing has that id.
        """
        shown = tuple(self._shown(name))
        if not shown:
            message = f"Nothing in the ledger {self.where} has the id {name!r}; find ids with --json."
            raise LedgerError(message)
        return shown

    def _shown(self, name: str) -> Iterator[Surroundings]:
        row = self._store.statement(name)
        if row is not None:
            (entry,) = statement_entries([row], self._store.text)
            yield self._around(name, entry.passage.report, statement_marks(entry.statement))
        elif name in self:
            yield self._around(name, name, ())
        else:
            for finding, report, marks in marked_passages(name, self.entries()):
                yield self._around(finding, report, marks)

    def _around(self, name: str, report: str, marks: tuple[Mark, ...]) -> Surroundings:
        row = self._store.report(report)
        if row is None:
            message = f"The ledger {self.where} has lost the report {report}; run dateline check."
            raise LedgerError(message)
        return surroundings(name, report_entry(row), self._store.text(report), marks)

    def check(self) -> tuple[Violation, ...]:
        """Everything in the ledger that breaks a law; empty when all is well.

        Opens every range of every finding in its stored text, follows every reference, compares
        what was stored with its digest, and folds the findings twice, the second time backwards.
        """
        return tuple(self._violations())

    def _violations(self) -> Iterator[Violation]:
        yield from (Violation(where, message) for where, message in self._store.faults())
        for row in self._store.reports(Selection()):
            contract = rejoin(self._store.bodies(row["id"]))
            if digest(contract) != row["digest"]:
                yield Violation(row["id"], "Its findings are not those that were added.")
            yield from violations(contract, self._store.text(row["id"]), row["id"])
        found = self._found(self._store.count())
        if canonical(fold(found).as_dict()) != canonical(fold(found.backwards()).as_dict()):
            yield Violation(self.where, "The entries depend on the order of arrival; please report this.")
