"""The time, and waiting for it: apart, so that a test can turn the clock."""

from __future__ import annotations

import queue
import time
from contextlib import suppress
from typing import TypeVar

from dateline.sources.web import Halt

__all__ = ["Clock"]

T = TypeVar("T")


class Clock:
    """The clock on the wall. Seconds since 1970, so that what is due outlives a restart."""

    def now(self) -> float:
        """The time."""
        return time.time()

    def pause(self, seconds: float, halt: Halt) -> None:
        """Wait that long, or until the halt."""
        halt.wait(seconds)

    def receive(self, inbox: queue.SimpleQueue[T], seconds: float, *, busy: bool) -> list[T]:
        """What came in, after ``seconds`` at most; ``busy`` says whether anything can come at all."""
        del busy
        found: list[T] = []
        with suppress(queue.Empty):
            found.append(inbox.get(timeout=max(0.0, seconds)) if seconds > 0 else inbox.get_nowait())
            while True:
                found.append(inbox.get_nowait())
        return found
