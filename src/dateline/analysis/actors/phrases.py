"""Noun phrases that stand for somebody: offices, bodies and people without a name.

"the Canadian defence minister", "the Norwegian Foreign Ministry", "two officials familiar with the
matter": each becomes a :class:`Phrase` with its side, whether it is definite, and what it calls its
bearer. Who that is, is decided in :mod:`dateline.analysis.actors.names` and
:mod:`dateline.analysis.actors.coreference`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dateline.analysis.actors.nouns import Noun, PhraseKind, choose, match
from dateline.analysis.lexicons import lexicon
from dateline.model.text import Span
from dateline.world import EntryKind, Form, Mention

__all__ = ["Phrase", "PhraseKind", "complement_end", "find_phrases", "stands_for"]

DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my"})
INDEFINITE = frozenset(
    [
        "a",
        "an",
        "another",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "several",
        "some",
        "many",
        "few",
        "unnamed",
        "multiple",
    ]
)
MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
COMPLEMENTS = frozenset({"prep", "acl", "amod"})
POSTED = frozenset({"diplomat", "envoy", "ambassador", "analyst", "expert", "observer", "witness"})
"""Who is in a place without speaking for it ("a diplomat in Kyiv"); officials in Moscow are Russia's."""
LONGEST_COMPLEMENT = 9
"""Tokens. A longer complement is a clause of its own rather than a part of a name."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase for somebody: ``line.start + start`` is its place in the report.

    ``start:end`` takes in the article, the modifiers and the complement; ``head_start:head_end`` is the
    noun with the words that belong to it. ``meaning`` is the role, the body's name or the noun itself.
    """

    start: int
    end: int
    head_start: int
    head_end: int
    kind: PhraseKind
    meaning: str
    side: str | None
    definite: bool
    plural: bool
    stands_for_side: bool = False
    needs_company: bool = False
    collective: bool = False
    has_complement: bool = False
    former: bool = False
    counted: bool = False
    possessed: bool = False

    def at(self, base: int) -> Span:
        """The range in the report, ``base`` being where the line starts."""
        return Span(base + self.start, base + self.end)


def stands_for(mention: Mention) -> str | None:
    """The state or organisation that a mention speaks for: Russia for "Russian", "Moscow", "the Kremlin"."""
    entry = mention.entries[0]
    if entry.side:
        return entry.side
    return entry.name if entry.kind in (EntryKind.STATE, EntryKind.ORGANISATION) else None


def find_phrases(doc: Any, found: Sequence[Mention]) -> tuple[Phrase, ...]:
    """The phrases of one parsed line, in text order, without overlap.

    ``found`` is what the world matcher finds in the text of ``doc`` (a ``spacy.tokens.Doc``).
    """
    lows = [token.lower_ for token in doc]
    phrases: list[Phrase] = []
    at, floor = 0, 0
    while at < len(lows):
        noun = match(lows, at)
        if noun is None or _modifies(doc, noun[0]) or _inside_name(doc, at, noun[0], found):
            at += 1
            continue
        phrase, last = _phrase(doc, at, noun, floor, found)
        if phrase is not None:
            phrases.append(phrase)
            floor = last
        at = max(noun[0], last)
    return tuple(phrases)


def _modifies(doc: Any, end: int) -> bool:
    """Whether the words are no noun, or only qualify the next one ("State Department", "leader board")."""
    last = doc[end - 1]
    if last.pos_ in ("VERB", "AUX", "ADV"):
        return True
    return (
        last.dep_ in ("compound", "amod", "nmod") and last.head.i >= end and last.head.tag_ in ("NN", "NNS")
    )


def _inside_name(doc: Any, at: int, end: int, found: Sequence[Mention]) -> bool:
    start, stop = doc[at].idx, doc[end - 1].idx + len(doc[end - 1].text)
    return any(
        m.start <= start and stop <= m.end and m.end - m.start > stop - start
        for m in found
        if m.start <= start
    )


def _phrase(
    doc: Any, at: int, noun: tuple[int, tuple[Noun, ...]], floor: int, found: Sequence[Mention]
) -> tuple[Phrase | None, int]:
    end, rows = noun
    start = _left(doc, at, end, floor)
    if end < len(doc) and doc[end].lower_ in ("'s", "’s") and doc[end].head.i < at:
        return None, end
    first = doc[start]
    low = first.lower_
    possessed = any(token.tag_ == "POS" for token in doc[start:at])
    definite = low in DEFINITE or possessed
    counted = any(token.lower_ in INDEFINITE for token in doc[start:at])
    row = choose(rows, definite=definite, bare=not counted and not definite)
    stop = complement_end(doc, end) if row.kind is PhraseKind.PEOPLE else end
    begin, head = first.idx, doc[at].idx
    side, stop = _side(doc, start, at, stop, found)
    last = doc[stop - 1]
    return Phrase(
        begin,
        last.idx + len(last.text),
        head,
        doc[end - 1].idx + len(doc[end - 1].text),
        row.kind,
        row.meaning,
        side,
        definite,
        row.plural,
        row.stands_for_side,
        row.needs_company,
        row.collective,
        stop > end,
        any(t.lower_ in ("former", "ex", "then", "late") for t in doc[start:at]),
        counted,
        possessed or first.tag_ == "PRP$",
    ), stop


