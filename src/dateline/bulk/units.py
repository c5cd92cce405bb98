"""A work unit: so much of a source as one worker reads at a time."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, cast

from dateline.bulk.slices import Slice, packed_slice, plain_slice
from dateline.errors import SourceError
from dateline.sources import Failure, Raw, open_sources
from dateline.sources.contents import NoWire
from dateline.sources.files import open_file, shown
from dateline.sources.records import records_in
from dateline.sources.saved_feeds import entries_in
from dateline.sources.warc import pages_in

__all__ = ["Kind", "Unit", "raws_of"]


class Kind(StrEnum):
    """How a unit's reports are reached."""

    WARC = "warc"
    """The records of a web archive that begin in ``start`` to ``end``, in bytes."""
    LINES = "lines"
    """Bytes ``start`` to ``end`` of JSON Lines; line ``first`` (from 1) is the first of them."""
    PACKED_LINES = "packed lines"
    """Lines ``start`` to ``end`` (from 0, half open) of gzipped JSON Lines, which have no places in bytes."""
    FEED = "feed"
    """Entries ``start`` to ``end`` (from 0, half open) of a saved feed."""
    FILES = "files"
    """Whole files, whatever is in them."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the source at ``path``; ``expected`` reports are in it, as far as the plan can tell."""

    kind: Kind
    path: str
    start: int = 0
    end: int = 0
    first: int = 1
    files: tuple[str, ...] = ()
    expected: int = 0


def raws_of(unit: Unit, passed: Counter[str]) -> Iterator[Raw | Failure]:
    """The reports of a unit, in order; ``passed`` counts by reason what is no report.

    Raises ``OSError`` or ``zlib.error`` when the source cannot be read.
    """
    if unit.kind is Kind.WARC:
        yield from pages_in(unit.path, passed, unit.start, unit.end)
    elif unit.kind is Kind.FEED:
        yield from _entries(unit, passed)
    elif unit.kind is Kind.FILES:
        yield from _counted(open_sources(unit.files), passed)
    else:
        opened = plain_slice if unit.kind is Kind.LINES else packed_slice
        with opened(unit.path, unit.start, unit.end) as part:
            yield from _records(part, unit)


def _counted(found: Iterator[Raw | Failure], passed: Counter[str]) -> Iterator[Raw | Failure]:
    for raw in found:
        if isinstance(raw, Failure) and raw.skipped:
            passed["skipped"] += 1
        else:
            yield raw


def _entries(unit: Unit, passed: Counter[str]) -> Iterator[Raw | Failure]:
    try:
        yield from entries_in(open_file(unit.path), passed, unit.start, unit.end)
    except NoWire:
        passed["feed without words"] += 1
    except SourceError as error:
        yield Failure(shown(unit.path), error)


def _records(part: Slice, unit: Unit) -> Iterator[Raw | Failure]:
    return records_in(cast("BinaryIO", part), shown(unit.path), unit.first)


UNREADABLE = (OSError, EOFError, zlib.error)
"""What a source that cannot be read raises."""
