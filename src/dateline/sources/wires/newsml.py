"""NewsML-G2, the IPTC's exchange format in XML: each item as a report, events as their records.

https://iptc.org/standards/newsml-g2/. Read with lxml; no entity is resolved, and nothing outside the
file is looked at: no DTD, no catalogue, no remote content. A code stays the code that it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from lxml import etree

from dateline.errors import SourceError
from dateline.model.provenance import PubStatus
from dateline.model.times import When
from dateline.sources.raw import Failure, Raw, fact, quotable
from dateline.sources.wires.item import Item, code_of, moment, raw_of, status_of
from dateline.sources.wires.markup import local, parse, text_of
from dateline.sources.wires.newsml_events import events_in

__all__ = ["is_newsml", "newsml_items"]

ITEMS = ("newsItem", "conceptItem", "knowledgeItem", "packageItem", "planningItem", "catalogItem")
NOT_READ = {
    "packageItem": "a package only lists items; give the items themselves",
    "planningItem": "a planning item without an event tells of coverage, not of news",
    "catalogItem": "a catalogue lists codes, not news",
    "conceptItem": "the concept is no event",
    "knowledgeItem": "none of its concepts is an event",
}
MEDIA = {
    "picture": "a picture",
    "photo": "a picture",
    "graphic": "a graphic",
    "video": "a video",
    "audio": "a sound recording",
    "animated": "an animation",
}
_ROOT = re.compile(rf"<(?:\w+:)?(?:newsMessage|{'|'.join(ITEMS)})[\s>]".encode())
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HEAD = 20_000
"""Bytes in which the root stands, after a prologue and comments."""


def is_newsml(data: bytes) -> bool:
    """Whether bytes begin as NewsML-G2: a message or an item."""
    return bool(_ROOT.search(data[:HEAD])) or b"iptc.org/std/nar" in data[:HEAD]


def newsml_items(data: bytes, where: str, path: str | None) -> Iterator[Raw | Failure]:
    """The reports in a NewsML-G2 document; what is refused is a Failure with its reason.

    Raises :class:`~dateline.errors.SourceError` for what is not well-formed XML, and for another root.
    """
    try:
        root = parse(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = f"{where}: not well-formed XML ({quotable(str(error), 160)}); get the item again."
        raise SourceError(message) from error
    items = [root] if local(root) in ITEMS else _in_message(root, where)
    for number, item in enumerate(items, 1):
        place = f"{where}#{number}" if len(items) > 1 else where
        yield from _reports(item, place, path)


def _in_message(root: etree._Element, where: str) -> list[etree._Element]:
    if local(root) != "newsMessage":
        message = (
            f"{where}: <{quotable(local(root))}> is no item of NewsML-G2; give a newsItem or a newsMessage."
        )
        raise SourceError(message)
    items = [i for i in root.iterfind("{*}itemSet/{*}*") if local(i) in ITEMS]
    if not items:
        message = f"{where}: no item in the newsMessage; give one with items."
        raise SourceError(message)
    return items


def _reports(element: etree._Element, where: str, path: str | None) -> Iterator[Raw | Failure]:
    try:
        items = list(_items(element, where))
    except SourceError as error:
        yield Failure(where, error)
        return
    for number, item in enumerate(items, 1):
        place = f"{where}/events/{number}" if len(items) > 1 else where
        try:
            yield raw_of(item, place, path)
        except SourceError as error:
            yield Failure(place, error)


def _items(element: etree._Element, where: str) -> Iterator[Item]:
    """The items in an element: itself, or one for each of its events."""
    item = _item(element, where)
    events = list(events_in(element))
    for ident, event, body in events:
        key = f"{item.key}#{ident}" if len(events) > 1 else item.key
        yield replace(item, key=key, headline=event.name, event=event, body=body)
    if events:
        return
    if item.status is PubStatus.CANCELED:
        yield item  # whatever it was: it takes its article back
        return
    kind = local(element)
    if kind in NOT_READ:
        message = f"{where}: {NOT_READ[kind]}."
        raise SourceError(message)
    medium = MEDIA.get(code_of(_code(element, "itemMeta/itemClass")).lower())
    if medium and not item.body:
        message = f"{where}: {medium} without an article; Dateline reads text."
        raise SourceError(message)
    yield item


def _item(element: etree._Element, where: str) -> Item:
    guid = element.get("guid")
    if not guid:
        message = f"{where}: the item has no guid, so its versions could not be told; correct it."
        raise SourceError(message)
    urgency = _words(element, "contentMeta/urgency") or ""
    return Item(
        key=guid,
        headline=_words(element, "contentMeta/headline") or _title_in(element),
        body=_body(element),
        byline=_byline(element),
        dateline=_words(element, "contentMeta/dateline"),
        outlet=_party(element.find(_path("itemMeta/provider"))),
        credits=_credits(element),
        version=element.get("version") or _words(element, "itemMeta/versionCreated"),
        published=_published(element, where),
        status=status_of(_code(element, "itemMeta/pubStatus"), where),
        embargo=_embargo(element, where),
        urgency=int(urgency) if urgency.isascii() and urgency.isdigit() and 1 <= int(urgency) <= 9 else None,
        subjects=tuple(s for e in element.iterfind(_path("contentMeta/subject")) if (s := _coded(e))),
        language=_language(element),
    )


def _path(steps: str) -> str:
    return "/".join(f"{{*}}{step}" for step in steps.split("/"))


def _words(element: etree._Element, steps: str) -> str | None:
    """The words of the first such element, its own markup aside; None for none."""
    found = element.find(_path(steps))
    return fact("".join(found.itertext())) if found is not None else None


def _coded(element: etree._Element) -> str | None:
    code: str | None = element.get("qcode") or element.get("uri") or element.get("literal")
    return code


def _code(element: etree._Element, steps: str) -> str | None:
    found = element.find(_path(steps))
    return _coded(found) if found is not None else None


def _party(element: etree._Element | None) -> str | None:
    """Somebody's name, else the end of his code."""
    if element is None:
        return None
    name: str | None = _words(element, "name") or fact("".join(element.itertext()))
    address = urlsplit(element.get("uri") or "").hostname if "://" in (element.get("uri") or "") else None
    return name or code_of(element.get("qcode") or element.get("literal")) or address


