"""The values of the world room: what an entry is, how a text mentions it, who held which role when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ["Entry", "EntryKind", "Form", "Mention", "RoleSpell"]


class EntryKind(StrEnum):
    """What an entry is."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    OUTLET = "outlet"
    OFFICE = "office"
    PLACE = "place"
    GROUP = "group"


class Form(StrEnum):
    """In what way the words name the entry."""

    NAME = "name"
    SURNAME = "surname"
    DEMONYM = "demonym"
    METONYM = "metonym"
    CAPITAL = "capital"
    TITLE = "title"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody or something the tables know, by its canonical English name.

    ``side`` is the state or organisation spoken for (of a state its own name; of an outlet the
    country it is published in); ``role`` is the role held at the date asked for, in words.
    """

    name: str
    kind: EntryKind
    side: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Half-open code points ``[start, end)`` of a text that name one of ``entries``, best first.

    A possessive 's lies outside; an article too, unless it is part of the name.
    """

    start: int
    end: int
    form: Form
    entries: tuple[Entry, ...]

    @property
    def entry(self) -> Entry:
        """The best reading."""
        return self.entries[0]


@dataclass(frozen=True, slots=True)
class RoleSpell:
    """A role held for ``side`` from ``first`` to ``last``, both included; None is open or unknown."""

    role: str
    side: str
    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the role was held on ``day``, as far as the table tells."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)
