"""How something was said: what act the cue reports, in what medium, and how far the report vouches."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Line, Parsed
from dateline.model.findings import Act, Medium, Statement
from dateline.model.text import Span

__all__ = ["act_of", "hedges_of", "medium_of", "quoted_in"]

QUOTED = re.compile(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|\"[^\"]*(?:\"|$)")
NEVER = "(?!)"
LEAD = r"(?<![\w-])(?:in|at|during|via|through|by|over|from|on)\s+(?:[\w’'-]+\s+){0,4}?"
"""What leads to the form in which something was said ("in a joint statement")."""
SELF_TOLD = frozenset({"on", "at", "by", "in", "during", "over", "told", "speaking", "talking", "spoke"})
"""First words of phrases that need no such lead ("by phone", "told reporters")."""
BESIDE = 3
"""Code points between a hedge and the cue that it stands beside ("reportedly said")."""


def act_of(parsed: Parsed, statement: Statement) -> Act:
    """Speech, unless the word that carries the cue names a state of mind.

    That is the first word of the cue that the lexicon knows: "is ready" is an intention, "expressed hope" is
    speech, and so is a cue of which no word is known.
    """
    for span in statement.cue:
        for token in parsed.tokens(span):
            low = token.lower_
            forms = (token.lemma_.lower(), low, low.removesuffix("s"))  # the small model's "hopes" is a "hop"
            act = next((_acts()[form] for form in forms if form in _acts()), None)
            if act is not None and token.pos_ not in ("ADP", "PRON"):
                return act
    return Act.SPEECH


@functools.cache
def _acts() -> Mapping[str, Act]:
    table = lexicon("acts")
    inner = {word: act for act in Act for word in table.get(act.value, {}).get("words", ())}
    return inner | dict.fromkeys(table["uttering"]["words"], Act.SPEECH)


def medium_of(parsed: Parsed, statement: Statement, around: Sequence[Span]) -> Medium | None:
    """The form in which the words were uttered, by the cue, the source and what stands beside them.

    ``around`` are the ranges of its sentence outside what is said
    (:func:`~dateline.analysis.chains.surroundings.words_around`). None where nothing tells.
    """
    verbs = {t.lemma_.lower() for span in statement.cue for t in parsed.tokens(span) if t.pos_ == "VERB"}
    own = " — ".join(parsed.text[slice(*s)] for s in (*statement.cue, *statement.source))
    beside = " — ".join(parsed.text[slice(*s)] for s in around)
    for form in _forms():
        if verbs & form.verbs or form.words.search(own) or form.beside.search(beside):
            return form.medium
    return None


@dataclass(frozen=True, slots=True)
class _Form:
    medium: Medium
    verbs: frozenset[str]
    words: re.Pattern[str]
    beside: re.Pattern[str]


@functools.cache
def _forms() -> Sequence[_Form]:
    return tuple(_form(row) for row in lexicon("media")["medium"])


def _form(row: Mapping[str, Any]) -> _Form:
    words = [w for w in row["words"] if w.split()[0] not in SELF_TOLD]
    led = "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or NEVER
    alone = _any(w for w in row["words"] if w.split()[0] in SELF_TOLD).pattern
    beside = re.compile(rf"{LEAD}(?:{led})(?!\w)|{alone}", re.IGNORECASE)
    return _Form(Medium(row["medium"]), frozenset(row.get("verbs", ())), _any(row["words"]), beside)


def hedges_of(parsed: Parsed, statement: Statement) -> tuple[Span, ...]:
    """Where the report itself keeps its distance, in text order; never inside quotation marks."""
    found: set[Span] = set()
    for span in (*statement.source, *statement.cue, *statement.content):
        near = Span(
            max(0, span.start - _longest() - BESIDE), min(len(parsed.text), span.end + _longest() + BESIDE)
        )
        found |= {h for h in _adverbs_in(parsed.text, near) if _touches(h, span)}
        heard = parsed.once(_hearsay)
        found |= {h for verb, h in heard if verb.overlaps(near) and _touches(h, span)}
    quoted = [q for line in parsed.lines if line.span.overlaps(statement.whole) for q in quoted_in(line)]
    return tuple(sorted(h for h in found if not any(q.overlaps(h) for q in quoted)))


def _adverbs_in(text: str, span: Span) -> Iterator[Span]:
    return (Span(m.start(), m.end()) for m in _adverbs().finditer(text, span.start, span.end))


def _touches(hedge: Span, span: Span) -> bool:
    return hedge.start <= span.end + BESIDE and span.start <= hedge.end + BESIDE


def _hearsay(parsed: Parsed) -> tuple[tuple[Span, Span], ...]:
    """The verb and the whole of each passive of saying with an infinitive behind it, without an agent.

    As in "is said to have left".
    """
    words = lexicon("hedges")["hearsay"]["words"]
    found = []
    for line in parsed.lines:
        for token in line.tokens:
            if token.tag_ == "VBN" and token.lemma_.lower() in words and _raised(token):
                passive = next((c for c in token.lefts if c.dep_ == "auxpass"), token)
                verb = parsed.span(token)
                found.append((verb, Span(parsed.span(passive).start, verb.end)))
    return tuple(found)


def _raised(verb: Any) -> bool:
    children = {c.dep_ for c in verb.children}
    infinitive = any(
        c.dep_ in ("xcomp", "ccomp") and any(g.tag_ == "TO" for g in c.children) for c in verb.rights
    )
    return "auxpass" in children and "agent" not in children and infinitive


def quoted_in(line: Line) -> list[Span]:
    """The ranges of a line inside double quotation marks; one that does not close runs to its end."""
    return [Span(line.start + m.start(), line.start + m.end()) for m in QUOTED.finditer(line.doc.text)]


@functools.cache
def _adverbs() -> re.Pattern[str]:
    return _any(lexicon("hedges")["adverbs"]["words"])


@functools.cache
def _longest() -> int:
    return max(map(len, lexicon("hedges")["adverbs"]["words"]))


def _any(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    choice = "|".join(map(re.escape, longest_first)) or NEVER
    return re.compile(rf"(?<![\w-])(?:{choice})(?!\w)", re.IGNORECASE)
