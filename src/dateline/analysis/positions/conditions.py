"""The condition of a position, as its own range: "only after ...", "unless ...", "as long as ...".

Markers come from ``lexicon/conditions.toml``. "Without preconditions" is no condition.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from dateline.analysis.clauses import is_negated
from dateline.analysis.lexicons import lexicon

__all__ = ["Condition", "find"]

CLAUSE_END = frozenset({".", ";", ":", "?", "!", "\u201d", "\u2014", "\u2013"})

NO = frozenset({"no", "never", "nobody", "none", "neither"})
REFUSALS = frozenset({"refuse", "reject", "decline"})
CIRCUMSTANCES = frozenset({"condition", "circumstance"})


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition inside one sentence: tokens ``[start, end)`` of its Doc, and the verb it hangs on."""

    start: int
    end: int
    strong: bool
    governor: Any

    def tokens(self, doc: Any) -> Any:
        """The condition as a spaCy span of ``doc``."""
        return doc[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Marker:
    words: tuple[str, ...]
    strong: bool
    under_negation: bool


@functools.cache
def _markers() -> dict[str, tuple[_Marker, ...]]:
    by_first: dict[str, list[_Marker]] = {}
    for row in lexicon("conditions")["rows"]:
        words = tuple(row["marker"].split())
        marker = _Marker(words, row.get("strong", False), row.get("needs") == "negation")
        by_first.setdefault(words[0], []).append(marker)
    return {k: tuple(sorted(v, key=lambda m: -len(m.words))) for k, v in by_first.items()}


def find(sentence: Any) -> tuple[Condition, ...]:
    """Every condition in ``sentence`` (a ``spacy.tokens.Span``), in text order, none inside another."""
    found: list[Condition] = []
    for token in sentence:
        if found and token.i < found[-1].end:
            continue
        marker = _marker_at(token, sentence.end)
        if marker is not None:
            condition = _condition(token, marker, sentence)
            if condition is not None:
                found.append(condition)
    return tuple(found)


def _marker_at(token: Any, end: int) -> _Marker | None:
    for marker in _markers().get(token.lower_, ()):
        last = token.i + len(marker.words)
        if last <= end and all(token.doc[token.i + i].lower_ == w for i, w in enumerate(marker.words)):
            return marker
    return None


def _condition(token: Any, marker: _Marker, sentence: Any) -> Condition | None:
    last = token.doc[token.i + len(marker.words) - 1]
    head = _clause_head(token, last)
    governor = head.head if head is not None else None
    if governor is not None and token.i <= governor.i <= last.i:
        governor = governor.head  # "as long as": the marker's own adverb is no governor
    if head is not None and (_is_whether(token, head) or _is_plain(marker, head)):
        return None
    if marker.under_negation and not _denied(sentence, token, governor):
        return None
    end = _end(last, head, sentence)
    return Condition(token.i, end, marker.strong, governor) if end > last.i + 1 or _is_whole(marker) else None


def _is_whole(marker: _Marker) -> bool:
    """A marker such as "under the right circumstances" needs nothing after it."""
    return marker.words[-1] in {"circumstances", "conditions"}


def _clause_head(first: Any, last: Any) -> Any | None:
    """The verb (or the preposition) whose subtree is the condition."""
    if last.dep_ in {"mark", "advmod"}:
        return last.head
    if last.dep_ in {"prep", "pcomp"} or last.pos_ == "ADP":
        return first if first.dep_ == "prep" and first.i < last.i else last
    clauses = (c for t in first.doc[first.i : last.i + 1] for c in t.children)
    return next((c for c in clauses if c.dep_ in {"advcl", "ccomp", "acl", "pcomp"}), None)


def _is_whether(token: Any, head: Any) -> bool:
    """No condition: "asked if", "as if", "even if"."""
    before = token.nbor(-1).lower_ if token.i else ""
    return token.lower_ == "if" and (head.dep_ == "ccomp" or before in {"as", "even"})


def _is_plain(marker: _Marker, head: Any) -> bool:
    """No condition: "when" without conditions or circumstances, "until" with a plain date."""
    if marker.words == ("when",):
        return not any(t.lemma_ in CIRCUMSTANCES for t in head.subtree)
    return (
        marker.words[0] in {"until", "till"}
        and head.pos_ == "ADP"
        and not any(
            c.dep_ in {"pcomp", "pobj"} and c.ent_type_ not in {"DATE", "TIME"} for c in head.children
        )
    )


def _denied(sentence: Any, token: Any, governor: Any | None) -> bool:
    """Whether anything before the marker is denied or refused."""
    if governor is not None and is_negated(governor):
        return True
    before = sentence.doc[sentence.start : token.i]
    return any(t.dep_ == "neg" or t.lower_ in NO or t.lemma_ in REFUSALS for t in before)


def _end(last: Any, head: Any | None, sentence: Any) -> int:
    """Where the condition stops: the end of its subtree, else the next strong punctuation."""
    stop: int = sentence.end
    quoted = sum(t.text == '"' for t in sentence.doc[sentence.start : last.i]) % 2 == 1
    for token in sentence.doc[last.i + 2 : sentence.end]:
        if token.text in CLAUSE_END or (quoted and token.text == '"'):
            stop = token.i
            break
    if head is not None:
        edge: int = head.right_edge.i + 1
        if last.i + 1 < edge < stop:
            stop = edge
    while (
        stop > last.i + 1
        and sentence.doc[stop - 1].is_punct
        and sentence.doc[stop - 1].text not in {")", '"', "\u201d"}
    ):
        stop -= 1
    return stop
