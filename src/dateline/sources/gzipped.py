"""Inflating gzip and deflate under a limit, so that a small file cannot fill the memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from dateline.errors import SourceError

__all__ = ["GZIP_MAGIC", "inflate"]

GZIP_MAGIC = b"\x1f\x8b"
AUTO = zlib.MAX_WBITS | 32
"""zlib's own detection of a gzip or zlib header."""
STEP = 1 << 16


def inflate(chunks: Iterable[bytes], where: str, limit: int) -> bytes:
    """The decompressed bytes of ``chunks`` (gzip, one member or many, or a zlib stream).

    Raises :class:`~dateline.errors.SourceError` when the stream is damaged, ends early, or grows
    beyond ``limit`` bytes; no more than ``limit`` bytes are ever held.
    """
    out = bytearray()
    stream = zlib.decompressobj(AUTO)
    try:
        for chunk in chunks:
            stream = _inflate_chunk(stream, chunk, out, where, limit)
        while not stream.eof and (rest := stream.decompress(b"", STEP)):
            _grow(out, rest, where, limit)
    except zlib.error as error:
        message = f"{where}: the compressed data is damaged; get the report again."
        raise SourceError(message) from error
    if not stream.eof:
        message = f"{where}: the compressed data ends early; get the report again."
        raise SourceError(message)
    return bytes(out)


def _inflate_chunk(
    stream: zlib._Decompress, chunk: bytes, out: bytearray, where: str, limit: int
) -> zlib._Decompress:
    rest = chunk
    while rest:
        if stream.eof:
            if not rest.startswith(GZIP_MAGIC[:1]):
                return stream  # padding after the last member
            stream = zlib.decompressobj(AUTO)
        _grow(out, stream.decompress(rest, STEP), where, limit)
        rest = stream.unconsumed_tail or stream.unused_data
    return stream


def _grow(out: bytearray, more: bytes, where: str, limit: int) -> None:
    out += more
    if len(out) > limit:
        message = f"{where}: more than {limit / 1e6:g} MB when decompressed; Dateline reads single reports."
        raise SourceError(message)
