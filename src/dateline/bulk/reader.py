"""What a worker does, whoever it is: read one unit into a shard. The models are loaded once a process."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

from dateline.bulk.shards import Counts, Shard, make_shard
from dateline.bulk.units import UNREADABLE, raws_of
from dateline.bulk.work import Claim
from dateline.errors import DatelineError, ReadingError
from dateline.model.report import Report
from dateline.sources import Failure, Raw

__all__ = ["Beacon", "Broken", "Outcome", "Read", "Reader", "Settings", "environment"]

THREADS = ("DATELINE", "OMP", "OPENBLAS", "MKL", "BLIS")
ONE_THREAD = {f"{library}{'' if library == 'DATELINE' else '_NUM'}_THREADS": "1" for library in THREADS}
"""The environment of a worker among many: parallel are the workers, not what each of them does."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How every report of a run is read; ``folder`` is where the run keeps its things."""

    folder: str
    issues: str | None = None
    keep_all: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A unit was read in so many ``seconds``; ``memory`` are the worker's bytes at their most."""

    number: int
    shard: Shard
    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A unit was not read; ``died``: the worker is gone with it."""

    number: int
    reason: str
    died: bool = False


Outcome = Read | Broken


class Beacon:
    """Where a careful worker says which report it is about to read, so that a dead one can be asked.

    One small file beside the shards; on machines that do not share the folder nobody is asked.
    """

    def __init__(self, folder: str, number: int) -> None:
        """For unit ``number``."""
        self.path = Path(folder) / f".at-{number}"

    def say(self, place: str) -> None:
        """The next report."""
        with suppress(OSError):
            self.path.write_text(place, encoding="utf-8", errors="surrogateescape")

    def last(self) -> str | None:
        """The last one that was said."""
        try:
            return self.path.read_text(encoding="utf-8", errors="surrogateescape") or None
        except OSError:
            return None

    def clear(self) -> None:
        """Nothing was said."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads units as ``settings`` say; each worker has one. Another way of reading is a subclass."""

    settings: Settings

    def warm_up(self) -> None:
        """Load the models."""
        from dateline.reports import read_text, settle  # noqa: PLC0415 - what it loads is why it is called

        settle()
        with suppress(DatelineError):
            read_text('"We will meet the minister in Lima on Monday," the president of Peru told reporters.')

    def room(self) -> AbstractContextManager[None]:
        """Where one unit is read: what the parser learns there is forgotten, so that memory stays flat."""
        from dateline.analysis.parse import forgetting  # noqa: PLC0415 - as above

        return forgetting()

    def reports(self, raws: Iterator[Raw | Failure], together: int | None) -> Iterator[Report | Failure]:
        """What each report says, one for one; ``together`` is how many may be read at a time."""
        from dateline.reports import read_raws  # noqa: PLC0415 - the engines import this, and need no models

        settings = self.settings
        return read_raws(raws, issues=settings.issues, together=together, keep_all=settings.keep_all)

    def read(self, claim: Claim) -> Outcome:
        """Read a unit. Whatever goes wrong with one report is a row of its shard, and costs nothing else."""
        begun = time.monotonic()
        counts = Counts()
        try:
            with self.room():
                shard = make_shard(self._rows(claim, counts), counts)
        except UNREADABLE as error:
            reason = getattr(error, "strerror", None) or str(error)
            return Broken(claim.number, f"{claim.unit.path} cannot be read ({reason})")
        except Exception as error:  # noqa: BLE001 - told as the unit's reason, and tried again
            return Broken(claim.number, f"{type(error).__name__}: {error}")
        return Read(claim.number, shard, time.monotonic() - begun, memory_used())

    def _rows(self, claim: Claim, counts: Counts) -> Iterator[tuple[str, Report | Failure]]:
        """What each report of the unit says, with its place, in the order of the unit."""
        places: deque[str] = deque()
        beacon = Beacon(self.settings.folder, claim.number) if claim.tries else None
        raws = _noted(raws_of(claim.unit, counts.passed), places, claim.avoid, beacon)
        for found in self.reports(raws, 1 if beacon else None):
            yield places.popleft(), found
        if beacon:
            beacon.clear()


def memory_used() -> int:
    """The most bytes of memory that this process has held."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _noted(
    raws: Iterator[Raw | Failure], places: deque[str], avoid: tuple[str, ...], beacon: Beacon | None
) -> Iterator[Raw | Failure]:
    for raw in raws:
        places.append(raw.where)
        if raw.where in avoid:
            message = f"{raw.where}: left out, because workers died at it; please report this."
            yield Failure(raw.where, ReadingError(message))
            continue
        if beacon:
            beacon.say(raw.where)
        yield raw


def environment() -> dict[str, str]:
    """The environment for workers: one thread each, unless somebody has said otherwise."""
    return {name: os.environ.get(name, count) for name, count in ONE_THREAD.items()}
