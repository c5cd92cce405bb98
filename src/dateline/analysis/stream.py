"""A stream of reports to their parses, the trained network reading ahead on a thread of its own.

The network is no Python: while it reads a report, the parser goes on to the next ones, so that two cores
share the work; when the parser would have to wait, it reads windows too. What is worked out does not depend
on it.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from dateline.analysis.attribution.ahead import Answer
from dateline.analysis.attribution.trained import begin
from dateline.analysis.parse import Parsed, parse, parse_many
from dateline.model.text import Document

__all__ = ["GROUP", "parse_ahead"]

T = TypeVar("T")

GROUP = 16
"""Reports whose lines share spaCy's batches, and that at most are parsed and wait for the network."""


def parse_ahead(items: Iterable[Document | T], together: int = GROUP) -> Iterator[Parsed | Exception | T]:
    """The parse of each document, in order, or the error that it met: one never costs the others anything.

    Whatever is no document is handed on in its place. At most twice ``together`` items are taken before the
    first is given, which bounds the memory of a stream; with 1, none is taken before the one before is given.
    """
    most = together if together > 1 else 0
    waiting: deque[tuple[Parsed | Exception | T, Answer[Any] | None]] = deque()
    try:
        for item in _parsed(items, together):
            waiting.append((item, begin(item) if isinstance(item, Parsed) else None))
            while waiting and (len(waiting) > most or _is_ready(waiting[0][1])):
                yield waiting.popleft()[0]
        while waiting:
            yield waiting.popleft()[0]
    finally:
        for _, answer in waiting:
            if answer is not None:
                answer.drop()


def _is_ready(answer: Answer[Any] | None) -> bool:
    return answer is None or answer.done()


def _parsed(items: Iterable[Document | T], together: int) -> Iterator[Parsed | Exception | T]:
    stream = iter(items)
    while group := list(itertools.islice(stream, together)):
        parses = _each([item for item in group if isinstance(item, Document)])
        for item in group:
            yield next(parses) if isinstance(item, Document) else item


def _each(documents: list[Document]) -> Iterator[Parsed | Exception]:
    """The parses of a group; after one that fails, those of the rest one by one."""
    done = 0
    try:
        for parsed in parse_many(documents):
            yield parsed
            done += 1
    except Exception:  # noqa: BLE001 - find the one that fails below
        yield from map(_alone, documents[done:])


def _alone(document: Document) -> Parsed | Exception:
    try:
        return parse(document)
    except Exception as error:  # noqa: BLE001 - it is told in the place of the report
        return error
