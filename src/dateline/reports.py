"""From paths and addresses to reports: sources, reading and analysis in one line each."""

from __future__ import annotations

import contextlib
import functools
import gc
import itertools
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from dateline.analysis.gate import Gate
from dateline.errors import DatelineError, NotRelevant, NotText, ReadingError, SourceError
from dateline.model.report import Report
from dateline.model.text import Document
from dateline.sources import Failure, open_sources, read_published
from dateline.sources.files import shown
from dateline.sources.raw import Raw

if TYPE_CHECKING:
    from dateline.analysis.positions.issues import IssueTable

__all__ = ["document_of", "read", "read_all", "read_raws", "read_text", "report_of", "settle"]

TOGETHER = 16
"""Reports whose lines share spaCy's batches; a stream prints after at most twice so many."""
ROOM = 512
"""Reports of a stream after which a reader that forgets lets go of their words."""


def settle() -> None:
    """Set up a process that does little but read, before it reads its first report.

    Matrix products of the parse run on the thread that parses: beside it, the network has the other cores. A
    parse is made of cycles, which only the collector frees; looking for them every 50,000 objects rather than
    every 700 frees as much for a tenth of the time.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is loaded
    gc.set_threshold(50_000, 20, 20)


def read(
    path: str | os.PathLike[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    allow_private: bool = False,
    issues: str | os.PathLike[str] | None = None,
) -> Report:
    """The one report at a path or an http(s) address.

    ``published`` is ISO 8601; what is given wins over a sidecar and over the page's own metadata.
    ``issues`` is a TOML file with issues of your own (docs/positions.md).
    Raises a :class:`~dateline.errors.DatelineError` when the report cannot be read, and
    :class:`~dateline.errors.SourceError` when ``path`` holds several (use :func:`read_all`).
    """
    raws = open_sources(
        [str(path)], allow_private=allow_private, published=published, outlet=outlet, title=title, url=url
    )
    found = list(itertools.islice(raws, 2))
    if len(found) > 1:
        message = f"{path} holds several reports: use dateline.read_all, or name one file."
        raise SourceError(message)
    if not found:
        message = f"{path} holds no report: name a text or HTML file, a folder of them, or an address."
        raise SourceError(message)
    if isinstance(found[0], Failure):
        raise found[0].error
    return _analyse(_document(found[0]), _issues(issues))


def read_all(
    paths: Iterable[str | os.PathLike[str]],
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    allow_private: bool = False,
    stdin: BinaryIO | None = None,
    issues: str | os.PathLike[str] | None = None,
    keep_all: bool = True,
    doubted: Callable[[Document], None] | None = None,
    forget: bool = False,
) -> Iterator[Report | Failure]:
    """Every report in files, folders, JSON Lines, addresses and ``-``, in the order given.

    A report that cannot be read is a :class:`~dateline.sources.Failure` in its place; the rest goes on.
    ``issues`` is a TOML file with issues of your own. Only it and a ``published`` that is no time raise,
    at once: :class:`~dateline.errors.SettingError` and :class:`~dateline.errors.SourceError`.

    Without ``keep_all`` a report that is not about diplomacy is left out before it is parsed, as a Failure
    with :class:`~dateline.errors.NotRelevant`. One that is named by itself (a file, an address, ``-``) is
    read whatever it is about. With it, ``doubted`` is told each document that would have been left out.

    With ``forget`` the memory of a long stream stays flat: the words that were new in each ``ROOM`` reports
    are forgotten after them (:func:`~dateline.analysis.parse.forgetting`). Nothing else may be parsed in the
    process while such a stream is read; its reports outlive it, and say the same.
    """
    table = _issues(issues)
    named = [str(p) for p in paths]
    raws = open_sources(
        named,
        allow_private=allow_private,
        published=published,
        outlet=outlet,
        title=title,
        url=url,
        stdin=stdin,
    )
    gate = Gate(frozenset(map(shown, named)), keep_all=keep_all, doubted=doubted)
    if forget:
        return _read_in_rooms(raws, table, gate)
    return _read_each(raws, table, TOGETHER, gate)


def read_raws(
    raws: Iterable[Raw | Failure],
    *,
    issues: str | os.PathLike[str] | None = None,
    together: int | None = None,
    keep_all: bool = True,
) -> Iterator[Report | Failure]:
    """What each of the opened reports says, or why nothing, one for one and in their order.

    At most twice ``together`` reports (``TOGETHER`` by default) are opened before the first is given; with 1,
    none before the one before is given. Without ``keep_all`` those that are not about diplomacy are left out
    before they are parsed: a Failure with :class:`~dateline.errors.NotRelevant` stands in their place. Raises
    as :func:`read_all` does.
    """
    return _read_each(raws, _issues(issues), together or TOGETHER, Gate(frozenset(), keep_all=keep_all))


def _read_in_rooms(
    raws: Iterator[Raw | Failure], issues: IssueTable | None, gate: Gate
) -> Iterator[Report | Failure]:
    from dateline.analysis.parse import forgetting  # noqa: PLC0415 - spaCy takes a second to import

    for first in raws:
        these = itertools.chain((first,), itertools.islice(raws, ROOM - 1))
        with contextlib.ExitStack() as room:
            enter = functools.cache(partial(room.enter_context, forgetting()))
            yield from _read_each(these, issues, TOGETHER, gate, enter)


def _read_each(
    raws: Iterable[Raw | Failure],
    issues: IssueTable | None,
    together: int,
    gate: Gate,
    enter: Callable[[], object] | None = None,
) -> Iterator[Report | Failure]:
    """What each report says; ``enter`` is called before one is parsed."""
    from dateline.analysis.steps import analyse_each  # noqa: PLC0415 - spaCy takes a second to import

    places: deque[str] = deque()

    def documents() -> Iterator[Document | Failure]:
        for raw in raws:
            places.append(raw.where)
            found = _document_or_failure(raw, gate)
            if enter and isinstance(found, Document):
                enter()  # the models are loaded when there is something to parse
            yield found

    for found in analyse_each(documents(), issues, together):
        where = places.popleft()
        yield _fault(where, "analysed", found) if isinstance(found, Exception) else found


def read_text(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    issues: str | os.PathLike[str] | None = None,
) -> Report:
    """The report in a string, as :func:`read` would read a text file with it.

    Raises a :class:`~dateline.errors.DatelineError` as :func:`read` does.
    """
    from dateline.reading import read_text as read_words  # noqa: PLC0415 - reading is loaded on first use

    when = read_published(published, "published")
    try:
        text.encode()
    except UnicodeEncodeError as error:  # spaCy cannot hold such a string
        message = f"the text: half of a surrogate pair at {error.start}; decode it with errors='replace'."
        raise NotText(message) from error
    document = read_words(text, published=when, outlet=outlet, title=title, url=url)
    return _analyse(document, _issues(issues))


def document_of(raw: Raw, *, keep_all: bool = True) -> Document | Failure:
    """The document in what a source handed over, or why there is none.

    Without ``keep_all`` one that is not about diplomacy is left out, as by :func:`read_raws`.
    """
    return _document_or_failure(raw, Gate(frozenset(), keep_all=keep_all))


def report_of(document: Document, where: str, issues: IssueTable | None = None) -> Report | Failure:
    """What one document says; a fault becomes a :class:`~dateline.sources.Failure` that names ``where``."""
    try:
        return _analyse(document, issues)
    except Exception as error:  # noqa: BLE001 - a fault of ours is told as one, with the report's name
        return _fault(where, "analysed", error)


def _document(raw: Raw) -> Document:
    from dateline import reading  # noqa: PLC0415 - trafilatura takes a third of a second to import

    return reading.read(raw)


def _issues(path: str | os.PathLike[str] | None) -> IssueTable | None:
    if path is None:
        return None
    from dateline.analysis.positions.own_issues import read_issues  # noqa: PLC0415 - needed when given

    return read_issues(path)


def _analyse(document: Document, issues: IssueTable | None) -> Report:
    from dateline.analysis.steps import analyse_many  # noqa: PLC0415 - spaCy takes a second to import

    return next(analyse_many([document], issues))


def _document_or_failure(raw: Raw | Failure, gate: Gate) -> Document | Failure:
    if isinstance(raw, Failure):
        return raw
    try:
        return gate.read(raw)
    except DatelineError as error:
        return Failure(raw.where, error, skipped=isinstance(error, NotRelevant))
    except Exception as error:  # noqa: BLE001 - an odd page breaks a parser; it never costs the batch
        return _fault(raw.where, "read", error)


def _fault(where: str, done: str, error: Exception) -> Failure:
    message = f"{where} could not be {done} ({type(error).__name__}: {error}); please report this."
    return Failure(where, ReadingError(message))
