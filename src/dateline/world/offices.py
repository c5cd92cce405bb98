"""Offices that any state has: "Russian Foreign Ministry" is one name, and its side is Russia."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from dateline.world.entries import Entry, EntryKind, Form, Mention
from dateline.world.tables import Tables

__all__ = ["OfficeNames"]

_OF = re.compile(r" of (?:the )?")
_POSSESSIVE = re.compile(r"['’]s? ")
_OWNERS = {EntryKind.STATE, EntryKind.ORGANISATION}


class OfficeNames:
    """Joins an office with the state before or after it, and drops what needs one and has none."""

    def __init__(self, tables: Tables) -> None:
        """Note the adjectives of the states, and the offices that need a state beside them."""
        self._adjective = {row.name: row.adjectives[0] for row in tables.states if row.adjectives}
        self._shared = {row.name for row in tables.offices if row.shared}
        self._needy = {row.name for row in tables.offices if not row.bare}

    def joined(self, text: str, mentions: Iterable[Mention]) -> list[Mention]:
        """The mentions, with each office given its side where the words beside it tell."""
        kept: list[Mention] = []
        for mention in mentions:
            if kept and EntryKind.OFFICE in {kept[-1].entry.kind, mention.entry.kind}:
                kept[-1:] = self._pair(text, kept[-1], mention)
            else:
                kept.append(mention)
        return [mention for mention in kept if not self._needs_side(mention)]

    def _pair(self, text: str, left: Mention, right: Mention) -> tuple[Mention, ...]:
        gap = text[left.end : right.start]
        if self._owns(left, right) and gap == " ":
            return (replace(self._of(text[right.start : right.end], right, left.entry), start=left.start),)
        if self._owns(left, right) and _POSSESSIVE.fullmatch(gap):
            return left, self._of(text[right.start : right.end], right, left.entry)
        if self._owns(right, left) and right.form is not Form.DEMONYM and _OF.fullmatch(gap):
            return (replace(self._of(text[left.start : left.end], left, right.entry), end=right.end),)
        return left, right

    def _of(self, words: str, office: Mention, owner: Entry) -> Mention:
        entry = office.entry
        if entry.side == owner.name:
            return office
        general = entry.name if entry.side is None else words
        name = f"{self._adjective.get(owner.name, owner.name)} {general}"
        return replace(office, entries=(Entry(name, EntryKind.OFFICE, owner.name),))

    def _needs_side(self, mention: Mention) -> bool:
        entry = mention.entry
        return entry.kind is EntryKind.OFFICE and entry.side is None and entry.name in self._needy

    def _owns(self, owner: Mention, office: Mention) -> bool:
        """Whether the one may name whose office the other is."""
        entry = office.entry
        return (
            entry.kind is EntryKind.OFFICE
            and owner.entry.kind in _OWNERS
            and (entry.side in {None, owner.entry.name} or entry.name in self._shared)
        )
