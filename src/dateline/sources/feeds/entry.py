"""What a feed offers: entries, each with where its article is and what the feed says of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from dateline.model.times import When

__all__ = ["Entry", "Feed", "FeedKind"]


class FeedKind(StrEnum):
    """How a feed is written."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"
    SITEMAP = "sitemap"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the feed has it now.

    ``url`` is the article's address, resolved, or None for an entry without one that can be fetched;
    ``guid`` what the feed calls it. ``text`` is the article as plain text, a line for each paragraph, as
    far as the feed holds it. ``credits`` are those from whom the feed says it has the article, outermost
    first; ``authors`` whom it names as such. ``updated`` is the feed's own word for this version.
    """

    url: str | None
    guid: str | None
    title: str | None = None
    published: When | None = None
    updated: str | None = None
    text: str | None = None
    credits: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Changes when the feed tells of another version: another update time, title or text."""
        published = self.published.iso if self.published else None
        facts = json.dumps([self.updated or published, self.title, self.text])
        return hashlib.sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read: its entries in its own order.

    ``more`` are the addresses of the sitemaps that an index of sitemaps names, the newest first. ``broken``
    says in words what was wrong with it where it could be read all the same; ``cut`` that its end is missing.
    """

    kind: FeedKind
    entries: tuple[Entry, ...] = ()
    title: str | None = None
    more: tuple[str, ...] = ()
    broken: str | None = None
    cut: bool = False
