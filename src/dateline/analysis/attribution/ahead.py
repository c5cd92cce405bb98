"""Windows that wait for the network: threads of its own read them, and so does whoever waits for one.

The network costs more than all else of the analysis. Read by its own thread alone, it would keep the parser
waiting with empty hands; so whoever asks for a window that is not read yet reads the next one itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Generic, TypeVar

__all__ = ["Ahead", "Answer"]

Window = TypeVar("Window")
Read = TypeVar("Read")


class Ahead(Generic[Window, Read]):
    """The windows of many reports, in the order in which they will be asked for."""

    def __init__(self, read: Callable[[Window], Read], threads: int = 1) -> None:
        """``read`` is called from several threads at once; what it gives depends on the window alone."""
        self._read = read
        self._waiting: deque[tuple[Window, Future[Read]]] = deque()
        self._beside = ThreadPoolExecutor(threads, thread_name_prefix="dateline-network")

    def ask(self, windows: Sequence[Window]) -> Answer[Read]:
        """Have the windows of a report read, after all that were asked for before."""
        asked = [(window, Future[Read]()) for window in windows]
        self._waiting.extend(asked)
        for _ in asked:
            self._beside.submit(self.read_next)
        return Answer(self, [future for _, future in asked])

    def read_next(self) -> bool:
        """Read the window that has waited longest; False when none waits."""
        try:
            window, future = self._waiting.popleft()  # one step: no two threads get the same
        except IndexError:
            return False
        if not future.set_running_or_notify_cancel():
            return True
        try:
            future.set_result(self._read(window))
        except BaseException as error:
            future.set_exception(error)  # raised where the answer is asked for
            if not isinstance(error, Exception):
                raise  # an interrupt is for who reads, whosever window it was
        return True


class Answer(Generic[Read]):
    """The windows of one report, read or waiting."""

    def __init__(self, ahead: Ahead[Any, Read], windows: Sequence[Future[Read]]) -> None:
        """``windows`` are filled by ``ahead``."""
        self._ahead, self._windows = ahead, windows

    def done(self) -> bool:
        """Whether all are read."""
        return all(window.done() for window in self._windows)

    def drop(self) -> None:
        """Read no window of it that nobody reads yet: a stream was left before its end."""
        for window in self._windows:
            window.cancel()

    def result(self) -> list[Read]:
        """All windows, in order; while one is missing, the next that waits is read here.

        Raises what reading one of them raised.
        """
        while not self.done() and self._ahead.read_next():
            pass
        return [window.result() for window in self._windows]
