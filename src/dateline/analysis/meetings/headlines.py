"""Headlines, read word by word: their grammar is not that of sentences, and the parser often fails at it.

"Trump-Kim summit back on", "Rubio scraps Lula meeting": the words next to the encounter, in the part of
the headline between colons and dashes, say what becomes of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dateline.analysis.meetings.words import Cue, cue_of, nouns, phrase_in
from dateline.model.findings import Status

__all__ = ["looks_like_a_noun", "names_before", "part_of", "read_headline"]

BOUNDS = frozenset({":", ";", "–", "—", "|", "…", "?", "!", "."})
JOINING = frozenset({",", "and", "&", "-", "–", "/", "with"})
DENYING = frozenset({"no", "not", "never", "n't", "n’t", "without", "neither"})
MERGED = frozenset({"meeting", "visit", "call", "trip", "summit", "talks"})
"""Words that the parser takes for verbs after a bare name: "scraps Lula meeting"."""
EFFECTS = {"plain": Status.HELD, "end": Status.HELD, "start": Status.ONGOING}


def looks_like_a_noun(token: Any) -> bool:
    """Whether a word tagged as a verb names an encounter: after a name, or after an article or owner."""
    if token.lower_ not in MERGED or token.pos_ not in {"VERB", "AUX", "ADJ"} or not token.i:
        return False
    before = token.doc[token.i - 1]
    named = before.text[:1].isupper() and before.lower_ not in {"trump", "to"}
    return (token.lower_ == "meeting" and named) or before.tag_ in {"POS", "DT", "PRP$"}


def part_of(token: Any) -> tuple[int, int]:
    """The part of the headline around ``token``: token numbers, half-open."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start and doc[start - 1].text not in BOUNDS:
        start -= 1
    while end < len(doc) and doc[end].text not in BOUNDS:
        end += 1
    return start, end


def names_before(token: Any) -> list[Any]:
    """The names that stand in a row up to ``token``: "Merz, Tusk", "Iran, US"."""
    start, _ = part_of(token)
    at = token.i
    while at > start and (_is_name(token.doc[at - 1]) or token.doc[at - 1].lower_ in JOINING):
        at -= 1
    return list(token.doc[at : token.i])


def _is_name(word: Any) -> bool:
    return word.pos_ in {"PROPN", "ADJ"} or word.text[:1].isupper() or word.tag_ == "POS"


def read_headline(noun: Any) -> Status | None:
    """The status that the words beside an encounter give it, those after it first."""
    start, end = part_of(noun)
    doc = noun.doc
    after = _after(doc[noun.i + 1 : end])
    if after is not None:
        return after
    return _before(doc[start : noun.i], doc[start : noun.i + 1])


def _after(words: Any) -> Status | None:
    tokens = [t for t in words if t.lower_ not in {"is", "are", "was", "were", "be"}]
    if tokens and tokens[0].lower_ == "to" and len(tokens) > 1:
        inner = _cue(tokens[1])
        return Status.PLANNED if inner is None or inner.status is None else inner.status
    phrase = phrase_in([t.lower_ for t in tokens])
    if phrase is not None:
        return phrase.status or Status.ONGOING
    told = next(((c, t) for t in _predicate(tokens) if (c := _cue(t)) is not None), None)
    if told is None:
        return None
    cue, word = told
    return _told(cue, denied=any(t.lower_ in DENYING for t in tokens if t.i < word.i))


def _predicate(tokens: list[Any]) -> list[Any]:
    """The word right after an encounter, and the first verb before the next comma."""
    comma = next((k for k, t in enumerate(tokens) if t.text == ","), len(tokens))
    return tokens[:1] + [t for t in tokens[1:comma] if t.tag_ in {"VBD", "VBZ", "VBP", "VBN"}][:1]


def _before(words: Any, phrase: Any) -> Status | None:
    denied = any(t.lower_ in DENYING for t in words[-3:])
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        if word.lower_ in {"ahead", "before"}:
            return Status.PLANNED
        if word.lower_ in {"after", "following", "during"} or _where(word, phrase[-1]):
            return Status.HELD
        cue = _cue(word)
        if cue is None or word.i == phrase[-1].i:
            continue
        denied = denied or any(t.lower_ in DENYING for t in words[max(0, place - 2) : place])
        infinitive = bool(place) and words[place - 1].lower_ == "to"
        if cue.status is None and infinitive and not denied:
            return Status.PLANNED
        return _told(cue, denied=denied)
    return Status.REFUSED if denied else None


def _where(word: Any, noun: Any) -> bool:
    """Whether the encounter is where something is done: "discuss trade in Oslo talks"."""
    return word.lower_ in {"in", "at"} and noun.i - word.i <= 3


def _cue(word: Any) -> Cue | None:
    if word.lemma_.lower() in nouns():
        return None
    return next((c for c in _readings(word) if c is not None), None)


def _readings(word: Any) -> Iterable[Cue | None]:
    to = word.i + 1 < len(word.doc) and word.nbor(1).lower_ in {"to", "for"}
    parts = ("adj", "verb", "modifier", "noun") if to else ("verb", "modifier", "adj", "noun")
    return (cue_of(word, part) for part in parts)


def _told(cue: Cue, *, denied: bool) -> Status | None:
    if denied:
        return cue.negated
    return cue.status or EFFECTS.get(cue.effect)
