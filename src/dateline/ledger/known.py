"""An actor of the ledger, made of what reports say under his key: names, roles, counts, each with whence."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.ledger.aliases import Aliases, bare
from dateline.ledger.namings import HOW, Named, Tally, parties, tallied
from dateline.ledger.order import actor_place
from dateline.ledger.sides import winner, words_of
from dateline.model.actors import ActorKind, KnownActor, RoleHeld, Spelling
from dateline.model.entries import Meeting, Position
from dateline.world import World

__all__ = ["actor_id", "actors", "is_actor", "known_actor"]

_, _OFFICE, _SIDE, _ALSO = HOW


def actors(
    namings: Mapping[str, Iterable[Named]],
    meetings: Iterable[Meeting],
    positions: Iterable[Position],
    aliases: Aliases,
) -> tuple[KnownActor, ...]:
    """Everybody whom the reports name, who is named in most of them first; ``namings`` are by report."""
    met = Counter(key for meeting in meetings for key in parties(meeting, aliases))
    stood = Counter(key for position in positions for key in parties(position, aliases))
    told = tallied((report, row) for report, rows in namings.items() for row in rows)
    found = [
        known_actor(key, some, reports, (met[key], stood[key]), aliases)
        for key, (some, reports) in told.items()
    ]
    return tuple(sorted(found, key=actor_place))


def actor_id(key: str) -> str:
    """The id of the actor under a key."""
    return "a" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12]


def is_actor(actor: KnownActor, name: str) -> bool:
    """Whether ``name`` is the actor's id, or that of one of his names alone."""
    return name == actor.id or name in actor.merged_from


def known_actor(
    key: str, told: Sequence[Tally], reports: int, counts: tuple[int, int], aliases: Aliases
) -> KnownActor:
    """The actor of one key; ``reports`` name him, ``counts`` are his meetings and positions."""
    told = sorted(told, key=_order)
    named = [t for t in told if t.how != _SIDE]
    spellings = _spellings(key, named or told, aliases)
    name = _name(key, spellings)
    kind = _kind(name, told)
    side = winner(_votes((t.side, t.reports) for t in named if t.how != _ALSO))
    words = dict.fromkeys(words_of(s.name) for s in spellings)
    ids = (actor_id(w) for w in words if w not in {bare(key), key})
    judged = (n for n in (key, *words) if n in aliases.decided and aliases.root(n) == key)
    return KnownActor(
        id=actor_id(key),
        name=name,
        kind=kind,
        side=side,
        spellings=spellings,
        roles=(*_roles(named, side), *(_world_roles(name, side) if kind is ActorKind.PERSON else ())),
        reports=reports,
        statements=sum(t.statements for t in told),
        meetings=counts[0],
        positions=counts[1],
        first=_day(min((t.first for t in named if t.first), default="")),
        last=_day(max((t.last for t in named), default="")),
        merged_from=tuple(dict.fromkeys(ids)),
        review=max((aliases.decided[n] for n in judged), key=lambda r: r.number, default=None),
        key=key,
    )


def _order(told: Tally) -> tuple[str, ...]:
    return (told.spelling, told.how, told.kind or "", told.side or "", told.role or "", told.first)


def _votes(told: Iterable[tuple[str | None, int]]) -> Counter[str]:
    votes: Counter[str] = Counter()
    for value, reports in told:
        if value:
            votes[value] += reports
    return votes


def _name(key: str, spellings: Sequence[Spelling]) -> str:
    """How most reports write the name of the key; else the commonest name of all."""
    own = [s for s in spellings if words_of(s.name) == bare(key)] or spellings
    return max(own, key=lambda s: (s.reports, s.name)).name


def _kind(name: str, told: Sequence[Tally]) -> ActorKind:
    """What most reports say that he is; else what the world's tables do."""
    votes = _votes((t.kind, t.reports) for t in told)
    if votes:
        return ActorKind(max(votes, key=lambda k: (votes[k], k)))
    mentions = World.default().find(name)
    kind = mentions[0].entry.kind.value if mentions else ""
    if kind in {k.value for k in ActorKind}:
        return ActorKind(kind)
    return ActorKind.STATE if all(t.how == _SIDE or t.side == t.spelling for t in told) else ActorKind.PERSON


# Names


def _spellings(key: str, told: Iterable[Tally], aliases: Aliases) -> tuple[Spelling, ...]:
    """Each name with the reason why it is his: the name of the key first, then those of most reports."""
    by_name: dict[str, list[Tally]] = {}
    for one in told:
        by_name.setdefault(one.spelling, []).append(one)
    found = [
        Spelling(
            name=name,
            reports=sum(t.reports for t in some if t.how not in {_SIDE, _ALSO}),
            why=_why(key, some, aliases),
            first=_day(min((t.first for t in some if t.first), default="")),
            last=_day(max((t.last for t in some), default="")),
        )
        for name, some in by_name.items()
    ]
    return tuple(sorted(found, key=lambda s: (words_of(s.name) != bare(key), -s.reports, s.name)))


def _why(key: str, told: Sequence[Tally], aliases: Aliases) -> str:
    words = words_of(told[0].spelling)
    if key != bare(key):
        return "a reviewer parted the reports that mean another by it"
    if words != key and any(root == key and bare(name) == words for name, root in aliases.alike.items()):
        return "a reviewer put the two names together"
    if words != key:
        return "a part of the only full name in these reports that has it"
    if all(t.how == _SIDE for t in told):
        return "named as the side of others only"
    if all(t.how == _OFFICE for t in told):
        return "the reports write the office; reports or tables name who holds it"
    return "the name as written"


# Roles


def _roles(told: Iterable[Tally], side: str | None) -> list[RoleHeld]:
    """The roles in which reports name him, each from the first to the last day on which one does.

    Where a report does not say for whom, it is for ``side``.
    """
    by_role: dict[tuple[str, str | None], list[Tally]] = {}
    for one in told:
        if one.role:
            by_role.setdefault((one.role, one.side or side), []).append(one)
    held = [
        RoleHeld(
            role=role,
            side=side,
            first=_day(min((t.first for t in some if t.first), default="")),
            last=_day(max((t.last for t in some), default="")),
            reports=sum(t.reports for t in some),
        )
        for (role, side), some in by_role.items()
    ]
    return sorted(held, key=lambda r: (r.first or dt.date.max, r.role, r.side or ""))


def _world_roles(name: str, side: str | None) -> Iterator[RoleHeld]:
    """The offices that the tables know him in, where they mean the same person: of one name and side."""
    known = World.default().person(name)
    if known is None or words_of(known.name) != words_of(name) or side not in {None, known.side}:
        return
    for spell in World.default().roles(known.name):
        yield RoleHeld(spell.role, spell.side, spell.first, spell.last, 0, "world")


def _day(iso: str) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None
