"""Where a report mentions an encounter, and who, where and when each mention says.

Nouns and verbs come from ``lexicon/meeting_nouns.toml`` and ``lexicon/meeting_verbs.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.analysis.meetings.acts import meets, presence
from dateline.analysis.meetings.company import among_leaders, keeps_company, without_one
from dateline.analysis.meetings.format import CALL_WORDS, VIDEO_WORDS, format_of, kind_of
from dateline.analysis.meetings.headlines import (
    looks_like_a_noun,
    names_before,
    part_of,
    read_headline,
)
from dateline.analysis.meetings.participants import Cast, Party, merged
from dateline.analysis.meetings.parties import (
    beside,
    counterparts,
    faces,
    holders,
    named_after,
    named_before,
    only_with,
    subject,
    with_hosts,
    words_before,
)
from dateline.analysis.meetings.places import city_of
from dateline.analysis.meetings.ranks import rank_of
from dateline.analysis.meetings.status import denied, read_status, struck
from dateline.analysis.meetings.tense import fragment
from dateline.analysis.meetings.words import MeetingNoun, nouns, travellers, verb_row
from dateline.analysis.parse import Line, Parsed
from dateline.model.findings import Format, MeetingKind, Status
from dateline.model.text import SegmentKind, Span

__all__ = ["Mention", "find_mentions"]


NO_VERB = frozenset({"amod", "compound", "aux", "auxpass"})


RANKED = 10
"""Tokens. Words of office further off are not of those who meet."""
RECALLING = frozenset({"the", "this", "that", "these", "those", "its", "such", "both"})
POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our"})
HOLDING = frozenset({"hold", "begin", "start", "resume", "launch", "open", "conduct", "continue", "end"})
NO_MEETING = frozenset(
    {"press", "news", "cabinet", "security", "wrestling", "party", "board", "school", "road", "staff"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: ``token`` is its noun or verb, ``clause`` the verb of the clause that carries the claim.

    ``recalls`` says that the words may point back ("the summit") rather than name a new encounter.
    ``scene`` says that something else is told that happened there ("said during the talks").
    ``outcome``: what was agreed there is told, and not who agreed.
    ``listed``: it stands in a list, in a sentence without a verb.
    ``presence``: one will be at a place, which speaks only of an encounter known to be there.
    ``city``: the place by which it goes, and no other name ("Budapest is off").
    ``fresh`` holds words that keep it apart from others ("new", "second", "previous").
    ``beside`` are the ranges of mentions of other encounters, ahead of which or after which it is.
    """

    line: Line
    token: Any
    clause: Any
    span: Span
    kind: MeetingKind
    format: Format
    verbal: bool
    needs: int
    parties: tuple[Party, ...]
    status: Status | None
    scene: bool = False
    spoken: bool | None = None
    recalls: bool = False
    fresh: frozenset[str] = frozenset()
    elliptical: bool = False
    rank: str | None = None
    presence: bool = False
    outcome: bool = False
    listed: bool = False
    city: str | None = None
    beside: frozenset[Span] = frozenset()


FRESH = frozenset(
    [
        "new",
        "second",
        "third",
        "fourth",
        "another",
        "next",
        "previous",
        "earlier",
        "last",
        "first",
        "separate",
        "follow-up",
        "other",
        "state",
        "working",
    ]
)


def find_mentions(parsed: Parsed, cast: Cast) -> Iterator[Mention]:
    """Every mention of an encounter, in text order; those of one noun phrase are one."""
    for line in parsed.lines:
        headline = line.segment.kind in {SegmentKind.HEADLINE, SegmentKind.TEASER} or _titular(line)
        taken: set[int] = set()
        for token in line.doc:
            if token.i in taken:
                continue
            mention = (
                _noun(parsed, cast, line, token, headline)
                or _verb(parsed, cast, line, token, headline)
                or _awaited(parsed, cast, line, token)
                or _denial(parsed, line, token)
            )
            if mention is not None:
                taken |= _swallowed(token)
                yield mention


def _titular(line: Line) -> bool:
    """Whether a line is set like a headline: one line without a final stop."""
    return len(line.doc) < 25 and line.doc[-1].text not in {".", "!", "?", '"', "”", ":", "…", "'", "’"}


def _swallowed(token: Any) -> set[int]:
    """The nouns that say the same: "a round of talks", "summit talks"."""
    same = {token.i}
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            same |= {g.i for g in child.children if g.lemma_.lower() in nouns()}
    return same


