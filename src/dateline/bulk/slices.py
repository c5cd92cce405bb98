"""A part of a file of lines, as a file that ends where the part ends."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

__all__ = ["Slice", "packed_slice", "plain_slice"]

STEP = 1 << 20


class Slice:
    """So much of ``file`` as is left: ``size`` bytes, or ``lines`` lines; either may be None."""

    def __init__(self, file: BinaryIO, *, size: int | None = None, lines: int | None = None) -> None:
        """From where ``file`` stands."""
        self._file, self._size, self._lines = file, size, lines

    def readline(self, limit: int = STEP) -> bytes:
        """The next line, or as much of it as ``limit`` allows; empty at the end of the part."""
        if self._size == 0 or self._lines == 0:
            return b""
        line = self._file.readline(limit if self._size is None else min(limit, self._size))
        if self._size is not None:
            self._size -= len(line)
        if self._lines is not None:
            self._lines -= line.endswith(b"\n")
        return line


@contextmanager
def plain_slice(path: str, start: int, end: int) -> Iterator[Slice]:
    """Bytes ``start`` to ``end`` of a file."""
    with Path(path).open("rb") as file:
        file.seek(start)
        yield Slice(file, size=end - start)


@contextmanager
def packed_slice(path: str, start: int, end: int) -> Iterator[Slice]:
    """Lines ``start`` to ``end`` (from 0, half open) of a gzipped file."""
    with gzip.open(path) as opened:
        file = cast("BinaryIO", opened)
        before = Slice(file, lines=start)
        while before.readline():
            pass
        yield Slice(file, lines=end - start)
