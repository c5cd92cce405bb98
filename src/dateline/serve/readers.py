"""A few threads with a ledger each: a question waits for a free one.

A ledger belongs to one thread, and what it folds it keeps; so the threads are few and stay.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from dateline.errors import LedgerError
from dateline.ledger import Ledger

__all__ = ["Own", "Readers"]

T = TypeVar("T")


class _Reader:
    """One thread and the ledger that it opened."""

    def __init__(self, place: str | os.PathLike[str], *, read_only: bool) -> None:
        self._place = place
        self._read_only = read_only
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._ledger: Ledger | None = None

    async def ask(self, question: Callable[[Ledger], T]) -> T:
        """The answer, from the reader's own thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._answer, question)

    def _answer(self, question: Callable[[Ledger], T]) -> T:
        if self._ledger is None:
            self._ledger = Ledger(self._place, read_only=self._read_only)
        return question(self._ledger)

    def close(self) -> None:
        """Close the ledger where it was opened, and end the thread."""
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    def _close(self) -> None:
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None


class Own:
    """The one ledger of a process that does nothing but answer."""

    def __init__(self, place: str | os.PathLike[str]) -> None:
        """It is opened for reading at the first question."""
        self._place = place
        self._ledger: Ledger | None = None

    async def ask(self, question: Callable[[Ledger], T]) -> T:
        """What ``question`` answers."""
        if self._ledger is None:
            self._ledger = Ledger(self._place, read_only=True)
        return question(self._ledger)


class Readers:
    """Ledgers to ask (``count`` of them), and one to write to."""

    def __init__(self, place: str | os.PathLike[str], *, count: int = 2) -> None:
        """Nothing is opened before the first question."""
        self._readers = [_Reader(place, read_only=True) for _ in range(count)]
        self._writer = _Reader(place, read_only=False)
        self._watch = _Reader(place, read_only=True)
        self._free: asyncio.LifoQueue[_Reader] | None = None

    async def ask(self, question: Callable[[Ledger], T]) -> T:
        """What ``question`` answers, given a ledger that is open for reading.

        Raises what the question raises, and :class:`~dateline.errors.LedgerError` for no ledger.
        """
        free = self._queue()
        reader = await free.get()
        try:
            await self._fold(reader)
            return await reader.ask(question)
        finally:
            free.put_nowait(reader)

    async def version(self) -> str | None:
        """The version of the ledger, with everything folded that is new; None where nobody may fold it.

        It does not wait for those who are asking.
        """
        version = await self._watch.ask(Ledger.version)
        if version is None:
            with suppress(LedgerError):
                await self._writer.ask(Ledger.freshen)
            version = await self._watch.ask(Ledger.version)
        return version

    async def _fold(self, reader: _Reader) -> None:
        """What is new is folded once, by the one who may write, and not by each reader for himself."""
        if not await reader.ask(Ledger.is_fresh):
            with suppress(LedgerError):  # where nothing may be written every reader folds for himself
                await self._writer.ask(Ledger.freshen)

    async def write(self, deed: Callable[[Ledger], T]) -> T:
        """What ``deed`` gives, done one at a time with a ledger that is open for writing."""
        return await self._writer.ask(deed)

    def _queue(self) -> asyncio.LifoQueue[_Reader]:
        if self._free is None:  # made inside the loop that waits for it
            self._free = asyncio.LifoQueue()
            for reader in self._readers:
                self._free.put_nowait(reader)
        return self._free

    def close(self) -> None:
        """Let go of every ledger."""
        for reader in (*self._readers, self._writer, self._watch):
            reader.close()
        self._free = None
