"""Who a source phrase is: an actor of the report, the speaker around it, or its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.chains.details import how_many, role_in_words
from dateline.analysis.chains.own_words import by_words, kinds, may_speak, speaking
from dateline.analysis.chains.peoples import national, side_of_people, the_two
from dateline.analysis.clauses import RELATIVE, conjuncts, is_first_person, is_own
from dateline.analysis.parse import Parsed
from dateline.model.actors import Actor, ActorKind
from dateline.model.findings import NOBODY, Speaker
from dateline.model.text import Span

__all__ = ["as_speaker", "head_of", "speaker_of"]

NAME_NEAR = 3
PAIR = 2
ORDINALS = frozenset({"second", "third", "fourth", "fifth"})
ELLIPTIC = ORDINALS | {"another", "other", "others", "one", "some", "both", "two", "three"}
"""What stands for "another diplomat" after "a diplomat"."""
ELLIPSIS_REACH = 800
"""Code points back to the one whom "another" leaves unsaid."""
CORE = re.compile(r"\s(?:of|in|at|to|for|from)\s")
OWNED = frozenset({"det", "poss", "nummod"})


def speaker_of(
    parsed: Parsed, index: ActorIndex, source: Sequence[Span], around: Speaker | None = None
) -> Speaker:
    """The speaker whom ``source`` names.

    ``around`` is the speaker of the statement in whose content this one is nested: "I", "we" and "my
    country" are his. Two who are named side by side speak together, under both names. "who" is the noun
    that it hangs on. A pronoun that coreference left alone, and an empty source, are
    :data:`~dateline.model.findings.NOBODY`. A source that is no actor of the report speaks under its
    own words. Of a source in pieces the first that names somebody counts when the whole names nobody.
    """
    whole = _of_whole(parsed, index, source, around)
    pieces = (_of_whole(parsed, index, (part,), around) for part in source if len(source) > 1)
    return whole if whole.name else next((piece for piece in pieces if piece.name), whole)


def _of_whole(parsed: Parsed, index: ActorIndex, source: Sequence[Span], around: Speaker | None) -> Speaker:
    head = head_of(parsed, source)
    if head is None:
        return NOBODY
    if is_first_person(head):
        return around or NOBODY
    if around is not None and is_own(head) and head.lemma_.lower() in kinds()["own"]:
        return around
    antecedent = _antecedent(head)
    if antecedent is not None:
        head, source = antecedent, (parsed.span(antecedent),)
    together = _together(parsed, index, head) or _named_behind(parsed, index, head, source)
    together = together or the_two(parsed, index, head)
    if together:
        return _joint([as_speaker(actor) for actor in together])
    side_by_side = _side_by_side(parsed, index, head, source)
    if side_by_side:
        return _joint(side_by_side)
    return _single(parsed, index, source, head) or NOBODY


def _single(parsed: Parsed, index: ActorIndex, source: Sequence[Span], head: Any) -> Speaker | None:
    actor = _actor(parsed, index, source, head)
    if actor is not None:
        return as_speaker(actor)
    if head.lower_ in ELLIPTIC:
        return _elliptic(parsed, index, source, head)
    side = side_of_people(head)
    if side is not None:
        person = national(parsed, index, head, side)
        words = " ".join(parsed.text[parsed.span(head.left_edge).start : parsed.span(head).end].split())
        plain = Speaker(ActorKind.UNNAMED, named=False, name=words[:1].lower() + words[1:], side=side)
        return as_speaker(person) if person is not None else plain
    if not may_speak(head):
        return None
    spoken = by_words(parsed, head, source)
    return replace(spoken, side=spoken.side or _owner_side(parsed, index, head))


def _owner_side(parsed: Parsed, index: ActorIndex, head: Any) -> str | None:
    """The side of whoever owns the speaker: of "his" in "his spokeswoman"."""
    owner = next((c for c in head.lefts if c.dep_ == "poss"), None)
    actor = index.at(parsed.span(owner)) if owner is not None else None
    return actor.side if actor is not None else None


def _antecedent(head: Any) -> Any | None:
    """The noun before the relative clause whose subject is "who" or "which"."""
    if head.lower_ not in RELATIVE or head.dep_ not in ("nsubj", "nsubjpass"):
        return None
    clause = head.head
    return clause.head if clause.dep_ == "relcl" and clause.head.pos_ in ("NOUN", "PROPN") else None


def _elliptic(parsed: Parsed, index: ActorIndex, source: Sequence[Span], head: Any) -> Speaker | None:
    """As in "Another said no" after "A senior official said yes": another senior official."""
    at = parsed.span(head)
    whole = head.pos_ == "NOUN" and head.lower_ not in ORDINALS
    if whole or any(c.dep_ == "prep" for c in head.rights):
        return by_words(parsed, head, source) if may_speak(head) else None
    near = index.mentions(Span(max(0, at.start - ELLIPSIS_REACH), at.start))
    unnamed = [a for m, a in near if a.kind is ActorKind.UNNAMED and m.end <= at.start]
    role = role_in_words(unnamed[-1].name) if unnamed else None
    if role is None:
        return by_words(parsed, head, (at,)) if may_speak(head) else None
    many = head.lower_ in ("others", "some", "both", "two", "three")
    role = CORE.split(role)[0]
    noun = f"{role}s" if many and not role.endswith("s") else role if many else role.removesuffix("s")
    word = "other" if head.lower_ == "others" else head.lower_
    word = f"a {word}" if word in ORDINALS else word
    return Speaker(ActorKind.UNNAMED, named=False, name=f"{word} {noun}", side=unnamed[-1].side)


def _side_by_side(parsed: Parsed, index: ActorIndex, head: Any, source: Sequence[Span]) -> list[Speaker]:
    """Each of "Doe and her lawyer"; empty when one of them is nobody, or all are one person."""
    nouns = [t for t in conjuncts(head) if any(s.holds(parsed.span(t)) for s in source)]
    if len(nouns) < PAIR or any(c.text == "&" for noun in nouns for c in noun.children):
        return []
    found: dict[str, Speaker] = {}
    for noun, behind in zip(nouns, [*nouns[1:], None], strict=True):
        speaker = _one_of(parsed, index, noun, behind, source)
        if speaker is None or speaker.name is None:
            return []
        if speaker.named or behind is None or not _renamed(parsed, index, behind):
            found.setdefault(speaker.name, speaker)
    return list(found.values()) if len(found) >= PAIR else []


def _renamed(parsed: Parsed, index: ActorIndex, behind: Any) -> bool:
    """Whether what follows a comma is the name of who was just described ("the mayor, Jane Doe, and ...")."""
    start = parsed.span(behind.left_edge).start
    actor = index.at(parsed.span(behind))
    return parsed.text.endswith(", ", 0, start) and actor is not None and actor.kind is ActorKind.PERSON


def _one_of(
    parsed: Parsed, index: ActorIndex, noun: Any, behind: Any | None, source: Sequence[Span]
) -> Speaker | None:
    """One conjunct by itself: an actor, or a noun with an article or owner of its own."""
    at = parsed.span(noun)
    last = next((s.end for s in source if s.holds(at)), at.end)
    end = last if behind is None else min(last, parsed.span(behind.left_edge).start)
    part = Span(min(parsed.span(noun.left_edge).start, at.start), max(at.end, end))
    actor = _actor(parsed, index, (part,), noun)
    if actor is not None:
        return as_speaker(actor)
    title = noun.lower_ in speaking()
    own = noun.tag_ in ("NNS", "NNPS") or (noun.tag_ == "NNP" and not title)
    own = own or any(c.dep_ in OWNED for c in noun.lefts)
    return by_words(parsed, noun, (part,)) if own and may_speak(noun) else None


def as_speaker(actor: Actor) -> Speaker:
    """An actor as a speaker; groups and people without a name are not named."""
    named = actor.kind not in (ActorKind.UNNAMED, ActorKind.GROUP)
    return Speaker(actor.kind, named, actor.id, actor.name, actor.side)


def head_of(parsed: Parsed, source: Sequence[Span]) -> Any | None:
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
    if head.tag_ != "NNS" or head.lemma_.lower() not in speaking():
        return []
    end = parsed.span(head).end
    behind = [a for part in source for a in index.within(part) if a.kind is ActorKind.PERSON]
    behind = [
        a for a in behind if any(m.start > end and part.holds(m) for part in source for m in a.mentions)
    ]
    return behind if len(behind) == PAIR else []


def _joint(speakers: Sequence[Speaker]) -> Speaker:
    """Several as one speaker: a group under all their names, with their side if they share it."""
    sides = {speaker.side for speaker in speakers}
    names = tuple(speaker.name or "" for speaker in speakers)
    side = sides.pop() if len(sides) == 1 else None
    named = any(speaker.named for speaker in speakers)
    counts = [how_many(speaker.name or "", speaker.kind) for speaker in speakers]
    count = None if None in counts else sum(n for n in counts if n)
    name = " and ".join(names)
    return Speaker(ActorKind.GROUP, named, name=name, side=side, count=count, members=names)


def _actor(parsed: Parsed, index: ActorIndex, source: Sequence[Span], head: Any) -> Actor | None:
    """The actor at the head, the owner of the words ("Doe's speech"), or the person in apposition."""
    actor = index.at(parsed.span(head))
    if actor is not None and _stands_at(parsed, index, actor, head):
        return actor
    owner = next((c for c in head.children if c.dep_ in ("poss", "compound", "nmod")), None)
    if owner is not None and head.lemma_.lower() in kinds()["of"]:
        return index.at(parsed.span(owner))
    beside = [a for span in source for a in index.within(span)]
    outlets = [a for a in beside if a.kind is ActorKind.OUTLET]
    if len(outlets) == 1 and head.lemma_.lower() in kinds()["published"]:
        return outlets[0]
    persons = [a for a in beside if a.kind is ActorKind.PERSON]
    if len(persons) == 1 and _is_title(parsed, index, persons[0], head):
        return persons[0]
    behind = next((a for a in persons if _behind(parsed, index, a, head)), None)
    return behind or _at_the_end(parsed, index, source, head)


def _at_the_end(parsed: Parsed, index: ActorIndex, source: Sequence[Span], head: Any) -> Actor | None:
    """The person whose name ends the phrase ("representative of the General Office Jane Doe")."""
    if not source or head.lemma_.lower() not in speaking():
        return None
    for span, actor in index.mentions(source[-1]):
        named = actor.kind is ActorKind.PERSON and span.end == source[-1].end and " " in actor.name
        before = parsed.text[source[-1].start : span.start].split()
        if named and before and before[-1].isalpha() and not _is_link(before[-1]):
            return actor if span.start > parsed.span(head).end else None
    return None


def _is_link(word: str) -> bool:
    """A preposition, or a title of the name itself: the phrase is then about somebody else."""
    return word.islower() or word.casefold() in speaking()


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
