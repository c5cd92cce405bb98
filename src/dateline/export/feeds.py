"""Changes as an Atom feed (RFC 4287): what a query finds new, for any feed reader.

Ids are name-based UUIDs (RFC 9562, version 5) of the change's own id, so an entry keeps its id wherever
and whenever the feed is made. The feed is a pure function of the changes.
"""

from __future__ import annotations

import datetime as dt
import html
import uuid
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from dateline.export.clock import EPOCH, in_words, utc
from dateline.model.entries import Change
from dateline.model.lineage import basis
from dateline.model.shown import one_line, shown

__all__ = ["atom", "entry_id"]

_ATOM = "http://www.w3.org/2005/Atom"
_HOUSE = uuid.uuid5(uuid.NAMESPACE_DNS, "dateline.invalid")
"""The name space of Dateline's own ids; ``.invalid`` (RFC 2606) is nobody's domain."""


def atom(
    changes: Iterable[Change],
    *,
    title: str = "Changes",
    self_link: str | None = None,
    base: str | None = None,
) -> str:
    """The feed of ``changes``, newest first, in UTF-8 with an XML declaration.

    ``title`` is the query in words (``Query.words("changes")``), ``self_link`` the feed's own address,
    ``base`` the address of a desk whose pages the entries link to. Without a self link the feed's id is
    made from its title.
    """
    newest = sorted(changes, key=lambda c: (utc(c.at), c.id), reverse=True)
    ET.register_namespace("", _ATOM)
    feed = ET.Element(_name("feed"), {"xml:lang": "en"})
    _add(feed, "id", _urn(f"feed {self_link or title}"))
    _add(feed, "title", one_line(title))
    _add(feed, "updated", _rfc3339(utc(newest[0].at) if newest else EPOCH))
    _add(feed, "generator", "Dateline")
    _add(_add(feed, "author"), "name", "Dateline")
    if self_link:
        _add(feed, "link", rel="self", type="application/atom+xml", href=self_link)
    if base:
        _add(feed, "link", rel="alternate", type="text/html", href=f"{base.rstrip('/')}/")
    for change in newest:
        _entry(feed, change, base)
    ET.indent(feed, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def entry_id(change: Change) -> str:
    """The Atom id of a change: ``urn:uuid:…``, the same in every feed."""
    return _urn(f"change {change.id}")


def _entry(feed: ET.Element, change: Change, base: str | None) -> None:
    passage = change.passage
    entry = _add(feed, "entry")
    moment = _rfc3339(utc(change.at))
    _add(entry, "id", entry_id(change))
    _add(entry, "title", _claim(change))
    _add(entry, "updated", moment)
    _add(entry, "published", moment)
    _add(_add(entry, "author"), "name", one_line(change.who or passage.outlet or "unknown"))
    _add(entry, "category", term=change.kind.value)
    if base:
        _add(entry, "link", rel="alternate", type="text/html", href=_page(base, change))
        report = f"{base.rstrip('/')}/reports/{passage.report}"
        _add(entry, "link", rel="via", type="text/html", href=report)
    _add(entry, "content", _content(change), type="html")


def _page(base: str, change: Change) -> str:
    """The page of what changed: a meeting has one of its own, a position stands among its side's."""
    root = base.rstrip("/")
    of_meeting = change.subject.startswith("m")
    return f"{root}/meetings/{change.subject}" if of_meeting else f"{root}/positions#{change.subject}"


def _claim(change: Change) -> str:
    before = f"{change.before} → " if change.before else ""
    return one_line(f"{change.label}: {before}{change.after or 'unknown'}")


def _content(change: Change) -> str:
    passage = change.passage
    facts = (change.who, passage.outlet if passage.outlet != change.who else None, in_words(change.at))
    source = ", ".join(html.escape(one_line(f)) for f in facts if f)
    where = f"{passage.report}, characters {passage.start}–{passage.end}"
    rests = basis(change.origins)
    return (
        f"<p>{html.escape(_claim(change))}</p>"
        f"<blockquote><p>{html.escape(shown(passage.quote))}</p></blockquote>"
        f"<p>{source} ({html.escape(where)})</p>"
        f"{f'<p>{html.escape(one_line(rests))}</p>' if rests else ''}"
    )


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, _name(name), attributes)
    child.text = text
    return child


def _name(local: str) -> str:
    return f"{{{_ATOM}}}{local}"


def _urn(name: str) -> str:
    return uuid.uuid5(_HOUSE, name).urn


def _rfc3339(moment: dt.datetime) -> str:
    return f"{moment.date().isoformat()}T{moment:%H:%M:%S}Z"
