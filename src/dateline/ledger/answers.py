"""Where answers come from: the entries that the store keeps, or entries in memory. Both answer alike."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Protocol, TypeVar

from dateline.ledger.entry_filters import EntryFilter, status_named
from dateline.ledger.kept import Kept
from dateline.ledger.store import Selection
from dateline.model.actors import ActorKind, KnownActor
from dateline.model.entries import Change, Entries, Meeting, Position
from dateline.model.findings import Status
from dateline.model.lineage import Derivation, Standing, Utterance

__all__ = ["Answers", "FromMemory", "FromStore", "fold_edition"]


T = TypeVar("T")


class Answers(Protocol):
    """Entries by question and by name."""

    def meetings(self, wanted: Selection, status: Status | str | None = None) -> tuple[Meeting, ...]:
        """The meetings that are wanted, oldest first unless the newest are wanted."""
        ...

    def positions(self, wanted: Selection) -> tuple[Position, ...]:
        """The positions that are wanted, by side and issue."""
        ...

    def changes(self, wanted: Selection, seen: frozenset[str] = frozenset()) -> tuple[Change, ...]:
        """The changes that are wanted and not ``seen``, oldest first unless the newest are wanted."""
        ...

    def actors(self, wanted: Selection, kind: ActorKind | None = None) -> tuple[KnownActor, ...]:
        """The actors that are wanted, those first whom most reports name."""
        ...

    def change_ids(self) -> tuple[str, ...]:
        """The ids of all changes."""
        ...

    def called(self, name: str) -> Entries:
        """At least the meetings, positions, changes and actors that answer to ``name``."""
        ...

    def carried(self, statements: Iterable[str]) -> Mapping[str, Utterance]:
        """Statement to the utterance that it carries."""
        ...

    def derived(self, reports: Iterable[str]) -> Mapping[str, Iterable[Derivation]]:
        """Report to what it is derived from."""
        ...

    def stood(self, reports: Iterable[str]) -> Mapping[str, Standing]:
        """Report to why it does not count; one that counts is not there."""
        ...


@dataclass(frozen=True, slots=True)
class FromMemory:
    """Answers from entries that were just folded."""

    entries: Entries

    def meetings(self, wanted: Selection, status: Status | str | None = None) -> tuple[Meeting, ...]:
        """The meetings that are wanted, oldest first."""
        return EntryFilter(wanted).meetings(_ordered(self.entries.meetings, wanted), status)

    def positions(self, wanted: Selection) -> tuple[Position, ...]:
        """The positions that are wanted, by side and issue."""
        return EntryFilter(wanted).positions(self.entries.positions)

    def changes(self, wanted: Selection, seen: frozenset[str] = frozenset()) -> tuple[Change, ...]:
        """The changes that are wanted and not ``seen``, oldest first."""
        fresh = (c for c in _ordered(self.entries.changes, wanted) if c.id not in seen)
        return EntryFilter(wanted).changes(fresh, self.entries)

    def actors(self, wanted: Selection, kind: ActorKind | None = None) -> tuple[KnownActor, ...]:
        """The actors that are wanted, those first whom most reports name."""
        return EntryFilter(wanted).actors(_ordered(self.entries.actors, wanted), kind)

    def change_ids(self) -> tuple[str, ...]:
        """The ids of all changes."""
        return tuple(c.id for c in self.entries.changes)

    def called(self, name: str) -> Entries:  # noqa: ARG002 - all of them are at hand
        """All entries."""
        return self.entries

    def carried(self, statements: Iterable[str]) -> Mapping[str, Utterance]:  # noqa: ARG002 - see above
        """Statement to the utterance that it carries; the utterance's own id too."""
        return self.entries.carried | {u.id: u for u in self.entries.utterances}

    def derived(self, reports: Iterable[str]) -> Mapping[str, Iterable[Derivation]]:  # noqa: ARG002 - see above
        """Report to what it is derived from."""
        return self.entries.derived

    def stood(self, reports: Iterable[str]) -> Mapping[str, Standing]:  # noqa: ARG002 - see above
        """Report to why it does not count."""
        return self.entries.stood


@dataclass(frozen=True, slots=True)
class FromStore:
    """Answers from the entries that a store keeps; only what may be wanted is read."""

    kept: Kept

    def meetings(self, wanted: Selection, status: Status | str | None = None) -> tuple[Meeting, ...]:
        """The meetings that are wanted, oldest first."""
        now = status_named(status).value if status is not None else None
        return EntryFilter(wanted).meetings(self.kept.meetings(wanted, now), status)

    def positions(self, wanted: Selection) -> tuple[Position, ...]:
        """The positions that are wanted, by side and issue."""
        return EntryFilter(wanted).positions(self.kept.positions(wanted))

    def changes(self, wanted: Selection, seen: frozenset[str] = frozenset()) -> tuple[Change, ...]:
        """The changes that are wanted and not ``seen``, oldest first."""
        return tuple(islice((c for c in self.kept.changes(wanted) if c.id not in seen), wanted.limit))

    def actors(self, wanted: Selection, kind: ActorKind | None = None) -> tuple[KnownActor, ...]:
        """The actors that are wanted, those first whom most reports name."""
        return tuple(islice(self.kept.actors(wanted, kind.value if kind else None), wanted.limit))

    def change_ids(self) -> tuple[str, ...]:
        """The ids of all changes."""
        return self.kept.change_ids()

    def called(self, name: str) -> Entries:
        """The meetings, positions, changes and actors that answer to ``name``."""
        return self.kept.called(name)

    def carried(self, statements: Iterable[str]) -> Mapping[str, Utterance]:
        """Statement to the utterance that it carries."""
        return self.kept.carried(statements)

    def derived(self, reports: Iterable[str]) -> Mapping[str, Iterable[Derivation]]:
        """Report to what it is derived from."""
        return self.kept.derived(reports)

    def stood(self, reports: Iterable[str]) -> Mapping[str, Standing]:
        """Report to why it does not count."""
        return self.kept.stood(reports)


def _ordered(entries: Sequence[T], wanted: Selection) -> Iterable[T]:
    """The entries in the order that is wanted."""
    return reversed(entries) if wanted.newest else entries


@cache
def fold_edition() -> str:
    """A digest of the fold's rules and of what they know: kept entries of another edition do not count."""
    content = hashlib.sha256()
    for room in ("ledger", "model", "world"):
        for file in sorted(files("dateline").joinpath(room).iterdir(), key=lambda f: f.name):
            if file.name.endswith(".py"):
                content.update(file.read_bytes())
    return content.hexdigest()[:12]
