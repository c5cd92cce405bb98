"""What stands in a brief, before it has a form: sections of items, each with numbered sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline import query as queries
from dateline.export.cite import Citation, Shelf, cite_passage
from dateline.export.clock import in_words, utc
from dateline.ledger import Ledger
from dateline.model.entries import Change, ChangeKind, Meeting, Position
from dateline.model.lineage import basis
from dateline.model.links import beside
from dateline.model.rows import Passage
from dateline.query import Query

__all__ = ["Brief", "Item", "Quoted", "Section", "compose"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words with who says them and the number of their source, from 1."""

    words: str
    who: str | None
    source: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a brief: a mark (a status, a stance), what it is, facts about it, and the words."""

    mark: str
    head: str
    facts: tuple[str, ...]
    words: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Items under a title."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief: the question in words, its sections, and the reports they rest on in order of number."""

    question: str
    sections: tuple[Section, ...]
    sources: tuple[Citation, ...]

    @property
    def rests(self) -> str:
        """On what it rests, in words: ``13 reports, the newest of 19 March 2031``; empty for nothing."""
        if not self.sources:
            return ""
        newest = max((s.published for s in self.sources), key=utc)
        count = "one report" if len(self.sources) == 1 else f"{len(self.sources)} reports"
        return f"{count}, the newest of {in_words(newest)}" if in_words(newest) else count


def compose(ledger: Ledger, query: Query) -> Brief:
    """The brief that answers ``query``; a filter that a section does not know leaves that section alone."""
    sources = _Sources(Shelf(ledger))
    told = replace(query, status=None, as_of=None, until=query.until or query.as_of)
    changes = queries.changes(ledger, told)
    meetings = queries.meetings(ledger, replace(query, last=False))
    positions = queries.positions(ledger, replace(query, status=None, last=False))
    sections = (
        Section("What changed", tuple(_change(c, sources) for c in reversed(changes))),
        Section("Meetings", tuple(_meeting(m, sources) for m in meetings)),
        Section("Positions", tuple(_position(p, sources) for p in positions)),
    )
    return Brief(
        query.words("changes, meetings and positions"),
        tuple(s for s in sections if s.items),
        tuple(sources.cited()),
    )


class _Sources:
    """The reports of a brief, numbered as they are first used."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._first: dict[str, Passage] = {}
        self._numbers: dict[str, int] = {}

    def quote(self, passage: Passage, who: str | None) -> Quoted:
        self._first.setdefault(passage.report, passage)
        number = self._numbers.setdefault(passage.report, len(self._first))
        return Quoted(passage.quote, who, number, passage.start, passage.end)

    def cited(self) -> Iterator[Citation]:
        """Each report as a whole: where it came from and its hash."""
        for report, passage in self._first.items():
            citation = cite_passage(self._shelf, report, passage, ())
            document = self._shelf.report(report).document
            yield replace(citation, passage=None, outlet=document.outlet, published=document.published)


def _change(change: Change, sources: _Sources) -> Item:
    before = f"{change.before} → " if change.before else ""
    date = in_words(change.at)
    kind = "new" if change.kind is ChangeKind.FIRST_APPEARANCE else change.kind.value
    head = f"{change.label}: {before}{change.after}"
    facts = tuple(f for f in (date, basis(change.origins)) if f)
    return Item(kind, head, facts, (sources.quote(change.passage, change.who),))


def _meeting(meeting: Meeting, sources: _Sources) -> Item:
    people = ", ".join(
        f"{p.name} ({p.side})" if p.side not in {None, p.name} else p.name for p in meeting.participants
    )
    facts = [f"with {people}" if people else None, in_words(meeting.when) or "no date", meeting.place]
    facts += [f"{words} {link.event}" for words, link in beside(meeting)]
    facts.append(basis(meeting.origins))
    if meeting.voices:
        words = tuple(sources.quote(v.passage, f"{v.name}: {v.status.value}") for v in meeting.voices)
    else:
        words = (sources.quote(meeting.last.passage, meeting.last.voice),) if meeting.last else ()
    return Item(meeting.status.value, meeting.label, tuple(f for f in facts if f), words)


def _position(position: Position, sources: _Sources) -> Item:
    last = position.last
    facts = [
        f"to {last.addressee}" if last.addressee else None,
        f"on condition: {last.condition.quote}" if last.condition else None,
        in_words(last.passage.published),
    ]
    head = f"{position.side} on {str(position.issue).replace('_', ' ')}: {last.issue_text}"
    words = (sources.quote(last.passage, last.voice),)
    return Item(position.stance.value, head, tuple(f for f in facts if f), words)
