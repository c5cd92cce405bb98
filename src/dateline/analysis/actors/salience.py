"""Who is in mind at a point of the report: the actors mentioned before it, weighed.

Weights and halving per sentence after Lappin & Leass, "An Algorithm for Pronominal Anaphora
Resolution", Computational Linguistics 20(4), 1994: recency 100, subject 80, direct object 50, other
roles 40; every sentence back halves them. Parallel role 35. Our own: subject of the main clause 20 more, and
30 where one who speaks may be the one who spoke before.
"""

from __future__ import annotations

import bisect
import functools
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from dateline.analysis.lexicons import lexicon
from dateline.model.actors import Actor
from dateline.model.text import Span

__all__ = ["Salience", "Seen", "persons", "seen_at"]

RECENCY, SUBJECT, OBJECT, OTHER, PARALLEL, MAIN, SPEAKER = 100.0, 80.0, 50.0, 40.0, 35.0, 20.0, 30.0
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
REACH = 4
"""Sentences back; further, a pronoun is left alone."""
FARTHEST = 400
"""Mentions back; further, a description is left alone."""
MARGIN = 1.08
"""How far the best must lie before the second best."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention with its sentence's number in the report, its grammatical role and its verb."""

    span: Span
    actor: int
    sentence: int
    line: int
    dep: str
    verb: int
    quoted: bool
    plural: bool
    main: bool = False
    """Whether its verb is the main verb of the sentence."""
    says: bool = False
    """Whether it is the subject of a verb of saying."""
    joint: bool = False
    """Whether others stand beside it in one list ("Doe and Tamsaar")."""


class Salience:
    """The mentions seen so far, in text order."""

    def __init__(self) -> None:
        """Nobody yet."""
        self._seen: list[Seen] = []
        self._starts: list[int] = []

    def see(self, seen: Seen) -> None:
        """Remember a mention."""
        at = bisect.bisect_left(self._starts, seen.span.start)
        self._starts.insert(at, seen.span.start)
        self._seen.insert(at, seen)

    def before(self, offset: int) -> Iterator[Seen]:
        """The mentions that end at or before ``offset``, the last one first."""
        at = bisect.bisect_left(self._starts, offset)
        for place in range(at - 1, -1, -1):
            seen = self._seen[place]
            if seen.span.end <= offset:
                yield seen

    def last(self, offset: int, fit: Callable[[Seen], bool]) -> Seen | None:
        """The nearest mention before ``offset`` that fits."""
        near = itertools.islice(self.before(offset), FARTHEST)
        return next((seen for seen in near if fit(seen)), None)

    def best(self, here: Seen, fit: Callable[[Seen], bool]) -> int | None:
        """The actor (by place) most in mind for the pronoun ``here``; None when nobody or two are."""
        weights: dict[int, float] = {}
        for seen in self.before(here.span.start):
            back = here.sentence - seen.sentence
            if back > REACH or here.line - seen.line > 1:
                break
            if not fit(seen) or (back == 0 and (_bound(seen, here) or _speaks_of_another(seen, here))):
                continue
            weights[seen.actor] = max(weights.get(seen.actor, 0.0), _weight(seen, here, back))
        ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] < MARGIN * ranked[1][1]):
            return None
        return ranked[0][0]

    def joint(self, here: Seen) -> tuple[int, ...]:
        """The actors (by place) that were one subject together last, this sentence or the one before."""
        together: dict[int, None] = {}
        found: Seen | None = None
        for seen in self.before(here.span.start):
            if here.sentence - seen.sentence > 1 or here.line - seen.line > 1:
                break
            if not seen.joint or seen.dep not in SUBJECTS:
                continue
            found = found or seen
            if (seen.verb, seen.sentence) == (found.verb, found.sentence):
                together.setdefault(seen.actor)
        return tuple(sorted(together)) if len(together) > 1 else ()


def _weight(seen: Seen, here: Seen, back: int) -> float:
    role = SUBJECT if seen.dep in SUBJECTS else OBJECT if seen.dep == "dobj" else OTHER
    parallel = PARALLEL if (seen.dep in SUBJECTS) == (here.dep in SUBJECTS) else 0.0
    main = MAIN if seen.main and seen.dep in SUBJECTS else 0.0
    speaker = SPEAKER if seen.says and here.says else 0.0
    weight = (RECENCY + role + parallel + main + speaker) / float(2**back)
    return weight / 2 if seen.quoted and not here.quoted else weight


def _bound(seen: Seen, here: Seen) -> bool:
    """Two arguments of one verb are two parties ("Doe met him"); a possessive may look back."""
    return seen.verb == here.verb and here.dep != "poss" and seen.dep != "poss"


def _speaks_of_another(seen: Seen, here: Seen) -> bool:
    """Inside quotation marks one is "I": "he" there is not the one who says it in the same sentence."""
    return here.quoted and not seen.quoted and seen.says


def seen_at(token: Any, span: Span, actor: int, sentence: int, line: int, *, quoted: bool) -> Seen:
    """What a mention headed by ``token`` weighs with; a conjunct has the role of the first one."""
    head = token
    while head.dep_ in ("conj", "appos", "compound", "nmod") and head.head.i != head.i:
        head = head.head
    plural = token.tag_ in ("NNS", "NNPS") or token.lower_ in ("they", "them", "their")
    base = token.doc.user_data.get("start", 0)
    main = head.head.dep_ == "ROOT"
    joint = bool(token.conjuncts)
    says = head.dep_ in SUBJECTS and head.head.lemma_.lower() in _saying()
    verb = base + head.head.idx
    return Seen(span, actor, sentence, line, head.dep_, verb, quoted, plural, main, says, joint)


@functools.cache
def _saying() -> frozenset[str]:
    return frozenset(lexicon("unnamed")["saying"])


def persons(actor: Actor) -> bool:
    """Whether the actor is one human being, as far as the report tells."""
    return actor.kind.value in ("person", "unnamed")
