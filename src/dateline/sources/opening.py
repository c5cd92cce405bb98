"""From what a person names - paths, folders, ``-``, addresses - to the reports there, one at a time."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from dateline.errors import DatelineError, SourceError
from dateline.model.times import When
from dateline.sources.contents import RECORD_SUFFIXES, NoWire, reports_of, suffixed
from dateline.sources.files import (
    MBOX_SUFFIXES,
    WARC_SUFFIXES,
    ZIP_SUFFIXES,
    open_file,
    reports_in,
    shown,
    why_skipped,
)
from dateline.sources.metadata import Metadata, read_published
from dateline.sources.pages import fetch
from dateline.sources.piped import reports_on
from dateline.sources.raw import Failure, Raw
from dateline.sources.records import open_records

__all__ = ["open_sources"]

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def open_sources(
    paths: Iterable[str],
    *,
    allow_private: bool = False,
    published: str | When | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Raw | Failure]:
    """The reports at ``paths``, in the order given, each opened when it is asked for.

    A path is a text or HTML file (``.gz`` too), a JSON Lines file, an item of a wire (ninjs, NewsML-G2), a
    saved feed, a message or a mailbox, a zip file of reports, a web archive (WARC), a folder (every report
    below it, sorted), ``-`` for standard input, or an http(s) address. ``published``, ``outlet``, ``title``
    and ``url`` stand in the place of what a report, its sidecar or its record says. ``allow_private``
    lets addresses of the own machine and network be fetched.

    What cannot be opened comes as a :class:`Failure` in its place. Only a ``published`` that is no
    time raises, at once: :class:`~dateline.errors.SourceError`.
    """
    given = Metadata(read_published(published, "--published"), outlet, title, url)
    return _open_all(paths, given, allow_private, stdin)


def _open_all(
    paths: Iterable[str], given: Metadata, allow_private: bool, stdin: BinaryIO | None
) -> Iterator[Raw | Failure]:
    for path in paths:
        for found in _open_one(str(path), allow_private, stdin):
            yield given.over(found) if isinstance(found, Raw) else found


def _open_one(path: str, allow_private: bool, stdin: BinaryIO | None) -> Iterator[Raw | Failure]:
    try:
        if not path:
            message = "An empty path was given; name a file, a folder, an address, or - for standard input."
            yield Failure(path, SourceError(message))
        elif path == "-":
            yield from _open_stdin(stdin)
        elif ADDRESS.match(path):
            yield fetch(path, allow_private=allow_private)
        elif Path(path).is_dir():
            yield from _open_folder(path)
        else:
            yield from _open_path(path)
    except DatelineError as error:
        yield Failure(shown(path), error)
    except (OSError, ValueError) as error:
        message = (
            f"{shown(path)}: cannot be read ({getattr(error, 'strerror', None) or error}); check the path."
        )
        yield Failure(shown(path), SourceError(message))


def _open_stdin(stdin: BinaryIO | None) -> Iterator[Raw | Failure]:
    stream = stdin or getattr(sys.stdin, "buffer", None)
    if stream is None:
        message = "-: standard input is closed; pipe a report into it."
        raise SourceError(message)
    yield from reports_on(stream)


def _open_folder(folder: str) -> Iterator[Raw | Failure]:
    empty = True
    for path in reports_in(folder):
        empty = False
        if isinstance(path, OSError):
            where = shown(path.filename or folder)
            message = f"{where}: cannot be read ({path.strerror}); make the folder readable."
            yield Failure(where, SourceError(message))
            continue
        reason = why_skipped(path)
        if reason:
            error = SourceError(f"{shown(path)}: skipped, because {reason}.")
            yield Failure(shown(path), error, skipped=True)
        else:
            yield from _open_path(path, met=True)
    if empty:
        message = f"{shown(folder)}: the folder holds no reports; name one with .txt, .html or .jsonl files."
        yield Failure(shown(folder), SourceError(message))


def _open_path(path: str, *, met: bool = False) -> Iterator[Raw | Failure]:
    """The reports in a file; ``met`` in a folder, what is no wire is passed over."""
    empty = True
    try:
        for found in _reports_in_file(path):
            empty = False
            yield found
        if empty:
            message = f"{shown(path)}: no report in it; check the file."
            yield Failure(shown(path), SourceError(message), skipped=met)
    except NoWire as error:
        yield Failure(shown(path), error, skipped=met)
    except DatelineError as error:
        yield Failure(shown(path), error)


def _reports_in_file(path: str) -> Iterator[Raw | Failure]:
    if suffixed(path, RECORD_SUFFIXES):
        yield from open_records(path)
    elif suffixed(path, WARC_SUFFIXES):
        from dateline.sources.warc import open_warc  # noqa: PLC0415 - fastwarc is loaded for archives

        yield from open_warc(path)
    elif suffixed(path, MBOX_SUFFIXES):
        from dateline.sources.mail import open_mbox  # noqa: PLC0415 - email is loaded for mail

        yield from open_mbox(path)
    elif suffixed(path, ZIP_SUFFIXES):
        from dateline.sources.zipped import open_zip  # noqa: PLC0415 - zipfile is loaded for archives

        yield from open_zip(path)
    else:
        yield from reports_of(open_file(path), path)
