"""Which word in which construction attributes, and what kind of attribution it makes.

``lexicon/cues.toml`` holds the rows a person wrote (class, example); ``lexicon/cue_weights.toml`` counts how
often a word in a frame was a cue in the train part of PolNeAR (Newell, Margolin and Ruths, LREC 2018).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from dateline.analysis.attribution.frames import Frame, FrameKind
from dateline.analysis.lexicons import lexicon

__all__ = [
    "PLACES",
    "CueClass",
    "cue_class",
    "is_act",
    "is_cue",
    "is_slight",
    "quotes_words",
    "reacts",
    "takes_recipient",
]

PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})
"""Kinds of names (spaCy's, of OntoNotes) of a place or a people: who attacks one of those says nothing."""


class CueClass(StrEnum):
    """What kind of act or state a cue reports; a step that wants only words spoken asks for ``SPEECH``."""

    SPEECH = "speech"
    WRITING = "writing"
    REPORT = "report"
    QUESTION = "question"
    JUDGEMENT = "judgement"
    DEMAND = "demand"
    INTENTION = "intention"
    BELIEF = "belief"
    KNOWLEDGE = "knowledge"
    ATTITUDE = "attitude"
    PERCEPTION = "perception"
    SEEMING = "seeming"


CLAUSAL = frozenset(
    {FrameKind.CLAUSE, FrameKind.AROUND, FrameKind.ACCORDING, FrameKind.NOUN_CLAUSE, FrameKind.INFINITIVE}
)
UTTERED = frozenset({CueClass.SPEECH, CueClass.WRITING, CueClass.REPORT, CueClass.QUESTION})


@functools.cache
def _classes() -> Mapping[str, CueClass]:
    table = lexicon("cues")["class"]
    return {word: CueClass(name) for name, row in table.items() for word in row["words"]}


@functools.cache
def _flags(name: str) -> frozenset[str]:
    return frozenset(lexicon("cues")["flags"][name])


@functools.cache
def _weights() -> Mapping[str, Mapping[str, tuple[int, int]]]:
    table = lexicon("cue_weights")
    return {kind: {word: (row[0], row[1]) for word, row in rows.items()} for kind, rows in table.items()}


@functools.cache
def _limits() -> Mapping[str, tuple[float, float]]:
    table = lexicon("cues")["frames"]
    return {kind: (row["prior"], row["least"]) for kind, row in table.items()}


def chance(frame: Frame) -> float:
    """How likely the word is a cue in this frame: counts of train, smoothed towards the frame's prior."""
    prior, _ = _limits()[frame.kind.value]
    if cue_class(frame.lemma) is not None:
        prior *= 2
    hits, seen = _weights().get(frame.kind.value, {}).get(frame.lemma, (0, 0))
    return (hits + SMOOTHING * prior) / (seen + SMOOTHING)


SMOOTHING = 4.0


def is_cue(frame: Frame, *, that: bool = False) -> bool:
    """Whether the frame is likely enough to attribute; a classified word before ``that`` always does."""
    if that and frame.source and frame.kind is FrameKind.CLAUSE and cue_class(frame.lemma) is not None:
        return True
    return chance(frame) >= _limits()[frame.kind.value][1]


def cue_class(lemma: str) -> CueClass | None:
    """The class of a cue's lemma ("say", "be confident"); None for a word nobody has classified."""
    classes = _classes()
    return classes.get(lemma) or classes.get(lemma.split(" ", 1)[0])


def quotes_words(lemma: str) -> bool:
    """Whether the word can carry a direct quotation by itself (``"...," she noted``)."""
    return lemma in _flags("quoting") or cue_class(lemma) in UTTERED


def takes_recipient(lemma: str) -> bool:
    """Whether the word's object is who is spoken to (``told reporters``), not what is said."""
    return lemma in _flags("recipient")


def is_act(lemma: str) -> bool:
    """Whether the word is a deed as well as an utterance ("attacked the senator", "attacked the city")."""
    return lemma.removeprefix("be ") in _flags("acts")


def reacts(lemma: str) -> bool:
    """Whether "X ...s this" takes up one thing said, and does not report all that stands before."""
    return lemma in _flags("reacting")


def is_slight(frame: Frame, doc: Any) -> bool:
    """Whether it makes no statement of its own inside what somebody says.

    That takes somebody who can speak (not "nobody", "I", "the figures") and a word for what people say,
    demand or judge; "we know that", "who signed it" and "is ready to" are only the outer speaker's words.
    """
    if not frame.source or frame.lemma in _flags("showing") or is_act(frame.lemma):
        return True
    first, last = frame.source[0]
    if all(doc[i].lower_ in _flags("speechless") or not doc[i].is_alpha for i in range(first, last)):
        return True
    kind = cue_class(frame.lemma)
    return kind not in (TOLD if frame.kind in CLAUSAL else JUDGED)


TOLD = UTTERED | {CueClass.DEMAND, CueClass.INTENTION, CueClass.JUDGEMENT, CueClass.BELIEF}
JUDGED = frozenset({CueClass.JUDGEMENT, CueClass.DEMAND})
