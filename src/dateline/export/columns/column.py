"""A table's columns are small functions: name, type, vocabulary and meaning are read off them."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from dateline.model.lineage import Origin
from dateline.model.rows import Passage

__all__ = ["Cell", "Column", "Kind", "Table"]

Entry = TypeVar("Entry")
Part = TypeVar("Part")
Told = Callable[[Entry], Any]
Cell = str | int | bool | dt.date | list[str] | None
"""What a cell may hold."""


class Kind(StrEnum):
    """The type of a column's cells."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    TEXTS = "list of texts"


_KINDS: dict[Any, Kind] = {str: Kind.TEXT, int: Kind.INTEGER, bool: Kind.BOOLEAN, dt.date: Kind.DATE}


@dataclass(frozen=True, slots=True)
class Column(Generic[Entry]):
    """One column: ``of`` takes an entry and gives the cell.

    ``vocabulary`` is the enumeration whose values the cells are, if they are such; ``optional`` says
    whether a cell may be empty; ``meaning`` is the docstring of the function.
    """

    name: str
    kind: Kind
    optional: bool
    vocabulary: type[StrEnum] | None
    meaning: str
    of: Told[Entry]

    @classmethod
    def read(cls, of: Told[Entry]) -> Column[Entry]:
        """The column that ``of`` describes by its name, its annotation and its docstring."""
        told = get_type_hints(of)["return"]
        parts = [p for p in get_args(told) if p is not NoneType] if _is_union(told) else [told]
        (one,) = parts
        plural = get_origin(one) is tuple
        inner = get_args(one)[0] if plural else one
        words = inner if isinstance(inner, type) and issubclass(inner, StrEnum) else None
        kind = Kind.TEXTS if plural else Kind.TEXT if words else _KINDS[inner]
        meaning = " ".join((inspect.getdoc(of) or "").split())
        return cls(of.__name__.strip("_"), kind, _is_union(told), words, meaning, of)

    def cell(self, entry: Entry) -> Cell:
        """The cell of ``entry`` in plain values."""
        value = self.of(entry)
        if isinstance(value, tuple):
            return [str(v) for v in value]
        return value.value if isinstance(value, StrEnum) else value


def _is_union(told: Any) -> bool:
    return get_origin(told) in {Union, UnionType}


@dataclass(frozen=True, slots=True)
class Table(Generic[Entry]):
    """A named list of columns over one sort of entry; ``meaning`` says what a row is.

    ``asks`` is the question of :mod:`dateline.query` whose answers it shows, ``entries`` how one
    answer becomes rows.
    """

    name: str
    meaning: str
    asks: str
    entries: Callable[[Any], Iterable[Entry]]
    columns: list[Column[Entry]] = field(default_factory=list)

    def column(self, of: Told[Entry]) -> Told[Entry]:
        """Add the column that ``of`` is (a decorator; columns stand in the order of the code)."""
        self.columns.append(Column.read(of))
        return of

    def words(self, passage: Callable[[Entry], Passage | None]) -> None:
        """Add the columns of the words that an entry rests on."""
        for told in (quote, outlet, published, published_day, report, start, end):
            column = Column.read(told)
            self.columns.append(_after(passage, column))

    def roots(self, origins: Callable[[Entry], tuple[Origin, ...]]) -> None:
        """Add the columns of the independent origins that an entry rests on."""
        for told in (origins_, origin_names):
            self.columns.append(_after(origins, Column.read(told)))

    def rows(self, answers: Iterable[Any]) -> Iterator[dict[str, Cell]]:
        """The rows of ``answers``, each with every column, in their order."""
        for answer in answers:
            for entry in self.entries(answer):
                yield {c.name: c.cell(entry) for c in self.columns}


def _after(first: Callable[[Entry], Part | None], column: Column[Part]) -> Column[Entry]:
    """``column`` of a part of an entry; empty where it has none."""

    def of(entry: Entry) -> Any:
        part = first(entry)
        return None if part is None else column.of(part)

    return Column(column.name, column.kind, column.optional, column.vocabulary, column.meaning, of)


def quote(passage: Passage) -> str:
    """The very words it rests on: the report's text from start to end, exactly."""
    return passage.quote


def outlet(passage: Passage) -> str | None:
    """Who published the words; a teaser inside a report has an outlet of its own."""
    return passage.outlet


def published(passage: Passage) -> str | None:
    """When the words were published, in ISO 8601 and as finely as it is known."""
    return passage.published.iso if passage.published else None


def published_day(passage: Passage) -> dt.date | None:
    """The day of publication, as it was written there; of a longer time its first day."""
    return passage.published.first if passage.published else None


def report(passage: Passage) -> str:
    """The id of the report that has the words."""
    return passage.report


def start(passage: Passage) -> int:
    """Where the words begin in the report's text: a half-open range of Unicode code points, from 0."""
    return passage.start


def end(passage: Passage) -> int:
    """Where the words end (the code point after their last)."""
    return passage.end


def origins_(origins: tuple[Origin, ...]) -> int:
    """On how many independent origins it rests: however many reports copy one, it counts once."""
    return len(origins)


def origin_names(origins: tuple[Origin, ...]) -> tuple[str, ...]:
    """Who the origins are."""
    return tuple(origin.name for origin in origins)
