"""From a fetched article to a report of the ledger: read, known by its words, analysed, kept."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dateline.errors import NotRelevant
from dateline.ledger import Ledger
from dateline.model.report import Report
from dateline.model.text import Document
from dateline.model.times import When
from dateline.reports import document_of
from dateline.sources.raw import TEXT, Failure, Raw, under_title
from dateline.watch.state import Waiting, WatchState
from dateline.world import World

__all__ = ["Analyse", "Fate", "Kept", "keep", "raw_of"]

Analyse = Callable[[Document, str], Report | Failure]
"""What makes a report of a document that is called so in messages."""
_AND = re.compile(r"\s*(?:,|;|/|\||&|\band\b|\bwith\b|\bby\b)\s*", re.IGNORECASE)
MOST_AUTHORS = 8


class Fate(StrEnum):
    """What became of an article that was read."""

    ADDED = "added"
    KNOWN = "known"
    SKIPPED = "skipped"
    UNREADABLE = "given up"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an entry, with the reason where it could not be read."""

    fate: Fate
    reason: str | None = None


def keep(
    entry: Waiting, ledger: Ledger, state: WatchState, analyse: Analyse, now: float, *, keep_all: bool = False
) -> Kept:
    """Read an entry that was fetched into the ledger, unless its words are there already.

    What is not about diplomacy is skipped before it is analysed, a page before its article is found if that
    shows at first look, unless ``keep_all``.

    The ledger comes first, then the state: whoever is killed between the two reads the same bytes again, and
    the ledger has them. Raises :class:`~dateline.errors.LedgerError` when nothing can be written.
    """
    raw = raw_of(entry)
    document = document_of(raw, keep_all=keep_all)
    if isinstance(document, Failure) and isinstance(document.error, NotRelevant):
        state.skip(entry.number, now)
        return Kept(Fate.SKIPPED)
    if isinstance(document, Failure):
        return _unread(entry, document, state, now)
    content = content_of(document)
    if state.has(entry.number, content):
        state.meet(entry.number, now)
        return Kept(Fate.KNOWN)
    report = analyse(document, raw.where)
    if isinstance(report, Failure):
        return _unread(entry, report, state, now)
    ledger.add(report)
    state.add(entry.number, content, report.id, now)
    return Kept(Fate.ADDED)


def _unread(entry: Waiting, failure: Failure, state: WatchState, now: float) -> Kept:
    reason = " ".join(str(failure.error).split())
    state.give_up(entry, reason, now)
    return Kept(Fate.UNREADABLE, reason)


def raw_of(entry: Waiting) -> Raw:
    """The bytes of an entry with what the feed says of them."""
    facts = entry.facts
    title, outlet, published = facts.get("title"), facts.get("outlet"), facts.get("published")
    data = entry.body or b""
    raw = Raw(
        data=data,
        media_type=facts.get("media_type") or TEXT,
        where=entry.url or entry.address,
        outlet=outlet,
        published=When.parse(published) if published else None,
        charset=facts.get("charset"),
        fetched=facts.get("fetched"),
        credits=credits_of(facts.get("credits") or (), facts.get("authors") or (), outlet),
        key=entry.key,
        version=facts.get("version"),
        record=f"feed {entry.feed}",
    )
    if raw.fetched is not None:
        return raw
    text = under_title(title, data.decode("utf-8", "replace"))
    return replace(raw, data=text.encode(), charset="utf-8", title=title, url=entry.url)


def credits_of(named: Sequence[str], authors: Sequence[str], outlet: str | None) -> tuple[str, ...]:
    """Whom the feed credits: its sources, and authors that are agencies; the outlet itself is no credit."""
    world = World.default()
    pieces = [piece for author in authors for piece in _AND.split(author)[:MOST_AUTHORS] if piece]
    agencies = [
        e.name for piece in pieces if (e := world.outlet(piece)) and world.outlet_sort(e.name) == "agency"
    ]
    own = {_folded(outlet), _folded(_name(world, outlet))}
    found = [_name(world, name) or name for name in (*named, *agencies)]
    return tuple(dict.fromkeys(name for name in found if _folded(name) not in own))


def _name(world: World, outlet: str | None) -> str | None:
    entry = world.outlet(outlet) if outlet else None
    return entry.name if entry else None


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().removeprefix("the ").split())


def content_of(document: Document) -> str:
    """What stands for the words of an outlet: the same article under another address has the same."""
    words = " ".join(document.text.split())
    facts = json.dumps([_folded(document.outlet), words])
    return hashlib.sha256(facts.encode()).hexdigest()[:32]