def _names(element: etree._Element, steps: str) -> str | None:
    names = [_words(e, "name") for e in element.iterfind(_path(steps))]
    return ", ".join(n for n in names if n) or None


def _published(element: etree._Element, where: str) -> When | None:
    times = (_words(element, f"itemMeta/{name}") for name in ("versionCreated", "firstCreated"))
    return moment(next((t for t in times if t), None), where)


def _embargo(element: etree._Element, where: str) -> When | None:
    """Until when the item is under embargo; an empty element is one without an end."""
    found = element.find(_path("itemMeta/embargoed"))
    if found is None:
        return None
    return moment("".join(found.itertext()), where) or When.vague()


def _language(element: etree._Element) -> str | None:
    found = element.find(_path("contentMeta/language"))
    tag: str | None = found.get("tag") if found is not None else None
    return tag or element.get(_LANG)


def _credits(element: etree._Element) -> tuple[str, ...]:
    """Outermost first: the newest hop, then the older ones; then the credit line and the sources."""
    hops = sorted(element.iterfind(_path("hopHistory/hop")), key=_hop_order, reverse=True)
    parties = [_party(hop.find("{*}party")) for hop in hops]
    line = _words(element, "contentMeta/creditline")
    sources = [_party(s) for s in element.iterfind(_path("contentMeta/infoSource"))]
    return tuple(dict.fromkeys(c for c in (*parties, line, *sources) if c))


def _hop_order(hop: etree._Element) -> tuple[int, str]:
    seq = hop.get("seq", "")
    return (int(seq) if seq.isascii() and seq.isdigit() and len(seq) < 10 else 0), hop.get("timestamp", "")


def _body(element: etree._Element) -> str:
    """The prose of the first content that has any: inline XML, then inline text."""
    for content in element.iterfind(_path("contentSet/inlineXML")):
        if text := text_of(content):
            return text
    for content in element.iterfind(_path("contentSet/inlineData")):
        if content.get("encoding") is None and (text := text_of(content)):
            return text
    return ""


def _byline(element: etree._Element) -> str | None:
    given = _words(element, "contentMeta/by") or _inside(element, "byline")
    return given or _names(element, "contentMeta/creator")


def _title_in(element: etree._Element) -> str | None:
    """The headline inside NITF or XHTML content, where the item gives none of its own."""
    return _inside(element, "hl1", "title", "h1")


def _inside(element: etree._Element, *names: str) -> str | None:
    """The words of the first element of one of the names in the content; None for none."""
    for name in names:
        found = element.find(f"{_path('contentSet/inlineXML')}//{{*}}{name}")
        if found is not None and (words := fact("".join(found.itertext()))):
            return words
    return None
