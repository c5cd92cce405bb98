"""Who reads the units: an engine takes claims and gives outcomes, in whatever order they come."""

from __future__ import annotations

from collections import deque
from types import TracebackType
from typing import Protocol, Self

from dateline.bulk.reader import Outcome, Reader
from dateline.bulk.work import Claim
from dateline.errors import BulkError

__all__ = ["ENGINES", "Engine", "Serial", "open_engine"]

ENGINES = ("processes", "ray", "serial")


class Engine(Protocol):
    """Workers that read units, at most one each at a time: that is the back-pressure.

    Leaving the ``with`` block ends all workers, whatever they are doing.
    """

    name: str

    def free(self) -> int:
        """How many claims can be taken now."""
        ...

    def take(self, claim: Claim) -> None:
        """Have a unit read."""
        ...

    def outcomes(self, seconds: float) -> list[Outcome]:
        """What has come out; waits so long for the first."""
        ...

    def stop(self, number: int) -> None:
        """End the worker that reads unit ``number``; the unit comes out as broken."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Serial:
    """This process, one unit after the other: what all other engines must agree with."""

    name = "serial"

    def __init__(self, reader: Reader) -> None:
        """Nothing is loaded yet."""
        self._reader = reader
        self._taken: deque[Claim] = deque()

    def __enter__(self) -> Self:
        self._reader.warm_up()
        return self

    def __exit__(self, *_: object) -> None:
        self._taken.clear()

    def free(self) -> int:
        """One at a time."""
        return 1 - len(self._taken)

    def take(self, claim: Claim) -> None:
        """It is read when its outcome is asked for."""
        self._taken.append(claim)

    def outcomes(self, seconds: float) -> list[Outcome]:
        """The outcome of the one claim, however long it takes."""
        del seconds
        return [self._reader.read(self._taken.popleft())] if self._taken else []

    def stop(self, number: int) -> None:
        """Nobody can stop the process that would have to do it."""


def open_engine(name: str, reader: Reader, workers: int, address: str | None) -> Engine:
    """The engine of that name; raises :class:`~dateline.errors.BulkError` when it is not installed."""
    if name == "serial":
        return Serial(reader)
    if name == "processes":
        from dateline.bulk.processes import Processes  # noqa: PLC0415 - each engine stands alone

        return Processes(reader, workers)
    try:
        import ray  # noqa: F401, PLC0415 - an extra of 240 MB
    except ImportError as error:
        message = "Ray is not installed; use --engine processes, or install dateline[ray]."
        raise BulkError(message) from error
    from dateline.bulk.cluster import Cluster  # noqa: PLC0415

    return Cluster(reader, workers, address)
