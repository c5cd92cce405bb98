"""By voice or in person: the kind and the format of an encounter."""

from __future__ import annotations

from typing import Any

from dateline.analysis.meetings.words import MeetingNoun, MeetingVerb
from dateline.model.findings import Format, MeetingKind

__all__ = ["format_of", "kind_of"]

CALL_WORDS = frozenset({"phone", "telephone"})
IN_PERSON = frozenset(
    {"person", "sidelines", "margins", "face", "dinner", "lunch", "visit", "summit", "meeting"}
)
CLOSE = 12
"""Tokens. Further off, words of presence speak of something else."""
VIDEO_WORDS = frozenset({"video", "videoconference", "virtual", "online", "virtually"})


def _face_to_face(row: MeetingNoun | MeetingVerb, token: Any) -> bool:
    """Whether words near a conversation put the two in one place: it is no call then."""
    if row.in_person is None:
        return False
    near = {t.lower_ for t in token.sent if abs(t.i - token.i) < CLOSE}
    return bool(near & IN_PERSON) or any(
        c.dep_ == "prep" and c.lower_ in {"in", "at"} and any(g.pos_ == "PROPN" for g in c.children)
        for c in token.children
    )


def kind_of(row: MeetingNoun | MeetingVerb, token: Any) -> MeetingKind:
    """The kind of the row, or what it is when the two are in one place."""
    return row.in_person if row.in_person and _face_to_face(row, token) else row.kind


def _usual(row: MeetingNoun | MeetingVerb, token: Any) -> Format:
    return Format.UNKNOWN if _face_to_face(row, token) else row.format


def format_of(row: MeetingNoun | MeetingVerb, token: Any) -> Format:
    """By video, by telephone, or as the row says."""
    words = {t.lower_ for t in token.subtree if abs(t.i - token.i) < 8}
    words |= {t.lower_ for t in token.head.children if abs(t.i - token.i) < 8}
    if words & VIDEO_WORDS:
        return Format.VIDEO
    return Format.CALL if words & CALL_WORDS else _usual(row, token)
