"""Whether a verb, with those whom its sentence names, is an act of meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.analysis.meetings.doers import doers_of
from dateline.analysis.meetings.format import CALL_WORDS
from dateline.analysis.meetings.participants import Party
from dateline.analysis.meetings.parties import GUESTS, travels
from dateline.analysis.meetings.words import MeetingVerb, travellers
from dateline.model.findings import MeetingKind

__all__ = ["meets", "presence"]

REACH = 8
"""Tokens after a verb within which the telephone is named."""


def presence(row: MeetingVerb, token: Any, doers: Sequence[Party], others: Sequence[Party]) -> bool:
    """Whether one person will be somewhere: "Chirac will be in Lima on Monday"."""
    if row.kind is not MeetingKind.VISIT or others or len(doers) != 1 or not doers[0].person:
        return False
    ahead = any(c.dep_ == "aux" and c.lower_ in {"will", "'ll", "’ll", "would"} for c in token.children)
    return ahead and any(
        c.dep_ == "prep" and c.lower_ in row.place and any(g.pos_ == "PROPN" for g in c.children)
        for c in token.children
    )


def meets(
    row: MeetingVerb,
    token: Any,
    doers: Sequence[Party],
    others: Sequence[Party],
    parties: Sequence[Party],
    *,
    headline: bool,
) -> bool:
    """Whether ``doers`` meet ``others`` (or each other) when they do ``token``; ``parties`` are both."""
    if row.brings:
        return len(others) > 1
    if not doers or _is_something_else(row, token, doers, others):
        return False
    if row.kind is MeetingKind.VISIT:
        return (
            (headline or travels(token) or any(p.person for p in doers))
            and any(p.person or p.side for p in doers)
            and any(o.side not in {d.side for d in doers} for o in others)
            and len(parties) > 1
        )
    if others and (row.lemma != "discuss" or any(o.person for o in others) or _by_phone(token)):
        return len(parties) > 1
    return not others and (row.plural or _by_phone(token)) and len(doers) > 1


def _is_something_else(row: MeetingVerb, token: Any, doers: Sequence[Party], others: Sequence[Party]) -> bool:
    """Whether the verb means another thing here: "gathered evidence", "sees him as a rival"."""
    complements = {c.dep_ for c in token.children}
    if row.lemma not in GUESTS and "auxpass" in complements:
        return True
    if row.guarded:
        return not _is_encounter(token, others)
    if not row.counterpart and not row.place:
        return "dobj" in complements
    if row.lemma == "be":
        return not _is_somebody(token, doers) or bool(complements & {"acomp", "attr"})
    return row.lemma in {"call", *GUESTS} and not _calls(token, others, row)


def _by_phone(verb: Any) -> bool:
    """Whether those who do it do it on the telephone: "discussed the treaty by phone"."""
    return any(t.lower_ in CALL_WORDS for t in verb.doc[verb.i + 1 : verb.i + REACH])


def _is_somebody(token: Any, doers: Sequence[Party]) -> bool:
    """Whether the doer of "be" is a person or people on the way: a state "is in" no place."""
    return any(p.person for p in doers) or any(d.lemma_.lower() in travellers() for d in doers_of(token))


def _is_encounter(verb: Any, others: Sequence[Party]) -> bool:
    """Whether "see" is to meet: a person is seen somewhere or some day, and not "as" this or that."""
    if not any(o.person for o in others) or any(
        c.lower_ == "as" or c.dep_ in {"ccomp", "xcomp", "oprd", "acomp", "advcl"} for c in verb.children
    ):
        return False
    below = [*verb.children, *(g for c in verb.children if c.dep_ == "dobj" for g in c.children)]
    return any(
        (c.dep_ == "npadvmod" and c.ent_type_ in {"DATE", "TIME"})
        or (c.dep_ == "prep" and any(g.pos_ == "PROPN" or g.ent_type_ == "DATE" for g in c.children))
        for c in below
        if c.i > verb.i
    )


def _calls(token: Any, others: Sequence[Party], row: MeetingVerb) -> bool:
    """Whether "call" rings somebody up, and "receive" a guest: a person as object and no complement."""
    if not any(o.person for o in others):
        return False
    return row.lemma != "call" or not any(
        c.dep_ in {"oprd", "attr", "acomp", "ccomp", "xcomp", "prt"}
        or (c.dep_ == "prep" and c.lower_ in {"for", "on", "upon"})
        for c in token.children
    )