def _left(doc: Any, at: int, end: int, floor: int) -> int:
    """The first token of the phrase: modifiers that lean on it, and one article."""
    i = at
    limit = min(end + 4, len(doc))
    while i > floor:
        token = doc[i - 1]
        low = token.lower_
        if low in DEFINITE:
            return i - 1
        if low in INDEFINITE:
            i -= 1
            continue
        leans = _leans(token, limit)
        if token.tag_ == "POS" and i - 1 > floor:
            return _possessor(doc, i - 1, floor)
        if not leans or token.dep_ in ("npadvmod", "nsubj", "dobj", "advmod"):
            break
        if token.pos_ not in MODIFIERS and token.tag_ != "HYPH" and token.dep_ != "cc":
            break
        i -= 1
    return i


def _leans(token: Any, limit: int) -> bool:
    """Whether the token modifies a noun behind it, alone or with another ("Israeli and Qatari officials")."""
    first = token
    while first.dep_ in ("conj", "cc") and first.head.i < first.i:
        first = first.head
    return bool(token.i < first.head.i < limit)


def _possessor(doc: Any, pos: int, floor: int) -> int:
    i = pos - 1
    while i > floor and doc[i - 1].pos_ == "PROPN" and i - 1 < doc[i - 1].head.i <= pos:
        i -= 1
    return i - 1 if i > floor and doc[i - 1].lower_ == "the" else i


def complement_end(doc: Any, end: int) -> int:
    """Where the noun phrase whose noun ends before token ``end`` ends with its complement.

    "people familiar with the matter", "sources in European diplomatic circles", "a source close to
    the palace": a prepositional phrase, participle or adjective right behind the noun, without a
    comma and of at most :data:`LONGEST_COMPLEMENT` tokens.
    """
    if end >= len(doc) or end == 0:
        return end
    noun = doc[end - 1]
    follower = next((c for c in noun.rights if c.left_edge.i == end and c.dep_ in COMPLEMENTS), None)
    if follower is None or follower.lower_ in (
        "after",
        "before",
        "during",
        "on",
        "including",
        "since",
        "as",
        "that",
    ):
        return end
    stop = min(follower.right_edge.i + 1, end + LONGEST_COMPLEMENT)
    for i in range(end, stop):
        if (doc[i].is_punct and doc[i].tag_ != "HYPH") or (
            i > end and doc[i].lower_ in ("that", "who", "which")
        ):
            return i
    return stop if stop == follower.right_edge.i + 1 else end


def _side(doc: Any, start: int, at: int, stop: int, found: Sequence[Mention]) -> tuple[str | None, int]:
    """The side named inside the phrase, or right behind it ("of Norway"); where the phrase ends then."""
    begin, head, end = doc[start].idx, doc[at].idx, doc[stop - 1].idx + len(doc[stop - 1].text)
    inside = [m for m in found if begin <= m.start < head and stands_for(m)]
    if inside:
        joint = (
            len({stands_for(m) for m in inside}) > 1 and " and " in doc.text[inside[0].end : inside[-1].start]
        )
        return (None if joint else stands_for(inside[-1])), stop
    loose = lexicon("unnamed")["sides"]
    worded = next((loose[t.text] for t in doc[start:at] if t.text in loose), None)
    if worded:
        return worded, stop
    behind = next((m for m in found if m.start >= end), None)
    link = r"\s(?:of|at|for)\s(?:the\s)?" if "spokes" in doc[at].lower_ else r"\s(?:of|at)\s(?:the\s)?"
    owns = behind is not None and behind.form not in (Form.SURNAME, Form.DEMONYM) and stands_for(behind)
    if behind is not None and owns and re.fullmatch(link, doc.text[end : behind.start]):
        return owns, max(stop, _token_end(doc, stop, behind.end))
    within = next((m for m in found if head < m.start < end and stands_for(m)), None)
    if within is not None and doc[at].lemma_.lower() in POSTED and doc.text[: within.start].endswith(" in "):
        return None, stop
    return (stands_for(within) if within else None), stop


def _token_end(doc: Any, at: int, char: int) -> int:
    while at < len(doc) and doc[at].idx < char:
        at += 1
    return at
