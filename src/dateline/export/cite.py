"""Citations: quote, outlet, date, offsets and hash, in one line or for BibTeX.

A citation can be checked without Dateline: take the text whose SHA-256 it gives, and its characters from
``start`` to ``end`` (code points, half-open) are the quote.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.errors import LedgerError
from dateline.export.clock import in_words
from dateline.ledger import Ledger
from dateline.model.entries import Change, Meeting, Position
from dateline.model.lineage import Derivation
from dateline.model.report import Report
from dateline.model.rows import Passage, ReportEntry, StatementEntry
from dateline.model.shown import one_line, shorter
from dateline.model.times import When

__all__ = ["Citation", "Shelf", "bibtex", "cite", "cite_entry", "cite_passage"]

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_LONGEST_TITLE = 80
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - BibTeX's own words


@dataclass(frozen=True, slots=True)
class Citation:
    """One passage of one report, or a whole report (no ``passage``), as a reader cites it.

    ``id`` is what was cited, ``voices`` who says the words, outermost first; empty: the outlet itself.
    """

    id: str
    report: str
    outlet: str | None
    published: When | None
    title: str | None
    url: str | None
    sha256: str
    passage: Passage | None = None
    voices: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where the words stand: ``characters 12–40 of r1f0c…, SHA-256 ab12…``."""
        at = f"characters {self.passage.start}–{self.passage.end} of " if self.passage else ""
        return f"{at}{self.report}, SHA-256 {self.sha256}"

    @property
    def plain(self) -> str:
        """The citation in one line."""
        said = one_line(" ← ".join(self.voices))
        quoted = f"“{one_line(self.passage.quote)}”" if self.passage else ""
        words = f"{said}: {quoted}" if said and quoted else quoted
        title = f"“{one_line(self.title)}”" if self.title else None
        outlet = one_line(self.outlet) if self.outlet else "unknown outlet"
        facts = [f for f in (outlet, title, in_words(self.published) or "undated") if f]
        source = ", ".join(facts)
        address = f" {one_line(self.url)}" if self.url else ""
        return f"{words}{', ' if words else ''}{source}; {self.place}.{address} [{self.id}]"

    def as_dict(self) -> dict[str, Any]:
        """The citation as plain values."""
        passage = self.passage
        return {
            "id": self.id,
            "citation": self.plain,
            "quote": passage.quote if passage else None,
            "voices": list(self.voices),
            "outlet": self.outlet,
            "published": self.published.iso if self.published else None,
            "title": self.title,
            "url": self.url,
            "report": self.report,
            "start": passage.start if passage else None,
            "end": passage.end if passage else None,
            "sha256": self.sha256,
        }


class Shelf:
    """The reports of a ledger, each taken out once."""

    def __init__(self, ledger: Ledger) -> None:
        """The shelf of ``ledger``."""
        self._ledger = ledger
        self._reports: dict[str, Report] = {}
        self._derived: dict[str, list[Derivation]] | None = None

    def derived(self, report_id: str) -> Sequence[Derivation]:
        """What the report is made from; nothing for an original."""
        if self._derived is None:
            self._derived = self._ledger.entries().derived
        return self._derived.get(report_id, ())

    def report(self, report_id: str) -> Report:
        """The report; raises :class:`~dateline.errors.LedgerError` for none."""
        if report_id not in self._reports:
            self._reports[report_id] = self._ledger.report(report_id)
        return self._reports[report_id]


def cite(ledger: Ledger, name: str) -> tuple[Citation, ...]:
    """A citation of each passage that ``name`` rests on, oldest first.

    ``name`` is any id that ``dateline show`` takes. Raises :class:`~dateline.errors.LedgerError` when
    nothing has that id.
    """
    shelf, found = Shelf(ledger), []
    for around in ledger.show(name):
        report = shelf.report(around.report.id)
        if around.marks:
            start, end = min(m.start for m in around.marks), max(m.end for m in around.marks)
            found.append(cite_passage(shelf, around.id, _passage(report, start, end)))
        else:
            found.append(_of_report(around.id, report))
    return tuple(found)


