"""The formats by name: what ``dateline export`` and a desk's pages offer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dateline import query as queries
from dateline.errors import QueryError
from dateline.export import tables
from dateline.export.brief import brief_html, brief_markdown, compose
from dateline.export.calendar import calendar
from dateline.export.cite import Citation, Shelf, bibtex, cite_entry
from dateline.export.feeds import atom
from dateline.export.linked import linked
from dateline.ledger import Ledger
from dateline.query import Query

__all__ = ["FORMATS", "Format", "Wanted", "written"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written: the answer to ``query`` about ``what``.

    ``what`` is the name of a table where the format has tables. ``base`` is the address of a desk to link
    to, ``self_link`` where the result itself will stand.
    """

    query: Query
    what: str
    base: str | None = None
    self_link: str | None = None
    for_spreadsheets: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its media type, what it can be of (the first unless told), and how it is written."""

    name: str
    media_type: str
    ending: str
    subjects: tuple[str, ...]
    write: Callable[[Ledger, Wanted], Iterable[str | bytes]]
    binary: bool = False

    def subject(self, what: str | None) -> str:
        """``what`` if the format can be of it; raises :class:`~dateline.errors.QueryError` if not."""
        if what not in {None, *self.subjects} and len(self.subjects) == 1:
            message = f"{self.name} is made of {self.subjects[0]} only; leave --what out."
            raise QueryError(message)
        if what not in {None, *self.subjects}:
            message = f"{self.name} is not made of {what!r}; write one of: {', '.join(self.subjects)}."
            raise QueryError(message)
        return what or self.subjects[0]


def written(ledger: Ledger, name: str, wanted: Wanted) -> Iterable[str | bytes]:
    """The pieces of the file in the format ``name``."""
    return FORMATS[name].write(ledger, wanted)


def _csv(ledger: Ledger, wanted: Wanted) -> Iterator[str]:
    answers = tables.ask(ledger, wanted.what, wanted.query)
    return tables.csv_lines(wanted.what, answers, for_spreadsheets=wanted.for_spreadsheets)


def _json_lines(ledger: Ledger, wanted: Wanted) -> Iterator[str]:
    return tables.json_lines(wanted.what, tables.ask(ledger, wanted.what, wanted.query))


def _parquet(ledger: Ledger, wanted: Wanted) -> list[bytes]:
    return [tables.parquet(wanted.what, tables.ask(ledger, wanted.what, wanted.query))]


def _calendar(ledger: Ledger, wanted: Wanted) -> list[str]:
    meetings = queries.meetings(ledger, wanted.query)
    return [calendar(meetings, name=wanted.query.words("meetings"), base=wanted.base)]


def _atom(ledger: Ledger, wanted: Wanted) -> list[str]:
    changes = queries.changes(ledger, wanted.query)
    title = wanted.query.words("changes")
    return [atom(changes, title=title, self_link=wanted.self_link, base=wanted.base)]


def _linked(ledger: Ledger, wanted: Wanted) -> list[str]:
    entries = getattr(queries, wanted.what)(ledger, wanted.query)
    graph = linked(entries, Shelf(ledger), base=wanted.base)
    return [json.dumps(graph, ensure_ascii=False, indent=1), "\n"]


def _brief_html(ledger: Ledger, wanted: Wanted) -> list[str]:
    return [brief_html(compose(ledger, wanted.query))]


def _brief_markdown(ledger: Ledger, wanted: Wanted) -> list[str]:
    return [brief_markdown(compose(ledger, wanted.query))]


def _bibtex(ledger: Ledger, wanted: Wanted) -> list[str]:
    return [bibtex(_citations(ledger, wanted))]


def _cited(ledger: Ledger, wanted: Wanted) -> Iterator[str]:
    return (f"{citation.plain}\n" for citation in _citations(ledger, wanted))


def _citations(ledger: Ledger, wanted: Wanted) -> Iterator[Citation]:
    shelf = Shelf(ledger)
    for entry in getattr(queries, wanted.what)(ledger, wanted.query):
        yield cite_entry(shelf, entry)


_TABLES = tuple(tables.TABLES)
_QUOTED = ("statements", "meetings", "positions", "changes", "reports")

FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("csv", "text/csv; charset=utf-8", ".csv", _TABLES, _csv),
        Format("jsonl", "application/jsonl; charset=utf-8", ".jsonl", _TABLES, _json_lines),
        Format("parquet", "application/vnd.apache.parquet", ".parquet", _TABLES, _parquet, binary=True),
        Format("ics", "text/calendar; charset=utf-8", ".ics", ("meetings",), _calendar),
        Format("atom", "application/atom+xml; charset=utf-8", ".atom", ("changes",), _atom),
        Format("jsonld", "application/ld+json", ".jsonld", ("meetings", "statements", "positions"), _linked),
        Format("html", "text/html; charset=utf-8", ".html", ("brief",), _brief_html),
        Format("md", "text/markdown; charset=utf-8", ".md", ("brief",), _brief_markdown),
        Format("bibtex", "application/x-bibtex; charset=utf-8", ".bib", _QUOTED, _bibtex),
        Format("txt", "text/plain; charset=utf-8", ".txt", _QUOTED, _cited),
    )
}
"""Every format by its name."""
