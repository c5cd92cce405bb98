"""What is said of a subject: the verb that links a judgement to it."""

from __future__ import annotations

from typing import Any

__all__ = ["link"]

LINKS = frozenset({"be", "seem", "remain", "become", "look", "feel", "sound", "appear"})
EQUALS = frozenset({"mean", "represent", "constitute"})
KINDS = frozenset({"one", "act", "kind", "form", "sort", "piece", "part", "example", "sign"})
"""Nouns that pass on what follows their "of"."""


def link(head: Any) -> Any | None:
    """The verb that says ``head`` of its subject: "is a threat", "amounts to surrender", "is at risk"."""
    above = head.head
    if head.dep_ in {"attr", "acomp", "oprd"} or (head.dep_ == "prep" and head.lower_ == "behind"):
        return above if above.lemma_ in LINKS else None
    if head.dep_ in {"dobj", "xcomp"}:
        return above if above.lemma_ in (EQUALS if head.dep_ == "dobj" else {"amount"}) else None
    if head.dep_ == "pobj":
        return _through_preposition(above)
    if head.dep_ == "appos":
        return link(above) if above.dep_ in {"attr", "appos"} else None
    is_doing = head.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in head.children)
    return head if is_doing else None


def _through_preposition(prep: Any) -> Any | None:
    """As in "is at risk", "amounts to surrender", "is one of the important tools"."""
    if prep.lower_ == "of":
        return link(prep.head) if prep.head.lemma_ in KINDS else None
    if prep.lower_ == "to":
        return prep.head if prep.head.lemma_ == "amount" else None
    return prep.head if prep.lower_ in {"at", "under"} and prep.head.lemma_ == "be" else None
