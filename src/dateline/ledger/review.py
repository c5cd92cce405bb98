"""Reviewing what the machine found: accept, reject, correct, merge, split, and undo any of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dateline.errors import LedgerError, QueryError
from dateline.ledger.decisions import (
    Anchor,
    Decision,
    Decisions,
    Verb,
    in_force,
    read_decision,
)
from dateline.ledger.entry_filters import status_named
from dateline.ledger.filing import rejoin
from dateline.ledger.judging import Judging
from dateline.ledger.passages import is_called
from dateline.ledger.resolving import resolve
from dateline.ledger.store import Store
from dateline.ledger.wanted import side_named
from dateline.model.actors import KnownActor
from dateline.model.entries import Entries, Meeting
from dateline.model.findings import Status

__all__ = ["Review"]


class Review:
    """The decisions of one ledger. Each method that decides returns the record that it added.

    ``who`` is the person who decides, ``reason`` is in words. An id is that of a statement, of a
    meeting or position in a report (``<report>.m1``), or of a meeting or position of the ledger,
    which stands for all that it rests on. Raises :class:`~dateline.errors.LedgerError` for an id
    that is not there and :class:`~dateline.errors.QueryError` for what cannot be decided.
    """

    def __init__(
        self,
        store: Store,
        called: Callable[[str], Entries],
        actors: Callable[..., tuple[KnownActor, ...]],
    ) -> None:
        """Decide about what is in ``store``.

        ``called`` gives what answers to a name, ``actors`` who is there.
        """
        self._store = store
        self._called = called
        self._actors = Judging(store, called, actors)

    def __iter__(self) -> Iterator[Decision]:
        """Every decision ever made, in order."""
        return map(read_decision, self._store.decisions())

    def decisions(self) -> Decisions:
        """The decisions in force, by the ids that their findings have now."""
        return resolve(self, self._actors.anchors)

    def actor(self, name: str) -> KnownActor:
        """The actor of an id, or of a name that is his alone; raises for none and for several."""
        return self._actors.actor(name)

    def in_force(self) -> tuple[Decision, ...]:
        """The decisions that are not undone."""
        return in_force(self)

    def accept(self, name: str, *, who: str, reason: str | None = None) -> Decision:
        """A person has looked at it and it is right; takes back an earlier rejection."""
        return self._decide(Verb.ACCEPT, name, self._about(name), who=who, reason=reason)

    def reject(self, name: str, *, who: str, reason: str | None = None) -> Decision:
        """It is not what the machine took it for: no answer shows it or rests on it."""
        return self._decide(Verb.REJECT, name, self._about(name), who=who, reason=reason)

    def correct(
        self,
        name: str,
        *,
        who: str,
        speaker: str | None = None,
        side: str | None = None,
        status: Status | str | None = None,
        reason: str | None = None,
    ) -> Decision:
        """Another ``speaker`` or ``side`` of a statement or position, another ``status`` of a meeting.

        Of a meeting of the ledger the claim that gives it its status is corrected; of a meeting in
        a report the last one there.
        """
        values: dict[str, str | None] = {}
        if speaker is not None:
            values["speaker"] = " ".join(speaker.split()) or None
        if side is not None:
            values["side"] = side_named(side)
        if status is not None:
            values["status"] = status_named(status).value
        if not values:
            message = "A correction needs a --speaker, a --side or a --status."
            raise QueryError(message)
        about = self._about(name)
        is_meeting = about[0].kind == "claim"
        if ("status" in values) is not is_meeting or (is_meeting and len(values) > 1):
            message = f"{name}: a meeting has a --status, a statement or position a --speaker and a --side."
            raise QueryError(message)
        if status is not None:
            _claimable(status_named(status))
            about = self._telling(name, about)
        return self._decide(Verb.CORRECT, name, about, who=who, values=values, reason=reason)

    def merge(self, one: str, other: str, *, who: str, reason: str | None = None) -> Decision:
        """Two meetings or actors are one.

        Everything that either meeting rests on now is about the same encounter; every name under which
        either actor is known now is one actor's, who is called as the first one is. An actor is named by
        his id, or by a name that is his alone.
        """
        if self._actors.knows(one) or self._actors.knows(other):
            names = self._actors.merged(one, other)
            return self._decide(Verb.MERGE, f"{one} {other}", (), who=who, reason=reason, names=names)
        ours, theirs = self._claims(one), self._claims(other)
        if {a.finding for a in ours} & {a.finding for a in theirs}:
            message = f"{one} and {other} are one meeting already."
            raise QueryError(message)
        return self._decide(Verb.MERGE, f"{one} {other}", (*ours, *theirs), who=who, reason=reason)

    def split(self, meeting: str, *findings: str, who: str, reason: str | None = None) -> Decision:
        """What the reports' ``findings`` (``<report>.m1``) tell of is another encounter than the rest.

        Of an actor ``findings`` are names under which he is known, which are another's, or reports (or
        actors of reports: ``<report>.a1``) that mean another who has the same name.
        """
        if self._actors.knows(meeting):
            about, names, other_names = self._actors.split(meeting, findings)
            return self._decide(
                Verb.SPLIT, meeting, about, who=who, reason=reason, names=names, other_names=other_names
            )
        whole = self._claims(meeting)
        away = set(findings)
        about = tuple(a for a in whole if a.finding in away)
        rest = tuple(a for a in whole if a.finding not in away)
        if missing := sorted(away - {a.finding for a in about}):
            message = f"{meeting} does not rest on {missing[0]}; dateline meetings --json shows its findings."
            raise QueryError(message)
        if not about or not rest:
            message = f"A split of {meeting} needs some of its findings to go and some to stay."
            raise QueryError(message)
        return self._decide(Verb.SPLIT, meeting, about, rest=rest, who=who, reason=reason)

    def undo(self, number: int, *, who: str, reason: str | None = None) -> Decision:
        """Decision ``number`` counts no more; undoing an undo brings it back."""
        known = {d.number: d for d in self}
        if number not in known:
            message = f"There is no decision {number}; dateline review list shows them."
            raise LedgerError(message)
        if any(d.undoes == number for d in _standing_undos(known.values())):
            message = f"Decision {number} is undone already; undo the undoing to bring it back."
            raise QueryError(message)
        subject = known[number].subject
        return self._decide(Verb.UNDO, subject, (), who=who, reason=reason, undoes=number)

    def _decide(
        self,
        verb: Verb,
        subject: str,
        about: tuple[Anchor, ...],
        *,
        who: str,
        rest: tuple[Anchor, ...] = (),
        values: dict[str, str | None] | None = None,
        reason: str | None = None,
        undoes: int | None = None,
        names: tuple[str, ...] = (),
        other_names: tuple[str, ...] = (),
    ) -> Decision:
        person = " ".join(who.split())
        if not person:
            message = "A decision needs to know who decides; give --who."
            raise QueryError(message)
        now = dt.datetime.now(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: UP017 - mypy knows both
        machine = self._machine(about, values or {})
        said = values or {}, machine, reason or None, undoes, names, other_names
        decision = Decision(0, now, person, verb, subject, about, rest, *said)
        number = self._store.decide(now, person, verb.value, decision.body(), undoes)
        return read_decision(
            {"number": number, "at": now, "who": person, "verb": verb.value, "undoes": undoes}
            | {"body": decision.body()}
        )

    def _machine(self, about: Iterable[Anchor], values: dict[str, str | None]) -> dict[str, str | None]:
        """What the machine has where the human has ``values``."""
        first = next(iter(about), None)
        if first is None or not values:
            return {}
        contract = rejoin(self._store.bodies(first.report))
        return {k: v for k, v in _told(contract, first).items() if k in values}

    # What an id stands for

    def _about(self, name: str) -> tuple[Anchor, ...]:
        """The findings that ``name`` stands for; raises when there are none."""
        report = name.partition(".")[0]
        found = tuple(a for a in self._actors.anchors(report) if name in {a.finding, a.name})
        if not found:
            found = tuple(a for f in self._findings(name) for a in self._about(f))
        if not found and self._actors.is_there(name):
            message = f"{name} is an actor; actors are merged and split, and no more."
            raise QueryError(message)
        if not found:
            message = f"Nothing in the ledger {self._store.where} has the id {name!r}; find ids with --json."
            raise LedgerError(message)
        if found[0].kind == "actor":
            message = f"{name} is whom a report names; actors of the ledger are merged and split."
            raise QueryError(message)
        return found

    def _findings(self, name: str) -> tuple[str, ...]:
        meeting = self._meeting(name)
        if meeting is not None:
            return meeting.findings
        position = next((p for p in self._called(name).positions if p.id == name), None)
        return tuple(p.finding for p in position.history) if position else ()

    def _meeting(self, name: str) -> Meeting | None:
        return next((m for m in self._called(name).meetings if is_called(m, name)), None)

    def _claims(self, name: str) -> tuple[Anchor, ...]:
        """One claim of each finding that a meeting rests on."""
        about = self._about(name)
        if about[0].kind != "claim":
            message = f"{name} is no meeting; only meetings are merged and split."
            raise QueryError(message)
        return tuple({a.finding: a for a in reversed(about)}.values())[::-1]

    def _telling(self, name: str, about: tuple[Anchor, ...]) -> tuple[Anchor, ...]:
        """The claim that gives a meeting its status."""
        meeting = self._meeting(name)
        last = meeting.last if meeting else None
        if last is None:
            return about[-1:]
        at = last.passage
        return tuple(
            a for a in about if a.finding == last.finding and (a.start, a.end) == (at.start, at.end)
        )[-1:]


def _claimable(status: Status) -> None:
    if status is Status.CONTESTED:
        message = "A meeting is contested when sides contradict each other; correct what one of them says."
        raise QueryError(message)


def _standing_undos(decisions: Iterable[Decision]) -> list[Decision]:
    undone: set[int] = set()
    standing = []
    for decision in sorted(decisions, key=lambda d: -d.number):
        if decision.number not in undone and decision.undoes is not None:
            undone.add(decision.undoes)
            standing.append(decision)
    return standing


def _told(contract: dict[str, Any], anchor: Anchor) -> dict[str, str | None]:
    """What a report's JSON says at ``anchor``: speaker, side, status."""
    local = anchor.finding.rpartition(".")[2]
    if anchor.kind == "statement":
        speaker = next(s["speaker"] for s in contract["statements"] if s["id"] == local)
        return {"speaker": speaker["name"], "side": speaker["side"]}
    if anchor.kind == "position":
        position = contract["positions"][int(local[1:]) - 1]
        return {"speaker": position["speaker"], "side": position["actor"]["side"]}
    claims = next(m["assertions"] for m in contract["meetings"] if m["id"] == local)
    return {"status": claims[(anchor.ordinal or 1) - 1]["status"]}