def _noun(parsed: Parsed, cast: Cast, line: Line, token: Any, headline: bool) -> Mention | None:
    row = nouns().get(token.lemma_.lower()) or (nouns().get(token.lower_) if headline else None)
    if row is None or not _is_encounter(token, row):
        return None
    if token.pos_ not in {"NOUN", "PROPN"} and not (headline and looks_like_a_noun(token)):
        return None
    reading = read_status(token, verbal=False, headline=headline)
    if headline and (reading.status is None or reading.scene):
        reading = replace(reading, status=read_headline(token) or reading.status, scene=False)
    owners = holders(cast, token)
    mutual = any(p.person for p in owners)
    named = merged([named_before(cast, token), named_after(cast, token, mutual=mutual)])
    missed = without_one(token, named, headline=headline)
    if missed is not None:
        reading, owners = replace(reading, status=missed), []
    told = (len(named) > 1 and not only_with(token)) or (
        row.kind is MeetingKind.VISIT and any(p.person for p in named)
    )
    parties = named if told else merged([named, owners])
    if headline and len(parties) < 2:
        parties = _in_headline(cast, token, parties)
    if not parties and reading.scene:
        parties = beside(cast, token)
    alone = None if headline or reading.status else fragment(token)
    if alone is not None and len(parties) == 1:
        speaker = cast.speaker(parsed.span(token))
        parties = merged([[speaker] if speaker else [], parties])
    if len(parties) == 1 and row.needs > 1 and faces(token):
        parties = merged([parties, _own_side(cast, parsed.span(token))])
    if row.kind is MeetingKind.VISIT:
        parties = with_hosts(cast, token, parties)
    words = {t.lower_ for t in words_before(token)}
    return Mention(
        line=line,
        token=token,
        clause=reading.clause,
        span=parsed.span(token),
        kind=kind_of(row, token),
        format=format_of(row, token),
        verbal=False,
        needs=1 if among_leaders(token, parties) else row.needs,
        parties=tuple(parties),
        status=reading.status or alone,
        listed=alone is not None,
        scene=reading.scene,
        spoken=row.spoken,
        recalls=row.recalls and _recalls(token, named, words),
        fresh=frozenset(words & FRESH),
        rank=_rank(token, token),
    )


def _in_headline(cast: Cast, token: Any, named: list[Party]) -> list[Party]:
    """Those of a headline: the names in a row before the noun, else the two that its part names."""
    row = merged([cast.parties(names_before(token)), named])
    if len(row) > 1:
        return row
    start, end = part_of(token)
    both = merged([named, cast.parties(token.doc[start:end])])
    return both if len({p.side or p.name for p in both}) == 2 == len(both) else row


def _own_side(cast: Cast, span: Span) -> list[Party]:
    """The side of the one who speaks of talks "with" another side: it is his own that talks."""
    side = cast.side(span)
    return [Party(side, side, person=False, start=span.start)] if side else []


def _rank(noun: Any, token: Any) -> str | None:
    """The level of those who meet, from the words up to the one that names the encounter and those near."""
    first, last = min(noun.left_edge.i, token.i), min(token.i + RANKED, token.sent.end)
    after = token.doc[token.i + 1 : last]
    verb = next((t.i for t in after if t.pos_ in {"VERB", "AUX"} and t.dep_ not in NO_VERB), last)
    return rank_of(list(token.doc[first:verb]))


def _recalls(token: Any, named: Sequence[Party], words: set[str]) -> bool:
    """Whether the words may point back: "the summit", "his trip", "Trump's visit"."""
    if len(named) > 1:
        return False
    held = any(c.dep_ == "poss" for c in token.children)
    return held or (not named and (bool(words & RECALLING) or _determined(token)))


def _is_encounter(token: Any, row: MeetingNoun) -> bool:
    if row.plural and token.tag_ not in {"NNS", "NNPS"}:
        return False
    before = [t.lower_ for t in words_before(token)]
    if (
        _in_general(token, row)
        or set(before[-2:]) & NO_MEETING
        or (token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "room")
    ):
        return False
    if token.dep_ == "compound" and token.head.lemma_.lower() in nouns():
        return False
    return not (row.beside and not set(before) & row.beside) and _has_company(token, row, before)


def _in_general(token: Any, row: MeetingNoun) -> bool:
    """Whether no one encounter is meant: "any talks will be difficult", "does not refuse dialogue"."""
    if token.dep_ in {"nsubj", "nsubjpass"} and any(c.lower_ == "any" for c in token.children):
        return True
    bare = not any(c.dep_ in {"det", "amod", "compound", "poss", "nummod", "nmod"} for c in token.children)
    return row.mass and bare and token.dep_ in {"dobj", "pobj"} and token.head.lemma_ not in HOLDING


