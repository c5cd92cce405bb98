"""The nouns that head a phrase for somebody: offices, bodies and people, as the lexicons list them."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dateline.analysis.lexicons import lexicon

__all__ = ["Noun", "PhraseKind", "choose", "match"]


class PhraseKind(StrEnum):
    """What a phrase names."""

    TITLE = "title"
    BODY = "body"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Noun:
    """What one reading of a noun says of its bearer."""

    kind: PhraseKind
    meaning: str
    plural: bool
    stands_for_side: bool = False
    needs_company: bool = False
    collective: bool = False


def _plural(words: tuple[str, ...]) -> tuple[str, ...]:
    at = words.index("of") - 1 if "of" in words else len(words) - 1
    noun = words[at]
    many = noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeou" else noun + "s"
    return (*words[:at], many, *words[at + 1 :])


@functools.cache
def _nouns() -> dict[str, tuple[tuple[tuple[str, ...], tuple[Noun, ...]], ...]]:
    """First word -> (all words, rows), longest first."""
    table: dict[tuple[str, ...], list[Noun]] = {}

    def add(words: str, **facts: Any) -> None:
        split = tuple(words.split())
        table.setdefault(split, []).append(Noun(plural=split[-1] == "people", **facts))
        table.setdefault(_plural(split), []).append(Noun(plural=True, **facts))

    for row in lexicon("titles")["title"]:
        for words in row["words"]:
            add(words, kind=PhraseKind.TITLE, meaning=row["role"])
    for row in lexicon("bodies")["body"]:
        for words in row["words"]:
            stands = row.get("stands_for_side", False)
            add(words, kind=PhraseKind.BODY, meaning=row.get("name", words), stands_for_side=stands)
    for row in lexicon("unnamed")["people"]:
        company, group = row.get("needs_company", False), row.get("collective", False)
        for words in row["words"]:
            add(words, kind=PhraseKind.PEOPLE, meaning=words, needs_company=company, collective=group)
    firsts: dict[str, list[tuple[tuple[str, ...], tuple[Noun, ...]]]] = {}
    for split, rows in table.items():
        firsts.setdefault(split[0], []).append((split, tuple(rows)))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in firsts.items()}


def match(lows: Sequence[str], at: int) -> tuple[int, tuple[Noun, ...]] | None:
    """The longest noun that begins at word ``at``: the index behind it, and its readings."""
    for words, rows in _nouns().get(lows[at], ()):
        if tuple(lows[at : at + len(words)]) == words:
            return at + len(words), rows
    return None


def choose(rows: tuple[Noun, ...], *, definite: bool, bare: bool) -> Noun:
    """One noun may be an office or anybody ("the adviser", "an adviser", "advisers")."""
    people = [r for r in rows if r.kind is PhraseKind.PEOPLE]
    offices = [r for r in rows if r.kind is not PhraseKind.PEOPLE]
    indefinite = not definite and not bare
    wanted = people if indefinite or (bare and rows[0].plural) else offices
    return (wanted or list(rows))[0]
