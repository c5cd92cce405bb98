"""Words for pages: what a report says made safe to show, and the small phrases that pages share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from markupsafe import Markup, escape

from dateline.model.times import When

__all__ = [
    "counted",
    "cut",
    "day_of",
    "hit",
    "link",
    "long_day",
    "plain",
    "said_through",
    "spell",
    "visible",
    "web",
]

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
"""Controls, and the marks that turn the direction of writing: a report must not rearrange the page."""

_PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*")
"""A path of which nothing is to be quoted."""


def visible(words: str) -> str:
    """The words as a page shows them: hidden controls as U+FFFD, so that offsets stay what they are."""
    return _HIDDEN.sub("\ufffd", words)


def spell(value: Any) -> str:
    """A word of a vocabulary for people: ``troop_withdrawal`` as troop withdrawal."""
    return str(value).replace("_", " ")


def counted(number: int, what: str) -> str:
    """A number of things in words: ``1 meeting``, ``2 meetings``."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def cut(words: str, most: int = 280) -> str:
    """At most so many characters, on one line, cut between words."""
    flat = " ".join(words.split())
    if len(flat) <= most:
        return flat
    return flat[:most].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def day_of(iso: str | None) -> dt.date | None:
    """The first day of a time in ISO 8601; None for none."""
    if not iso:
        return None
    try:
        return When.parse(iso).first
    except ValueError:
        return None


@lru_cache(1 << 12)
def long_day(iso: str | None) -> str:
    """A time for people: ``Tue 21 Oct 2025, 08:00``; months, years and intervals as far as they go."""
    if not iso:
        return "no date"
    if "/" in iso:
        first, last = iso.split("/", 1)
        return f"{long_day(first)} – {long_day(last)}"
    if len(iso) <= 4:
        return iso
    try:
        when = dt.datetime.fromisoformat(iso if len(iso) > 7 else f"{iso}-01")
    except ValueError:
        return iso
    if len(iso) <= 7:
        return f"{when:%B %Y}"
    clock = f", {when:%H:%M}" if "T" in iso else ""
    return f"{when:%a} {when.day} {when:%b %Y}{clock}"


def web(address: str | None) -> str | None:
    """An address that may be a link: http or https with a host, else None."""
    if not address:
        return None
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname
    except ValueError:
        return None
    return address.strip() if parts.scheme in {"http", "https"} and host else None


def plain(words: str) -> Markup:
    """Escaped and visible, each line as its own."""
    return escape(visible(words))


def hit(words: str, phrases: Sequence[str]) -> Markup:
    """The words with every phrase marked, without regard to case; what is between them stays as it is."""
    wanted = sorted({p for p in phrases if p.strip()}, key=len, reverse=True)
    if not wanted:
        return plain(words)
    pattern = re.compile("|".join(r"\W+".join(map(re.escape, p.split())) for p in wanted), re.IGNORECASE)
    out, at = Markup(), 0
    for found in pattern.finditer(words):
        if found.end() > found.start():
            out += plain(words[at : found.start()]) + Markup("<mark>") + plain(found.group())
            out += Markup("</mark>")
            at = found.end()
    return out + plain(words[at:])


def said_through(row: Mapping[str, Any]) -> list[str]:
    """Through whom words reach the reader, outermost first: outlet, then the hops."""
    hops = [hop["name"] for hop in row.get("chain") or ()] or list(row.get("by") or ())
    outlet = row.get("outlet")
    return [*([outlet] if outlet and (not hops or hops[0] != outlet) else []), *hops]


def link(path: str, **values: Any) -> str:
    """An address of the desk: the path with every part quoted, and the values that are set."""
    kept = {k: v for k, v in values.items() if v is not None and v != ""}
    where = path if _PLAIN.fullmatch(path) else "/".join(quote(part, safe="") for part in path.split("/"))
    return f"{where}?{urlencode(kept, doseq=True)}" if kept else where
