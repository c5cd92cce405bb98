"""Where a report mentions an encounter, and who, where and when each mention says.

Nouns and verbs come from ``lexicon/meeting_nouns.toml`` and ``lexicon/meeting_verbs.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.analysis.doers import doers_of
from dateline.analysis.meeting_status import denied, read_status
from dateline.analysis.meeting_words import MeetingNoun, MeetingVerb, cue_of, nouns, verbs
from dateline.analysis.parse import Line, Parsed
from dateline.analysis.participants import Cast, Party, merged
from dateline.model.findings import Format, MeetingKind, Status
from dateline.model.text import SegmentKind, Span

__all__ = ["Mention", "find_mentions"]

WITH = frozenset({"with", "between", "of", "by", "among", "from"})
CALL_WORDS = frozenset({"phone", "telephone"})
VIDEO_WORDS = frozenset({"video", "videoconference", "virtual", "online", "virtually"})
ELSEWHERE = frozenset({"in", "at", "on", "about", "over", "for", "during", "after", "before", "amid"})
NO_VERB = frozenset({"amod", "compound", "aux", "auxpass"})
GUESTS = frozenset({"receive", "host", "welcome"})
CLAUSE_WORDS = frozenset({"who", "which", "that", "where", "when", "whose", "if", "because", "as", "while"})
RECALLING = frozenset({"the", "this", "that", "these", "those", "its", "such", "both"})
POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our"})
NARRATES = frozenset(
    {"confirm", "announce", "discuss", "say", "expect", "await", "question", "raise", "see", "anticipate"}
)
NO_MEETING = frozenset(
    {"press", "news", "cabinet", "security", "wrestling", "party", "board", "school", "road"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: ``token`` is its noun or verb, ``clause`` the verb of the clause that carries the claim.

    ``recalls`` says that the words may point back ("the summit") rather than name a new encounter.
    ``scene`` says that something else is told that happened there ("said during the talks").
    ``fresh`` holds words that keep it apart from others ("new", "second", "previous").
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
    scene: bool
    spoken: bool | None
    recalls: bool
    fresh: frozenset[str]
    elliptical: bool = False


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
    row = nouns().get(token.lemma_.lower())
    if row is None or token.pos_ not in {"NOUN", "PROPN"} or not _is_encounter(token, row):
        return None
    reading = read_status(token, verbal=False, headline=headline)
    named = merged([_before(cast, token), _after(cast, token)])
    holders = _holders(cast, token)
    parties = merged([named, holders]) if len(named) < 2 else named
    if row.kind is MeetingKind.VISIT:
        parties = _visit_parties(cast, token, parties)
    words = {t.lower_ for t in _left(token)}
    return Mention(
        line=line,
        token=token,
        clause=reading.clause,
        span=parsed.span(token),
        kind=row.kind,
        format=_format(token, row.format),
        verbal=False,
        needs=row.needs,
        parties=tuple(parties),
        status=reading.status,
        scene=reading.scene,
        spoken=row.spoken,
        recalls=row.recalls and _recalls(token, named, words),
        fresh=frozenset(words & FRESH),
    )


def _recalls(token: Any, named: Sequence[Party], words: set[str]) -> bool:
    """Whether the words may point back: "the summit", "his trip", "Trump's visit"."""
    if len(named) > 1:
        return False
    held = any(c.dep_ == "poss" for c in token.children)
    return held or (not named and (bool(words & RECALLING) or _determined(token)))


def _is_encounter(token: Any, row: MeetingNoun) -> bool:
    if row.plural and token.tag_ not in {"NNS", "NNPS"}:
        return False
    before = [t.lower_ for t in _left(token)]
    if set(before[-2:]) & NO_MEETING or (token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "room"):
        return False
    if token.dep_ == "compound" and token.head.lemma_.lower() in nouns():
        return False
    if row.word == "call":
        return (
            bool(set(before) & (CALL_WORDS | VIDEO_WORDS))
            or any(c.dep_ == "prep" and c.lower_ in {"with", "between"} for c in token.children)
            or token.head.lemma_ in {"hold", "have", "make"}
        )
    return True


def _left(token: Any) -> list[Any]:
    """The words of the noun phrase before its noun."""
    start = token.i
    floor = token.sent.start
    while start > floor and _is_modifier(token.doc[start - 1], token):
        start -= 1
    return list(token.doc[start : token.i])


def _is_modifier(word: Any, noun: Any) -> bool:
    if word.pos_ in {"ADJ", "NOUN", "PROPN", "NUM", "DET", "PRON"} or word.dep_ in {"poss", "case", "amod"}:
        return word.dep_ not in {"pobj", "dobj", "nsubj"} or word.head.i >= noun.i or noun.dep_ == "compound"
    return word.text in {"-", "–", "—", "/", "'s", "’s"} or (
        word.lower_ == "and" and word.head.i > word.i - 3
    )


def _determined(token: Any) -> bool:
    return any(c.dep_ in {"det", "poss"} and c.lower_ in RECALLING | POSSESSIVES for c in token.children)


def _before(cast: Cast, token: Any) -> list[Party]:
    """Those before the noun: "the Trump-Xi summit", "Macron's visit"; a lone capital is a place."""
    return cast.parties(_left(token))


def _after(cast: Cast, token: Any) -> list[Party]:
    """Those after it: "between A and B", "with C", also where the parser hangs them on the verb."""
    found: list[list[Party]] = []
    preps = [c for c in token.children if c.dep_ in {"prep", "agent"} and c.i > token.i]
    if token.dep_ in {"dobj", "pobj"}:
        preps += [c for c in _host(token).children if c.dep_ == "prep" and c.i > token.i]
    for prep in preps:
        for below in [prep, *(c for c in prep.children if c.dep_ == "prep")]:
            found += [_after(cast, n) for n in below.children if n.lemma_.lower() in nouns()]
            if below.lower_ in WITH:
                found.append(cast.parties(_phrase(below)))
    if not found and token.i + 1 < len(token.doc) and token.nbor(1).lower_ in {"with", "between"}:
        found.append(cast.parties(_phrase(token.nbor(1))))
    return merged(found)


def _host(token: Any) -> Any:
    return token.head.head if token.dep_ == "pobj" else token.head


def _phrase(prep: Any) -> list[Any]:
    """The words under a preposition, as far as the next clause."""
    words: list[Any] = []
    for word in prep.doc[prep.i + 1 : min(prep.right_edge.i + 1, prep.i + 40)]:
        verb = word.pos_ in {"VERB", "AUX"} and word.dep_ not in {"amod", "compound"}
        away = word.lower_ in ELSEWHERE and word.i > prep.i + 1
        if (
            verb
            or away
            or word.lower_ in CLAUSE_WORDS
            or word.lemma_ in nouns()
            or word.text in {".", ";", ":"}
        ):
            break
        words.append(word)
    return words


def _holders(cast: Cast, token: Any) -> list[Party]:
    """Who has, holds, cancels or attends it, when the noun phrase itself does not say."""
    owners = [
        c for n in (token.head, token.head.head) if n.pos_ == "NOUN" for c in n.children if c.dep_ == "poss"
    ]
    if owners and token.dep_ == "pobj":
        return merged(cast.parties(_nominal(o)) for o in owners)
    verb = _governor(token)
    if verb is None or (token.dep_ != "pobj" and not _holds(verb)):
        return []
    if token.dep_ == "pobj" and not any(c.lower_ in {"with", "to"} for c in token.children):
        return _subject(cast, verb) if _holds(verb) else []
    return _subject(cast, verb)


def _holds(verb: Any) -> bool:
    """Whether the doer of ``verb`` takes part: he holds or plans it, and does not only tell of it."""
    return cue_of(verb) is not None and verb.lemma_.lower() not in NARRATES


def _governor(token: Any) -> Any | None:
    head, dep = token.head, token.dep_
    while dep in {"pobj", "prep", "conj", "dobj", "attr", "pcomp", "advmod"} and head.pos_ in {
        "ADP",
        "ADV",
        "NOUN",
        "SCONJ",
    }:
        if head.head == head:
            return None
        head, dep = head.head, head.dep_
    if head.pos_ in {"VERB", "AUX"} and dep not in {"nsubj", "nsubjpass"}:
        return head
    return None


def _subject(cast: Cast, verb: Any) -> list[Party]:
    """The doer of ``verb`` with those joined to it, and for "invite X to" the one invited."""
    return merged(_named(cast, doer) for doer in doers_of(verb))


def _named(cast: Cast, noun: Any) -> list[Party]:
    """Who a noun phrase names; an apposition counts only when the rest names nobody."""
    words = _nominal(noun)
    beside = {t.i for c in noun.children if c.dep_ == "appos" for t in c.subtree}
    first = next((k for k, w in enumerate(words) if w.i in beside), len(words))
    return cast.parties(words[:first]) or cast.parties(words)


def _nominal(noun: Any) -> list[Any]:
    """The words of a noun phrase without the clauses inside it."""
    words: list[Any] = []
    for word in noun.doc[noun.left_edge.i : noun.right_edge.i + 1]:
        if word.i > noun.i and (word.lower_ in CLAUSE_WORDS or word.pos_ == "VERB"):
            break
        words.append(word)
    return words


def _visit_parties(cast: Cast, token: Any, parties: list[Party]) -> list[Party]:
    """A visit has a visitor and, where it goes, a host."""
    goals = _goals(token, ("to", "in"))
    hosts = [p for prep in goals for p in cast.parties(_phrase(prep), places=True)]
    return merged([parties, hosts])


def _goals(token: Any, words: Sequence[str]) -> list[Any]:
    return [c for c in token.children if c.dep_ == "prep" and c.lower_ in words]


def _format(token: Any, usual: Format) -> Format:
    words = {t.lower_ for t in token.subtree if abs(t.i - token.i) < 8}
    words |= {t.lower_ for t in token.head.children if abs(t.i - token.i) < 8}
    if words & VIDEO_WORDS:
        return Format.VIDEO
    return Format.CALL if words & CALL_WORDS else usual


def _verb(parsed: Parsed, cast: Cast, line: Line, token: Any, headline: bool) -> Mention | None:
    row = verbs().get(token.lemma_.lower())
    if row is None or token.pos_ not in {"VERB", "AUX"} or token.dep_ in NO_VERB:
        return None
    if row.particle and not any(
        c.dep_ in {"prt", "advmod"} and c.lower_ == row.particle for c in token.children
    ):
        return None
    doers = _subject(cast, token)
    if not doers and headline:
        doers = cast.parties(token.doc[token.sent.start : token.i])
    others = _counterparts(cast, token, row)
    parties = merged([doers, others])
    if not _meets(row, token, doers, others, parties):
        return None
    reading = read_status(token, verbal=True, headline=headline)
    return Mention(
        line=line,
        token=token,
        clause=reading.clause,
        span=parsed.span(token),
        kind=row.kind,
        format=_format(token, row.format),
        verbal=True,
        needs=2,
        parties=tuple(parties),
        status=reading.status,
        scene=reading.scene,
        spoken=row.spoken,
        recalls=False,
        fresh=frozenset(c.lower_ for c in token.children if c.dep_ == "advmod" and c.lower_ in FRESH),
    )


def _denial(parsed: Parsed, line: Line, token: Any) -> Mention | None:
    """Words that deny without naming: "nothing has been agreed", "it was called off"."""
    status = denied(token) if token.pos_ == "VERB" else None
    if status is None:
        return None
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
        scene=False,
        spoken=None,
        recalls=True,
        fresh=frozenset(),
        elliptical=True,
    )


def _counterparts(cast: Cast, token: Any, row: MeetingVerb) -> list[Party]:
    groups: list[list[Party]] = []
    for child in token.children:
        if child.dep_ == "nsubjpass" and row.lemma in GUESTS:
            groups.append(cast.parties(_nominal(child)))
        elif child.i < token.i:
            continue
        elif child.dep_ == "dobj" and "object" in (*row.counterpart, *row.place):
            groups.append(cast.parties(_nominal(child), places=True))
        elif child.dep_ == "prep" and child.lower_ in row.counterpart:
            groups.append(cast.parties(_phrase(child)))
        elif child.dep_ == "prep" and child.lower_ in row.place:
            groups.append([p for p in cast.parties(_phrase(child), places=True) if not p.person])
    return merged(groups)


def _meets(
    row: MeetingVerb, token: Any, doers: list[Party], others: list[Party], parties: list[Party]
) -> bool:
    complements = {c.dep_ for c in token.children}
    if not doers or (row.lemma not in GUESTS and "auxpass" in complements):
        return False
    if row.lemma in {"call", *GUESTS} and not _calls(token, others, row):
        return False
    if row.lemma == "be" and (not any(p.person for p in doers) or complements & {"acomp", "attr"}):
        return False
    if row.kind is MeetingKind.VISIT:
        return (
            any(p.person or p.side for p in doers)
            and any(o.side not in {d.side for d in doers} for o in others)
            and len(parties) > 1
        )
    if others:
        return len(parties) > 1
    return row.plural and len(doers) > 1


def _calls(token: Any, others: list[Party], row: MeetingVerb) -> bool:
    """Whether "call" rings somebody up, and "receive" a guest: a person as object and no complement."""
    if not any(o.person for o in others):
        return False
    return row.lemma != "call" or not any(
        c.dep_ in {"oprd", "attr", "acomp", "ccomp", "xcomp", "prt"}
        or (c.dep_ == "prep" and c.lower_ in {"for", "on", "upon"})
        for c in token.children
    )
