"""The plan: from what a person names to work units, each small enough to be read again for nothing.

A source is looked through once. Web archives and JSON Lines are cut where a record begins, so that no
unit needs another, and feeds between their entries; small files are put together. The same source gives the
same units.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from dateline.bulk.slices import STEP
from dateline.bulk.units import Kind, Unit
from dateline.errors import BulkError, SourceError
from dateline.sources.contents import RECORD_SUFFIXES, SNIFFED, WIRE_SUFFIXES, suffixed
from dateline.sources.files import WARC_SUFFIXES, open_file, reports_in, shown, why_skipped
from dateline.sources.saved_feeds import entry_count, is_feed
from dateline.sources.warc import spans_in
from dateline.sources.warc_blocks import is_splittable

__all__ = ["Mark", "Source", "mark_of", "sources_of", "units_of"]

MOST_CUTS = 64
"""Units of a gzipped file of lines: each has to inflate what stands before it."""
MOST_CUTS_OF_FEEDS = 16
"""Units of a feed: each has to read all of it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to be read: an archive, a file of lines, a feed, or ``files`` that are read together."""

    path: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """How a source is known again: its bytes, and a digest of the names, sizes and times of its files."""

    size: int
    digest: str


def sources_of(paths: Iterable[str], passed: Counter[str]) -> Iterator[Source]:
    """The sources at ``paths`` in a fixed order; ``passed`` counts by reason the files that are no reports.

    Raises :class:`~dateline.errors.BulkError` for a path where nothing is, an address, and ``-``.
    """
    for path in paths:
        if path == "-" or "://" in path:
            message = f"{path}: read in bulk are files and folders; use 'dateline add' for this one."
            raise BulkError(message)
        if Path(path).is_dir():
            yield from _in_folder(path, passed)
        elif Path(path).exists():
            yield Source(path) if _is_cut(path) else Source(path, (path,))
        else:
            message = f"{shown(path)}: there is no such file or folder; check the path."
            raise BulkError(message)


def _in_folder(folder: str, passed: Counter[str]) -> Iterator[Source]:
    """The archives, files of lines and feeds of a folder each on its own; all others together, first."""
    alone: list[str] = []
    files: list[str] = []
    for path in reports_in(folder):
        if isinstance(path, OSError):
            raise BulkError(_unreadable(folder, path))
        reason = why_skipped(path)
        if reason:
            passed["no kind of report"] += 1
        else:
            (alone if _is_cut(path) else files).append(path)
    if files:
        yield Source(folder, tuple(files))
    yield from map(Source, alone)


def _is_cut(path: str) -> bool:
    return _plain_name(path).endswith((*RECORD_SUFFIXES, *WARC_SUFFIXES)) or _is_feed(path)


def _is_feed(path: str) -> bool:
    """Whether a file holds a feed, by its first bytes; one that cannot be read is a matter for its reader."""
    if not suffixed(path, WIRE_SUFFIXES):
        return False
    opened = gzip.open if path.lower().endswith(".gz") else open
    try:
        with opened(path, "rb") as file:
            return is_feed(file.read(SNIFFED))
    except (OSError, EOFError, zlib.error):
        return False


def _plain_name(path: str) -> str:
    return path.lower().removesuffix(".gz")


def mark_of(source: Source) -> Mark:
    """The mark of a source as it is now; raises :class:`~dateline.errors.BulkError` when it is gone."""
    digest, size = hashlib.sha256(), 0
    for path in source.files or (source.path,):
        try:
            stat = os.stat(path)  # noqa: PTH116 - a path is a string here
        except OSError as error:
            raise BulkError(_unreadable(path, error)) from error
        size += stat.st_size
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return Mark(size, digest.hexdigest()[:32])


def _unreadable(path: str, error: OSError) -> str:
    return f"{shown(path)}: cannot be read ({error.strerror or error}); check the path."


def units_of(source: Source, reports: int) -> Iterator[Unit]:
    """The units of a source, with about so many reports in each.

    Raises :class:`~dateline.errors.BulkError` for a source that cannot be looked through.
    """
    try:
        if source.files:
            yield from _file_units(source, reports)
        elif _plain_name(source.path).endswith(WARC_SUFFIXES):
            yield from _archive_units(source.path, reports)
        elif _plain_name(source.path).endswith(RECORD_SUFFIXES):
            yield from _line_units(source.path, reports)
        else:
            yield from _feed_units(source.path, reports)
    except (OSError, EOFError) as error:
        message = f"{shown(source.path)}: cannot be read ({error}); check the file, or get it again."
        raise BulkError(message) from error


def _file_units(source: Source, reports: int) -> Iterator[Unit]:
    files = iter(source.files)
    while batch := tuple(islice(files, reports)):
        yield Unit(Kind.FILES, source.path, files=batch, expected=len(batch))


def _archive_units(path: str, reports: int) -> Iterator[Unit]:
    """Spans of records; one for all of an archive that was compressed as a whole."""
    splittable = is_splittable(path)
    start = pages = 0
    for at, count in spans_in(path):
        if splittable and pages == reports:
            yield Unit(Kind.WARC, path, start, at, expected=pages)
            start, pages = at, 0
        pages += count
    size = Path(path).stat().st_size
    yield Unit(Kind.WARC, path, start, size, expected=pages)


def _feed_units(path: str, reports: int) -> Iterator[Unit]:
    """Batches of entries; a single unit of a feed that cannot be read, whose reader tells why."""
    try:
        entries = entry_count(open_file(path))
    except SourceError:
        entries = 0
    each = max(reports, -(-entries // MOST_CUTS_OF_FEEDS))
    for first in range(0, max(entries, 1), each):
        last = min(first + each, entries)
        yield Unit(Kind.FEED, path, first, last, expected=last - first)


def _line_units(path: str, reports: int) -> Iterator[Unit]:
    if path.lower().endswith(".gz"):
        with gzip.open(path) as opened:
            lines = sum(1 for _ in _line_ends(cast("BinaryIO", opened)))
        each = max(reports, -(-lines // MOST_CUTS))
        for first in range(0, lines, each):
            last = min(first + each, lines)
            yield Unit(Kind.PACKED_LINES, path, first, last, first + 1, expected=last - first)
        return
    with Path(path).open("rb") as file:
        ends = _line_ends(file)
        start, first = 0, 1
        while batch := list(islice(ends, reports)):
            yield Unit(Kind.LINES, path, start, batch[-1], first, expected=len(batch))
            start, first = batch[-1], first + len(batch)


def _line_ends(file: BinaryIO) -> Iterator[int]:
    """Where each line ends, however long it is."""
    at, line = 0, b"\n"
    while piece := file.readline(STEP):
        at += len(piece)
        line = piece
        if line.endswith(b"\n"):
            yield at
    if not line.endswith(b"\n"):
        yield at
