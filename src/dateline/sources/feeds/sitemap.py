"""News sitemaps (https://www.google.com/schemas/sitemap-news/0.9), and indexes of them."""

from __future__ import annotations

import re

from lxml import etree

from dateline.errors import SourceError
from dateline.sources.feeds.entry import Entry, Feed, FeedKind
from dateline.sources.feeds.links import link_of
from dateline.sources.feeds.prose import plain_line
from dateline.sources.feeds.times import when_of
from dateline.sources.xml import parser

__all__ = ["read"]

MOST_SITEMAPS = 20
"""Sitemaps of an index that are read, the newest first: what is news stands in them."""


def read(data: bytes, where: str, base: str) -> Feed:
    """The articles of a news sitemap, or the sitemaps that an index names.

    Raises :class:`~dateline.errors.SourceError` when nothing can be read of it, and for a sitemap without
    news: that is a list of all pages of a site, whatever they are.
    """
    try:
        return _read(data, where, base)
    except UnicodeDecodeError:  # libxml2 lets halves of surrogate pairs through, as bytes and as references
        whole = re.sub(rb"&#x?[0-9A-Fa-f]+;", b"?", data.decode("utf-8", "replace").encode())
        return _read(whole, where, base)


def _read(data: bytes, where: str, base: str) -> Feed:
    reader = parser(recover=True)
    try:
        root = etree.fromstring(data, reader)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = f"{where}: the sitemap is not XML ({error}); check the address."
        raise SourceError(message) from error
    if root is None:
        message = f"{where}: the sitemap is not XML; check the address."
        raise SourceError(message)
    fault = str(reader.error_log.last_error.message)[:200] if len(reader.error_log) else None
    cut = fault is not None and not data.rstrip().endswith((b"urlset>", b"sitemapindex>"))
    if _local(root) == "sitemapindex":
        return Feed(FeedKind.SITEMAP, more=_sitemaps(root, base), broken=fault, cut=cut)
    pages = _named(root, "url")
    news = [(page, told[0]) for page in pages if (told := _named(page, "news"))]
    if pages and not news:
        message = f"{where}: a sitemap without news; give the news sitemap of the site, or a feed."
        raise SourceError(message)
    entries = tuple(_entry(page, told, base) for page, told in news)
    return Feed(FeedKind.SITEMAP, entries, broken=fault, cut=cut)


def _entry(page: etree._Element, news: etree._Element, base: str) -> Entry:
    updated = _words(page, "lastmod")
    return Entry(
        url=link_of(_words(page, "loc"), base),
        guid=None,
        title=plain_line(_words(news, "title")),
        published=when_of(_words(news, "publication_date")) or when_of(updated),
        updated=updated[:80] if updated else None,
    )


def _sitemaps(root: etree._Element, base: str) -> tuple[str, ...]:
    found = [
        (_words(one, "lastmod") or "", link_of(_words(one, "loc"), base)) for one in _named(root, "sitemap")
    ]
    found.sort(key=lambda one: one[0], reverse=True)
    return tuple(dict.fromkeys(url for _, url in found if url))[:MOST_SITEMAPS]


def _named(parent: etree._Element, name: str) -> list[etree._Element]:
    """The children of that name, in whatever namespace: sites write several, and some none."""
    return [one for one in parent if _local(one) == name]


def _local(element: etree._Element) -> str:
    """The name without its namespace, or without a prefix that nobody declared."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _words(parent: etree._Element, name: str) -> str | None:
    return next((one.text.strip() or None for one in _named(parent, name) if one.text), None)
