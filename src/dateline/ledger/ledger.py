"""The ledger: reports in, sourced answers out."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Self

from dateline.analysis.edition import edition
from dateline.errors import GoneError, LedgerError
from dateline.ledger.answers import Answers, FromMemory, FromStore, fold_edition
from dateline.ledger.backup import back_up, index_again
from dateline.ledger.check import Violation
from dateline.ledger.checking import misfolded, misstored
from dateline.ledger.entry_filters import EntryFilter, kind_named
from dateline.ledger.filing import file_report, rejoin
from dateline.ledger.fold import fold
from dateline.ledger.former import called_as_before, former
from dateline.ledger.found import Found, read_found, read_lineage
from dateline.ledger.glance import Glance
from dateline.ledger.kept import Kept
from dateline.ledger.known import is_actor
from dateline.ledger.moments import Moment
from dateline.ledger.opening import open_store
from dateline.ledger.passages import (
    Mark,
    Surroundings,
    marked_passages,
    statement_marks,
    surroundings,
)
from dateline.ledger.past import FromPast
from dateline.ledger.reanalysis import Reread, reanalyse
from dateline.ledger.review import Review
from dateline.ledger.reviewed import marked, reviewed_rows, reviewed_statement
from dateline.ledger.rows import report_entry, statement_entries
from dateline.ledger.signed import with_signatures
from dateline.ledger.store import Selection
from dateline.ledger.upkeep import Upkeep
from dateline.ledger.wanted import moment, select
from dateline.model.actors import ActorKind, KnownActor
from dateline.model.entries import Change, Entries, Meeting, Position
from dateline.model.findings import Status
from dateline.model.report import Report
from dateline.model.rows import Gone, Passage, ReportEntry, StatementEntry
from dateline.model.times import When

__all__ = ["Ledger"]

_LAST = "last"
_ACTOR = re.compile(r"a[0-9a-f]{12}")
_ANCHORED = re.compile(r"[mu][0-9a-f]{12}")  # the ids of meetings and utterances
_TRIES = 3  # of a reader to find a moment at which nothing is new since it was folded


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
        self._store = open_store(place, read_only=read_only)
        self.where = self._store.where
        self._entries: tuple[tuple[int, int, int], Entries] | None = None
        self._looked: tuple[str, ...] = ()

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
        return self._store.add(file_report(report), edition())

    def reanalyse(self, *, limit: int | None = None) -> Iterator[Reread]:
        """Read what another analysis read again, report by report; each is kept when it is given.

        Older readings are kept beside the new ones, and decisions stay. Whoever stops early goes on
        there the next time.
        """
        return reanalyse(self._store, limit=limit)

    def backup(self, place: str | os.PathLike[str]) -> int:
        """Copy the whole ledger to a new file or an empty database; how many reports it has.

        Raises :class:`~dateline.errors.LedgerError` when the place is taken or cannot be written.
        """
        return back_up(self._store, place)

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
        with self.answering() as answers:
            rows = list(self._store.reports(replace(wanted, newest=newest)))
            derived = answers.derived(row["id"] for row in rows)
            stood = answers.stood(row["id"] for row in rows)
            found = (report_entry(row, derived.get(row["id"], ()), self._store.text) for row in rows)
            return tuple(replace(entry, standing=stood.get(entry.id)) for entry in found)

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
        with self.answering() as answers:
            decisions = self.review.decisions()
            wanted = replace(wanted, newest=newest, names=decisions.aliases.forms(wanted.names))
            wanted = with_signatures(wanted, answers)
            rows = list(reviewed_rows(self._store, wanted, decisions))
            carried = answers.carried(row["id"] for row in rows)
            stood = answers.stood(row["report"] for row in rows)
            found = statement_entries(rows, self._store.text, carried)
        return tuple(
            replace(s, review=reviewed_statement(s.id, decisions), standing=stood.get(s.passage.report))
            for s in found
        )

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
        newest: bool = False,
        beyond: str | None = None,
    ) -> tuple[Meeting, ...]:
        """Who meets whom, and is it still on.

        ``by`` is who takes part or claims something, ``about`` words in its label, participants, place or
        evidence, ``side`` one that takes part, ``status`` what it is now; ``since``, ``until`` and
        ``outlet`` ask for meetings that were written of then and there; with ``as_of`` the answer is
        the one that the reports published by then would have given, with names and identities as they
        are known today (see :mod:`dateline.ledger.past`); ``newest`` turns the order round, so that
        ``limit`` keeps the newest; with ``beyond`` (a meeting's id) only those that come after it in that
        order, and none where there is no such meeting. Raises :class:`~dateline.errors.QueryError`.
        """
        wanted = select(by=by, about=about, side=side, since=since, until=until, outlet=outlet, limit=limit)
        with self.answering(as_of) as answers:
            wanted = self.known_as(replace(wanted, newest=newest, beyond=beyond))
            return answers.meetings(wanted, status)

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
        newest: bool = False,
        beyond: str | None = None,
    ) -> tuple[Position, ...]:
        """Where each side stands on each issue.

        ``by`` is who states it, ``about`` an issue or words of it, ``side`` whose position it is;
        the history keeps only what falls in the time and outlet asked for; ``as_of`` and ``beyond`` as for
        meetings; ``newest`` turns the order of sides and issues round. Raises
        :class:`~dateline.errors.QueryError`.
        """
        wanted = select(by=by, about=about, side=side, since=since, until=until, outlet=outlet, limit=limit)
        with self.answering(as_of) as answers:
            return answers.positions(self.known_as(replace(wanted, newest=newest, beyond=beyond)))

    def actors(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        side: str | None = None,
        kind: ActorKind | str | None = None,
        since: When | str | None = None,
        until: When | str | None = None,
        as_of: When | str | None = None,
        limit: int | None = None,
        newest: bool = False,
        beyond: str | None = None,
    ) -> tuple[KnownActor, ...]:
        """Who is who: everybody whom the reports name, each once, those first whom most reports name.

        ``by`` is one of his names or his id (also an id that he had before a merge), ``about`` words of his
        names and roles, ``side`` the state or organisation that he speaks for, ``kind`` person, state,
        organisation, outlet or office; ``since`` and ``until`` ask who is named then; with ``as_of`` the
        answer is the one that the reports published by then would have given; ``newest`` turns the order
        round; ``beyond`` as for meetings. Raises :class:`~dateline.errors.QueryError`.
        """
        name = by if by is None or not _ACTOR.fullmatch(by.strip()) else None
        wanted = select(by=name, about=about, side=side, since=since, until=until, limit=limit)
        one = kind_named(kind) if kind is not None else None
        with self.answering(as_of) as answers:
            if by is None or name is not None:
                return answers.actors(self.known_as(replace(wanted, newest=newest, beyond=beyond)), one)
            found = EntryFilter(wanted).actors(answers.called(by.strip()).actors, one)
            return tuple(a for a in found if is_actor(a, by.strip()))

    def actor(self, name: str) -> KnownActor:
        """The actor of an id (also one that he had before a merge), or of a name that is his alone.

        Raises :class:`~dateline.errors.LedgerError` when there is none, or several.
        """
        return self.review.actor(name)

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
        newest: bool = False,
        beyond: str | None = None,
    ) -> tuple[Change, ...]:
        """What became different: first appearances, statuses, dates, positions.

        ``since`` is a time of publication, or ``"last"``: what the reports that arrived since
        :meth:`mark_seen` made different, whenever they were published. ``after`` asks for what the reports
        that arrived when the ledger had so many already made different, by their own words or by older ones;
        ``newest`` turns the order round, so that ``limit`` keeps the newest; ``beyond`` as for meetings.
        Raises :class:`~dateline.errors.QueryError`.
        """
        last = since == _LAST
        seen: frozenset[str] = self._store.seen(_LAST) if last else frozenset()
        since = None if last else since
        wanted = select(by=by, about=about, side=side, since=since, until=until, outlet=outlet, limit=limit)
        with self.answering() as answers:
            self._looked = answers.change_ids() if last else ()
            told_in = self._store.arrived(after) if after else None
            wanted = self.known_as(replace(wanted, newest=newest, beyond=beyond))
            return answers.changes(wanted, seen, told_in)

    def mark_seen(self) -> None:
        """Remember that all changes were looked at, for ``changes(since="last")``.

        After such a question these are the changes of that moment, not those that came since.
        """
        looked = self._looked
        if not looked:
            with self.answering() as answers:
                looked = answers.change_ids()
        self._store.see(_LAST, looked)

    def entries(self, as_of: When | str | None = None) -> Entries:
        """Everything that the findings amount to, as people decided; with ``as_of``, those published by then.

        It is folded in memory, all of it, and with ``as_of`` each time.
        Raises :class:`~dateline.errors.QueryError` for a time that cannot be understood.
        """
        if as_of is not None:
            last = Moment.of(moment(as_of, "--as-of")).last
            with self._store.snapshot():
                decisions, found = self.review.decisions(), self._found(self._store.count())
                return marked(fold(found.until(last), decisions), decisions)
        revision = self._store.revision()
        if self._entries is None or self._entries[0] != revision:
            with self._store.snapshot():
                revision = self._store.revision()
                decisions = self.review.decisions()
                found = self._found(revision[0])
                self._entries = revision, marked(fold(found, decisions), decisions)
        return self._entries[1]

    def known_as(self, wanted: Selection) -> Selection:
        """What is wanted, by every name that people put together with the one that is asked for."""
        if wanted.names is None:
            return wanted
        return replace(wanted, names=self.review.decisions().aliases.forms(wanted.names))

    @property
    def glance(self) -> Glance:
        """What lists show, which is read without whole histories."""
        return Glance(self, self._store)

    @contextmanager
    def answering(self, as_of: When | str | None = None) -> Iterator[Answers]:
        """What answers, all of it as of one moment: the entries that the store keeps, or those in memory."""
        last = Moment.of(moment(as_of, "--as-of")).last if as_of is not None else None
        upkeep = self._upkeep()
        with self._fresh(upkeep):
            if not upkeep.is_fresh():
                yield FromMemory(self.entries(as_of))
            elif last is None:
                yield FromStore(Kept(self._store))
            else:
                folded = partial(self.entries, as_of)
                yield FromPast(self._store, self.review.decisions(), last, folded)

    @contextmanager
    def _fresh(self, upkeep: Upkeep) -> Iterator[None]:
        """One moment of the ledger at which its kept entries are up to date, where they may be written."""
        for _ in range(1 if self._store.read_only else _TRIES):
            with suppress(LedgerError):  # whoever may not write still gets his answer
                self.freshen()
            with self._store.snapshot():
                if upkeep.is_fresh():
                    yield
                    return
        with ExitStack() as moment_of_all:
            try:  # others add all the while, but not while this one reads
                if upkeep.is_near():
                    held = self._store.trying() if self._store.read_only else self._store.filling()
                    moment_of_all.enter_context(held)
                    upkeep.turn(math.inf)
                else:
                    moment_of_all.enter_context(self._store.snapshot())
            except LedgerError:
                moment_of_all.close()
                moment_of_all.enter_context(self._store.snapshot())
            yield

    def freshen(self) -> None:
        """Fold what is new and keep it, so that the next question only reads; a question does it by itself.

        Raises :class:`~dateline.errors.LedgerError` where nothing may be written; does nothing to a
        ledger that was opened for reading only.
        """
        if not self._store.read_only:
            self._upkeep().freshen()

    def version(self) -> str | None:
        """What answers depend on, in words that change with the ledger; None while more is to be folded."""
        upkeep = self._upkeep()
        with self._store.snapshot():
            return upkeep.today() if upkeep.is_fresh() else None

    def is_fresh(self) -> bool:
        """Whether everything is folded, so that a question only reads."""
        return self._upkeep().is_fresh()

    def _upkeep(self) -> Upkeep:
        return Upkeep(self._store, fold_edition(), self.review.decisions, self._found)

    def rebuild(self) -> None:
        """Throw away all that is derived (entries, searchable words) and make it again: the same bytes."""
        self._entries = None
        upkeep = self._upkeep()
        with self._store.filling():
            upkeep.forget()
        index_again(self._store)
        upkeep.freshen()

    @property
    def review(self) -> Review:
        """What people decided, and the ways to decide."""
        return Review(self._store, self.called, self.actors)

    def called(self, name: str) -> Entries:
        """At least the meetings, positions, changes and actors that answer to ``name``; empty for none.

        A name is an id, an older id of a meeting or actor, or the id of a finding that they rest on.
        """
        with self.answering() as answers:
            return answers.called(name)

    def _found(self, upto: int) -> Found:
        store = self._store
        found = read_found(
            store.meetings(upto), store.assertions(upto), store.positions(upto), store.speakers(upto)
        )
        reports = [row for row in store.reports(Selection()) if row["arrival"] <= upto]
        whole = found + read_lineage(reports, store.statements(Selection()), store.text)
        return called_as_before(whole, store.superseded())

    def former(self, name: str) -> Gone | None:
        """What an id stood for that nothing has any more; None for what never was one.

        A newer analysis may find something else in the words, or nothing. The readings that the ledger
        keeps are read for it, so this costs as many of them as there are.
        """
        if not _ANCHORED.fullmatch(name):
            return None
        with self.answering() as answers:
            if answers.ids([name], "meeting") or name in answers.carried([name]):
                return None
        with self._store.snapshot():
            told = former(name, self._store.superseded(), lambda r: rejoin(self._store.bodies(r)))
        if told is None:
            return None
        passage = Passage(
            told.report, told.start, told.end, self._store.text(told.report)[told.start : told.end]
        )
        with self.answering() as answers:
            kinds = (answers.ids(told.heirs, "meeting"), answers.carried(told.heirs))
            ids = [kinds[0].get(h) or (u.id if (u := kinds[1].get(h)) else None) for h in told.heirs]
        return Gone(name, passage, tuple(dict.fromkeys(i for i in ids if i)))

    def show(self, name: str) -> tuple[Surroundings, ...]:
        """The words that ``name`` rests on, each passage in its surroundings, oldest first.

        ``name`` is the id of a statement, of a meeting or position in one report (``<report>.m1``), of
        a meeting, position, change or utterance of the ledger, or of a report. A meeting answers to every
        id that it would have had while it was known from fewer reports. Raises
        :class:`~dateline.errors.LedgerError` when nothing has that id, and its
        :class:`~dateline.errors.GoneError` when an older reading had it.
        """
        shown = tuple(self._shown(name))
        if not shown and _ACTOR.fullmatch(name) and self.called(name).actors:
            message = f"{name} is an actor, whom many reports name; dateline actors --by {name} shows him."
            raise LedgerError(message)
        if not shown and (gone := self.former(name)) is not None:
            raise GoneError(gone.words)
        if not shown:
            message = f"Nothing in the ledger {self.where} has the id {name!r}; find ids with --json."
            raise LedgerError(message)
        with self.answering() as answers:
            stood = answers.stood(s.report.id for s in shown)
        return tuple(replace(s, report=replace(s.report, standing=stood.get(s.report.id))) for s in shown)

    def _shown(self, name: str) -> Iterator[Surroundings]:
        row = self._store.statement(name)
        if row is not None:
            (entry,) = statement_entries([row], self._store.text)
            yield self._around(name, entry.passage.report, statement_marks(entry.statement))
        elif name in self:
            yield self._around(name, name, ())
        elif carriers := self._carriers(name):
            for carrier in carriers:
                yield from self._shown(carrier)
        else:
            known: dict[str, tuple[ReportEntry, str]] = {}
            for finding, report, marks in marked_passages(name, self.called(name)):
                if report not in known:  # one report often has several passages
                    known[report] = self._whole(report)
                yield surroundings(finding, *known[report], marks)

    def _carriers(self, utterance: str) -> tuple[str, ...]:
        """The statements that carry an utterance; none for what is none."""
        with self.answering() as answers:
            found = answers.carried([utterance]).get(utterance)
        return found.carriers if found else ()

    def _around(self, name: str, report: str, marks: tuple[Mark, ...]) -> Surroundings:
        return surroundings(name, *self._whole(report), marks)

    def _whole(self, report: str) -> tuple[ReportEntry, str]:
        """A report and its text."""
        row = self._store.report(report)
        if row is None:
            message = f"The ledger {self.where} has lost the report {report}; run dateline check."
            raise LedgerError(message)
        return report_entry(row), self._store.text(report)

    def check(self) -> tuple[Violation, ...]:
        """Everything in the ledger that breaks a law; empty when all is well.

        Opens every range of every finding in its stored text, follows every reference, compares
        what was stored with its digest, and folds the findings twice, the second time backwards.
        """
        with self._store.snapshot():
            found, decisions = self._found(self._store.count()), self.review.decisions()
            return (
                *misstored(self._store),
                *misfolded(self._store, found, decisions, self._upkeep().today()),
            )
