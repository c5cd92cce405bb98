"""NewsML 1 (1.0 to 1.2), the older exchange format of the IPTC: each item as a report.

https://iptc.org/standards/newsml-1/. Items nest components, and the article is the longest text among their
contents. As with NewsML-G2, nothing outside the file is looked at. Its identifier without the revision is
the key, for DateId stays when an item is revised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from dateline.errors import SourceError
from dateline.model.provenance import PubStatus
from dateline.model.times import When
from dateline.sources.raw import Failure, Raw, fact, quotable
from dateline.sources.wires.item import Item, moment, raw_of, status_of
from dateline.sources.wires.markup import local, parse, text_of

__all__ = ["is_newsml1", "newsml1_items"]

HEAD = 20_000
_ROOT = re.compile(rb"<NewsML[\s>]")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(?:\d\d)?(Z|[+-]\d{4})?)?")
"""ISO 8601 in its basic form, as the standard has it: ``20310314T103000+0000``."""
NO_PROSE = frozenset({"css", "stylesheet"})
NO_ARTICLE = frozenset({"headline", "subheadline", "caption", "contact", "stylesheet", "logo", "summary"})
"""Roles of components that hold something else than the article."""


def is_newsml1(data: bytes) -> bool:
    """Whether bytes begin as NewsML 1."""
    return _ROOT.search(data[:HEAD]) is not None


def newsml1_items(data: bytes, where: str, path: str | None) -> Iterator[Raw | Failure]:
    """The reports in a NewsML document; what is refused is a Failure with its reason.

    Raises :class:`~dateline.errors.SourceError` for what is not well-formed XML, and where no item is.
    """
    try:
        root = parse(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = f"{where}: not well-formed XML ({quotable(str(error), 160)}); get the item again."
        raise SourceError(message) from error
    items = root.findall("{*}NewsItem")
    if local(root) != "NewsML" or not items:
        message = f"{where}: no item in the NewsML document; give one with items."
        raise SourceError(message)
    sender = _named(root, "{*}NewsEnvelope/{*}SentFrom/{*}Party")
    for number, element in enumerate(items, 1):
        place = f"{where}#{number}" if len(items) > 1 else where
        try:
            yield raw_of(_item(element, sender, place), place, path)
        except SourceError as error:
            yield Failure(place, error)


def _item(element: etree._Element, sender: str | None, where: str) -> Item:
    provider, day, ident = (
        _words(element, f"{{*}}Identification/{{*}}NewsIdentifier/{{*}}{name}")
        for name in ("ProviderId", "DateId", "NewsItemId")
    )
    if not provider or not ident:
        message = f"{where}: the item has no identifier, so its versions could not be told; correct it."
        raise SourceError(message)
    status = _named(element, "{*}NewsManagement/{*}Status") or ""
    is_embargoed = status.lower() == "embargoed"
    body = _body(element)
    item = Item(
        key=":".join(filter(None, ("urn:newsml", provider, day, ident))),
        headline=_line(element, "HeadLine"),
        body=body,
        byline=_line(element, "ByLine") or _parties(element, "Creator"),
        dateline=_line(element, "DateLine"),
        outlet=_parties(element, "Provider") or sender or provider,
        credits=tuple(c for c in (_line(element, "CreditLine"), _parties(element, "Source")) if c),
        version=_words(element, "{*}Identification/{*}NewsIdentifier/{*}RevisionId"),
        published=_published(element, where),
        status=PubStatus.USABLE if is_embargoed else status_of(status, where),
        embargo=_embargo(element, where) if is_embargoed else None,
        urgency=_urgency(element),
        subjects=tuple(
            code for e in element.iterfind(".//{*}SubjectCode/{*}*") if (code := e.get("FormalName"))
        ),
        language=_named(element, ".//{*}DescriptiveMetadata/{*}Language") or element.get(_LANG),
    )
    if not body and item.status is PubStatus.USABLE:
        media = _named(element, ".//{*}ContentItem/{*}MediaType")
        message = f"{where}: {fact(media) or 'an item'} without an article; Dateline reads text."
        raise SourceError(message)
    return item


def _words(element: etree._Element, path: str) -> str | None:
    found = element.find(path)
    return fact("".join(found.itertext())) if found is not None else None


def _named(element: etree._Element, path: str) -> str | None:
    """The formal name of the first such element, by which NewsML says nearly everything."""
    found = element.find(path)
    return fact(found.get("FormalName")) if found is not None else None


def _line(element: etree._Element, name: str) -> str | None:
    return _words(element, f".//{{*}}NewsLines/{{*}}{name}")


def _parties(element: etree._Element, role: str) -> str | None:
    found = element.iterfind(f".//{{*}}AdministrativeMetadata/{{*}}{role}/{{*}}Party")
    return ", ".join(dict.fromkeys(name for e in found if (name := fact(e.get("FormalName"))))) or None


def _moment(words: str | None, where: str) -> When | None:
    """A time in the basic form or another; None for none."""
    basic = _BASIC.fullmatch((words or "").strip())
    if basic is None:
        return moment(words, where)
    year, month, day, hour, minute, zone = basic.groups()
    clock = f"T{hour}:{minute}{zone or ''}" if hour else ""
    return moment(f"{year}-{month}-{day}{clock}", where)


def _published(element: etree._Element, where: str) -> When | None:
    times = (
        _words(element, f"{{*}}NewsManagement/{{*}}{n}") for n in ("ThisRevisionCreated", "FirstCreated")
    )
    return _moment(next((t for t in times if t), None), where)


def _embargo(element: etree._Element, where: str) -> When:
    """Until when; an embargo that names no end has none."""
    path = "{*}NewsManagement/{*}StatusWillChange/{*}DateAndTime"
    return _moment(_words(element, path), where) or When.vague()


def _urgency(element: etree._Element) -> int | None:
    given = _named(element, "{*}NewsManagement/{*}Urgency") or ""
    return int(given) if re.fullmatch("[1-9]", given) else None


def _body(element: etree._Element) -> str:
    """The longest text among the contents, one that has a role beside the article only where none else is."""
    found = [
        (not _is_beside(content), text)
        for content in element.iterfind(".//{*}ContentItem")
        if _is_prose(content) and (text := _text(content))
    ]
    return max(found, key=lambda one: (one[0], len(one[1])), default=(False, ""))[1]


def _is_prose(content: etree._Element) -> bool:
    kind = _named(content, "{*}MimeType") or _named(content, "{*}Format") or ""
    return content.find("{*}Encoding") is None and kind.lower().rpartition("/")[2] not in NO_PROSE


def _is_beside(content: etree._Element) -> bool:
    """Whether the component around the content says that it is no article."""
    return (_named(content.getparent(), "{*}Role") or "").lower() in NO_ARTICLE


def _text(content: etree._Element) -> str:
    data = content.find("{*}DataContent")
    if data is None:
        return ""
    if len(data):
        return text_of(data)
    return "\n".join(line for line in map(str.strip, (data.text or "").split("\n")) if line)
