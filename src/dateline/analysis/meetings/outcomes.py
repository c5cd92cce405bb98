"""What was agreed somewhere says that those who agreed were there: "the agreements reached in Oslo"."""

from __future__ import annotations

from typing import Any

from dateline.analysis.meetings.mentions import Mention
from dateline.analysis.parse import Line, Parsed
from dateline.model.findings import Format, MeetingKind, Status
from dateline.world import EntryKind, World

__all__ = ["outcome"]

OUTCOMES = frozenset({"agreement", "understanding", "accord", "deal", "arrangement", "commitment"})
REACHED = frozenset({"reach", "strike", "conclude", "achieve", "sign", "make"})


def outcome(parsed: Parsed, line: Line, token: Any) -> Mention | None:
    """The encounter behind "agreements reached in PLACE", of nobody named: two of the report were there."""
    if token.lemma_.lower() not in OUTCOMES or token.pos_ != "NOUN":
        return None
    done = next((c for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN"), None)
    if done is None or done.lemma_ not in REACHED or not _somewhere(done):
        return None
    return Mention(
        line=line,
        token=done,
        clause=token,
        span=parsed.span(token),
        kind=MeetingKind.MEETING,
        format=Format.IN_PERSON,
        verbal=False,
        needs=2,
        parties=(),
        status=Status.HELD,
        spoken=False,
        outcome=True,
    )


def _somewhere(verb: Any) -> bool:
    """Whether the place is one that the world knows: "reached in principle" is nowhere."""
    nouns = [g for c in verb.children if c.dep_ == "prep" and c.lower_ in {"in", "at"} for g in c.children]
    return any(
        entry.kind in {EntryKind.PLACE, EntryKind.STATE}
        for noun in nouns
        if noun.pos_ == "PROPN"
        for known in World.default().find(noun.text)
        for entry in known.entries
    )
