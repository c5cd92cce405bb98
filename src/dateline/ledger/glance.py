"""The ledger at a glance: what lists show, read without the whole histories behind it.

Where a question is told by the columns of an entry, a list costs what it shows, however many reports an entry
rests on. Filters by person, time and outlet are told by the single passages, and read them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Protocol

from dateline.ledger.answers import Answers, PositionGrid
from dateline.ledger.decisions import Decisions
from dateline.ledger.filing import Row
from dateline.ledger.relational import RelationalStore
from dateline.ledger.review import Review
from dateline.ledger.reviewed import reviewed_rows, reviewed_statement
from dateline.ledger.rows import report_entry, statement_entries
from dateline.ledger.signed import with_signatures
from dateline.ledger.store import Selection
from dateline.ledger.wanted import select
from dateline.model.findings import Act, Record, Status
from dateline.model.glances import PASSAGES, MeetingGlance, PositionGlance, StatementGlance
from dateline.model.lineage import Utterance
from dateline.model.rows import ReportEntry, StatementEntry
from dateline.model.times import When

__all__ = ["Glance"]

Time = When | str | None


class _Answering(Protocol):
    """What a glance asks of the ledger."""

    def answering(self, as_of: Time = None) -> AbstractContextManager[Answers]:
        """What answers, as of one moment."""
        ...

    def known_as(self, wanted: Selection) -> Selection:
        """What is wanted, by every name that people put together with the one that is asked for."""
        ...

    @property
    def review(self) -> Review:
        """What people decided."""
        ...


class Glance:
    """What lists show of one ledger; the filters are those of its whole answers and raise alike."""

    def __init__(self, ledger: _Answering, store: RelationalStore) -> None:
        """Of ``ledger``, whose rows are in ``store``."""
        self._ledger = ledger
        self._store = store

    def meetings(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        side: str | None = None,
        status: Status | str | None = None,
        since: Time = None,
        until: Time = None,
        as_of: Time = None,
        outlet: str | None = None,
        limit: int | None = None,
        newest: bool = False,
    ) -> tuple[MeetingGlance, ...]:
        """A line for each meeting that is wanted."""
        wanted = select(by=by, about=about, side=side, since=since, until=until, outlet=outlet, limit=limit)
        with self._ledger.answering(as_of) as answers:
            return answers.meeting_glances(self._ledger.known_as(replace(wanted, newest=newest)), status)

    def positions(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        side: str | None = None,
        since: Time = None,
        until: Time = None,
        as_of: Time = None,
        outlet: str | None = None,
        limit: int | None = None,
    ) -> tuple[PositionGlance, ...]:
        """The positions that are wanted, each with its newest passages."""
        wanted = select(by=by, about=about, side=side, since=since, until=until, outlet=outlet, limit=limit)
        with self._ledger.answering(as_of) as answers:
            return answers.position_glances(self._ledger.known_as(wanted))

    def grid(
        self,
        rows: slice,
        *,
        by: str | None = None,
        about: str | None = None,
        side: str | None = None,
        since: Time = None,
        until: Time = None,
        as_of: Time = None,
        outlet: str | None = None,
        limit: int | None = None,
        passages: int = PASSAGES,
    ) -> PositionGrid:
        """The positions that are wanted by side, those with most words first: some rows of them."""
        wanted = select(by=by, about=about, side=side, since=since, until=until, outlet=outlet, limit=limit)
        with self._ledger.answering(as_of) as answers:
            return answers.grid(self._ledger.known_as(wanted), rows, passages)

    def ids(self, names: Iterable[str], kind: str) -> dict[str, str]:
        """Name to the id of the meeting, position or change (``kind``) that answers to it, if one does."""
        with self._ledger.answering() as answers:
            return dict(answers.ids(names, kind))

    def reports(self, ids: Iterable[str]) -> dict[str, ReportEntry]:
        """The reports of these ids, with their standing, and without what they are derived from."""
        with self._ledger.answering() as answers:
            found = [report_entry(row) for row in self._store.facts(ids)]
            stood = answers.stood(entry.id for entry in found)
        return {entry.id: replace(entry, standing=stood.get(entry.id)) for entry in found}

    # Statements

    def statements(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        side: str | None = None,
        since: Time = None,
        until: Time = None,
        outlet: str | None = None,
        limit: int | None = None,
        newest: bool = False,
    ) -> tuple[StatementGlance, ...]:
        """What the statements that are wanted are counted and told apart by."""
        wanted = select(by=by, about=about, side=side, since=since, until=until, outlet=outlet, limit=limit)
        with self._ledger.answering() as answers:
            decisions = self._ledger.review.decisions()
            wanted = replace(wanted, newest=newest, names=decisions.aliases.forms(wanted.names))
            wanted = with_signatures(wanted, answers)
            rows = list(reviewed_rows(self._store, wanted, decisions))
            carried = answers.carried((row["id"] for row in rows), short=True)
            issues = self._store.issues(row["report"] for row in rows)
        glances = (_glance(r, issues.get(r["id"], ()), carried.get(r["id"])) for r in rows)
        if not decisions.decided:
            return tuple(glances)
        return tuple(replace(g, review=reviewed_statement(g.id, decisions)) for g in glances)

    def said(self, ids: Sequence[str]) -> tuple[StatementEntry, ...]:
        """The statements of these ids, in the order in which they are given, as lists show them.

        The origins of words that are in many reports may be without those reports.
        """
        with self._ledger.answering() as answers:
            decisions = self._ledger.review.decisions()
            rows = _in_order(self._rows(ids, decisions), ids)
            carried = answers.carried(ids, short=True)
            stood = answers.stood(row["report"] for row in rows)
            found = statement_entries(rows, self._store.text, carried)
        return tuple(
            replace(s, review=reviewed_statement(s.id, decisions), standing=stood.get(s.passage.report))
            for s in found
        )

    def _rows(self, ids: Sequence[str], decisions: Decisions) -> Iterator[Row]:
        wanted = Selection(ids=tuple(ids))
        return reviewed_rows(self._store, wanted, decisions)

    def issues(self, statements: Iterable[str]) -> dict[str, list[str]]:
        """Statement to the issues on which it takes a position, as far as there are any."""
        wanted = list(statements)
        issues = self._store.issues(name.rpartition(".")[0] for name in wanted)
        return {name: issues[name] for name in wanted if name in issues}


def _in_order(rows: Iterable[Row], ids: Sequence[str]) -> list[Row]:
    known = {row["id"]: row for row in rows}
    return [known[name] for name in ids if name in known]


def _glance(row: Row, issues: Iterable[str], utterance: Utterance | None) -> StatementGlance:
    """What a statement's own JSON says, which is not made a statement for it."""
    body = json.loads(row["body"])
    speaker = body["speaker"]
    return StatementGlance(
        id=row["id"],
        published=row["published"],
        who=speaker["name"],
        side=speaker["side"],
        role=speaker.get("role"),
        named=speaker["named"],
        record=speaker.get("record") or Record.UNKNOWN.value,
        mode=body["mode"],
        act=body.get("act") or Act.SPEECH.value,
        outlet=row["outlet"],
        issues=tuple(issues),
        origins=tuple(dict.fromkeys(o.name for o in utterance.origins)) if utterance else (),
    )
