"""Encounters that are told of beside one another: ahead of a summit, on its sidelines, after a call.

The words are those of ``lexicon/meeting_links.toml``. What follows them is the one encounter; the other is
what they hang on: a mention of it, or the verb that holds, hosts or opens it. Whoever *speaks* ahead of a
summit meets nobody, and what is called off after a call did not take place after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.analysis.meetings.link_cues import LinkCue, carriers, cues, gatherings, pattern
from dateline.analysis.meetings.mentions import Mention
from dateline.analysis.meetings.parties import words_before
from dateline.analysis.meetings.verb_status import FINAL
from dateline.analysis.parse import Line, Parsed
from dateline.model.findings import MeetingKind, Relation, Status
from dateline.model.text import Span

__all__ = ["Beside", "find_links"]

CLIMB = 8
"""Governors climbed from the words of a link up to the encounter that they hang on."""
NEAR = 12
"""Tokens between the words of a link and the noun of the encounter that they name."""
WORD = re.compile(r"\S+")
BETWEEN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART", "ADV", "SYM"})
"""Parts of speech that may stand there."""
JOINING = frozenset({"-", "–", "—", "/", "’", "'", '"', "“", "”", "and", "&"})
ARGUMENTS = ("dobj", "nsubjpass", "nsubj", "attr")
GREAT = frozenset({MeetingKind.SUMMIT, MeetingKind.GATHERING, MeetingKind.VISIT})
"""Encounters that have room for others."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One mention beside another: ``cue`` and ``event`` are ranges of the report.

    ``source`` and ``target`` are where the mentions begin and end; ``target`` None: the report only names
    the gathering, in the words of ``event``. ``leads``: it is the words of the link that lead to the target,
    and nothing else is told of it there.
    """

    relation: Relation
    cue: Span
    event: Span
    source: Span
    target: Span | None
    leads: bool = True


def find_links(parsed: Parsed, mentions: Sequence[Mention]) -> list[Beside]:
    """Every link between ``mentions`` that the report tells of, in text order."""
    found: list[Beside] = []
    for line in parsed.lines:
        here = [m for m in mentions if m.line is line and not (m.elliptical or m.presence or m.outcome)]
        if here:
            found += _LineOf(parsed, line, here).links()
    return found


class _LineOf:
    """One line with its mentions by their tokens."""

    def __init__(self, parsed: Parsed, line: Line, mentions: Sequence[Mention]) -> None:
        self._parsed = parsed
        self._line = line
        self._mentions = {m.token.i: m for m in mentions}

    def links(self) -> Iterator[Beside]:
        text, taken = self._line.doc.text, 0
        for match in pattern().finditer(text):
            if match.start() < taken:
                continue
            link = next(self._links_of(match), None)
            if link is not None:
                taken = link.cue.end - self._line.start
                yield link

    def _links_of(self, match: re.Match[str]) -> Iterator[Beside]:
        """What the words that were found may link, and the words that they begin with."""
        ends = [match.start() + m.end() for m in WORD.finditer(match[0])]
        for end in reversed(ends):
            words = " ".join(match.string[match.start() : end].lower().split())
            cue = self._line.touching(match.start(), end)
            for row in cues().get(words, ()) if cue else ():
                link = self._link(row, cue)
                if link is not None:
                    yield link

    def _link(self, row: LinkCue, cue: Sequence[Any]) -> Beside | None:
        ways = {
            "phrase": self._phrase,
            "verb": self._verb,
            "clause": self._clause,
            "back": self._back,
            "modifier": self._modifier,
        }
        return ways[row.by](row, cue)

    # What the words hang on, and what follows them

    def _phrase(self, row: LinkCue, cue: Sequence[Any]) -> Beside | None:
        target, event = self._after(cue[-1], row)
        if event is None:
            return None
        source = self._above(cue, target, purposes=row.relation is Relation.AHEAD_OF)
        if source is None or (row.words == "at" and (target is None or target.kind not in GREAT)):
            return None
        return self._made(row, cue, source, target, event)

    def _verb(self, row: LinkCue, cue: Sequence[Any]) -> Beside | None:
        target, event = self._after(cue[-1], row)
        verb = next((t for t in cue if t.pos_ in {"VERB", "AUX"} and t.dep_ != "aux"), None)
        if target is None or event is None or verb is None:
            return None
        source = self._argument(verb, target) or self._above(cue, target)
        if source is None or source.verbal:
            return None
        return self._made(row, cue, source, target, event)

    def _clause(self, row: LinkCue, cue: Sequence[Any]) -> Beside | None:
        mark = cue[0]
        verb = mark.head
        if mark.dep_ != "mark" or verb.pos_ not in {"VERB", "AUX"}:
            return None
        target = self._mentions.get(verb.i) or next(
            (m for c in verb.children if c.dep_ == "xcomp" and (m := self._mentions.get(c.i))), None
        )
        if target is None or not target.verbal:
            return None
        source = self._above([verb], target)
        return self._made(row, cue, source, target, self._event(target)) if source is not None else None

    def _back(self, row: LinkCue, cue: Sequence[Any]) -> Beside | None:
        """The words point back: into their sentence, else to the only encounter of the one before."""
        source = self._above(cue, None)
        if source is None:
            return None
        sentence = self._line.sentence_of(cue[0])
        first = sentence.start
        before = [m for i, m in self._mentions.items() if first <= i < cue[0].i and m is not source]
        if not before and first:
            earlier = self._line.sentence_of(self._line.doc[first - 1])
            before = [m for i, m in self._mentions.items() if earlier.start <= i < first]
        if len(before) != 1 or (source.token.i < cue[0].i):
            return None
        link = self._made(row, cue, source, before[0], self._event(before[0]))
        return replace(link, leads=False) if link else None

    def _modifier(self, row: LinkCue, cue: Sequence[Any]) -> Beside | None:
        """A preparatory meeting for another one: the cue goes on as far as the "for"."""
        at = cue[-1].i + 1
        doc = self._line.doc
        while at < len(doc) and at - cue[-1].i < NEAR and at not in self._mentions:
            if doc[at].pos_ not in BETWEEN:
                return None
            at += 1
        source = self._mentions.get(at)
        if source is None or source.verbal or at + 1 >= len(doc):
            return None
        then = next((n for n in (2, 1) if _lower(doc[at + 1 : at + 1 + n]) in row.then), None)
        if then is None:
            return None
        last = doc[at + then]
        target, event = self._after(last, row)
        if event is None:
            return None
        return self._made(row, [cue[0], last], source, target, event)

    def _made(
        self, row: LinkCue, cue: Sequence[Any], source: Mention, target: Mention | None, event: Span
    ) -> Beside | None:
        if target is not None and not (row.aside or _are_two(row.relation, source, target)):
            return None
        words = self._words(cue[0], cue[-1])
        if row.swapped:
            if target is None:
                return None
            return Beside(row.relation, words, self._event(source), target.span, source.span, leads=False)
        return Beside(row.relation, words, event, source.span, target.span if target else None)

    def _after(self, last: Any, row: LinkCue) -> tuple[Mention | None, Span | None]:
        """The encounter named right after ``last``, and its words; a gathering has only words."""
        doc = last.doc
        for at in range(last.i + 1, min(last.i + 1 + NEAR, len(doc))):
            word = doc[at]
            mention = self._mentions.get(at)
            if mention is not None and not mention.verbal:
                return mention, self._words(doc[last.i + 1], _end_of(word))
            if not _is_inside(word):
                break
        named = self._named(last, aside=row.aside)
        return None, named

    def _named(self, last: Any, *, aside: bool) -> Span | None:
        """The words that name a gathering after ``last``: in capitals, as far as they go."""
        doc, at = last.doc, last.i + 1
        while at < len(doc) and (doc[at].pos_ == "DET" or doc[at].tag_ == "PRP$"):
            at += 1
        end = at
        while end < len(doc) and _is_capital(doc, end):
            end += 1
        if end == at or end - at > NEAR:
            return None
        name = doc[at:end]
        named, bodies = gatherings()
        if not (bodies if aside else named).search(name.text):
            return None
        return self._words(doc[last.i + 1], name[-1])

    def _above(self, cue: Sequence[Any], target: Mention | None, *, purposes: bool = False) -> Mention | None:
        """The mention that ``cue`` hangs on: itself, or what the verb over it holds.

        With ``purposes`` also one that is met for a purpose: "met to agree on a line before the summit".
        """
        inside = {t.i for t in cue}
        at = cue[0]
        for _ in range(CLIMB):
            if at.head == at:
                return None
            at = at.head
            if at.i in inside:
                continue
            mention = self._mentions.get(at.i)
            if mention is not None and mention is not target:
                return mention
            if purposes and at.dep_ == "advcl" and any(c.tag_ == "TO" for c in at.children):
                continue
            if at.pos_ in {"VERB", "AUX"}:
                return self._argument(at, target) if at.lemma_.lower() in carriers() else None
        return None

    def _argument(self, verb: Any, target: Mention | None) -> Mention | None:
        """What ``verb`` holds, or what comes, begins or is held."""
        for dep in ARGUMENTS:
            for child in verb.children:
                mention = self._mentions.get(child.i) if child.dep_ == dep else None
                if mention is not None and mention is not target and not mention.verbal:
                    return mention
        return None

    def _event(self, mention: Mention) -> Span:
        """The words that name an encounter: its noun phrase, or what its verb has beside it."""
        token = mention.token
        if not mention.verbal:
            before = words_before(token)
            return self._words(before[0] if before else token, _end_of(token))
        inside = [t for t in token.subtree if t.dep_ != "mark" and t.sent == token.sent]
        words = [inside[0]]
        for word in inside[1:]:
            if word.i > token.i and (word.text in {",", ";", ".", ":", "—", "–"} or word.dep_ == "mark"):
                break
            words.append(word)
        return self._words(words[0], words[-1])

    def _words(self, first: Any, last: Any) -> Span:
        return Span(self._parsed.span(first).start, self._parsed.span(last).end)


def _are_two(relation: Relation, source: Mention, target: Mention) -> bool:
    """Whether the two can be two: who talks during his visit is there, who talks during the talks is not.

    What was called off or refused is not after another encounter: the refusal is.
    """
    if relation is Relation.AFTER and (source.status in FINAL - {Status.UNCLEAR} or _is_agreed(source)):
        return False
    if relation is not Relation.DURING:
        return True
    same = {p.name for p in source.parties} == {p.name for p in target.parties} or not target.parties
    return target.kind in GREAT and source.kind is not target.kind if same else True


def _is_agreed(source: Mention) -> bool:
    """Whether the meeting is what somebody agreed to or offered: that may be what came after."""
    token = source.token
    above = token.head
    infinitive = source.verbal and token.dep_ == "xcomp" and token.tag_ == "VB" and above.pos_ == "VERB"
    return infinitive and above.lemma_.lower() not in carriers()


def _is_inside(word: Any) -> bool:
    """Whether a word may stand in a noun phrase before its noun."""
    if word.pos_ in BETWEEN or word.lower_ in JOINING:
        return True
    return word.pos_ == "VERB" and word.dep_ in {"amod", "compound"}


def _is_capital(doc: Any, at: int) -> bool:
    """Whether a word belongs to a name: in capitals, or between two that are."""
    if doc[at].text[:1].isupper() or doc[at].text[:1].isdigit():
        return True
    between = doc[at].lower_ in {"of", "on", "for", "and", "-"} and at + 1 < len(doc)
    return between and doc[at + 1].text[:1].isupper() and doc[at - 1].text[:1].isupper()


def _end_of(noun: Any) -> Any:
    """The last word of a noun phrase as far as its names: "the summit between A and B in Budapest"."""
    words = [t for t in noun.subtree if t.i >= noun.i]
    last = noun
    for word in words:
        if word.i - last.i > 1 or word.text in {",", ";", ":", "—", "–", "("} or word.pos_ in {"VERB", "AUX"}:
            break
        if word.tag_ in {"WDT", "WP", "WP$", "WRB"} or word.dep_ == "mark":
            break
        last = word
    while last.i > noun.i and last.pos_ in {"ADP", "DET", "CCONJ", "PUNCT"}:
        last = last.nbor(-1)
    return last


def _lower(words: Any) -> str:
    return " ".join(w.lower_ for w in words)
