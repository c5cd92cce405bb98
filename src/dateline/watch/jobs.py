"""What goes over the network: the visit of a feed, and the fetch of an article.

Both run beside the loop and touch nothing that is remembered; what they bring is a value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from email.message import Message
from typing import Any

from dateline.errors import ForbiddenAddress, SourceError
from dateline.model.times import When
from dateline.sources.feeds import Entry, Feed, canonical, host_of, read_feed
from dateline.sources.feeds.times import when_of
from dateline.sources.pages import page_of
from dateline.sources.raw import Raw
from dateline.sources.web import Answer, Halt, Limits, Request
from dateline.watch.manners import Manners
from dateline.watch.offering import Offer
from dateline.watch.patience import retry_after
from dateline.watch.settings import FeedSetting
from dateline.watch.state import Waiting

__all__ = ["FEED_LIMITS", "PAGE_LIMITS", "Fetched", "Network", "Visited"]

FEED_LIMITS = Limits(wire=8_000_000, size=16_000_000, seconds=60.0)
PAGE_LIMITS = Limits()
PASSING = frozenset({408, 425, 429, *range(500, 600)})
"""Answers that ask to come again (RFC 9110, RFC 8470, RFC 6585)."""
FEED_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
)
AHEAD = 86_400.0
"""Seconds that a publication may lie in the future: zones are confused, and clocks go wrong."""


@dataclass(frozen=True, slots=True)
class Visited:
    """What a visit of a feed brought: its entries, or None with the reason; neither when nothing changed.

    ``wait`` is how many seconds the server asks for. ``error`` beside entries says what is missing of them.
    """

    feed: str
    offers: tuple[Offer, ...] | None = None
    title: str | None = None
    validators: tuple[str | None, str | None] = (None, None)
    error: str | None = None
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch brought: a page, or the reason; ``passing`` when it may go better, ``wait`` as above."""

    entry: Waiting
    raw: Raw | None = None
    error: str | None = None
    passing: bool = False
    brief: bool = False
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """How requests are made."""

    fetch: Callable[[Request], Answer]
    manners: Manners
    headers: Mapping[str, str]
    allow_private: bool
    halt: Halt
    now: Callable[[], float]
    feed_limits: Limits = FEED_LIMITS
    page_limits: Limits = PAGE_LIMITS

    def _get(self, url: str, headers: Mapping[str, str], limits: Limits, *, partly: bool = False) -> Answer:
        return self.fetch(
            Request(
                url,
                {**self.headers, **headers},
                limits,
                self.allow_private,
                partly=partly,
                turn=self.manners.turn,
                halt=self.halt,
                advice="it will be tried again",
            )
        )

    # Feeds

    def visit(self, setting: FeedSetting, etag: str | None, modified: str | None) -> Visited:
        """Ask for a feed, if it has changed."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {"Accept": FEED_ACCEPT} | {k: v for k, v in conditions.items() if v}
        try:
            answer = self._get(setting.url, headers, self.feed_limits, partly=True)
            return self._visited(setting, answer, asked=bool(etag or modified))
        except SourceError as error:
            return Visited(setting.name, error=str(error))

    def _visited(self, setting: FeedSetting, answer: Answer, *, asked: bool) -> Visited:
        if answer.status == 304 and asked:
            return Visited(setting.name)
        if answer.status != 200:
            wait = retry_after(answer.headers, self.now()) if answer.status in PASSING else None
            message = f"{setting.url}: the server answers {answer.status} {answer.reason}".rstrip() + "."
            return Visited(setting.name, error=message, wait=wait)
        feed = _read(setting, answer)
        faults = (
            [f"{setting.url}: the feed breaks off; what is whole of it was taken."]
            if _torn(feed, answer)
            else []
        )
        entries = list(_whole(feed, answer))
        for address in feed.more:
            try:
                entries += self._more(setting, address)
            except SourceError as error:
                faults.append(str(error))
        given = answer.headers.get("etag"), answer.headers.get("last-modified")
        offers = [offer for entry in entries if (offer := self._offer(setting, entry))]
        if entries and not offers:
            faults.append(f"{setting.url}: no entry of the feed has an address or a text.")
        return Visited(
            setting.name,
            offers=tuple(offers),
            title=feed.title,
            validators=(None, None) if faults or feed.more else (_sent(given[0]), _sent(given[1])),
            error=faults[0] if faults else None,
        )

    def _more(self, setting: FeedSetting, address: str) -> Iterator[Entry]:
        """The entries of one sitemap of an index; an index in an index is left alone."""
        answer = self._get(address, {"Accept": FEED_ACCEPT}, self.feed_limits, partly=True)
        if answer.status != 200:
            message = f"{address}: the server answers {answer.status} {answer.reason}".rstrip() + "."
            raise SourceError(message)
        yield from _whole(_read(replace(setting, url=address), answer), answer)

    def _offer(self, setting: FeedSetting, entry: Entry) -> Offer | None:
        """The entry as it is remembered; None for one in which there is nothing to read."""
        from_feed = entry.text is not None and (setting.from_feed or entry.url is None)
        if entry.url is None and not from_feed:
            return None
        address = canonical(entry.url) if entry.url else f"{setting.name}#{entry.guid or entry.fingerprint}"
        published = entry.published if entry.published and not self._ahead(entry.published) else None
        facts = {
            "outlet": setting.outlet,
            "title": entry.title,
            "published": published.iso if published else None,
            "credits": list(entry.credits),
            "authors": list(entry.authors),
            "version": _version(entry.updated),
        }
        return Offer(
            address=address,
            fingerprint=entry.fingerprint,
            facts=facts,
            guid=entry.guid,
            url=entry.url,
            host="" if from_feed or not entry.url else host_of(entry.url),
            body=(entry.text or "").encode("utf-8", "replace") if from_feed else None,
        )

    def _ahead(self, when: When) -> bool:
        moment = _moment(when)
        return moment is None or moment.timestamp() > self.now() + AHEAD

    # Articles

    def article(self, entry: Waiting) -> Fetched:
        """Fetch the page of an entry."""
        url = entry.url or ""
        try:
            answer = self._get(url, {}, self.page_limits)
        except ForbiddenAddress as error:
            return Fetched(entry, error=str(error))
        except SourceError as error:
            return Fetched(entry, error=str(error), passing=True)
        passing = answer.status in PASSING
        if answer.status != 200:
            wait = retry_after(answer.headers, self.now()) if passing else None
            message = f"{url}: the server answers {answer.status} {answer.reason}".rstrip() + "."
            return Fetched(entry, error=message, passing=True, brief=not passing, wait=wait)
        try:
            return Fetched(entry, raw=page_of(answer, url))
        except SourceError as error:
            return Fetched(entry, error=str(error))


def _read(setting: FeedSetting, answer: Answer) -> Feed:
    kind = answer.headers.get("content-type", "")
    return read_feed(answer.data, setting.url, base=answer.url, content_type=_clean(kind), kind=setting.kind)


def _clean(header: str) -> str:
    message = Message()
    message["Content-Type"] = header
    charset = message.get_content_charset()
    return message.get_content_type() + (f"; charset={charset}" if charset else "")


def _torn(feed: Feed, answer: Answer) -> bool:
    """Whether entries may be missing at the end; a length that is wrong by itself is no loss."""
    return feed.cut or (not answer.whole and feed.broken is not None)


def _whole(feed: Feed, answer: Answer) -> tuple[Entry, ...]:
    """The entries but the last of a feed that breaks off, of which a part may be missing."""
    return feed.entries[:-1] if _torn(feed, answer) else feed.entries


def _sent(validator: str | None) -> str | None:
    """A validator that can be sent back."""
    return (
        validator
        if validator and validator.isascii() and validator.isprintable() and len(validator) < 1_000
        else None
    )


def _version(updated: str | None) -> str | None:
    when = when_of(updated)
    moment = _moment(when) if when else None
    if moment is None:
        return when.iso if when else None
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:00Z")


def _moment(when: When) -> dt.datetime | None:
    """The beginning of a time; without a zone it is taken as UTC."""
    if when.first is None:
        return None
    zone: Any = dt.timezone(dt.timedelta(minutes=when.offset_minutes or 0))
    return dt.datetime.combine(when.first, when.clock or dt.time.min, zone)
