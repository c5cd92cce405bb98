"""Meetings beside one another: which one is ahead of which, on its sidelines, or after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from dateline.model.findings import Relation
from dateline.model.rows import Passage

__all__ = ["DatedLink", "Link", "beside"]


@dataclass(frozen=True, slots=True)
class DatedLink:
    """One report's word that a meeting is beside another one; ``passage`` are the words that link the two.

    ``event`` are the words that name the other one, ``finding`` its ledger-wide id in the report
    (``<report id>.m2``); None where the report only names it.
    """

    relation: Relation
    event: str
    passage: Passage
    finding: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """The same between meetings of the ledger: ``meeting`` is the id of the other one, as far as it is there.

    In the links *from* other meetings ``event`` is what the report's reading calls the other one.
    """

    relation: Relation
    meeting: str | None
    event: str
    passage: Passage

    def as_dict(self) -> dict[str, Any]:
        """The link as plain values: the relation, the other meeting, and the words that link the two."""
        return {
            "relation": self.relation.value,
            "meeting": self.meeting,
            "event": self.event,
        } | self.passage.as_dict()


_TO = {Relation.AHEAD_OF: "ahead of", Relation.DURING: "on the sidelines of", Relation.AFTER: "after"}
_FROM = {Relation.AHEAD_OF: "before it", Relation.DURING: "on its sidelines", Relation.AFTER: "after it"}


class _Linked(Protocol):
    @property
    def links(self) -> Sequence[Link]: ...

    @property
    def linked_from(self) -> Sequence[Link]: ...


def beside(meeting: _Linked) -> Iterator[tuple[str, Link]]:
    """What is beside a meeting, each once, with words for people: ``ahead of``, ``after it``."""
    for links, words in ((meeting.links, _TO), (meeting.linked_from, _FROM)):
        once: dict[tuple[Relation, str], Link] = {}
        for link in links:
            once.setdefault((link.relation, link.meeting or link.event), link)
        yield from ((words[link.relation], link) for link in once.values())
