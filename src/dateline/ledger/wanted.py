"""What a person asks for, in a store's own terms: names resolved, words made safe, days made minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.errors import QueryError
from dateline.ledger.moments import Moment
from dateline.ledger.names import tokens
from dateline.ledger.store import Selection
from dateline.model.times import When
from dateline.world import World

__all__ = ["issue_meant", "moment", "name_forms", "outlet_forms", "phrases", "select", "side_named"]

_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
Names = tuple[tuple[str, ...], ...]


def select(
    *,
    by: str | None = None,
    about: str | None = None,
    side: str | None = None,
    since: When | str | None = None,
    until: When | str | None = None,
    outlet: str | None = None,
    limit: int | None = None,
) -> Selection:
    """The selection that these words mean.

    Raises :class:`~dateline.errors.QueryError` with a sentence for words that mean none.
    """
    if limit is not None and (not isinstance(limit, int) or limit < 1):
        message = f"--limit {limit} asks for nothing; write a number from 1 up."
        raise QueryError(message)
    return Selection(
        names=name_forms(by) if by is not None else None,
        phrases=phrases(about) if about is not None else None,
        issue=issue_meant(about) if about is not None else None,
        side=side_named(side) if side is not None else None,
        first=Moment.of(moment(since, "--since")).first if since is not None else None,
        last=Moment.of(moment(until, "--until")).last if until is not None else None,
        outlets=outlet_forms(outlet) if outlet is not None else None,
        limit=limit,
    )


def name_forms(name: str) -> Names:
    """The name as written and as the world knows it, each as words that a speaker's name must hold.

    A surname is enough, and case, diacritics and known spellings do not matter: ``lavrov`` and
    ``Sergei Lavrov`` both find Sergey Lavrov.
    """
    world = World.default()
    person = world.person(name)
    return _forms("--by", name, (name, person.name if person else None, world.state(name)))


def outlet_forms(name: str) -> Names:
    """The outlet as written and as the world knows it."""
    outlet = World.default().outlet(name)
    return _forms("--outlet", name, (name, outlet.name if outlet else None))


def _forms(option: str, name: str, names: Iterable[str | None]) -> Names:
    forms = tuple(dict.fromkeys(tokens(n) for n in names if n))
    if not any(forms):
        message = f"{option} {name!r} is not a name; write one such as Lavrov or Reuters."
        raise QueryError(message)
    return tuple(f for f in forms if f)


def side_named(side: str) -> str:
    """The canonical name of a side: Moscow and Russian are Russia; an unknown one stays as written."""
    words = " ".join(side.split())
    if not words:
        message = "--side is empty; write a state or organisation, such as Russia or NATO."
        raise QueryError(message)
    return World.default().state(words) or words


def issue_meant(words: str) -> str | None:
    """The issue that words may name: ``military aid`` and ``military_aid`` do, and so do one's own issues."""
    return "_".join(tokens(words.replace("_", " "))) or None


def phrases(words: str) -> tuple[str, ...]:
    """The words to look for, those in quotation marks as one phrase; punctuation is no syntax.

    Raises :class:`~dateline.errors.QueryError` when there is no word in them.
    """
    parts = (quoted or bare for quoted, bare in _PHRASE.findall(words.replace("_", " ")))
    found = tuple(" ".join(tokens(p)) for p in parts if tokens(p))
    if not found:
        message = f"--about {words!r} holds no word to look for; write one such as ceasefire."
        raise QueryError(message)
    return found


def moment(when: When | str, option: str) -> When:
    """A day, month, year, date-time or interval, from a value or its ISO 8601 writing.

    Raises :class:`~dateline.errors.QueryError` for anything else.
    """
    try:
        known = When.parse(when) if isinstance(when, str) else when
    except ValueError:
        known = When.vague()
    if known.first is None:
        message = (
            f"{option} {str(when)!r} is not a date; "
            "write a day such as 2025-10-21, or 2025-10, or 2025-10-21T08:00."
        )
        raise QueryError(message)
    return known
