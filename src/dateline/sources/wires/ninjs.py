"""ninjs, the IPTC's news in JSON, 1.0 to 3.1: each item as a report, an event as its record.

https://iptc.org/standards/ninjs/. What is read is held to a JSON Schema of our own
(``ninjs.schema.json``), which takes every version; what stands beside it is not read.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from dateline.errors import SourceError
from dateline.sources.feeds.prose import prose
from dateline.sources.raw import Failure, Raw, fact, quotable
from dateline.sources.wires.item import Event, Item, code_of, moment, raw_of, status_of
from dateline.sources.wires.spelling import in_one_spelling

__all__ = ["is_ninjs", "ninjs_items", "valid"]

TYPES = frozenset(
    ("text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning")
)
PICTURES = {
    "audio": "a sound recording",
    "video": "a video",
    "picture": "a picture",
    "graphic": "a graphic",
    "component": "a component",
    "planning": "a planning item",
}
MARKS = ("versioncreated", "bodies", "headlines", "eventdetails", "descriptions", "pubstatus", "associations")
DEEPEST = 4
"""Items inside items: an article, its links, and theirs."""


def is_ninjs(value: object) -> bool:
    """Whether a JSON value is a ninjs item, or a list of them: an object with a uri and marks of one."""
    if isinstance(value, list):
        return bool(value) and is_ninjs(value[0]) and not isinstance(value[0], list)
    if not isinstance(value, dict) or not isinstance(value.get("uri"), str):
        return False
    names = in_one_spelling(value)
    kind = names.get("type")
    return kind in TYPES if isinstance(kind, str) else any(mark in names for mark in MARKS)


def ninjs_items(value: object, where: str, path: str | None) -> Iterator[Raw | Failure]:
    """The reports in a ninjs item or a list of items; what is refused is a Failure with its reason.

    Items inside an item (its associations) that are articles or events are reports of their own.
    """
    items = value if isinstance(value, list) else [value]
    for number, item in enumerate(items, 1):
        place = f"{where}#{number}" if len(items) > 1 else where
        yield from _reports(item, place, path, 1)


def _reports(value: object, where: str, path: str | None, depth: int) -> Iterator[Raw | Failure]:
    try:
        item = valid(value, where)
        yield raw_of(_item(item, where), where, path)
    except SourceError as error:
        yield Failure(where, error)
        return
    for number, inner in enumerate(item.get("associations", ()) if depth < DEEPEST else (), 1):
        if is_ninjs(inner) and _told(in_one_spelling(inner)):
            yield from _reports(inner, f"{where}/associations/{number}", path, depth + 1)


def _told(item: Mapping[str, Any]) -> bool:
    """Whether an item inside another one is a report of its own, and no picture beside it."""
    return item.get("type") not in PICTURES and bool(item.get("bodies") or item.get("eventdetails"))


@functools.cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - a tenth of a second that few need

    schema = json.loads(files("dateline.sources.wires").joinpath("ninjs.schema.json").read_text("utf-8"))
    return Draft202012Validator(schema)


def valid(value: object, where: str) -> dict[str, Any]:
    """The item in one spelling; raises :class:`~dateline.errors.SourceError` where it breaks the standard."""
    if not isinstance(value, dict):
        message = f"{where}: an item of ninjs is a JSON object; correct the list."
        raise SourceError(message)
    item = in_one_spelling(value)
    fault = min(_validator().iter_errors(item), key=lambda e: [str(p) for p in e.absolute_path], default=None)
    if fault is not None:
        place = quotable(".".join(str(p) for p in fault.absolute_path))
        message = (
            f"{where}: not valid ninjs{f' at {place}' if place else ''}: {quotable(fault.message, 160)}."
        )
        raise SourceError(message)
    return item


def _item(item: Mapping[str, Any], where: str) -> Item:
    event = _event(item) if "eventdetails" in item or item.get("type") == "event" else None
    body = _words(item, "bodies")
    if event is None and not body and item.get("type") in PICTURES:
        message = f"{where}: {PICTURES[item['type']]} without an article; Dateline reads text."
        raise SourceError(message)
    urgency = item.get("urgency")
    credited = [s["name"] for s in item.get("infosources", ()) if s.get("name")]
    return Item(
        key=item["uri"],
        headline=_headline(item),
        body=body or _words(item, "descriptions"),
        byline=item.get("by"),
        outlet=item.get("copyrightholder") or next(iter(credited), None),
        credits=tuple(reversed(credited)),
        version=str(item["version"]) if item.get("version") not in (None, "") else item.get("versioncreated"),
        published=moment(item.get("versioncreated") or item.get("firstcreated"), where),
        status=status_of(item.get("pubstatus"), where),
        embargo=moment(item.get("embargoed"), where),
        urgency=urgency,
        subjects=tuple(_codes(item.get("subjects", ()))),
        language=item.get("language"),
        url=item["uri"] if item["uri"].startswith(("http://", "https://")) else None,
        event=event,
    )


def _headline(item: Mapping[str, Any]) -> str | None:
    texts = [t for t in item.get("headlines", ()) if t.get("role") != "short"] or item.get("headlines", ())
    words = (prose(t["value"]) for t in texts)
    return fact(next((w for w in words if w), None) or item.get("title"))


def _words(item: Mapping[str, Any], key: str) -> str:
    """The text of the first of ``bodies`` or ``descriptions`` that has any: markup before plain text.

    Markup says where a paragraph ends; the plain text beside it often does not.
    """
    given = item.get(key, ())
    ranked = sorted(given, key=lambda t: 0 if "html" in t.get("contenttype", "") else 1)
    for text in ranked:
        words = _plain(text)
        if words.strip():
            return words
    return ""


def _plain(text: Mapping[str, str]) -> str:
    kind, value = text.get("contenttype", "").lower(), text["value"]
    if "nitf" in kind or value.lstrip().startswith(("<?xml", "<nitf")):
        from dateline.sources.wires.markup import marked_up  # noqa: PLC0415 - lxml's XML is for the odd one

        return marked_up(value.encode("utf-8", "replace"))
    if kind in ("", "text/plain"):
        return "\n".join(line for line in (" ".join(li.split()) for li in value.splitlines()) if line)
    return prose(value)


def _codes(subjects: list[Mapping[str, str]] | tuple[()]) -> Iterator[str]:
    for subject in subjects:
        code = subject.get("uri") or subject.get("literal") or subject.get("code") or subject.get("name")
        if code:
            yield code


def _event(item: Mapping[str, Any]) -> Event:
    details = item.get("eventdetails", {})
    dates = details.get("dates", {})
    coverage = code_of(details.get("plannedcoveragestatus"))
    status = code_of(details.get("eventstatus")) or (coverage if coverage.startswith("eos") else "")
    return Event(
        name=_headline(item) or item.get("slugline") or item["uri"],
        status=status or None,
        starts=dates.get("startdate") or dates.get("expectedstartdate"),
        ends=dates.get("enddate") or dates.get("expectedenddate"),
        place=_place(item.get("places", ())),
        organisers=tuple(filter(None, [details.get("organiser", {}).get("name")])),
        participants=tuple(p["name"] for p in _people(item) if p.get("name")),
    )


def _people(item: Mapping[str, Any]) -> list[Mapping[str, str]]:
    return [*item.get("people", ()), *item.get("organisations", ())]


def _place(places: list[Mapping[str, Any]] | tuple[()]) -> str | None:
    """The first place, with its town and country: "LITEXPO, Vilnius, Lithuania"."""
    for place in places:
        towns = [c["address"] for c in place.get("contactinfo", ()) if "address" in c]
        parts = [place.get("name"), *(a.get(k) for a in towns[:1] for k in ("locality", "country"))]
        if any(parts):
            return ", ".join(dict.fromkeys(p for p in parts if p))
    return None
