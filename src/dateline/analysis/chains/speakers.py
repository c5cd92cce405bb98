"""Who a source phrase is: an actor of the report, the speaker around it, or its own words."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.actors.phrases import complement_end
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Parsed
from dateline.model.actors import Actor, ActorKind
from dateline.model.findings import NOBODY, Speaker
from dateline.model.text import Span

__all__ = ["as_speaker", "speaker_of"]

"""The honest unknown."""
FIRST_PERSON = frozenset({"i", "me", "my", "we", "us", "our", "myself", "ourselves"})
CAPITALS = ("US", "WE", "ME")
"""Not the pronoun, or a headline that shouts."""
SPEAKING = ("NOUN", "PROPN", "ADJ", "NUM", "X", "PRON", "DET")
SHORTEST_AGENT = 4
NAME_NEAR = 3
PAIR = 2
QUOTES = "\"“”„«»‘’' ,;:"
DETERMINERS = re.compile(r"^(?:the|its|their|his|her)\s+", re.IGNORECASE)


def speaker_of(
    parsed: Parsed, index: ActorIndex, source: Sequence[Span], around: Speaker | None = None
) -> Speaker:
    """The speaker whom ``source`` names.

    ``around`` is the speaker of the statement in whose content this one is nested: "I" and "we" are
    his. A pronoun that coreference left alone, and an empty source, are
    :data:`~dateline.model.findings.NOBODY`. A source that is no actor of the report speaks under its
    own words.
    """
    head = _head_of(parsed, source)
    if head is None:
        return NOBODY
    if head.lower_ in FIRST_PERSON and head.text not in CAPITALS:
        return around or NOBODY
    together = _together(parsed, index, head) or _named_behind(parsed, index, head, source)
    if together:
        return _joint(together)
    actor = _actor(parsed, index, source, head)
    if actor is not None:
        return as_speaker(actor)
    if not may_speak(head):
        return NOBODY
    return _by_words(parsed, head, source)


def may_speak(head: Any) -> bool:
    """Whether a noun that is no actor can be who says something: people, bodies, outlets, documents.

    Pronouns that nobody resolved cannot ("anyone", "which"), nor what happens or is looked at ("the
    delay", "the cameras"): those show or suggest, and say nothing.
    """
    kinds, forms = _kinds(), {head.lemma_.lower().strip(QUOTES), head.lower_.strip(QUOTES)}
    if forms & kinds["nobody"] or head.pos_ not in SPEAKING or head.ent_type_ in ("DATE", "TIME"):
        return False
    if head.pos_ == "PROPN" or forms & _speaking():
        return True
    agent = head.lemma_.lower().endswith(tuple(kinds["agents"])) and len(head.lemma_) > SHORTEST_AGENT
    return agent and not forms & kinds["no_agents"]


@functools.cache
def _speaking() -> frozenset[str]:
    """The nouns of all lists of those who speak, singular and plural."""
    kinds = _kinds()
    rows = (
        *lexicon("titles")["title"],
        *lexicon("bodies")["body"],
        *lexicon("unnamed")["people"],
    )
    nouns = frozenset(words.split()[-1] for row in rows for words in row["words"])
    return nouns.union(*(kinds[k] for k in ("media", "document", "organisation", "people")))


def as_speaker(actor: Actor) -> Speaker:
    """An actor as a speaker; groups and people without a name are not named."""
    named = actor.kind not in (ActorKind.UNNAMED, ActorKind.GROUP)
    return Speaker(actor.kind, named, actor.id, actor.name, actor.side)


def _head_of(parsed: Parsed, source: Sequence[Span]) -> Any | None:
    """The token of ``source`` that the rest of it hangs on (a ``spacy.tokens.Token``)."""
    tokens = [t for span in source for t in parsed.tokens(span) if not t.is_punct and not t.is_space]
    if not tokens:
        return None
    inside = {(t.doc.user_data["start"], t.i) for t in tokens}
    tops = [t for t in tokens if t.head.i == t.i or (t.doc.user_data["start"], t.head.i) not in inside]
    return _noun(
        next((t for t in tops if t.pos_ in ("NOUN", "PROPN", "PRON")), tops[0] if tops else tokens[0]), inside
    )


def _noun(token: Any, inside: set[tuple[int, int]]) -> Any:
    """As in "by the minister" is the minister; "one of the sources" stays as it is."""
    if token.pos_ in ("ADP", "VERB", "AUX", "SCONJ"):
        wanted = ("pobj", "nsubj", "dobj")
        child = next(
            (c for c in token.children if c.dep_ in wanted and (c.doc.user_data["start"], c.i) in inside),
            None,
        )
        return child if child is not None else token
    return token


def _together(parsed: Parsed, index: ActorIndex, head: Any) -> list[Actor]:
    """Those whom one word means together ("they", "the presidents"); empty when it means one."""
    at = parsed.span(head)
    spans: dict[Span, list[Actor]] = {}
    for span, actor in index.mentions(at):
        if span.holds(at):
            spans.setdefault(span, []).append(actor)
    return next((actors for actors in spans.values() if len(actors) > 1), [])


def _named_behind(parsed: Parsed, index: ActorIndex, head: Any, source: Sequence[Span]) -> list[Actor]:
    """The two of "the foreign ministers of Peru and Ecuador, Jane Doe and Ilmar Tamsaar"."""
    if head.tag_ != "NNS" or head.lemma_.lower() not in _speaking():
        return []
    end = parsed.span(head).end
    behind = [a for part in source for a in index.within(part) if a.kind is ActorKind.PERSON]
    behind = [
        a for a in behind if any(m.start > end and part.holds(m) for part in source for m in a.mentions)
    ]
    return behind if len(behind) == PAIR else []


def _joint(actors: Sequence[Actor]) -> Speaker:
    """Several as one speaker: a group under all their names, with their side if they share it."""
    sides = {actor.side for actor in actors}
    name = " and ".join(actor.name for actor in actors)
    return Speaker(ActorKind.GROUP, named=True, name=name, side=sides.pop() if len(sides) == 1 else None)


def _actor(parsed: Parsed, index: ActorIndex, source: Sequence[Span], head: Any) -> Actor | None:
    """The actor at the head, the owner of the words ("Doe's speech"), or the person in apposition."""
    actor = index.at(parsed.span(head))
    if actor is not None and _stands_at(parsed, index, actor, head):
        return actor
    owner = next((c for c in head.children if c.dep_ in ("poss", "compound", "nmod")), None)
    if owner is not None and head.lemma_.lower() in _kinds()["of"]:
        return index.at(parsed.span(owner))
    beside = [a for span in source for a in index.within(span)]
    outlets = [a for a in beside if a.kind is ActorKind.OUTLET]
    if len(outlets) == 1 and head.lemma_.lower() in _kinds()["published"]:
        return outlets[0]
    persons = [a for a in beside if a.kind is ActorKind.PERSON]
    if len(persons) == 1 and _is_title(parsed, index, persons[0], head):
        return persons[0]
    behind = next((a for a in persons if _behind(parsed, index, a, head)), None)
    return behind or _at_the_end(parsed, index, source, head)


def _at_the_end(parsed: Parsed, index: ActorIndex, source: Sequence[Span], head: Any) -> Actor | None:
    """The person whose name ends the phrase ("representative of the General Office Jane Doe")."""
    if not source or head.lemma_.lower() not in _speaking():
        return None
    for span, actor in index.mentions(source[-1]):
        named = actor.kind is ActorKind.PERSON and span.end == source[-1].end and " " in actor.name
        before = parsed.text[source[-1].start : span.start].split()
        if named and before and before[-1].isalpha() and not _is_link(before[-1]):
            return actor if span.start > parsed.span(head).end else None
    return None


def _is_link(word: str) -> bool:
    """A preposition, or a title of the name itself: the phrase is then about somebody else."""
    return word.islower() or word.casefold() in _speaking()


def _behind(parsed: Parsed, index: ActorIndex, person: Actor, head: Any) -> bool:
    """Whether the name follows its noun at once or after one comma ("his minister, Jane Doe")."""
    end = parsed.span(head).end
    own = [m for m, a in index.mentions(Span(end, end + NAME_NEAR)) if a.id == person.id]
    return any(parsed.text[end : m.start] in (" ", ", ") for m in own if m.start > end)


def _stands_at(parsed: Parsed, index: ActorIndex, actor: Actor, head: Any) -> bool:
    """Not a name inside a longer proper name that the tables do not know ("Reuters Institute")."""
    span = parsed.span(head)
    return any(m.overlaps(span) for m, a in index.mentions(span) if a.id == actor.id)


def _is_title(parsed: Parsed, index: ActorIndex, person: Actor, head: Any) -> bool:
    """Whether the person stands in apposition to the head, or the head is his title."""
    near = {c.i for c in head.subtree if c.dep_ in ("appos", "compound", "nmod", "flat")} | {head.i}
    near |= {head.head.i} if head.dep_ in ("compound", "appos", "nmod") else set()
    spans = [parsed.span(head.doc[i]) for i in near]
    return any(m.overlaps(s) for s in spans for m, a in index.mentions(s) if a.id == person.id)


@functools.cache
def _kinds() -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(words) for kind, words in lexicon("sources").items()}


def _by_words(parsed: Parsed, head: Any, source: Sequence[Span]) -> Speaker:
    span = _speaker_span(parsed, head, source)
    words = " ".join(parsed.text[span.start : span.end].split()).strip(QUOTES)
    kind = _kind(head)
    if head.pos_ == "PROPN":
        return Speaker(kind, named=True, name=DETERMINERS.sub("", words))
    if kind is ActorKind.ORGANISATION:
        named = any(c.isupper() for c in words[1:])
        return Speaker(kind, named, name=DETERMINERS.sub("", words) if named else _lower(parsed, span, words))
    return Speaker(kind, named=False, name=_lower(parsed, span, words))


def _kind(head: Any) -> ActorKind:
    lemma, kinds = head.lemma_.lower(), _kinds()
    forms = {lemma, head.lower_}
    if forms & kinds["media"]:
        return ActorKind.OUTLET
    if forms & kinds["document"]:
        return ActorKind.DOCUMENT
    if forms & kinds["organisation"] or head.ent_type_ in ("ORG", "FAC"):
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
    return Span(max(start, outer.start), min(end, outer.end))
