"""Events in NewsML-G2: a concept with event details, alone, in a set, or in the content of a news item."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree

from dateline.sources.raw import fact
from dateline.sources.wires.item import Event, code_of
from dateline.sources.wires.markup import text_of

__all__ = ["events_in"]

_DAYS = re.compile(r"P(\d{1,4})D")


def events_in(item: etree._Element) -> Iterator[tuple[str, Event, str]]:
    """The events of an item, each with an identity inside it, its record and its description."""
    for number, details in enumerate(item.iter("{*}eventDetails"), 1):
        around = details.getparent()
        if around is None:
            continue
        name = _words(around.find("{*}name")) or _words(item.find("{*}contentMeta/{*}headline"))
        if name:
            body = "\n".join(text_of(d) for d in around.iterfind("{*}definition"))
            yield _identity(around) or str(number), _event(name, details), body


def _identity(concept: etree._Element) -> str | None:
    ident = concept.find("{*}conceptId")
    return (ident.get("qcode") or ident.get("uri")) if ident is not None else None


def _event(name: str, details: etree._Element) -> Event:
    dates = details.find("{*}dates")
    starts = _words(dates.find("{*}start")) if dates is not None else None
    status = details.find("{*}occurStatus")
    return Event(
        name=name,
        status=code_of(status.get("qcode") or status.get("uri")) if status is not None else None,
        starts=starts,
        ends=_end(dates, starts) if dates is not None else None,
        place=next((p for e in details.iterfind("{*}location") if (p := _place(e))), None),
        organisers=_names(details, "organiser"),
        participants=_names(details, "participant"),
    )


def _words(element: etree._Element | None) -> str | None:
    return fact("".join(element.itertext())) if element is not None else None


def _names(details: etree._Element, kind: str) -> tuple[str, ...]:
    names = (_words(e.find("{*}name")) for e in details.iterfind(f"{{*}}{kind}"))
    return tuple(dict.fromkeys(n for n in names if n))


def _place(location: etree._Element) -> str | None:
    """The place and what it lies in: "Palace of Nations, Geneva, Switzerland"."""
    names = [location.find("{*}name"), *location.iterfind("{*}broader/{*}name")]
    return ", ".join(dict.fromkeys(w for n in names if (w := _words(n)))) or None


def _end(dates: etree._Element, starts: str | None) -> str | None:
    """The end as given, or the last of so many whole days."""
    if end := _words(dates.find("{*}end")):
        return end
    days = _DAYS.fullmatch(_words(dates.find("{*}duration")) or "")
    if days is None or starts is None or int(days[1]) < 1:
        return None
    try:
        return (dt.date.fromisoformat(starts[:10]) + dt.timedelta(days=int(days[1]) - 1)).isoformat()
    except (ValueError, OverflowError):
        return None
