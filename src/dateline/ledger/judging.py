"""What a judgement about actors is about: names, and the reports that mean another by a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from dateline.errors import LedgerError, QueryError
from dateline.ledger.aliases import Aliases, bare
from dateline.ledger.decisions import Anchor, anchors_in, read_decision
from dateline.ledger.known import actor_id, is_actor
from dateline.ledger.resolving import resolve
from dateline.ledger.sides import words_of
from dateline.ledger.store import Store
from dateline.model.actors import KnownActor
from dateline.model.entries import Entries

__all__ = ["Judging"]

_ID = re.compile(r"a[0-9a-f]{12}")
_RECORD = re.compile(r"[mpcru][0-9a-f]{12,16}(\..*)?")
_NAMED = re.compile(r"(r[0-9a-f]{16})(\.a\d+)?")
Judged = tuple[tuple[Anchor, ...], tuple[str, ...], tuple[str, ...]]
"""The words that a split is about, the names that go, and those that stay."""


class Judging:
    """The actors of one ledger, by id or name, and what a decision about them is to name."""

    def __init__(
        self,
        store: Store,
        called: Callable[[str], Entries],
        actors: Callable[..., tuple[KnownActor, ...]],
    ) -> None:
        """Of what is in ``store``; ``called`` gives what answers to a name, ``actors`` who is there."""
        self._store = store
        self._called = called
        self._actors = actors

    def anchors(self, report: str) -> tuple[Anchor, ...]:
        """Everything in a report that can be decided about; nothing where there is no such report."""
        return anchors_in(report, self._store.bodies(report)) if self._store.report(report) else ()

    def knows(self, name: str) -> bool:
        """Whether ``name`` is an actor's, and no record's."""
        return bool(_ID.fullmatch(name)) or (not _RECORD.fullmatch(name) and bool(self._by_name(name)))

    def is_there(self, name: str) -> bool:
        """Whether an actor of the ledger has that id, or had it."""
        return bool(_ID.fullmatch(name)) and any(is_actor(a, name) for a in self._called(name).actors)

    def actor(self, name: str) -> KnownActor:
        """The actor of an id, or of a name that is his alone.

        Raises :class:`~dateline.errors.LedgerError` for none and for several.
        """
        if _ID.fullmatch(name):
            found = [a for a in self._called(name).actors if is_actor(a, name)]
            found.sort(key=lambda a: a.id != name)
        else:
            found = self._by_name(name)
            if len(found) > 1:
                ids = ", ".join(f"{a.id} ({a.name})" for a in found[:5])
                message = f"Several actors go by {name}: {ids}; name one by his id."
                raise LedgerError(message)
        if not found:
            message = (
                f"Nobody in the ledger {self._store.where} is called {name!r}; dateline actors lists them."
            )
            raise LedgerError(message)
        return found[0]

    def _by_name(self, name: str) -> list[KnownActor]:
        words = words_of(name)
        found = self._actors(by=name) if words else ()
        return [a for a in found if words in {words_of(s.name) for s in a.spellings}]

    # Decisions

    def merged(self, one: str, other: str) -> tuple[str, ...]:
        """The names of two actors who are one, the first one's first."""
        ours, theirs = self.actor(one), self.actor(other)
        if ours.id == theirs.id:
            message = f"{one} and {other} are one actor already: {ours.name}."
            raise QueryError(message)
        return ours.key, theirs.key

    def split(self, name: str, parts: Sequence[str]) -> Judged:
        """What of an actor is another's: ``parts`` are reports, actors of reports, or names.

        Raises :class:`~dateline.errors.QueryError` for what is not his, and where nothing goes or stays.
        """
        actor = self.actor(name)
        reports = [part for part in parts if _NAMED.fullmatch(part)]
        if reports and len(reports) < len(parts):
            message = f"A split of {name} takes reports or names away, not both at once; decide twice."
            raise QueryError(message)
        return (self._anchors(actor, reports), (), ()) if reports else ((), *self._names(actor, parts))

    def _names(self, actor: KnownActor, parts: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        own = {bare(actor.key): actor.key}  # what was parted from a name has it too
        told = (words_of(s.name) for s in actor.spellings)
        known = dict.fromkeys((actor.key, *(own.get(words, words) for words in told)))
        away = {own.get(words, words): part for words, part in ((words_of(p), p) for p in parts)}
        if missing := [part for words, part in away.items() if words not in known]:
            names = ", ".join(s.name for s in actor.spellings)
            message = f"{actor.name} ({actor.id}) is not known as {missing[0]!r}, but as {names}."
            raise QueryError(message)
        rest = tuple(words for words in known if words not in away)
        if not away or not rest:
            message = f"A split of {actor.name} ({actor.id}) needs some names to go and some to stay."
            raise QueryError(message)
        return tuple(away), rest

    def _anchors(self, actor: KnownActor, parts: Iterable[str]) -> tuple[Anchor, ...]:
        """The first words of each report that name the actor."""
        aliases, names = self._aliases(), {words_of(s.name) for s in actor.spellings}
        found: list[Anchor] = []
        for part in parts:
            report, _, number = part.partition(".")
            first = {a.finding: a for a in reversed(self.anchors(report)) if a.kind == "actor"}
            his = [
                a
                for a in first.values()
                if (words := words_of(a.called or "")) in names
                and (not number or a.finding == part)
                and (not aliases.is_parted(report, words) or actor_id(aliases.key(report, words)) == actor.id)
            ]
            if not his:
                message = f"{part} does not name {actor.name} ({actor.id}); dateline read --json shows whom."
                raise QueryError(message)
            found += his[::-1]
        if len({a.report for a in found}) >= actor.reports:
            message = f"A split of {actor.name} ({actor.id}) needs some of his reports to stay."
            raise QueryError(message)
        return tuple(dict.fromkeys(found))

    def _aliases(self) -> Aliases:
        return resolve(map(read_decision, self._store.decisions()), self.anchors).aliases
