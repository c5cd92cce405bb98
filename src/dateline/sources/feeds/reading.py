"""The bytes of a feed to its entries, whichever of the four kinds it is."""

from __future__ import annotations

import html
import re

from dateline.errors import SourceError
from dateline.sources.feeds import json_feed, sitemap, syndication
from dateline.sources.feeds.entry import Feed, FeedKind
from dateline.sources.feeds.links import link_of
from dateline.sources.gzipped import GZIP_MAGIC, inflate

__all__ = ["LARGEST_FEED", "read_feed"]

LARGEST_FEED = 16_000_000
"""Bytes of a feed, decompressed: some ten thousand entries with their texts."""
MOST_TAGS = 400_000
"""Tags of a feed; feedparser takes a tenth of a millisecond for one, and this has an end."""
_PROLOGUE = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_KINDS = {"rss": FeedKind.RSS, "rdf": FeedKind.RSS, "channel": FeedKind.RSS, "feed": FeedKind.ATOM}
_LINK = re.compile(r"<link\s[^<>]{1,1000}>", re.IGNORECASE)
_FACT = re.compile(r"""\b(type|href)\s*=\s*(["'])([^"'<>]*)\2""", re.IGNORECASE)
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_SITEMAPS = ("urlset", "sitemapindex")


def read_feed(
    data: bytes, where: str, *, base: str, content_type: str = "", kind: FeedKind | None = None
) -> Feed:
    """The feed in ``data``, which came from the address ``base`` with that ``Content-Type``.

    The kind is told by the bytes, whatever the header says; where ``kind`` is given, another is refused.
    Raises :class:`~dateline.errors.SourceError` for what is no feed, and for one that is too large.
    """
    if data.startswith(GZIP_MAGIC):  # a sitemap.xml.gz, sent as the file that it is
        data = inflate((data,), where, LARGEST_FEED)
    found = _kind(data, where, base)
    if kind is not None and found is not kind:
        message = f"{where}: holds a feed of kind {found}, not {kind}; correct the kind or leave it out."
        raise SourceError(message)
    if found is FeedKind.JSON:
        return json_feed.read(data, where, base)
    if data.count(b"<") > MOST_TAGS or len(data) > LARGEST_FEED:
        message = f"{where}: more than a feed holds ({len(data) / 1e6:.0f} MB, {data.count(b'<'):,} tags)."
        raise SourceError(message)
    if found is FeedKind.SITEMAP:
        return sitemap.read(data, where, base)
    return syndication.read(data, where, base, content_type)


def _kind(data: bytes, where: str, base: str) -> FeedKind:
    head = _head(data)
    if not head.strip():
        message = f"{where}: the feed is empty; check the address."
        raise SourceError(message)
    if head.lstrip().startswith("{"):
        return FeedKind.JSON
    start = _PROLOGUE.match(head)
    root = _ROOT.match(head, start.end() if start else 0)
    name = root[1].casefold() if root else ""
    if name in _SITEMAPS:
        return FeedKind.SITEMAP
    if name in _KINDS:
        return _KINDS[name]
    if name == "html":
        message = f"{where}: holds a web page, not a feed; {_named(data, base)}."
        raise SourceError(message)
    what = f"<{name[:40]}>" if name else "no XML and no JSON"
    message = (
        f"{where}: holds {what}, not a feed; give the address of an RSS, Atom or JSON feed or a news sitemap."
    )
    raise SourceError(message)


def _named(data: bytes, base: str) -> str:
    """What to do instead of a web page: give the feed that it names, if it names one."""
    for tag in _LINK.findall(data[:200_000].decode("utf-8", "replace")):
        facts = {key.casefold(): html.unescape(value) for key, _, value in _FACT.findall(tag)}
        if facts.get("type", "").casefold() in FEED_TYPES and (url := link_of(facts.get("href"), base)):
            return f"it names one, so give {url}"
    return "give the address of an RSS, Atom or JSON feed or a news sitemap"


def _head(data: bytes) -> str:
    """The beginning as characters, good enough to find the first tag."""
    for mark, encoding in (
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if data.startswith(mark):
            return data[len(mark) : 16_384].decode(encoding, "replace")
    head = data[:16_384]
    if head[1:2] == b"\0" and head[:1] == b"<":
        return head.decode("utf-16-le", "replace")
    return head.decode("latin-1")
