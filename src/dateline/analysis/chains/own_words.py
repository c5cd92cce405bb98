"""Speakers who are no actor of the report: they speak under the report's own words, or are nobody."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.analysis.actors.phrases import complement_end, stands_for
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Parsed
from dateline.model.actors import ActorKind
from dateline.model.findings import Speaker
from dateline.model.text import Span
from dateline.world import World

__all__ = ["by_words", "kinds", "may_speak", "speaking"]

SPEAKING = ("NOUN", "PROPN", "ADJ", "NUM", "X", "PRON", "DET")
SHORTEST_AGENT = 4
LONGEST_TITLE = 80
ASIDE = re.compile(r"[,;:(\"“”\n]|\s(?:which|that|who)\b")
QUOTES = "\"“”„«»‘’' ,;:"
DETERMINERS = re.compile(r"^(?:the|its|their|his|her)\s+", re.IGNORECASE)


def may_speak(head: Any) -> bool:
    """Whether a noun that is no actor can be who says something: people, bodies, outlets, documents.

    Pronouns that nobody resolved cannot ("anyone", "which"), nor what happens or is looked at ("the
    delay", "the cameras"): those show or suggest, and say nothing.
    """
    head = _counted(head)
    nouns, forms = kinds(), {head.lemma_.lower().strip(QUOTES), head.lower_.strip(QUOTES)}
    if forms & nouns["nobody"] or head.pos_ not in SPEAKING or head.ent_type_ in ("DATE", "TIME"):
        return False
    if head.pos_ == "PROPN" or forms & speaking():
        return True
    agent = head.lemma_.lower().endswith(tuple(nouns["agents"])) and len(head.lemma_) > SHORTEST_AGENT
    return agent and not forms & nouns["no_agents"]


def _counted(head: Any) -> Any:
    """What is counted in "hundreds of vendors", "a number of officials"; else the word itself."""
    if head.lemma_.lower() not in kinds()["quantities"]:
        return head
    of = next((c for c in head.rights if c.lower_ == "of"), None)
    return next((c for c in of.children if c.dep_ == "pobj"), head) if of is not None else head


@functools.cache
def speaking() -> frozenset[str]:
    """The nouns of all lists of those who speak, singular and plural."""
    lists = kinds()
    rows = (
        *lexicon("titles")["title"],
        *lexicon("bodies")["body"],
        *lexicon("unnamed")["people"],
    )
    nouns = frozenset(words.split()[-1] for row in rows for words in row["words"])
    return nouns.union(*(lists[k] for k in ("media", "document", "organisation", "people")))


@functools.cache
def kinds() -> Mapping[str, frozenset[str]]:
    """The lists of ``sources.toml``: what a source may be, by its head noun."""
    return {kind: frozenset(words) for kind, words in lexicon("sources").items()}


def by_words(parsed: Parsed, head: Any, source: Sequence[Span]) -> Speaker:
    """The speaker under the noun phrase of ``head`` inside ``source``; a name stands without article."""
    span = _speaker_span(parsed, head, source)
    words = " ".join(parsed.text[span.start : span.end].split()).strip(QUOTES)
    kind = _kind(head)
    plain = DETERMINERS.sub("", words)
    if head.pos_ == "PROPN" and plain.casefold() in _offices():
        return Speaker(ActorKind.OFFICE, named=False, name=words.lower(), role=plain.lower())
    if head.pos_ == "PROPN":
        return Speaker(kind, named=True, name=DETERMINERS.sub("", words))
    side = _side(words, head.text)
    if kind is ActorKind.ORGANISATION:
        named = any(c.isupper() for c in words[1:])
        name = DETERMINERS.sub("", words) if named else _lower(parsed, span, words)
        return Speaker(kind, named, name=name, side=side)
    return Speaker(kind, named=False, name=_lower(parsed, span, words), side=side)


@functools.cache
def _offices() -> frozenset[str]:
    return frozenset(words for row in lexicon("titles")["title"] for words in row["words"])


def _side(words: str, noun: str) -> str | None:
    """The state or organisation named before the noun: Norway for "Norwegian farmers"."""
    before = words[: words.find(noun)]
    sides = {side for mention in World.default().find(before) if (side := stands_for(mention))}
    return sides.pop() if len(sides) == 1 else None


def _kind(head: Any) -> ActorKind:
    lemma, nouns = head.lemma_.lower(), kinds()
    forms = {lemma, head.lower_}
    if forms & nouns["media"]:
        return ActorKind.OUTLET
    if forms & nouns["document"]:
        return ActorKind.DOCUMENT
    if forms & nouns["organisation"] or head.ent_type_ in ("ORG", "FAC"):
        return ActorKind.ORGANISATION
    return ActorKind.PERSON if head.pos_ == "PROPN" else ActorKind.UNNAMED


def _lower(parsed: Parsed, span: Span, words: str) -> str:
    token = parsed.token_at(span.start)
    named = token is not None and (
        token.pos_ == "PROPN" or token.ent_type_ in ("ORG", "GPE", "NORP", "PERSON")
    )
    plain = token is not None and (token.pos_ == "DET" or (token.is_sent_start and not named))
    return (
        words[:1].lower() + words[1:]
        if plain and not words.split(" ", maxsplit=1)[0][1:].isupper()
        else words
    )


def _title_end(text: str, end: int, outer: Span) -> int:
    """A paper is called by all that the source says of it, up to a comma or a relative clause."""
    stop = ASIDE.search(text, end, outer.end)
    last = stop.start() if stop else outer.end
    return last if last - outer.start <= LONGEST_TITLE else end


def _speaker_span(parsed: Parsed, head: Any, source: Sequence[Span]) -> Span:
    """The noun phrase of ``head`` inside ``source``: its modifiers and complement, no relative clause."""
    doc, base = head.doc, head.doc.user_data["start"]
    lefts = [c for c in head.lefts if c.dep_ not in ("advmod", "cc", "punct", "mark", "prep")]
    first = lefts[0].left_edge.i if lefts else head.i
    stop = complement_end(doc, head.i + 1)
    outer = next((s for s in source if s.holds(parsed.span(head))), None)
    start, end = base + doc[first].idx, base + doc[stop - 1].idx + len(doc[stop - 1].text)
    if outer is None:
        return Span(start, end)
    if _kind(head) is ActorKind.DOCUMENT:
        end = _title_end(parsed.text, end, outer)
    return Span(max(start, outer.start), min(end, outer.end))
