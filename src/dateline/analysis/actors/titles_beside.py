"""What somebody is called beside the name: "Jane Doe, a lawyer", "farmer Jane Doe", "Doe is a banker"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from dateline.analysis.parse import Parsed
from dateline.model.actors import Actor, ActorKind
from dateline.model.text import Span

__all__ = ["AGED", "Callings", "described_as"]

AGED = re.compile(r"\b[Tt]he (\d{1,3})-year-old(?![\w-])")
"""Somebody by age alone; "the 73-year-old senator" is a senator."""

LONGEST = 80
"""Code points; a longer apposition is a clause of its own."""
AGE = re.compile(r",? (?:aged |\()?(\d{1,3})\b(?!\S*%)(?=[,.)]| years)")
"""As in "Jane Doe, 73,"."""
DATES = ("DATE", "TIME")
ARTICLES = ("a", "an", "the", "his", "her", "their", "its")


def described_as(name: Any | None, parsed: Parsed) -> str | None:
    """The words beside the name whose head token is ``name`` (a ``spacy.tokens.Token``), without article.

    An apposition behind the name ("Jane Doe, head of the farmers' union"), else the common nouns right
    before it ("farmer Jane Doe"); None where there are none.
    """
    if name is None:
        return None
    for child in name.rights:
        if child.dep_ == "appos" and child.pos_ == "NOUN":
            return _words(child, parsed)
    if name.dep_ == "appos" and name.head.pos_ == "NOUN" and name.head.i < name.i:
        return _words(name.head, parsed)
    words = " ".join(token.text for token in _title(name))
    return words if 0 < len(words) <= LONGEST else None


def _title(name: Any) -> list[Any]:
    """The common nouns right before the name, with their adjectives; a noun of two names is no title."""
    at = name.i
    while at and name.doc[at - 1].pos_ == "PROPN" and name.doc[at - 1].dep_ in ("compound", "nmod", "flat"):
        at -= 1
    stop = at
    while at and name.doc[at - 1].pos_ in ("NOUN", "ADJ") and name.doc[at - 1].ent_type_ not in DATES:
        at -= 1
    title = list(name.doc[at:stop])
    return title if title and title[-1].tag_ == "NN" else []


class Callings:
    """What the persons of a report are called beside their names, and how old they are."""

    def __init__(self, parsed: Parsed, actors: Sequence[Actor]) -> None:
        """Read the words around every naming of a person."""
        self._called: dict[str, set[int]] = {}
        self._aged: dict[str, set[int]] = {}
        for place, actor in enumerate(actors):
            for span in actor.mentions if actor.kind is ActorKind.PERSON else ():
                for noun in _around(parsed, span):
                    self._called.setdefault(noun, set()).add(place)
                age = AGE.match(parsed.text, span.end)
                if age is not None:
                    self._aged.setdefault(age[1], set()).add(place)

    def of(self, noun: str) -> frozenset[int]:
        """The persons (by place) who are called ``noun``, a lemma in lower case."""
        return frozenset(self._called.get(noun, ()))

    def aged(self, years: str) -> int | None:
        """The one person (by place) whose age the report gives as ``years``; None for nobody or two."""
        found = self._aged.get(years, set())
        return next(iter(found)) if len(found) == 1 else None


def _around(parsed: Parsed, span: Span) -> Iterator[str]:
    for token in parsed.tokens(span):
        if token.pos_ == "PROPN":
            yield from _callings(token)


def _callings(name: Any) -> Iterator[str]:
    """The lemmas of the nouns that describe whom ``name`` names: of its apposition, title and predicate."""
    for child in name.children:
        if child.dep_ in ("appos", "compound", "nmod") and child.pos_ == "NOUN":
            yield child.lemma_.lower()
    if name.dep_ == "appos" and name.head.pos_ == "NOUN":
        yield name.head.lemma_.lower()
    if name.dep_ == "nsubj" and name.head.lemma_ == "be":
        yield from (c.lemma_.lower() for c in name.head.children if c.dep_ == "attr" and c.pos_ == "NOUN")


def _words(noun: Any, parsed: Parsed) -> str | None:
    """The noun phrase in the text as it stands, up to a relative clause."""
    first = next((t for t in noun.subtree if t.lower_ not in ARTICLES), noun)
    stop = next(
        (c.left_edge.i for c in noun.rights if c.dep_ in ("relcl", "punct", "appos", "conj", "cc")),
        noun.right_edge.i + 1,
    )
    if not first.i <= noun.i < stop:
        return None
    words = parsed.text[parsed.span(first).start : parsed.span(noun.doc[stop - 1]).end]
    flat = " ".join(words.split()).strip(" ,")
    return flat if 0 < len(flat) <= LONGEST else None
