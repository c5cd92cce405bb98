"""What is piped in: one report, or a stream of records or messages of any length, told by its first line."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from dateline.sources.contents import name_of, reports_of
from dateline.sources.files import LARGEST, open_stream
from dateline.sources.raw import Failure, Raw
from dateline.sources.records import is_record, records_in
from dateline.sources.saved_feeds import is_feed

__all__ = ["reports_on"]

_MAILBOX = re.compile(rb"From \S+ .*\d\d:\d\d.*\d{4}")
"""The first line of a mailbox; a report may begin "From Oslo" too."""


def reports_on(stream: BinaryIO, where: str = "-") -> Iterator[Raw | Failure]:
    """The reports on a stream. JSON Lines and mailboxes are read as they come, whatever their length.

    Raises :class:`~dateline.errors.SourceError` when it cannot be read, or a single report is too large.
    """
    head = _first_line(stream)
    again = _Again(head, stream)
    first = head.strip()
    if is_record(first) and not is_feed(first):
        yield from records_in(cast("BinaryIO", again), where)
    elif _MAILBOX.match(first):
        from dateline.sources.mail import mailbox_on  # noqa: PLC0415 - email is loaded for mail

        yield from mailbox_on(cast("BinaryIO", again), where)
    else:
        yield from _whole(cast("BinaryIO", again), where)


def _whole(stream: BinaryIO, where: str) -> Iterator[Raw | Failure]:
    """What is no stream of many, but for records that were gzipped."""
    raw = open_stream(stream, where)
    if is_record(raw.data.lstrip().partition(b"\n")[0]) and not is_feed(raw.data):
        yield from records_in(io.BytesIO(raw.data), where)
    else:
        yield from reports_of(raw, name_of(raw.data))


def _first_line(stream: BinaryIO) -> bytes:
    """Everything up to the end of the first line with something on it, at most ``LARGEST`` bytes."""
    head = b""
    try:
        while not head.strip() and len(head) <= LARGEST and (line := stream.readline(LARGEST + 1)):
            head += line
    except (OSError, ValueError):
        return head  # whoever reads on meets it again, and tells of it
    return head


class _Again:
    """A stream whose beginning was read, from that beginning."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._stream = stream

    def readline(self, size: int = -1) -> bytes:
        return self._head.readline(size) or self._stream.readline(size)

    def read(self, size: int) -> bytes:
        head = self._head.read(size)
        return head + self._stream.read(size - len(head))
