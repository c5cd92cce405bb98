"""The whole records of a WARC file, each with the offset it stands at, and where the file is damaged.

A WARC file (ISO 28500) is a row of records; compressed, each record is a gzip member of its own, so that
one can be read without those before it. Files that were compressed as a whole exist too; their offsets
count the decompressed bytes. One record is held at a time, whatever the size of the file.
"""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from dateline.sources.files import LARGEST
from dateline.sources.gzipped import GZIP_MAGIC

__all__ = ["Block", "Damage", "blocks", "is_splittable"]

HEADERS = 1 << 15
"""Bytes of a record's own headers at most; fastwarc's limit too."""
WHOLE = LARGEST + 2 * HEADERS
STEP = 1 << 16
GZIP = zlib.MAX_WBITS | 16
LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
MEMBER = GZIP_MAGIC + b"\x08"
BEGIN = b"WARC/"


@dataclass(frozen=True, slots=True)
class Block:
    """One record as it stands in the file, headers and all: bytes ``at`` to ``end``.

    ``data`` is None for a record of more than 16 MB, which is no report.
    """

    at: int
    end: int
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Damage:
    """Where no whole record stands, and why."""

    at: int
    reason: str


class _Broken(Exception):
    """A member that does not inflate."""


def blocks(path: str, start: int = 0, end: int | None = None) -> Iterator[Block | Damage]:
    """The records that begin at ``start`` or later and before ``end``, in order.

    ``start`` must be where a record begins, as an earlier call gave it. After a damaged place the
    reading goes on at the next record that can be made out. Raises ``OSError`` for a file that cannot
    be read.
    """
    stop = Path(path).stat().st_size if end is None else end
    with Path(path).open("rb") as file:
        if not file.peek(2).startswith(GZIP_MAGIC):
            yield from _mended(file, start, stop, _plain, _next_record)
        elif _one_member_each(file):
            yield from _mended(file, start, stop, _members, _next_member)
        else:
            yield from _inflated(path)


def is_splittable(path: str) -> bool:
    """Whether records can be read from where they stand: not in a file that was compressed as a whole."""
    with Path(path).open("rb") as file:
        return not file.peek(2).startswith(GZIP_MAGIC) or _one_member_each(file)


def _mended(
    file: BufferedReader,
    start: int,
    stop: int,
    read: Callable[[BufferedReader, int], Iterator[Block | Damage]],
    find: Callable[[BufferedReader, int], int],
) -> Iterator[Block | Damage]:
    """What ``read`` gives from an offset on; after a damage ``find`` says where to begin anew."""
    at: int | None = start
    while at is not None and at < stop:
        begin, at = at, None
        for found in read(file, begin):
            if found.at >= stop:
                return
            yield found
            if isinstance(found, Damage):
                at = find(file, found.at + 1)
                break


def _one_member_each(file: BufferedReader) -> bool:
    """Whether the first gzip member, as far as it can be inflated, holds no more than one record."""
    inflater, data = zlib.decompressobj(GZIP), b""
    file.seek(0)
    with suppress(zlib.error):
        while not inflater.eof and len(data) < WHOLE and (chunk := file.read(STEP)):
            data += inflater.decompress(chunk, WHOLE)
    length = _whole_length(data)
    return length is None or not data[length:].strip(b"\r\n")


def _whole_length(data: bytes) -> int | None:
    """Bytes of the record that ``data`` begins with, by what its headers say."""
    head, blank, _ = data[: 2 * HEADERS].partition(b"\r\n\r\n")
    found = LENGTH.search(head)
    return len(head) + len(blank) + int(found[1]) if found else None


def _members(file: BufferedReader, start: int) -> Iterator[Block | Damage]:
    at = start
    while True:
        file.seek(at)
        if not file.peek(1):
            return
        try:
            data, size = _member(file)
        except _Broken as broken:
            yield Damage(at, str(broken))
            return
        reason = _unlike_a_record(data)
        if reason:
            yield Damage(at, reason)
            return
        yield Block(at, at + size, data)
        at += size


