"""Feeds: RSS, Atom, JSON Feed and news sitemaps to the entries they offer; bytes in, values out."""

from __future__ import annotations

from dateline.sources.feeds.entry import Entry, Feed, FeedKind
from dateline.sources.feeds.links import canonical, host_of, link_of
from dateline.sources.feeds.reading import read_feed

__all__ = ["Entry", "Feed", "FeedKind", "canonical", "host_of", "link_of", "read_feed"]
