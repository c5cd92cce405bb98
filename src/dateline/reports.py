"""From paths and addresses to reports: sources, reading and analysis in one line each."""

from __future__ import annotations

import gc
import itertools
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from dateline.errors import DatelineError, NotRelevant, NotText, ReadingError, SourceError
from dateline.model.provenance import Form, PubStatus
from dateline.model.report import Report
from dateline.model.text import Document
from dateline.sources import Failure, open_sources, read_published
from dateline.sources.files import shown
from dateline.sources.raw import Raw

if TYPE_CHECKING:
    from dateline.analysis.positions.issues import IssueTable
    from dateline.reading import Look
    from dateline.reading.first_look import FirstLook

__all__ = ["document_of", "look_at", "read", "read_all", "read_raws", "read_text", "report_of", "settle"]

TOGETHER = 16
"""Reports whose lines share spaCy's batches; a stream prints after at most twice so many."""


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
) -> Iterator[Report | Failure]:
    """Every report in files, folders, JSON Lines, addresses and ``-``, in the order given.

    A report that cannot be read is a :class:`~dateline.sources.Failure` in its place; the rest goes on.
    ``issues`` is a TOML file with issues of your own. Only it and a ``published`` that is no time raise,
    at once: :class:`~dateline.errors.SettingError` and :class:`~dateline.errors.SourceError`.

    Without ``keep_all`` a report that is not about diplomacy is left out before it is parsed, as a Failure
    with :class:`~dateline.errors.NotRelevant`. One that is named by itself (a file, an address, ``-``) is
    read whatever it is about. With it, ``doubted`` is told each document that would have been left out.
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
    gate = _Gate(frozenset(map(shown, named)), keep_all=keep_all, doubted=doubted)
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
    return _read_each(raws, _issues(issues), together or TOGETHER, _Gate(frozenset(), keep_all=keep_all))


@dataclass(frozen=True, slots=True)
class _Gate:
    """Which reports are read in full: those named by themselves, and those that may be about diplomacy.

    A page is asked twice: at first look, before its article is found, and when its text is known.
    """

    named: frozenset[str]
    keep_all: bool
    doubted: Callable[[Document], None] | None = None

    def read(self, raw: Raw) -> Document:
        """The document in ``raw``; raises :class:`~dateline.errors.NotRelevant` for one that is kept out."""
        if raw.where in self.named or (self.keep_all and self.doubted is None):
            return _document(raw)
        return self._audited(raw) if self.keep_all else self._kept(raw)

    def _kept(self, raw: Raw) -> Document:
        from dateline.analysis.relevance import is_relevant  # noqa: PLC0415 - needed for streams

        document = _document(raw, lambda first: look_at(first, raw))
        if not is_relevant(document):
            raise _not_relevant(raw.where)
        return document

    def _audited(self, raw: Raw) -> Document:
        """The document whatever it is about, after telling of one that :meth:`_kept` would not give."""
        from dateline.analysis.relevance import is_relevant  # noqa: PLC0415 - needed for streams

        refused = []

        def look(first: FirstLook) -> None:
            try:
                look_at(first, raw)
            except ReadingError as error:
                refused.append(error)

        document = _document(raw, look)
        if self.doubted and (refused or not is_relevant(document)):
            self.doubted(document)
        return document


def look_at(first: FirstLook, raw: Raw) -> None:
    """Refuse a page of which no part can be a report in English that is about diplomacy."""
    from dateline.analysis.relevance import may_hold  # noqa: PLC0415 - needed for streams
    from dateline.reading.language import refuse_foreign  # noqa: PLC0415 - the same

    if not first.is_telling:
        return
    refuse_foreign((*first.titles, *first.blocks), raw.where, raw.language)
    if raw.pub_status is PubStatus.USABLE and raw.form is Form.PROSE:
        text = f"{raw.title}\n{first.text}" if raw.title else first.text
        if not may_hold(text):
            raise _not_relevant(raw.where)


def _not_relevant(where: str) -> NotRelevant:
    return NotRelevant(f"{where}: skipped as not about diplomacy; --keep-all reads it.")


def _read_each(
    raws: Iterable[Raw | Failure], issues: IssueTable | None, together: int, gate: _Gate
) -> Iterator[Report | Failure]:
    from dateline.analysis.steps import analyse_each  # noqa: PLC0415 - spaCy takes a second to import

    places: deque[str] = deque()

    def documents() -> Iterator[Document | Failure]:
        for raw in raws:
            places.append(raw.where)
            yield _document_or_failure(raw, gate)

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
    return _document_or_failure(raw, _Gate(frozenset(), keep_all=keep_all))


def report_of(document: Document, where: str, issues: IssueTable | None = None) -> Report | Failure:
    """What one document says; a fault becomes a :class:`~dateline.sources.Failure` that names ``where``."""
    try:
        return _analyse(document, issues)
    except Exception as error:  # noqa: BLE001 - a fault of ours is told as one, with the report's name
        return _fault(where, "analysed", error)


def _document(raw: Raw, look: Look | None = None) -> Document:
    from dateline import reading  # noqa: PLC0415 - trafilatura takes a third of a second to import

    return reading.read(raw, look)


def _issues(path: str | os.PathLike[str] | None) -> IssueTable | None:
    if path is None:
        return None
    from dateline.analysis.positions.own_issues import read_issues  # noqa: PLC0415 - needed when given

    return read_issues(path)


def _analyse(document: Document, issues: IssueTable | None) -> Report:
    from dateline.analysis.steps import analyse_many  # noqa: PLC0415 - spaCy takes a second to import

    return next(analyse_many([document], issues))


def _document_or_failure(raw: Raw | Failure, gate: _Gate) -> Document | Failure:
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