def _member(file: BufferedReader) -> tuple[bytes | None, int]:
    """The gzip member at the file's position, inflated, and its bytes in the file; None when too large."""
    inflater, out, used = zlib.decompressobj(GZIP), bytearray(), 0
    try:
        while not inflater.eof:
            rest = inflater.unconsumed_tail
            chunk = rest or file.read(STEP >> 2)
            if not chunk:
                message = "the file ends within the record"
                raise _Broken(message)
            used += 0 if rest else len(chunk)
            more = inflater.decompress(chunk, 16 * STEP)
            if len(out) <= WHOLE:
                out += more
    except zlib.error as error:
        message = "the compressed data is damaged"
        raise _Broken(message) from error
    return bytes(out) if len(out) <= WHOLE else None, used - len(inflater.unused_data)


def _unlike_a_record(data: bytes | None) -> str | None:
    """What is wrong with an inflated member; None for nothing."""
    if data is None:
        return None
    length = _whole_length(data) if data.startswith(BEGIN) else None
    if length is None:
        return "no record begins here"
    if len(data) < length:
        return "the record is shorter than it says"
    return "several records were compressed as one" if data[length:].strip(b"\r\n") else None


def _next_member(file: BufferedReader, at: int) -> int:
    """Where the next gzip member with a record in it begins; the end of the file for none."""
    for place in _places(file, at, MEMBER):
        file.seek(place)
        try:
            begun = zlib.decompressobj(GZIP).decompress(file.read(512), len(BEGIN))
        except zlib.error:
            continue
        if begun == BEGIN:
            return place
    return file.seek(0, os.SEEK_END)


def _next_record(file: BufferedReader, at: int) -> int:
    """Where the next line that opens a record stands; the end of the file for none."""
    place = next(_places(file, at, b"\n" + BEGIN), None)
    return file.seek(0, os.SEEK_END) if place is None else place + 1


def _places(file: BufferedReader, at: int, words: bytes) -> Iterator[int]:
    """Every offset from ``at`` on at which ``words`` stand."""
    kept = b""
    while True:
        file.seek(at + len(kept))
        chunk = file.read(16 * STEP)
        if not chunk:
            return
        window = kept + chunk
        found = window.find(words)
        while found >= 0:
            yield at + found
            found = window.find(words, found + 1)
        kept = window[-len(words) + 1 :]
        at += len(window) - len(kept)


def _plain(file: BufferedReader, start: int) -> Iterator[Block | Damage]:
    size = file.seek(0, os.SEEK_END)
    file.seek(start)
    return _sequence(file, start, size)


def _inflated(path: str) -> Iterator[Block | Damage]:
    """The records of a file that was compressed as a whole; it cannot be read on after a damage."""
    at = 0
    try:
        with gzip.open(path) as stream:
            for found in _sequence(cast("BinaryIO", stream), 0, None):
                at = found.at
                yield found
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Damage(at, "the compressed data is damaged or ends early after it")


def _sequence(stream: BinaryIO, start: int, size: int | None) -> Iterator[Block | Damage]:
    """Records one after the other, up to the first damage; ``size`` is where the stream ends, if known."""
    at, line = start, stream.readline(HEADERS)
    while line:
        if line in (b"\r\n", b"\n"):
            at, line = at + len(line), stream.readline(HEADERS)
            continue
        head = _head(stream, line)
        length = _length(head)
        if length is None or (size is not None and at + len(head) + length > size):
            yield Damage(at, "no whole record begins here")
            return
        body = stream.read(min(length, LARGEST + 1))
        passed = len(body) + _pass(stream, length - len(body))
        line = stream.readline(HEADERS)
        if passed < length or (line and line.strip(b"\r\n")):
            yield Damage(at, "the record is not as long as it says")
            return
        end = at + len(head) + length
        yield Block(at, end, head + body if length <= LARGEST else None)
        at = end


def _head(stream: BinaryIO, first: bytes) -> bytes:
    """The headers of a record with the empty line behind them; what there is of them at most."""
    lines, size = [first], len(first)
    while size < HEADERS and first.startswith(BEGIN):
        line = stream.readline(HEADERS)
        lines.append(line)
        size += len(line)
        if line in (b"\r\n", b"\n", b""):
            break
    return b"".join(lines)


def _length(head: bytes) -> int | None:
    found = LENGTH.search(head) if head.startswith(BEGIN) and head.endswith((b"\r\n\r\n", b"\n\n")) else None
    return int(found[1]) if found else None


def _pass(stream: BinaryIO, count: int) -> int:
    """Read on without keeping; how many bytes there were."""
    passed = 0
    while passed < count and (chunk := stream.read(min(STEP, count - passed))):
        passed += len(chunk)
    return passed
