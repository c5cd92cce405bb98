"""Feeds that are not well-formed, in pieces of bounded size.

feedparser reads them with a second parser of its own, whose time grows with the square of their length; so a
long one is cut between its entries, and the damage of one entry stays with its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

__all__ = ["LARGEST_PIECE", "is_well_formed", "pieces"]

LARGEST_PIECE, LARGEST_ENTRY, LARGEST_DAMAGED = 60_000, 150_000, 4_000_000
"""Bytes; feedparser's second parser takes four seconds for a megabyte in such pieces."""
LARGEST_HEAD = 8_000
DEEPEST = 200
_ENTRY = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(?:item|entry)[\s>]", re.IGNORECASE)


def is_well_formed(data: bytes) -> bool:
    """Whether ``data`` (UTF-8) is XML with namespaces, without entities of its own, and not too deep."""
    if b"<!ENTITY" in data[: LARGEST_HEAD * 4]:
        return False
    depth = 0

    def begin(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise RecursionError

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, RecursionError, ValueError):
        return False
    return True


def pieces(data: bytes) -> Iterator[bytes]:
    """``data`` cut before entries, each piece behind the head of the whole.

    An entry that is too long by itself is left out, and what lies beyond the largest damaged feed too.
    """
    data = data[:LARGEST_DAMAGED]
    starts = [found.start() for found in _ENTRY.finditer(data)]
    head = data[: starts[0] if starts else LARGEST_HEAD][:LARGEST_HEAD]
    piece = b""
    for start, after in zip(starts, [*starts[1:], len(data)], strict=True):
        entry = data[start:after]
        if piece and len(piece) + len(entry) > LARGEST_PIECE:
            yield head + piece
            piece = b""
        if len(entry) <= LARGEST_ENTRY:
            piece += entry
    yield head + piece
