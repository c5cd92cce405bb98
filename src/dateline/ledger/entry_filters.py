"""A selection applied to entries, which no store keeps: the same words mean the same as for rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from dateline.errors import QueryError
from dateline.ledger.moments import Moment
from dateline.ledger.names import key
from dateline.ledger.namings import KINDS
from dateline.ledger.stands import stand
from dateline.ledger.store import Selection
from dateline.model.actors import ActorKind, KnownActor
from dateline.model.entries import (
    Change,
    DatedAssertion,
    DatedPosition,
    Entries,
    Meeting,
    Position,
)
from dateline.model.findings import Status
from dateline.model.rows import Passage

__all__ = ["EntryFilter", "kind_named", "status_named"]

T = TypeVar("T")


def status_named(status: Status | str) -> Status:
    """The status of that name; raises :class:`~dateline.errors.QueryError` with the list of them."""
    try:
        return Status(status.strip().casefold())
    except ValueError:
        message = f"--status {str(status)!r} is not a status; write one of: {', '.join(Status)}."
        raise QueryError(message) from None


def kind_named(kind: ActorKind | str) -> ActorKind:
    """The kind of actor of that name; raises :class:`~dateline.errors.QueryError` with the list of them."""
    known = sorted(KINDS)
    word = kind.strip().casefold()
    if word not in known:
        message = f"--kind {str(kind)!r} is no kind of actor; write one of: {', '.join(known)}."
        raise QueryError(message)
    return ActorKind(word)


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries are wanted; ``issue`` counts for positions and their changes."""

    wanted: Selection

    def meetings(
        self, meetings: Iterable[Meeting], status: Status | str | None = None
    ) -> tuple[Meeting, ...]:
        """Those with the status, the side and the words, of his or with a claim by him, there and then."""
        now = status_named(status) if status is not None else None
        return self._cut(
            m
            for m in meetings
            if (now is None or m.status is now)
            and self._of_side(_sides(m))
            and self._about(_words(m))
            and any(self._claims(a, m) for a in m.history)
        )

    def positions(self, positions: Iterable[Position]) -> tuple[Position, ...]:
        """Those of the side, on the issue or words; each with what was said by him, there and then."""
        return self._cut(self._positions(positions))

    def _positions(self, positions: Iterable[Position]) -> Iterator[Position]:
        for position in positions:
            history = tuple(p for p in position.history if self._states(p))
            if not history or not self._of_side((position.side,)):
                continue
            if len(history) == len(position.history):
                yield position
            else:
                yield replace(stand(history), origins=position.origins, review=position.review)

    def changes(self, changes: Iterable[Change], entries: Entries) -> tuple[Change, ...]:
        """Those of the side, on the words, by him, there and then."""
        sides = {m.id: _sides(m) for m in entries.meetings} | {p.id: (p.side,) for p in entries.positions}
        issues = {p.id: p.issue for p in entries.positions}
        return self._cut(
            c
            for c in changes
            if self._of_side(sides[c.subject])
            and self._by((c.who,))
            and (self._on(issues.get(c.subject)) or self._about((c.label, c.passage.quote)))
            and self._there_and_then(c.passage)
        )

    def actors(self, actors: Iterable[KnownActor], kind: ActorKind | None = None) -> tuple[KnownActor, ...]:
        """Those of the kind and the side, by one of their names, with the words, named then."""
        return self._cut(
            a
            for a in actors
            if (kind is None or a.kind is kind)
            and self._of_side(n for n in (a.side, a.name) if n)
            and self._by(s.name for s in a.spellings)
            and self._about((*(s.name for s in a.spellings), *(r.role for r in a.roles)))
            and self._named_then(a)
        )

    def _named_then(self, actor: KnownActor) -> bool:
        first, last = (f"{day.isoformat()}T" if day else "" for day in (actor.first, actor.last))
        if self.wanted.first is not None and (f"{last}23:59" if last else "") < self.wanted.first:
            return False
        return self.wanted.last is None or "" < (f"{first}00:00" if first else "") <= self.wanted.last

    def _cut(self, entries: Iterable[T]) -> tuple[T, ...]:
        return tuple(islice(entries, self.wanted.limit))

    def _claims(self, assertion: DatedAssertion, meeting: Meeting) -> bool:
        by = (*(assertion.by or (assertion.passage.outlet,)), *(p.name for p in meeting.participants))
        return self._by(by) and self._there_and_then(assertion.passage)

    def _states(self, told: DatedPosition) -> bool:
        words = (told.issue_text, told.passage.quote)
        return (
            self._by((told.speaker, told.actor.name))
            and (self._on(told.issue) or self._about(words))
            and self._there_and_then(told.passage)
        )

    def _by(self, names: Iterable[str | None]) -> bool:
        return self.wanted.names is None or any(_named(n, self.wanted.names) for n in names)

    def _on(self, issue: str | None) -> bool:
        return self.wanted.issue is not None and issue == self.wanted.issue

    def _about(self, words: Iterable[str | None]) -> bool:
        if self.wanted.phrases is None:
            return True
        text = key(" ".join(w for w in words if w))
        return all(f" {phrase}" in text for phrase in self.wanted.phrases)  # a word's beginning will do

    def _of_side(self, sides: Iterable[str]) -> bool:
        return self.wanted.side is None or key(self.wanted.side) in map(key, sides)

    def _there_and_then(self, passage: Passage) -> bool:
        moment, wanted = Moment.of(passage.published), self.wanted
        if wanted.first is not None and moment.last < wanted.first:
            return False
        if wanted.last is not None and not "" < moment.first <= wanted.last:
            return False
        return wanted.outlets is None or _named(passage.outlet, wanted.outlets)


def _named(name: str | None, forms: Sequence[Sequence[str]]) -> bool:
    words = key(name or "")
    return any(all(f" {w} " in words for w in form) for form in forms)


def _sides(meeting: Meeting) -> tuple[str, ...]:
    return tuple(n for p in meeting.participants for n in (p.side, p.name) if n)


def _words(meeting: Meeting) -> tuple[str | None, ...]:
    names = (n for p in meeting.participants for n in (p.name, p.side))
    return (meeting.label, meeting.place, *names, *(a.passage.quote for a in meeting.history))
