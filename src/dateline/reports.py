"""From paths and addresses to reports: sources, reading and analysis in one line each."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from dateline.errors import DatelineError, NotText, ReadingError, SourceError
from dateline.model.report import Report
from dateline.model.text import Document
from dateline.sources import Failure, open_sources, read_published
from dateline.sources.raw import Raw

if TYPE_CHECKING:
    from dateline.analysis.positions.issues import IssueTable

__all__ = ["document_of", "read", "read_all", "read_text", "report_of"]

BATCH = 16
"""Reports whose lines share spaCy's batches; a stream prints after so many."""


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
    return _analyse([_document(found[0])], _issues(issues))[0]


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
) -> Iterator[Report | Failure]:
    """Every report in files, folders, JSON Lines, addresses and ``-``, in the order given.

    A report that cannot be read is a :class:`~dateline.sources.Failure` in its place; the rest goes on.
    ``issues`` is a TOML file with issues of your own. Only it and a ``published`` that is no time raise,
    at once: :class:`~dateline.errors.SettingError` and :class:`~dateline.errors.SourceError`.
    """
    table = _issues(issues)
    raws = open_sources(
        [str(p) for p in paths],
        allow_private=allow_private,
        published=published,
        outlet=outlet,
        title=title,
        url=url,
        stdin=stdin,
    )
    return _read_batches(raws, table)


def _read_batches(raws: Iterator[Raw | Failure], issues: IssueTable | None) -> Iterator[Report | Failure]:
    while batch := list(itertools.islice(raws, BATCH)):
        yield from _read_batch(batch, issues)


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
    from dateline.reading import read_text as document_of  # noqa: PLC0415 - reading is loaded on first use

    when = read_published(published, "published")
    try:
        text.encode()
    except UnicodeEncodeError as error:  # spaCy cannot hold such a string
        message = f"the text: half of a surrogate pair at {error.start}; decode it with errors='replace'."
        raise NotText(message) from error
    return _analyse(
        [document_of(text, published=when, outlet=outlet, title=title, url=url)], _issues(issues)
    )[0]


def _document(raw: Raw) -> Document:
    from dateline import reading  # noqa: PLC0415 - trafilatura takes a third of a second to import

    return reading.read(raw)


def _issues(path: str | os.PathLike[str] | None) -> IssueTable | None:
    if path is None:
        return None
    from dateline.analysis.positions.own_issues import read_issues  # noqa: PLC0415 - needed when given

    return read_issues(path)


def _analyse(documents: list[Document], issues: IssueTable | None) -> list[Report]:
    from dateline.analysis.steps import analyse_many  # noqa: PLC0415 - spaCy takes a second to import

    return list(analyse_many(documents, issues))


def _read_batch(batch: list[Raw | Failure], issues: IssueTable | None) -> Iterator[Report | Failure]:
    documents = [document_of(raw) for raw in batch]
    readable = [d for d in documents if isinstance(d, Document)]
    try:
        reports = iter(_analyse(readable, issues))
    except Exception:  # noqa: BLE001 - one bad document never costs the batch: find it below
        reports = None
    for raw, document in zip(batch, documents, strict=True):
        if isinstance(document, Failure):
            yield document
        elif reports is not None:
            yield next(reports)
        else:
            yield report_of(document, raw.where, issues)


def document_of(raw: Raw | Failure) -> Document | Failure:
    """The document in what a source handed over; a :class:`~dateline.sources.Failure` stays one."""
    if isinstance(raw, Failure):
        return raw
    try:
        return _document(raw)
    except DatelineError as error:
        return Failure(raw.where, error)
    except Exception as error:  # noqa: BLE001 - an odd page breaks a parser; it never costs the batch
        return _fault(raw.where, "read", error)


def report_of(document: Document, where: str, issues: IssueTable | None = None) -> Report | Failure:
    """What one document says; a fault becomes a :class:`~dateline.sources.Failure` that names ``where``."""
    try:
        return _analyse([document], issues)[0]
    except Exception as error:  # noqa: BLE001 - a fault of ours is told as one, with the report's name
        return _fault(where, "analysed", error)


def _fault(where: str, done: str, error: Exception) -> Failure:
    message = f"{where} could not be {done} ({type(error).__name__}: {error}); please report this."
    return Failure(where, ReadingError(message))