def cite_entry(shelf: Shelf, entry: Meeting | Position | Change | StatementEntry | ReportEntry) -> Citation:
    """The citation of the words that an entry rests on: of several the newest, of a report none."""
    if isinstance(entry, ReportEntry):
        return _of_report(entry.id, shelf.report(entry.id))
    if isinstance(entry, Change | StatementEntry):
        return cite_passage(shelf, entry.id, entry.passage)
    last = entry.last
    if last is None:
        message = f"The meeting {entry.id} rests on no words; run dateline check."
        raise LedgerError(message)
    return cite_passage(shelf, entry.id, last.passage)


def cite_passage(shelf: Shelf, name: str, passage: Passage, voices: Iterable[str] | None = None) -> Citation:
    """The citation of ``passage`` under the id ``name``; ``voices`` are looked up unless given."""
    report = shelf.report(passage.report)
    whole = _of_report(name, report)
    said = _voices(report, passage) if voices is None else tuple(voices)
    return Citation(
        id=name,
        report=report.id,
        outlet=passage.outlet,
        published=passage.published,
        title=whole.title,
        url=whole.url,
        sha256=whole.sha256,
        passage=passage,
        voices=said,
    )


def _of_report(name: str, report: Report) -> Citation:
    document = report.document
    return Citation(
        id=name,
        report=report.id,
        outlet=document.outlet,
        published=document.published,
        title=document.title,
        url=document.url,
        sha256=document.sha256,
    )


def _passage(report: Report, start: int, end: int) -> Passage:
    """The words with the outlet and time that are theirs: a teaser has its own."""
    document = report.document
    segment = document.segment_at(start)
    outlet = (segment.outlet if segment else None) or document.outlet
    published = (segment.published if segment else None) or document.published
    return Passage(report.id, start, end, document.cite(start, end).quote, outlet, published)


def _voices(report: Report, passage: Passage) -> tuple[str, ...]:
    """Who says these words in the report; whoever published them is left out."""
    for statement in report.statements:
        if statement.whole == (passage.start, passage.end):
            names = [hop.name for hop in statement.chain] or [statement.speaker.name or ""]
            return tuple(n for n in names if n and n != passage.outlet)
    for meeting in report.meetings:
        for claim in meeting.assertions:
            if claim.evidence.span == (passage.start, passage.end):
                return claim.by
    for position in report.positions:
        if position.evidence.span == (passage.start, passage.end):
            return (position.speaker or position.actor.name,)
    return ()


def bibtex(citations: Iterable[Citation]) -> str:
    """The citations as entries for BibTeX and biblatex, each with a key of its own."""
    seen: Counter[str] = Counter()
    entries = []
    for citation in citations:
        key = re.sub(r"[^A-Za-z0-9]+", "-", citation.id)
        seen[key] += 1
        entries.append(_entry(f"{key}-{seen[key]}" if seen[key] > 1 else key, citation))
    return "\n".join(entries)


def _entry(key: str, citation: Citation) -> str:
    quote = citation.passage.quote if citation.passage else None
    title = citation.title or quote or citation.report
    fields = {
        "author": f"{{{_tex(citation.outlet or 'unknown outlet')}}}",
        "title": f"{{{_tex(shorter(title, _LONGEST_TITLE))}}}",
        **_date(citation.published),
        "url": _url(citation.url) if citation.url else None,
        "note": _note(citation),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def _date(when: When | None) -> dict[str, str | None]:
    if when is None or when.first is None:
        return {}
    iso = when.iso or ""
    month = _MONTHS[when.first.month - 1] if len(iso) != len("2031") else None
    return {"year": f"{when.first.year}", "month": month, "date": iso.partition("T")[0]}


def _note(citation: Citation) -> str:
    said = " ← ".join(citation.voices)
    quote = f"``{_tex(citation.passage.quote)}''" if citation.passage else ""
    words = ": ".join(w for w in (_tex(said), quote) if w)
    place = _tex(citation.place).replace("–", "--")
    return "; ".join(w for w in (words, place, f"Dateline {_tex(citation.id)}") if w)


def _tex(words: str) -> str:
    return "".join(_TEX.get(c, c) for c in one_line(words)).replace("←", r"$\leftarrow$")


def _url(address: str) -> str:
    """An address with what would end the field percent-encoded (RFC 3986, 2.1)."""
    return "".join(f"%{ord(c):02X}" if c in ' {}\\"<>^`|' else c for c in one_line(address))
