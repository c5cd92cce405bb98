"""What the report tells of a speaker beside the name: the role in words, how many speak, on what terms."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.actors.titles_beside import described_as
from dateline.analysis.chains.anonymity import Withheld
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Parsed
from dateline.model.actors import ActorKind
from dateline.model.findings import Speaker
from dateline.model.text import Span

__all__ = ["SpeakerDetails", "how_many", "role_in_words"]

DETERMINERS = re.compile(
    r"^(?:(?:the|an?|another|other|this|that|these|those|some|several|many|most|few|various|multiple|certain|"
    r"its|their|his|her|our|half|group of|number of|handful of|couple of|pair of|"
    r"(?:dozens?|hundreds|thousands|scores) of|of)\s+)+",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"\s*(?:,|\b(?:who|that|which|familiar|close|with|briefed|aware|speaking|on condition)\b).*$"
)
PLURALS = frozenset({"police", "staff", "media"})
OPEN = re.compile(r"(?:at least|more than|over|about|around|nearly|almost|up to|some) \w", re.IGNORECASE)
"""A number that is none ("at least four officials")."""
VAGUE = "head"
"""What the titles call the head of anything; the words of the report say of what."""
SINGULARS = ("ss", "us", "is", "ics")


class SpeakerDetails:
    """The details of the speakers of one report."""

    def __init__(self, parsed: Parsed, index: ActorIndex) -> None:
        """Look the report through once for names that are withheld."""
        self._parsed, self._index = parsed, index
        self._withheld = Withheld(parsed, index)

    def told(self, speaker: Speaker, source: Sequence[Span]) -> Speaker:
        """``speaker`` with role, count and record; nobody stays nobody."""
        if speaker.name is None:
            return speaker
        return replace(
            speaker,
            role=self._role(speaker, source),
            record=self._withheld.record(speaker, source),
            count=self._count(speaker, source),
        )

    def _count(self, speaker: Speaker, source: Sequence[Span]) -> int | None:
        if speaker.members:
            return speaker.count
        if source and OPEN.match(self._parsed.text, source[0].start):
            return None
        return how_many(speaker.name or "", speaker.kind)

    def _role(self, speaker: Speaker, source: Sequence[Span]) -> str | None:
        actor = self._index.by_id(speaker.actor) if speaker.actor else None
        known = actor.role if actor is not None else None
        if speaker.members or speaker.name is None:
            return None
        if speaker.kind is ActorKind.PERSON:
            spans = [*source, *(actor.mentions if actor else ())]
            words = next((w for s in spans if (w := described_as(self._head(s), self._parsed))), None)
            return words if words and (known in (None, VAGUE) or words.startswith(f"{known} ")) else known
        known = known or speaker.role
        return known or (role_in_words(speaker.name) if speaker.kind is ActorKind.UNNAMED else None)

    def _head(self, span: Span) -> Any | None:
        tokens = self._parsed.tokens(span)
        names = [t for t in tokens if t.pos_ == "PROPN"]
        inside = {t.i for t in names}
        return next((t for t in names if t.head.i not in inside or t.head.i == t.i), None)


def role_in_words(name: str) -> str | None:
    """The description without article, number and what follows it; None for somebody who is only a source.

    "a senior White House official" is a "senior White House official".
    """
    words = BEHIND.sub("", _unnumbered(name)).strip()
    last = words.split()[-1].casefold() if words else ""
    head = words.split(" of ")[0].split(" in ")[0].split(" at ")[0].split()[-1:]
    plain = _plain()
    return None if not words or last in plain or (head and head[0].casefold() in plain) else words


def how_many(name: str, kind: ActorKind) -> int | None:
    """How many people the words for a speaker mean; None for a body, and for an open plural."""
    if kind is ActorKind.PERSON:
        return 1
    if kind is not ActorKind.UNNAMED:
        return None
    words = name.casefold().split()
    number = next((n for w in words[:3] if (n := _number(w)) is not None and n > 1), None)
    if number is not None:
        return _halved(number, words)
    if words and words[0] in ("one", "another"):
        return 1
    noun = (
        BEHIND.sub("", _unnumbered(name)).split(" of ")[0].split(" in ")[0].split(" at ")[0].split() or [""]
    )[-1]
    return None if _is_plural(noun.casefold()) else 1


def _halved(number: int, words: Sequence[str]) -> int | None:
    """A dozen is twelve, half of it six; "dozens" and "more than two" are open."""
    if {"least", "more", "over", "about", "around"} & set(words[:2]):
        return None
    return number // 2 if words[0] == "half" else number


def _unnumbered(name: str) -> str:
    words = DETERMINERS.sub("", f"{name} ").split()
    while words and _number(words[0]) is not None:
        words = DETERMINERS.sub("", f"{' '.join(words[1:])} ").split()
    return " ".join(words)


def _number(word: str) -> int | None:
    low = word.casefold()
    if low.isdecimal() and len(low) < len("1000"):
        return int(low) or None
    number: int | None = _numbers().get(low)
    return number


def _is_plural(noun: str) -> bool:
    return (
        noun.endswith(("men", "people"))
        or noun in PLURALS
        or (noun.endswith("s") and not noun.endswith(SINGULARS))
    )


@functools.cache
def _numbers() -> dict[str, int]:
    return dict(lexicon("records")["numbers"])


@functools.cache
def _plain() -> frozenset[str]:
    return frozenset(lexicon("records")["plain"]["nouns"])
