"""Who "he", "they", "the ministry" and "the Russian leader" are; or nobody, where it is not plain.

The second step of the analysis: adds mentions to :attr:`Findings.actors`. Pronouns by salience
(:mod:`dateline.analysis.actors.salience`), definite descriptions by role, side and kind. "I" and
"we" are left to the speaker of their quotation.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dateline.analysis.actors.bearers import Bearers
from dateline.analysis.actors.described import Described
from dateline.analysis.actors.descriptions import bears, description
from dateline.analysis.actors.gender import MEN, WOMEN, fits
from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.actors.owners import sided_by_owners
from dateline.analysis.actors.phrases import Phrase, PhraseKind, find_phrases
from dateline.analysis.actors.pronouns import (
    is_name_part,
    is_pleonastic,
    named_in_quotes,
    spoken_tokens,
    subject_before,
)
from dateline.analysis.actors.salience import Salience, Seen, persons, seen_at
from dateline.analysis.actors.sightings import published_day
from dateline.analysis.actors.titles_beside import AGED, Callings
from dateline.analysis.parse import Line, Parsed
from dateline.model.actors import Actor, ActorKind
from dateline.model.findings import Findings
from dateline.model.text import Span
from dateline.world import World

__all__ = ["resolve"]

THEY = ("they", "them", "their", "theirs", "themselves")
IT = ("it", "its", "itself")
QUOTES = '"“”„«»'
"""May be glued to a pronoun where a space is missing."""
BODIES = frozenset({ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.OFFICE, ActorKind.OUTLET})

_Context = tuple[int, int, bool]
"""The number of the sentence, the number of the line, and whether quotation marks stand around."""
_Event = tuple[int, Callable[[_Context], None]]


def resolve(parsed: Parsed, findings: Findings) -> Findings:
    """``findings`` with the mentions that pronouns and descriptions are.

    A description of an office-holder whom the report never names ("the Hungarian prime minister")
    adds an actor when the world tables know who held the office on the day of publication.
    """
    reader = _Reader(parsed, findings.actors)
    for number, line in enumerate(parsed.lines):
        reader.read(line, number)
    return replace(findings, actors=sided_by_owners(parsed.text, reader.actors()))


class _Reader:
    """Goes through the report once, from left to right, and remembers who was mentioned."""

    def __init__(self, parsed: Parsed, actors: tuple[Actor, ...]) -> None:
        self._parsed = parsed
        self._on = published_day(parsed.document.published)
        self._actors = list(actors)
        self._index = ActorIndex(actors)
        self._places = {actor.id: place for place, actor in enumerate(actors)}
        self._callings = Callings(parsed, actors)
        self._added: dict[int, list[Span]] = {}
        self._salience = Salience()
        self._described = Described(parsed, self._actors, self._salience)
        self._bearers = Bearers(parsed.text, self._actors, self._salience, self._callings, self._on)
        self._sentence = 0

    def actors(self) -> tuple[Actor, ...]:
        """The actors with what was added; new ones behind the others."""
        return tuple(
            replace(a, mentions=tuple(sorted({*a.mentions, *self._added.get(n, ())})))
            for n, a in enumerate(self._actors)
        )

    def read(self, line: Line, number: int) -> None:
        """Read one line: its named mentions, descriptions and pronouns in text order."""
        quoted = spoken_tokens(self._parsed, line)
        first = self._sentence
        numbers = {s.start: first + k for k, s in enumerate(line.sentences)}
        self._sentence += len(numbers)
        for start, act in sorted(self._events(line), key=lambda event: event[0]):
            token = self._parsed.token_at(start)
            if token is None:
                continue
            context = (numbers.get(line.sentence_of(token).start, first), number, quoted[token.i])
            act(context)

    def _events(self, line: Line) -> list[_Event]:
        named = ((_root(line, span), span, actor) for span, actor in self._index.mentions(line.span))
        events: list[_Event] = [
            (span.start, functools.partial(self._see, token, span, self._places[actor.id]))
            for token, span, actor in named
            if token is not None
        ]
        for phrase in find_phrases(line.doc, World.default().find(line.doc.text, on=self._on)):
            bare = phrase.kind is PhraseKind.TITLE and phrase.side and not (phrase.plural or phrase.counted)
            if not (phrase.definite or bare) or self._taken(phrase.at(line.start)):
                continue
            events.append((line.start + phrase.start, functools.partial(self._describe, line, phrase)))
        aged = AGED.finditer(line.doc.text)
        events += [(line.start + m.start(), functools.partial(self._aged, line, m)) for m in aged]
        for token in line.tokens:
            if is_name_part(token):
                continue
            if token.tag_ in ("PRP", "PRP$") or token.text.lstrip(QUOTES) in ("He", "She", "They"):
                events.append((line.start + token.idx, functools.partial(self._pronoun, token)))
            elif token.lower_ in ("the", "this") and token.dep_ == "det":
                events.append((line.start + token.idx, functools.partial(self._plain, line, token)))
        return events

    def _taken(self, span: Span, reach: int = 3) -> bool:
        """Whether a name stands at the head of the phrase or right beside it (then it is a title)."""
        return any(m.end > span.end - 1 for m, _ in self._index.mentions(Span(span.start, span.end + reach)))

    def _is_set_off(self, span: Span, noun: Any) -> bool:
        """Whether a comma ends the phrase, so that the name behind it is somebody else's.

        "According to the Kremlin official, Putin will go" is no "the official, Jane Doe, ...".
        """
        ends = self._parsed.text[span.end : span.end + 1] == ","
        return ends and not any(c.dep_ == "appos" for c in noun.children) and not self._taken(span, 1)

    def _see(self, token: Any, span: Span, place: int, context: _Context) -> None:
        sentence, line, quoted = context
        self._salience.see(seen_at(token, span, place, sentence, line, quoted=quoted))

    def _add(self, token: Any, span: Span, place: int, context: _Context) -> None:
        self._added.setdefault(place, []).append(span)
        self._see(token, span, place, context)

    def _pronoun(self, token: Any, context: _Context) -> None:
        low = token.lower_.lstrip(QUOTES)
        span = self._parsed.span(token)
        span = Span(span.end - len(low), span.end)
        here = seen_at(token, span, -1, context[0], context[1], quoted=context[2])
        place: int | None = None
        if low in MEN or low in WOMEN:
            others = self._named_by(token, here) | self._speaking(span)
            place = self._salience.best(here, lambda s: s.actor not in others and self._human(s, low))
        elif low in THEY:
            place = self._salience.best(here, self._many)
            if place is None:
                self._both(token, here, context)
        elif low in IT and not is_pleonastic(token):
            place = self._it(token, here)
        if place is not None:
            self._add(token, span, place, context)

    def _named_by(self, token: Any, here: Seen) -> frozenset[int]:
        """Whom a speaker names in his quotation, so that he is somebody else."""
        if not here.says or here.quoted:
            return frozenset()
        named = named_in_quotes(self._parsed, self._index, token)
        return frozenset(self._places[actor] for actor in named)

    def _speaking(self, span: Span) -> frozenset[int]:
        """Who speaks in the turn of a transcript around ``span``: he says "I" of himself."""
        turn = self._parsed.turn_at(span.start)
        actor = self._index.at(turn.label) if turn is not None else None
        return frozenset() if actor is None else frozenset({self._places[actor.id]})

    def _human(self, seen: Seen, pronoun: str) -> bool:
        actor = self._actors[seen.actor]
        return persons(actor) and not seen.plural and fits(actor, pronoun)

    def _many(self, seen: Seen) -> bool:
        actor = self._actors[seen.actor]
        return seen.plural and actor.kind is not ActorKind.PERSON

    def _both(self, token: Any, here: Seen, context: _Context) -> None:
        """As in "they" who were one subject ("Doe and Tamsaar met. They agreed"): a mention of each."""
        for place in self._salience.joint(here):
            self._add(token, here.span, place, context)

    def _it(self, token: Any, here: Seen) -> int | None:
        """A state or body that is the subject of the clause around the pronoun, or of a sentence before."""
        if token.dep_ not in ("nsubj", "nsubjpass", "poss"):
            return None
        subject = subject_before(token)
        if subject is not None:
            actor = self._index.at(self._parsed.span(subject))
            known = self._salience.last(here.span.start, lambda s: s.span.holds(self._parsed.span(subject)))
            if known is not None and self._actors[known.actor].kind in BODIES:
                return known.actor
            if actor is None and known is None:
                return None
        return self._salience.best(here, lambda seen: self._body(seen) and seen.dep in ("nsubj", "nsubjpass"))

    def _body(self, seen: Seen) -> bool:
        return self._actors[seen.actor].kind in BODIES and not seen.plural

    def _describe(self, line: Line, phrase: Phrase, context: _Context) -> None:
        """As in "the Russian leader", "the minister", "the ministry", "the diplomats"."""
        span = phrase.at(line.start)
        token = _root(line, span)
        if token is None or phrase.former:
            return
        if phrase.kind is PhraseKind.TITLE and phrase.plural:
            for one in self._described.both(phrase, span, context[1]):
                self._add(token, span, one, context)
            return
        place = self._described.meant(line, phrase, span)
        if place is not None:
            self._add(token, span, place, context)

    def _plain(self, line: Line, det: Any, context: _Context) -> None:
        """As in "the agency", "the alliance": a bare description of an outlet, organisation or state."""
        noun = det.head
        row = description(line.doc[det.i + 1 : noun.i + 1])
        start = line.start + det.idx
        whole = Span(start, self._parsed.span(noun).end)
        if noun.i <= det.i or (self._taken(whole) and not self._is_set_off(whole, noun)):
            return
        if row is None:
            found = self._bearer(det, start, context)
            if found is not None:
                self._add(noun, Span(start, self._parsed.span(line.doc[found[1] - 1]).end), found[0], context)
                return
            self._called(whole, noun, context)
            return
        seen = self._salience.last(start, lambda s: bears(self._actors[s.actor], row))
        if seen is not None and context[1] - seen.line <= (3 if "name" not in row else context[1]):
            self._add(noun, whole, seen.actor, context)

    def _bearer(self, det: Any, start: int, context: _Context) -> tuple[int, int] | None:
        """As in "the head of state", "the former president", "the NATO chief", where nobody is meant yet."""
        at = self._parsed.span(det.head)
        if any(s.span.overlaps(at) for s in itertools.islice(self._salience.before(at.end + 1), 3)):
            return None
        return self._bearers.meant(det, start, context[1])

    def _called(self, span: Span, noun: Any, context: _Context) -> None:
        """As in "the lawyer" after "Jane Doe, a lawyer": the last one who was called so."""
        if noun.tag_ != "NN" or any(c.dep_ in ("prep", "relcl", "poss") for c in noun.children):
            return
        called = self._callings.of(noun.lemma_.lower())
        seen = self._salience.last(span.start, lambda s: s.actor in called) if called else None
        if seen is not None:
            self._add(noun, span, seen.actor, context)

    def _aged(self, line: Line, match: re.Match[str], context: _Context) -> None:
        """As in "the 73-year-old": whoever is of that age in the report, else the one person in mind."""
        span = Span(line.start + match.start(), line.start + match.end())
        token = _root(line, span)
        behind = self._parsed.token_at(span.end)
        heads = behind is not None and behind.pos_ in ("NOUN", "PROPN", "ADJ")
        if token is None or heads or self._taken(span):
            return
        aged = self._callings.aged(match[1])
        here = seen_at(token, span, -1, context[0], context[1], quoted=context[2])
        place = aged if aged is not None else self._salience.best(here, lambda s: self._human(s, ""))
        if place is not None:
            self._add(token, span, place, context)


def _root(line: Line, span: Span) -> Any | None:
    part = line.doc.char_span(span.start - line.start, span.end - line.start, alignment_mode="expand")
    return None if part is None or not len(part) else part.root
