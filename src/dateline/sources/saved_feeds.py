"""A feed that was saved as a file: each entry as a report, as far as the feed holds its words.

Feeds that are still alive are ``dateline watch``'s: nothing is fetched here. An entry without words is passed
over and counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.errors import SourceError
from dateline.sources.contents import SNIFFED, NoWire
from dateline.sources.raw import TEXT, Failure, Raw, record_of, under_title

if TYPE_CHECKING:
    from dateline.sources.feeds import Entry, Feed

__all__ = ["entries_in", "entry_count", "is_feed", "open_feed"]

HEAD = 4096
WORDLESS = "entry without words"
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(\w+)")
_ROOTS = (b"rss", b"rdf", b"feed")
_PROLOGUE = re.compile(rb"<[?!].*?>", re.DOTALL)


def is_feed(data: bytes) -> bool:
    """Whether the bytes begin as RSS, Atom or a JSON Feed; a sitemap names pages, and holds no words."""
    head = data[:SNIFFED].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{"):
        return b"jsonfeed.org/version/" in head
    root = _ROOT.search(_PROLOGUE.sub(b"", head[:HEAD]))
    return head.startswith(b"<") and root is not None and root[1].lower() in _ROOTS


def open_feed(raw: Raw) -> Iterator[Raw | Failure]:
    """The reports in the feed that ``raw`` holds; at the end, in one sentence, how many entries have none.

    Raises :class:`~dateline.sources.contents.NoWire` for a feed of which no entry holds words, and
    :class:`~dateline.errors.SourceError` for one that cannot be read.
    """
    passed: Counter[str] = Counter()
    yield from entries_in(raw, passed)
    if passed:
        entries = "entry" if passed[WORDLESS] == 1 else "entries"
        message = (
            f"{raw.where}: {passed[WORDLESS]} {entries} without words passed over; their pages have them."
        )
        yield Failure(raw.where, SourceError(message), skipped=True)


def entry_count(raw: Raw) -> int:
    """How many entries the feed has; raises :class:`~dateline.errors.SourceError` for what cannot be read."""
    return len(_read(raw).entries)


def entries_in(
    raw: Raw, passed: Counter[str], start: int = 0, end: int | None = None
) -> Iterator[Raw | Failure]:
    """The reports of the entries ``start`` to ``end`` (from 0, half open); ``passed`` counts the others.

    Raises what :func:`open_feed` raises.
    """
    feed = _read(raw)
    if not any(entry.text for entry in feed.entries):
        message = (
            f"{raw.where}: a feed whose entries hold no words; give the pages that it names, or watch it."
        )
        raise NoWire(message)
    for number, entry in enumerate(feed.entries[start:end], start + 1):
        if entry.text:
            yield _report(entry, feed, f"{raw.where}#{number}", raw.path)
        else:
            passed[WORDLESS] += 1
    if feed.cut and (end is None or end >= len(feed.entries)):
        message = f"{raw.where}: the feed breaks off; what is whole is read, get it again."
        yield Failure(raw.where, SourceError(message))


def _read(raw: Raw) -> Feed:
    """The feed; of one that breaks off, all entries but the last, of which a part may be missing."""
    from dateline.sources.feeds import read_feed  # noqa: PLC0415 - feedparser is loaded for feeds

    feed = read_feed(raw.data, raw.where, base="")
    return replace(feed, entries=feed.entries[:-1]) if feed.cut else feed


def _report(entry: Entry, feed: Feed, where: str, path: str | None) -> Raw:
    """An entry as a report: its outlet is what the feed is called, as RSS has it, the name of the site."""
    from dateline.sources.feeds import canonical  # noqa: PLC0415 - as above
    from dateline.sources.feeds.times import when_of  # noqa: PLC0415 - as above

    updated = when_of(entry.updated)
    return Raw(
        data=under_title(entry.title, entry.text or "").encode("utf-8", "replace"),
        media_type=TEXT,
        where=where,
        path=path,
        url=entry.url,
        title=entry.title,
        outlet=feed.title,
        published=entry.published,
        charset="utf-8",
        credits=entry.credits,
        record=record_of(where, path),
        key=canonical(entry.url) if entry.url else entry.guid,
        version=updated.iso if updated else None,
        byline=", ".join(entry.authors) or None,
    )
