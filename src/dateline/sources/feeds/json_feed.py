"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dateline.errors import SourceError
from dateline.sources.feeds.entry import Entry, Feed, FeedKind
from dateline.sources.feeds.links import link_of
from dateline.sources.feeds.prose import plain_line, prose
from dateline.sources.feeds.times import when_of

__all__ = ["read"]

VERSION = "jsonfeed.org/version/"
MOST_ITEMS = 50_000
MOST_AUTHORS = 8


def read(data: bytes, where: str, base: str) -> Feed:
    """The feed in ``data``; an item that is none costs that item.

    Raises :class:`~dateline.errors.SourceError` when it is not JSON, or another kind of JSON.
    """
    try:
        feed = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        message = f"{where}: the feed is not whole JSON ({str(error)[:100]}); check the address."
        raise SourceError(message) from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or VERSION not in str(feed.get("version")):
        message = f"{where}: holds JSON that is no JSON Feed; give the address of a feed."
        raise SourceError(message)
    good = [item for item in items[:MOST_ITEMS] if isinstance(item, dict)]
    return Feed(
        kind=FeedKind.JSON,
        entries=tuple(_entry(item, base) for item in good),
        title=plain_line(feed.get("title")),
        broken=f"{len(items) - len(good)} of its items are none" if len(good) < len(items) else None,
    )


def _entry(item: Mapping[str, Any], base: str) -> Entry:
    guid, modified = item.get("id"), item.get("date_modified")
    return Entry(
        url=link_of(item.get("url"), base) or link_of(item.get("external_url"), base),
        guid=str(guid).strip()[:1_000] or None if isinstance(guid, str | int | float) else None,
        title=plain_line(item.get("title")),
        published=when_of(item.get("date_published")) or when_of(modified),
        updated=modified[:80] if isinstance(modified, str) and modified else None,
        text=_text(item),
        credits=_credits(item),
        authors=_authors(item),
    )


def _text(item: Mapping[str, Any]) -> str | None:
    """The fullest text: ``content_html``, ``content_text``, ``summary``."""
    html, plain, summary = (item.get(key) for key in ("content_html", "content_text", "summary"))
    texts = [prose(html)] if isinstance(html, str) else []
    texts += [words.strip() for words in (plain, summary) if isinstance(words, str)]
    return max(texts, key=len, default="") or None


def _credits(item: Mapping[str, Any]) -> tuple[str, ...]:
    """The feed that an aggregated item is from: the ``_source`` extension that aggregators write."""
    source = item.get("_source")
    named = source.get("title") if isinstance(source, dict) else source
    words = plain_line(named)
    return (words,) if words and "://" not in words else ()


def _authors(item: Mapping[str, Any]) -> tuple[str, ...]:
    """The authors of 1.1, or the author of 1.0."""
    people = item.get("authors") or [item.get("author")]
    found = (
        [plain_line(one.get("name")) for one in people if isinstance(one, dict)]
        if isinstance(people, list)
        else []
    )
    return tuple(dict.fromkeys(name[:200] for name in found if name))[:MOST_AUTHORS]
