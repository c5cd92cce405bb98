"""The constructions in which English attributes words: who (source), by which word (cue), what (content).

A frame is read off the dependency parse alone; whether its word is a cue is for the lexicon to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.analysis.attribution.frame import Frame, FrameKind
from dateline.analysis.attribution.noun_frames import according_frame, manner_frame, noun_frame
from dateline.analysis.attribution.verb_frames import verb_frame

__all__ = ["Frame", "FrameKind", "frames"]

HELPING = frozenset({"aux", "auxpass"})


def frames(sentence: Any) -> Iterator[Frame]:
    """Every frame in ``sentence`` (a ``spacy.tokens.Span``), in text order of the cue's head."""
    for token in sentence:
        frame = _frame(token)
        if frame is not None:
            yield frame


def _frame(token: Any) -> Frame | None:
    tag = token.pos_
    if tag in {"VERB", "AUX"}:
        if token.lower_ == "according":
            return according_frame(token)
        return None if token.dep_ in HELPING else verb_frame(token)
    if tag == "NOUN":
        return noun_frame(token)
    if tag == "ADV" and token.lower_.endswith("ly") and token.head.pos_ in {"VERB", "AUX"}:
        return manner_frame(token)
    return None
