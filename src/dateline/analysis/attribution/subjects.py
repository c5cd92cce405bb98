"""Who a cue's own grammar names, where an attributor has left the source empty.

``After saying the harbour was closed, the minister left``: a participle, an infinitive and the second of
two verbs have their subject elsewhere, and a long name before its verb is sometimes missed. An honest empty
source stays where the clause has no subject, or one that only fills its place ("it was said").
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.roles import source_of, subject_of
from dateline.analysis.attribution.stretches import tidy
from dateline.analysis.parse import Parsed
from dateline.model.text import Span

__all__ = ["with_subject"]

PASSIVE: Final = frozenset({"nsubjpass", "csubjpass", "auxpass"})
EMPTY: Final = frozenset({"it", "there", "this", "what", "which", "whatever"})
"""Subjects that stand for the content, or for nothing."""
RELATIVE: Final = frozenset({"that", "which", "who"})


def with_subject(parsed: Parsed, attribution: Attribution) -> Attribution:
    """The attribution with the subject of its cue as the source, if it has none and the parse shows one."""
    if attribution.source or not attribution.cue:
        return attribution
    verb = _verb(parsed, attribution)
    subject = None if verb is None else _speaking(verb)
    if subject is None or subject.lower_ in EMPTY:
        return attribution
    source = _phrase(parsed, subject, verb)
    if any(part.overlaps(source) for part in (*attribution.content, *attribution.cue)):
        return attribution
    return replace(attribution, source=(source,))


def _verb(parsed: Parsed, attribution: Attribution) -> Any | None:
    """The last verb of the cue, if it is no passive: what is said is the subject of that."""
    verbs = [t for span in attribution.cue for t in parsed.tokens(span) if t.pos_ == "VERB"]
    if not verbs or any(c.dep_ in PASSIVE for c in verbs[-1].children):
        return None
    return verbs[-1]


def _speaking(verb: Any) -> Any | None:
    """The subject, or what a relative clause is said of."""
    subject = subject_of(verb)
    if subject is not None and subject.lower_ in RELATIVE and subject.head.dep_ == "relcl":
        return subject.head.head
    if subject is not None and subject.dep_ in PASSIVE and subject.head == verb:
        return None  # "after saying so, he was released": he is no subject of being said
    return subject


def _phrase(parsed: Parsed, subject: Any, verb: Any) -> Span:
    """The phrase of the subject, up to the clause in which the cue itself describes it."""
    start, end = source_of(subject)
    for child in subject.children:
        if child.i > subject.i and (child == verb or child.is_ancestor(verb)):
            end = min(end, child.left_edge.i)
    first, stop = tidy(subject.doc, start, end) or (subject.i, subject.i + 1)
    return Span(parsed.span(subject.doc[first]).start, parsed.span(subject.doc[stop - 1]).end)
