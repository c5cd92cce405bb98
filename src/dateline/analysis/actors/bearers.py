"""Whom words for an office or a trade mean: "the head of state", "the former president", "the NATO chief".

The words are rows of ``lexicon/bearers.toml``: the offices that they may stand for, the nouns by which a
report may call their bearer beside the name, or (``loose``) any person of the side that the words name.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.analysis.actors.phrases import stands_for
from dateline.analysis.actors.salience import Salience, Seen
from dateline.analysis.actors.titles_beside import Callings
from dateline.analysis.lexicons import lexicon
from dateline.model.actors import Actor, ActorKind
from dateline.world import World

__all__ = ["Bearers"]

LATE = frozenset({"former", "ex", "ex-", "then", "-"})
FORMERLY = re.compile(r"\b(?:former|ex-?|outgoing)\b[\w\s’'-]{0,40}$", re.IGNORECASE)
BEFORE = 60
"""Code points before a name in which its title stands."""
PARTICIPLES = frozenset({"VBG", "VBN", "WP"})
CLAUSES = frozenset({"acl", "relcl"})
LINKS = frozenset({"of", "for", "at"})
LONGEST = 6
"""Tokens of what completes the noun."""
NEAR = 3
"""Paragraphs back in which a loose word looks for its bearer."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A description taken apart: the words without sides and "former", the side, and whether it is over."""

    words: str
    side: str | None
    former: bool
    end: int


class Bearers:
    """Looks among the persons seen so far; everybody is told by the place among the report's actors."""

    def __init__(
        self, text: str, actors: list[Actor], salience: Salience, callings: Callings, on: date | None
    ) -> None:
        """Share the reader's ``actors``, ``salience`` and ``callings``; ``on`` is the day of publication."""
        self._text, self._actors, self._salience = text, actors, salience
        self._callings, self._on = callings, on

    def meant(self, det: Any, start: int, line: int) -> tuple[int, int] | None:
        """The person meant by the phrase that opens with the article ``det``, and where the phrase ends.

        ``start`` is where it stands in the report, ``line`` the number of its line, the end a token of it.
        """
        phrase = _taken_apart(det)
        place = self._place(phrase, start, line) if phrase is not None else None
        return None if place is None or phrase is None else (place, phrase.end)

    def _place(self, phrase: _Words, start: int, line: int) -> int | None:
        row = _row(phrase)
        if phrase.former:
            return self._formerly(phrase, start, row)
        if row is None:
            return None
        if row.get("loose") and phrase.side is None:
            return self._last_speaker(start, line) if row.get("alone") else None
        side, loose = phrase.side or row.get("side"), bool(row.get("loose"))
        seen = self._salience.last(start, lambda s: self._bears(s, row, side, loose=loose))
        return seen.actor if seen and (not loose or line - seen.line <= NEAR) else None

    def _bears(self, seen: Seen, row: dict[str, Any], side: str | None, *, loose: bool) -> bool:
        actor = self._actors[seen.actor]
        if not self._may_be(seen, side):
            return False
        if any(seen.actor in self._callings.of(noun) for noun in row.get("callings", ())):
            return True
        if side is not None and actor.side is None:
            return False
        role = (actor.role or "").casefold()
        if any(
            role == r or role.endswith(f" {r}") or role.startswith(f"{r} of ") for r in row.get("roles", ())
        ):
            return True
        return loose and (bool(role) or seen.says)

    def _may_be(self, seen: Seen, side: str | None) -> bool:
        """Whether it is a person of that side, or of none, who is not only spoken of in a quotation."""
        actor = self._actors[seen.actor]
        return (
            actor.kind is ActorKind.PERSON
            and not seen.quoted
            and (side is None or actor.side in (side, None))
        )

    def _last_speaker(self, start: int, line: int) -> int | None:
        """The person who spoke last: "the politician" when nothing else is known of him."""
        seen = self._salience.last(start, lambda s: self._actors[s.actor].kind is ActorKind.PERSON and s.says)
        return seen.actor if seen and line - seen.line <= NEAR and self._is_politician(seen.actor) else None

    def _is_politician(self, place: int) -> bool:
        actor = self._actors[place]
        return bool(actor.role) and not _private(actor.role or "")

    def _formerly(self, phrase: _Words, start: int, row: dict[str, Any] | None) -> int | None:
        """Who is no longer in the office: named so in the report, or known to have left it."""
        roles = frozenset((row or {}).get("roles", ())) | {phrase.words}
        noun = phrase.words.split()[-1] if phrase.words else ""
        seen = self._salience.last(start, lambda s: self._has_left(s, roles, noun, phrase.side))
        return seen.actor if seen else None

    def _has_left(self, seen: Seen, roles: frozenset[str], noun: str, side: str | None) -> bool:
        actor = self._actors[seen.actor]
        if not self._may_be(seen, side):
            return False
        if any(self._was(actor, role) for role in roles):
            return True
        titled = (actor.role or "").casefold()
        called = titled in roles or titled.endswith(noun) or seen.actor in self._callings.of(noun)
        return called and any(
            FORMERLY.search(self._text, max(0, m.start - BEFORE), m.start) for m in actor.mentions
        )

    def _was(self, actor: Actor, role: str) -> bool:
        """Whether the tables know that he held the office and left it before the report."""
        spells = [s for s in World.default().roles(actor.name) if s.role.casefold() == role]
        if self._on is None:
            return bool(spells) and all(s.last is not None for s in spells)
        on = self._on
        return any(s.last is not None and s.last < on for s in spells) and not any(
            s.covers(on) for s in spells
        )


def _private(role: str) -> bool:
    return not _words("private").isdisjoint(role.casefold().split())


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("bearers")[name])


@functools.cache
def _rows() -> dict[str, dict[str, Any]]:
    return {words: row for row in lexicon("bearers")["bearer"] for words in row["words"]}


def _row(phrase: _Words) -> dict[str, Any] | None:
    """The row of all the words, or of their last noun."""
    if not phrase.words:
        return None
    return _rows().get(phrase.words) or _rows().get(phrase.words.split()[-1])


def _taken_apart(det: Any) -> _Words | None:
    """The phrase of a singular noun after its article, with what completes it after "of"."""
    noun, doc = det.head, det.doc
    after = doc[noun.i + 1].tag_ if noun.i + 1 < len(doc) else ""
    told = after in PARTICIPLES or any(c.dep_ in CLAUSES for c in noun.rights)  # "the diplomat taking part"
    if noun.i <= det.i or noun.tag_ not in ("NN", "NNP") or told:
        return None
    end = noun.i + 1
    if end < len(doc) and doc[end].lower_ in LINKS and doc[end].head.i == noun.i:
        end = min(doc[end].right_edge.i + 1, end + LONGEST)
    span = doc[det.i + 1 : end]
    known = [m for m in World.default().find(span.text) if stands_for(m)]
    side = stands_for(known[-1]) if known else None
    inside = [(span.start_char + m.start, span.start_char + m.end) for m in known]
    left = [t for t in span if not any(a <= t.idx < b for a, b in inside)]
    former = any(t.lower_ in ("former", "ex") for t in left)
    words = [t.lower_ for t in left if t.lower_ not in LATE and t.tag_ != "POS" and t.dep_ != "det"]
    while words and words[-1] in LINKS:
        words.pop()
    return _Words(" ".join(words), side, former, end)
