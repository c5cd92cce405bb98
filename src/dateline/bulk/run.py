"""A run: plan, hand out, keep what comes back, try again what broke - and go on where the last run ended."""

from __future__ import annotations

import os
import socket
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.analysis.edition import edition
from dateline.bulk.engines import Engine
from dateline.bulk.plan import Source, mark_of, sources_of, units_of
from dateline.bulk.reader import Beacon, Broken, Outcome, Read, Settings
from dateline.bulk.shards import LINES, Counts, keep_shard
from dateline.bulk.work import State, WorkLedger
from dateline.errors import BulkError
from dateline.sources.files import shown

__all__ = ["Limits", "Run", "Standing"]

AHEAD = 4
"""Units that wait for each worker before another source is looked through: the plan stays small."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``reports`` of a unit, ``tries`` of a unit before it is given up, ``lease`` of a claim in seconds."""

    reports: int = 64
    tries: int = 4
    lease: float = 1800.0


@dataclass(slots=True)
class Standing:
    """How far a run is: ``counts`` of all units, also those read before; ``now`` of this run alone."""

    expected: int = 0
    all_planned: bool = False
    counts: Counts = field(default_factory=Counts)
    now: Counts = field(default_factory=Counts)
    units: dict[State, int] = field(default_factory=dict)
    skipped_files: Counter[str] = field(default_factory=Counter)
    changed: list[str] = field(default_factory=list)


Watch = Callable[[Standing], None]


class Run:
    """The reading of sources into the shards of a folder; it can be killed and begun anew at any moment."""

    def __init__(self, folder: Path, ledger: WorkLedger, settings: Settings, limits: Limits) -> None:
        """Go on in ``folder``; raises :class:`~dateline.errors.BulkError` when it was begun otherwise."""
        self.shards = folder / "shards"
        self.shards.mkdir(exist_ok=True)
        self.ledger, self.settings, self.limits = ledger, settings, limits
        self.standing = Standing()
        self._worker = f"{socket.gethostname()}:{os.getpid()}"
        self._begin(folder)

    def _begin(self, folder: Path) -> None:
        wanted = {
            "analysis": edition(),
            "issues": self.settings.issues or "",
            "keep all": str(self.settings.keep_all),
        }
        begun = self.ledger.settle(wanted)
        odd = [name for name, value in wanted.items() if begun[name] != value]
        if odd:
            name = odd[0]
            message = (
                f"{folder} was begun with another {name} ({begun[name] or 'none'}, not "
                f"{wanted[name] or 'none'}); go on with that one, or give another --out."
            )
            raise BulkError(message)
        for left in (*self.shards.glob(".*"), *folder.glob(".at-*")):
            left.unlink(missing_ok=True)  # what a killed run had not finished
        self.ledger.release("the process that had claimed it is gone")
        lost = [d.number for d in self.ledger.done() if not self._shard(d.shard).exists()]
        self.ledger.reopen(lost, "its shard is gone")
        self.ledger.reopen([number for number, _, _ in self.ledger.poisoned()], "called again")
        for done in self.ledger.done():
            self.standing.counts += done.counts
        self.standing.expected = self.ledger.expected()

    def _shard(self, name: str) -> Path:
        return self.shards / f"{name}{LINES}"

    def read(self, paths: Sequence[str], begin: Callable[[], Engine], watch: Watch) -> Standing:
        """Read all that is at ``paths``, and what an earlier run has left; how it stands in the end.

        ``begin`` gives the engine; it is called when there is something to read.

        Raises :class:`~dateline.errors.BulkError` for what stands in the way of the whole run.
        """
        sources = list(sources_of(paths, self.standing.skipped_files))
        self._compare(sources)
        plan = iter([s for s in sources if self.ledger.mark(s.path) is None])
        self._look_ahead(plan, 1)
        self._tell(watch)
        if self._is_left():
            with begin() as engine:
                self._read_with(engine, plan, watch)
        self._compare(sources)
        return self.standing

    def _read_with(self, engine: Engine, plan: Iterator[Source], watch: Watch) -> None:
        while self._is_left():
            self._look_ahead(plan, engine.free())
            self._hand_out(engine)
            for outcome in engine.outcomes(1.0):
                self._settle(outcome)
            for number in self.ledger.overdue():
                engine.stop(number)
            self._tell(watch)

    def _is_left(self) -> bool:
        units = self.standing.units
        return bool(units[State.CLAIMED] or units[State.WAITING]) or not self.standing.all_planned

    def _compare(self, sources: Iterable[Source]) -> None:
        """Take back what is left of every source that is not what was planned."""
        for source in sources:
            planned, now = self.ledger.mark(source.path), mark_of(source)
            if planned in (None, now):
                continue
            message = (
                f"{shown(source.path)} has changed since it was planned; put it back, or give another --out."
            )
            if message not in self.standing.changed:
                self.standing.changed.append(message)
            self.ledger.withdraw(source.path, "the source has changed")

    def _add(self, source: Source) -> None:
        mark = mark_of(source)  # before it is looked through: a change meanwhile shows later
        units = list(units_of(source, self.limits.reports))
        self.ledger.add_source(source.path, mark, units)
        self.standing.expected += sum(unit.expected for unit in units)

    def _look_ahead(self, plan: Iterator[Source], free: int) -> None:
        """Look through so many sources that enough units wait for the workers that are free."""
        wanted = AHEAD * max(1, free)
        while not self.standing.all_planned and self.ledger.tally()[State.WAITING] < wanted:
            source = next(plan, None)
            self.standing.all_planned = source is None
            if source is not None:
                self._add(source)

    def _hand_out(self, engine: Engine) -> None:
        while engine.free() and (claim := self.ledger.claim(self._worker, self.limits.lease)):
            engine.take(claim)

    def _settle(self, outcome: Outcome) -> None:
        if isinstance(outcome, Read):
            self._keep(outcome)
        else:
            self._blame(outcome)

    def _keep(self, read: Read) -> None:
        keep_shard(self.shards, read.shard)
        self.ledger.finish(read.number, read.shard.name, read.shard.counts, read.seconds)
        self.standing.counts += read.shard.counts
        self.standing.now += read.shard.counts

    def _blame(self, broken: Broken) -> None:
        beacon = Beacon(self.settings.folder, broken.number)
        place = beacon.last() if broken.died else None
        beacon.clear()
        self.ledger.fail(broken.number, broken.reason, self.limits.tries, place)

    def _tell(self, watch: Watch) -> None:
        self.standing.units = self.ledger.tally()
        watch(self.standing)
