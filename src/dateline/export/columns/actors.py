"""The table of actors: who is who, by all reports."""

from __future__ import annotations

import datetime as dt

from dateline.export.columns.column import Table
from dateline.model.actors import ActorKind, KnownActor

ACTORS: Table[KnownActor] = Table(
    "actors",
    "One row for each actor whom reports name, those first whom most of them name.",
    "actors",
    lambda entry: (entry,),
)


@ACTORS.column
def id_(entry: KnownActor) -> str:
    """The actor's id in the ledger."""
    return entry.id


@ACTORS.column
def name(entry: KnownActor) -> str:
    """The name that most reports use."""
    return entry.name


@ACTORS.column
def kind(entry: KnownActor) -> ActorKind:
    """What the actor is."""
    return entry.kind


@ACTORS.column
def side(entry: KnownActor) -> str | None:
    """The state or organisation spoken for; empty where reports do not say or disagree evenly."""
    return entry.side


@ACTORS.column
def role(entry: KnownActor) -> str | None:
    """The role in which the newest reports name the actor, else the last one that the tables know."""
    return entry.role


@ACTORS.column
def names(entry: KnownActor) -> tuple[str, ...]:
    """Every name under which reports know the actor, the one of the row first."""
    return tuple(s.name for s in entry.spellings)


@ACTORS.column
def roles(entry: KnownActor) -> tuple[str, ...]:
    """Every role, its first and last day, and whence it is known: reports, or the tables of the world."""
    return tuple(
        f"{r.role} ({r.side or 'no side'}) {r.first or ''}/{r.last or ''} {r.known_from}" for r in entry.roles
    )


@ACTORS.column
def reports(entry: KnownActor) -> int:
    """How many reports name the actor."""
    return entry.reports


@ACTORS.column
def statements(entry: KnownActor) -> int:
    """How many statements are the actor's; of a state or organisation also those made for it."""
    return entry.statements


@ACTORS.column
def meetings(entry: KnownActor) -> int:
    """In how many meetings the actor takes part, or somebody for it."""
    return entry.meetings


@ACTORS.column
def positions(entry: KnownActor) -> int:
    """How many positions are the actor's, or of its side."""
    return entry.positions


@ACTORS.column
def first(entry: KnownActor) -> dt.date | None:
    """The day of the first report that names the actor."""
    return entry.first


@ACTORS.column
def last(entry: KnownActor) -> dt.date | None:
    """The day of the last report that names the actor."""
    return entry.last


ACTORS.reviews(lambda entry: entry.review)
