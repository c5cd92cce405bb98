"""What a wire item tells, whatever format it came in, and the report that it makes.

The text of a report is what the item says, written out the same way every time: headline, byline,
dateline and body on lines of their own; or an event's record, a line for each fact, and then its
description. So every finding can be cited from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.errors import SourceError
from dateline.model.provenance import Form, PubStatus
from dateline.model.times import When
from dateline.sources.metadata import read_published
from dateline.sources.raw import TEXT, Raw, fact, quotable, record_of, under_title

__all__ = ["Event", "Item", "code_of", "moment", "raw_of", "status_of"]

LONGEST_CREDIT = 80
"""Characters of a credit line that is a name; what is longer is a sentence about rights."""
_SHARED = re.compile(r"\s*(?:/|\||;|\bvia\b)\s*")


@dataclass(frozen=True, slots=True)
class Event:
    """An encounter as a wire's calendar has it; ``status`` is the code as given ("eos5")."""

    name: str
    status: str | None = None
    starts: str | None = None
    ends: str | None = None
    place: str | None = None
    organisers: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()

    def lines(self) -> str:
        """The record, a fact on each line: its label, a colon, and the fact."""
        facts = [("Event", self.name), ("Status", self.status), ("Starts", self.starts), ("Ends", self.ends)]
        facts += [("Place", self.place), *(("Organiser", o) for o in self.organisers)]
        facts += [("Participant", p) for p in self.participants]
        return "".join(f"{label}: {words}\n" for label, given in facts if (words := fact(given)))


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a wire. ``body`` is plain text, a line for each paragraph; ``credits`` outermost first."""

    key: str
    headline: str | None = None
    body: str = ""
    byline: str | None = None
    dateline: str | None = None
    outlet: str | None = None
    credits: tuple[str, ...] = ()
    version: str | None = None
    published: When | None = None
    status: PubStatus = PubStatus.USABLE
    embargo: When | None = None
    urgency: int | None = None
    subjects: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    event: Event | None = None


def raw_of(item: Item, where: str, path: str | None) -> Raw:
    """The report of ``item``; one that takes its article back without words says so in words.

    Raises :class:`~dateline.errors.SourceError` for an item without text.
    """
    text = _text(item)
    if not any(c.isalpha() for c in text):
        message = f'{where}: no text in the item "{quotable(item.key)}"; give items with a body or an event.'
        raise SourceError(message)
    outlet = fact(item.outlet)
    return Raw(
        data=text.encode("utf-8", "replace"),
        media_type=TEXT,
        where=where,
        path=path,
        url=item.url,
        title=item.headline,
        outlet=outlet,
        published=item.published,
        charset="utf-8",
        language=item.language,
        credits=tuple(c for c in _credits(item.credits) if c != outlet),
        record=record_of(where, path),
        key=item.key,
        version=item.version,
        pub_status=item.status,
        embargo=item.embargo,
        form=Form.EVENT if item.event else Form.PROSE,
        byline=(fact(item.byline) or "").removeprefix("By ") or None,
        urgency=item.urgency,
        subjects=item.subjects,
    )


def _text(item: Item) -> str:
    if item.event is not None:
        return item.event.lines() + (f"\n{item.body.strip()}\n" if item.body.strip() else "")
    body = _with_dateline(item.body.strip(), fact(item.dateline))
    if item.status is PubStatus.CANCELED and not body:
        body = "Withdrawn by its publisher."
    if not body:
        return ""
    byline = fact(item.byline)
    if byline and byline.removeprefix("By ") not in body[:400]:
        body = f"{byline if byline.lower().startswith('by ') else f'By {byline}'}\n{body}"
    return under_title(fact(item.headline), body) + "\n"


def _with_dateline(body: str, dateline: str | None) -> str:
    if not dateline or not body or body.startswith(dateline):
        return body
    return f"{dateline.rstrip(' -–—')} - {body}"


def _credits(given: tuple[str, ...]) -> list[str]:
    names: list[str] = []
    for words in given:
        line = (fact(words) or "").removeprefix("Credit:").strip()
        if line and len(line) <= LONGEST_CREDIT:
            names += [name for name in _SHARED.split(line) if name]
    return list(dict.fromkeys(names))


def status_of(words: str | None, where: str) -> PubStatus:
    """The publishing status in a code or its last part (``stat:usable``, ``pubstatus:canceled``).

    Raises :class:`~dateline.errors.SourceError` for a word that is none: whether the item may be used
    must be known.
    """
    code = code_of(words).lower().replace("cancelled", "canceled")
    if not code:
        return PubStatus.USABLE
    try:
        return PubStatus(code)
    except ValueError:
        words = "is none of usable, withheld, canceled; correct it."
        message = f'{where}: the publishing status "{quotable(code)}" {words}'
        raise SourceError(message) from None


def code_of(words: str | None) -> str:
    """The last part of a qcode or of the address of a term: ``eos5`` of ``eventoccurstatus:eos5``."""
    return re.split(r"[:/#]", (words or "").strip().rstrip("/"))[-1]


def moment(words: str | None, where: str) -> When | None:
    """A time of an item, None for none; raises :class:`~dateline.errors.SourceError` for what is no time."""
    return read_published(re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", (words or "").strip()), where)
