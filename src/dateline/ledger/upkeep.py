"""Keeping the entries of a ledger up to date: what is new is folded, in turns that are each one transaction.

A turn takes a second or so, so that no writer waits long; between turns the kept entries are of no moment
and nobody reads them. A process that is killed leaves whole turns, and the next one goes on from there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dateline.ledger.arrivals import Arrivals
from dateline.ledger.decisions import Decisions
from dateline.ledger.found import Found
from dateline.ledger.kept import Kept, state
from dateline.ledger.notes import note, noted
from dateline.ledger.origins import Roots
from dateline.ledger.outset import Outset
from dateline.ledger.press import Derived, Outlets, Press
from dateline.ledger.refold import Refolding
from dateline.ledger.register import KeptRegister
from dateline.ledger.relational import RelationalStore
from dateline.ledger.settle import Settling
from dateline.ledger.shelf import Shelf
from dateline.ledger.sides import Sides
from dateline.ledger.spare import spare_memory
from dateline.world import World

__all__ = ["Upkeep"]

_REPORTS = 100  # that are folded at once
_GROUPS = 100  # of which entries are made at once
_EACH = 100_000  # bytes that folding a report in memory takes; measured: 80,000 (benchmarks/scale.py)
_UNTOLD = 3_000_000_000  # bytes that a machine is believed to spare which does not say
_OWN_REST = 0.1  # of a turn, for who waits for the ledger looks ten times a second
_NEAR = 50  # new reports or readings that are soon folded, in a ledger of any size
_FEW = 10  # or one in so many
_FAR = 4  # more than one in so many: all are sooner folded in memory than these carried on
_TURN = 1.0  # seconds after which a turn ends
_TABLES = (
    *("entry", "entry_name", "glance", "derived", "folded_report", "folded_item", "folded_key"),
    *("folded_name", "folded_link", "folded_office", "folded_naming", "folded_dirty", "told"),
)


class Upkeep:
    """The kept entries of one store and what they are folded from."""

    def __init__(
        self,
        store: RelationalStore,
        edition: str,
        decisions: Callable[[], Decisions],
        found: Callable[[int], Found],
    ) -> None:
        """Of ``store``, by the rules of ``edition``.

        ``decisions`` gives what people decided, ``found`` everything that the first reports to arrive say.
        """
        self._found = found
        self._store = store
        self._edition = edition
        self._decisions = decisions
        self._kept = Kept(store)

    def is_fresh(self) -> bool:
        """Whether the kept entries are those of the ledger as it is."""
        return self._kept.folded_from() == self.today()

    def is_near(self) -> bool:
        """Whether so little is new that a reader may fold it while others wait."""
        return self._is_near(_FEW)

    def _is_near(self, part: int) -> bool:
        """Whether at most one in ``part`` reports is new since the last fold, or just some."""
        if self._noted("edition") != self._edition:
            return False
        arrival, readings = self._noted("upto") or (0, 0)
        reports, now, _ = self._store.revision()
        return bool(reports - arrival + now - readings <= max(_NEAR, reports // part))

    def today(self) -> str:
        """What entries must have been folded from to be those of the ledger as it is."""
        return state(self._store.revision(), self._edition)

    def freshen(self) -> None:
        """Fold what is new; raises :class:`~dateline.errors.LedgerError` where nothing may be written."""
        self._begin()
        if not self.is_fresh():
            World.default()  # a second's work of a new process, while nobody waits for it
        while not self.is_fresh():
            time.sleep(self._rest())
            with self._store.filling():
                start = time.monotonic()
                self.turn()
                self._note("turn", [os.getpid(), time.time(), time.monotonic() - start])

    def _rest(self) -> float:
        """How many seconds to leave to those who add, so that folding takes half of the time at most.

        One process that asks and adds in turn need not wait for itself, but lets others in between turns.
        """
        process, ended, took = self._noted("turn") or (os.getpid(), 0.0, 0.0)
        share = _OWN_REST if process == os.getpid() else 1.0
        return float(max(0.0, min(took * share, _TURN) - abs(time.time() - ended)))

    def _begin(self) -> None:
        """Fold a ledger of which most is not folded yet by these rules, in memory if it is not too large.

        Meanwhile others may add; nobody waits but for what comes of it being written.
        """
        if self._is_near(_FAR) or not 0 < self._store.count() <= _in_memory():
            return
        with self._store.snapshot():
            reports, readings, _ = self._store.revision()
            decisions = self._decisions()
            arrivals = dict(self._arrived(0, reports))
            outset = Outset(self._found(reports), arrivals, decisions)
        with self._store.filling():
            if not self._is_near(_FAR):  # else another one did it meanwhile
                self.forget()
                outset.keep(self._store)
                self._note("edition", self._edition)
                self._note("upto", [reports, readings])
                self._note("decisions", _plain(decisions))
                self._note("told", reports)

    def turn(self, seconds: float = _TURN) -> None:
        """Fold for a while, inside a transaction; after ``seconds`` stop, wherever it is."""
        if self.is_fresh():  # another one did it while this one waited for its turn
            return
        until = time.monotonic() + seconds
        decisions = self._decisions()
        if self._noted("edition") != self._edition:
            self.forget()
            self._note("edition", self._edition)
        self._kept.say_from(None)
        while self._take(decisions) or self._settle(decisions):
            if time.monotonic() >= until:
                return
        self._kept.say_from(self.today())
        self._note("told", self._store.count())

    def forget(self) -> None:
        """Throw all that is derived away, inside a transaction."""
        for table in _TABLES:
            self._store.run(f"DELETE FROM {table}")  # noqa: S608 - constants

    # What has been folded

    def _noted(self, name: str) -> Any:
        return noted(self._store, name)

    def _note(self, name: str, value: Any) -> None:
        note(self._store, name, value)

    def _take(self, decisions: Decisions) -> bool:
        """Fold some of what is new; whether there was any."""
        arrival, superseded = self._noted("upto") or (0, None)
        _, readings, _ = self._store.revision()
        superseded = readings if superseded is None else superseded
        fresh = dict(self._arrived(arrival))
        reread, superseded = self._read_again(arrival, superseded)
        was, now = self._noted("decisions") or {}, _plain(decisions)
        judged = set(_judged(was, now)) if was != now else set()
        names = set(_others(was.get("aliases", {}), now["aliases"]))
        if not fresh and not reread and not judged and not names:
            return False
        names |= _roots(was, names) | _roots(now, names)
        Refolding(self._store, decisions).take(reread | fresh, judged, names)
        self._note("upto", [max([arrival, *fresh.values()]), superseded])
        self._note("decisions", now)
        return True

    def _arrived(self, after: int, limit: int = _REPORTS) -> Iterator[tuple[str, int]]:
        command = "SELECT id, arrival FROM report WHERE arrival > ? ORDER BY arrival LIMIT ?"
        yield from ((row["id"], row["arrival"]) for row in self._store.ask(command, [after, limit]))

    def _read_again(self, arrival: int, after: int) -> tuple[dict[str, int], int]:
        """Folded reports that were read again since a reading, and the last of these readings."""
        command = (
            "SELECT s.number, r.id, r.arrival FROM superseded s JOIN report r ON r.id = s.report "
            "WHERE s.number > ? ORDER BY s.number LIMIT ?"
        )
        rows = list(self._store.ask(command, [after, _REPORTS]))
        last = max((row["number"] for row in rows), default=after)
        return {row["id"]: row["arrival"] for row in rows if row["arrival"] <= arrival}, last

    def _settle(self, decisions: Decisions) -> bool:
        """Make some entries; whether there were any to be made."""
        shelf = Shelf(self._store)
        dirty = shelf.dirty(_GROUPS)
        roots = Roots(
            Press(self._store),
            Derived(self._store),
            Outlets(self._store),
            Sides(KeptRegister(self._store), decisions.aliases).full,
        )
        told, (upto, _) = self._noted("told") or 0, self._noted("upto") or (0, 0)
        settling = Settling(self._store, shelf, decisions, roots, Arrivals(self._store, told, upto))
        for kind in dict.fromkeys(kind for kind, _ in dirty):
            groups = [group for k, group in dirty if k == kind]
            settling.settle(kind, groups)
            shelf.clean(kind, groups)
        return bool(dirty)


def _plain(decisions: Decisions) -> dict[str, Any]:
    """What a decision has changed, as JSON has it."""
    return {
        "together": sorted(map(list, decisions.together)),
        "apart": sorted(map(list, decisions.apart)),
        "rejected": sorted(decisions.rejected),
        "corrected": {name: dict(values) for name, values in decisions.corrected.items()},
        "decided": {name: decision.number for name, decision in decisions.decided.items()},
        "aliases": decisions.aliases.plain(),
    }


def _judged(was: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """The findings about which people decide otherwise than before."""
    for name in ("together", "apart"):
        before, after = ({tuple(pair) for pair in told.get(name, ())} for told in (was, now))
        yield from (finding for pair in before ^ after for finding in pair)
    yield from set(was.get("rejected", ())) ^ set(now["rejected"])
    for name in ("corrected", "decided"):
        yield from _others(was.get(name, {}), now[name])


def _roots(told: dict[str, Any], names: Iterable[str]) -> set[str]:
    """The names that stand for ``names``."""
    aliases = told.get("aliases", {})
    return {aliases[name]["alike"] for name in names if "alike" in aliases.get(name, {})}


def _others(was: dict[str, Any], now: dict[str, Any]) -> Iterable[str]:
    return (name for name in was.keys() | now.keys() if was.get(name) != now.get(name))


def _in_memory() -> int:
    """How many reports are folded in memory at most: half of what the machine can spare will hold them."""
    spare = spare_memory()
    return (_UNTOLD if spare is None else spare) // 2 // _EACH
