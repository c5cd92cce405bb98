"""RSS and Atom, through feedparser; the bytes never leave memory, and nothing in them is looked up."""

from __future__ import annotations

import io
import re
from typing import Any

import feedparser
from feedparser.encodings import convert_to_utf8

from dateline.errors import SourceError
from dateline.sources.feeds.damaged import LARGEST_DAMAGED, LARGEST_PIECE, is_well_formed, pieces
from dateline.sources.feeds.entry import Entry, Feed, FeedKind
from dateline.sources.feeds.links import link_of
from dateline.sources.feeds.prose import plain_line, prose
from dateline.sources.feeds.times import when_of

__all__ = ["read"]

MOST_AUTHORS = 8
_END = re.compile(
    rb"</(?:\w+:)?(?:rss|rdf|feed|channel)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.DOTALL | re.IGNORECASE
)


def read(data: bytes, where: str, base: str, content_type: str) -> Feed:
    """The feed in ``data``; one that is not well-formed is read as far as it can be.

    Entities of the document's own making, inner or outer, are not resolved. Raises
    :class:`~dateline.errors.SourceError` for what feedparser cannot read at all.
    """
    try:
        words = convert_to_utf8({"content-type": content_type}, data, {})
        broken = len(words) > LARGEST_PIECE and not is_well_formed(words)
        found = [_parsed(piece, base) for piece in (pieces(words) if broken else (words,))]
    except Exception as error:
        message = f"{where}: the feed cannot be read ({type(error).__name__}); check the address."
        raise SourceError(message) from error
    faults = [one.get("bozo_exception") for one in found if one.get("bozo")]
    fault = "it is not well-formed" if broken else next(filter(None, map(_fault, faults)), None)
    return Feed(
        kind=FeedKind.ATOM if str(found[0].version).startswith("atom") else FeedKind.RSS,
        entries=tuple(_entry(one, base) for part in found for one in part.entries),
        title=plain_line(found[0].feed.get("title")),
        broken=fault,
        cut=fault is not None and not _END.search((words[:LARGEST_DAMAGED] if broken else words)[-4_096:]),
    )


def _parsed(data: bytes, base: str) -> Any:
    """A file object, never a string: a string that looks like a path or an address feedparser would open."""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    return feedparser.parse(
        io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


def _fault(error: Any) -> str | None:
    """What feedparser complains of, but for an encoding that it put right by itself."""
    if error is None or isinstance(
        error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    ):
        return None
    get = getattr(error, "getMessage", None)
    return " ".join(str(get() if callable(get) else error).split())[:200] or type(error).__name__


def _entry(one: Any, base: str) -> Entry:
    # dict's own look-up: feedparser's gives the publication for an update that is not there
    published, updated = dict.get(one, "published"), dict.get(one, "updated")
    return Entry(
        url=_link(one, base),
        guid=str(one.get("id") or "").strip()[:1_000] or None,
        title=plain_line(one.get("title")),
        published=when_of(published, dict.get(one, "published_parsed"))
        or when_of(updated, dict.get(one, "updated_parsed")),
        updated=str(updated)[:80] if updated else None,
        text=_text(one),
        credits=_credits(one),
        authors=_authors(one),
    )


def _link(one: Any, base: str) -> str | None:
    """Where the article is: the link, before the counting services that stand between."""
    candidates = [one.get("feedburner_origlink"), one.get("link")]
    candidates += [link.get("href") for link in _parts(one, "links") if link.get("rel") == "alternate"]
    return next((url for words in candidates if (url := link_of(words, base))), None)


def _text(one: Any) -> str | None:
    """The fullest text that the entry has."""
    contents = [c.get("value") for c in _parts(one, "content") if _is_text(c.get("type"))]
    texts = [prose(words) for words in (*contents, one.get("summary")) if isinstance(words, str)]
    return max(texts, key=len, default="") or None


def _parts(one: Any, name: str) -> list[Any]:
    """The parts of an entry under a name; in a damaged feed there may be anything."""
    found = one.get(name)
    return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []


def _is_text(media_type: str | None) -> bool:
    return not media_type or media_type.startswith("text/") or media_type.endswith("xhtml+xml")


def _credits(one: Any) -> tuple[str, ...]:
    """From whom the feed says it has the article: RSS ``source``, Atom ``source``, Dublin Core ``source``."""
    source = one.get("source")
    named = source.get("title") if isinstance(source, dict) else source
    found = (plain_line(words) for words in (named, one.get("dc_source")))
    return tuple(dict.fromkeys(words for words in found if words and "://" not in words))


def _authors(one: Any) -> tuple[str, ...]:
    found = (
        plain_line(author.get("name")) for author in one.get("authors") or () if isinstance(author, dict)
    )
    return tuple(dict.fromkeys(name[:200] for name in found if name))[:MOST_AUTHORS]