def _has_company(token: Any, row: MeetingNoun, before: Sequence[str]) -> bool:
    """Whether a "call" is one by telephone, and a "session" one between two sides."""
    heads = [token, *(c for c in token.children if c.dep_ == "relcl")]
    company = any(c.dep_ == "prep" and c.lower_ in {"with", "between"} for h in heads for c in h.children)
    if row.word == "call":
        by_phone = bool(set(before) & (CALL_WORDS | VIDEO_WORDS))
        return by_phone or company or token.head.lemma_ in {"hold", "have", "make"}
    return company or row.word != "session"


def _determined(token: Any) -> bool:
    return any(c.dep_ in {"det", "poss"} and c.lower_ in RECALLING | POSSESSIVES for c in token.children)


def _verb(parsed: Parsed, cast: Cast, line: Line, token: Any, headline: bool) -> Mention | None:
    row = verb_row(token)
    if row is None or token.pos_ not in {"VERB", "AUX"} or token.dep_ in NO_VERB:
        return None
    doers = [] if row.brings else subject(cast, token)
    if headline and not row.brings:
        doers = doers or cast.parties(token.doc[token.sent.start : token.i])
        infinitive = token.i and token.doc[token.i - 1].lower_ == "to"
        doers = merged([cast.parties(names_before(token.doc[token.i - 1] if infinitive else token)), doers])
    others = counterparts(cast, token, row)
    parties = merged([doers, others])
    present = presence(row, token, doers, others)
    company = not others and row.plural and keeps_company(token, row, doers)
    if not (present or company) and not meets(row, token, doers, others, parties, headline=headline):
        return None
    reading = read_status(token, verbal=True, headline=headline)
    return Mention(
        line=line,
        token=token,
        clause=reading.clause,
        span=parsed.span(token),
        kind=kind_of(row, token),
        format=format_of(row, token),
        verbal=True,
        needs=1 if company else 2,
        parties=tuple(parties),
        status=reading.status,
        scene=reading.scene,
        spoken=row.spoken,
        recalls=False,
        fresh=frozenset(c.lower_ for c in token.children if c.dep_ == "advmod" and c.lower_ in FRESH),
        rank=_rank(next((c for c in token.children if c.dep_ == "nsubj"), token), token),
        presence=present,
    )


def _awaited(parsed: Parsed, cast: Cast, line: Line, token: Any) -> Mention | None:
    """A visit that nobody names: "is due in Beijing on Tuesday", "was expected in Ankara"."""
    lemma = token.lemma_
    if lemma not in {"be", "expect"} or token.pos_ not in {"VERB", "AUX"}:
        return None
    kids = list(token.children)
    due = next((c for c in kids if c.dep_ == "acomp" and c.lower_ == "due"), None)
    guest = next((c for c in kids if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if guest is None or (due is None if lemma == "be" else guest.dep_ != "nsubjpass"):
        return None
    preps = [c for t in (token, due) if t is not None for c in t.children if c.dep_ == "prep"]
    goals = [n for c in preps if c.lower_ in {"in", "at"} for n in c.children if n.dep_ == "pobj"]
    city = next((name for n in goals if (name := city_of(n))), None)
    goes = guest.lemma_.lower() in travellers()
    guests = [p for p in cast.parties(list(guest.subtree)) if p.person or goes]
    hosts = [p for n in goals for p in cast.parties([n], places=True) if not p.person]
    if city is None or not guests or not hosts or hosts[0].side in {g.side for g in guests}:
        return None
    denies = any(c.dep_ == "neg" for c in kids)
    return Mention(
        line=line,
        token=token,
        clause=token,
        span=parsed.span(token),
        kind=MeetingKind.VISIT,
        format=Format.IN_PERSON,
        verbal=True,
        needs=2,
        parties=tuple(merged([guests, hosts])),
        status=Status.REFUSED if denies else Status.PLANNED,
        city=city,
    )


def _denial(parsed: Parsed, line: Line, token: Any) -> Mention | None:
    """Words that deny without naming: "nothing has been agreed", "it was called off"."""
    status = denied(token) if token.pos_ in {"VERB", "AUX"} else struck(token)
    if status is None:
        return None
    subjects = (c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"})
    return Mention(
        line=line,
        token=token,
        clause=token,
        span=parsed.span(token),
        kind=MeetingKind.MEETING,
        format=Format.UNKNOWN,
        verbal=True,
        needs=2,
        parties=(),
        status=status,
        recalls=True,
        elliptical=True,
        city=next((name for c in subjects if (name := city_of(c))), None),
    )
