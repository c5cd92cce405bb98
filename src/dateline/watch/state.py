"""What a watcher remembers between its steps, and beyond its end: see :mod:`~dateline.watch.state_file`."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.watch.offering import Offering, packed

__all__ = ["Waiting", "WatchState"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that is to be fetched (``body`` None) or was fetched and is to be read."""

    number: int
    address: str
    key: str
    feed: str
    url: str | None
    host: str
    fingerprint: str
    tries: int
    facts: Mapping[str, Any]
    body: bytes | None = None


class WatchState(Offering):
    """The whole state: feeds and offers, the entries on their way into the ledger, hosts that hold off."""

    # Entries

    def due(self, now: float) -> list[Waiting]:
        """Entries to be fetched now: the first of each host, the longest due before the others."""
        found = self.rows(
            "SELECT *, min(due) FROM entry WHERE state IN ('offered', 'failed') AND due <= ? "
            "GROUP BY host ORDER BY min(due), number",
            now,
        )
        return [_waiting(row) for row in found]

    def waiting_hosts(self) -> list[tuple[str, float]]:
        """The hosts of entries that are to be fetched, and when the first of each is due."""
        found = self.rows(
            "SELECT host, min(due) AS due FROM entry WHERE state IN ('offered', 'failed') GROUP BY host"
        )
        return [(row["host"], row["due"]) for row in found]

    def fetched(self, most: int = 1) -> list[Waiting]:
        """Entries that were fetched and are to be read, in the order in which they were offered."""
        found = self.rows("SELECT * FROM entry WHERE state = 'fetched' ORDER BY number LIMIT ?", most)
        return [_waiting(row) for row in found]

    def counted(self, state: str) -> int:
        """How many entries are in a state."""
        return int(self.rows("SELECT count(*) FROM entry WHERE state = ?", state)[0][0])

    def take(self, entry: Waiting, body: bytes, got: Mapping[str, Any]) -> None:
        """An entry was fetched: from now on its bytes are here, until it is settled.

        Here and below: an entry of which the feed told another version meanwhile stays as it is.
        """
        with self.writing():
            self.db.execute(
                "UPDATE entry SET state = 'fetched', body = ?, facts = json_patch(facts, ?), reason = NULL "
                "WHERE number = ? AND fingerprint = ?",
                (packed(body), json.dumps(got), entry.number, entry.fingerprint),
            )

    def put_off(self, entry: Waiting, reason: str, due: float) -> None:
        """An entry could not be fetched, and will be tried again when it is due."""
        with self.writing():
            self.db.execute(
                "UPDATE entry SET state = 'failed', tries = tries + 1, reason = ?, due = ? "
                "WHERE number = ? AND fingerprint = ?",
                (reason, due, entry.number, entry.fingerprint),
            )

    def give_up(self, entry: Waiting, reason: str, now: float) -> bool:
        """An entry cannot be had, or not be read: it stays listed with the reason; whether it was done."""
        with self.writing():
            found = self.db.execute(
                "UPDATE entry SET tries = tries + 1 WHERE number = ? AND fingerprint = ?",
                (entry.number, entry.fingerprint),
            )
            if found.rowcount:
                self._settle(entry.number, "given up", now, reason)
        return bool(found.rowcount)

    def add(self, number: int, content: str, report: str, now: float) -> None:
        """The ledger has the report of an entry; ``content`` stands for its outlet and words."""
        with self.writing():
            self._settle(number, "added", now)
            self.db.execute("UPDATE entry SET idle = 0 WHERE number = ?", (number,))
            self.db.execute(
                "INSERT OR IGNORE INTO reading (entry, content, report, at) VALUES (?, ?, ?, ?)",
                (number, content, report, now),
            )

    def meet(self, number: int, now: float) -> None:
        """The words of an entry are in the ledger already."""
        with self.writing():
            read = self.db.execute("SELECT 1 FROM reading WHERE entry = ?", (number,)).fetchone()
            self._settle(number, "added" if read else "known", now)
            self.db.execute("UPDATE entry SET idle = idle + 1 WHERE number = ?", (number,))

    def skip(self, number: int, now: float) -> None:
        """An entry was had, and is not about diplomacy."""
        with self.writing():
            self._settle(number, "skipped", now)

    def revive(self, now: float) -> int:
        """Try again what was given up and can be fetched; how many entries that are."""
        with self.writing():
            found = self.db.execute(
                "UPDATE entry SET state = 'offered', tries = 0, due = ?, reason = NULL, settled = NULL "
                "WHERE state = 'given up' AND host <> ''",
                (now,),
            )
        return found.rowcount

    def _settle(self, number: int, state: str, now: float, reason: str | None = None) -> None:
        """The bytes go, and what the feed said, but for the version; what was given up may be revived."""
        kept = "facts" if state == "given up" else "json_object('version', facts ->> '$.version')"
        self.db.execute(
            f"UPDATE entry SET state = ?, reason = ?, settled = ?, body = NULL, facts = {kept} "  # noqa: S608
            "WHERE number = ?",
            (state, reason, now, number),
        )

    def has(self, number: int, content: str) -> bool:
        """Whether an entry was last read with these words, or another entry ever was.

        A correction that is taken back is news again, although its words were there before.
        """
        latest = self.rows("SELECT content FROM reading WHERE entry = ? ORDER BY number DESC LIMIT 1", number)
        if latest:
            return bool(latest[0]["content"] == content)
        return bool(self.rows("SELECT 1 FROM reading WHERE content = ? LIMIT 1", content))

    # Hosts

    def hold(self, host: str, until: float, now: float) -> None:
        """Ask nothing of a host until then; what is over is forgotten."""
        with self.writing():
            self.db.execute("DELETE FROM hold WHERE until <= ?", (now,))
            self.db.execute(
                "INSERT INTO hold VALUES (?, ?) "
                "ON CONFLICT (host) DO UPDATE SET until = max(until, excluded.until)",
                (host, until),
            )

    def holds(self, now: float) -> dict[str, float]:
        """The hosts of which nothing is to be asked now, and until when."""
        return {row["host"]: row["until"] for row in self.rows("SELECT * FROM hold WHERE until > ?", now)}

    # What people ask

    def counts(self) -> dict[str, dict[str, int]]:
        """For each feed how many entries it offered, by state, and how many reports came of them."""
        found: dict[str, dict[str, int]] = {}
        for row in self.rows(
            "SELECT o.feed, e.state, count(*) AS n "
            "FROM offering o JOIN entry e ON e.number = o.entry GROUP BY 1, 2"
        ):
            found.setdefault(row["feed"], {})[row["state"]] = row["n"]
        for row in self.rows(
            "SELECT o.feed, count(*) AS n FROM offering o JOIN reading r ON r.entry = o.entry GROUP BY 1"
        ):
            found.setdefault(row["feed"], {})["reports"] = row["n"]
        return found

    def troubled(self, most: int) -> list[sqlite3.Row]:
        """Entries that failed or were given up, the latest first, with their reasons."""
        return self.rows(
            "SELECT feed, address, url, state, tries, due, reason "
            "FROM entry WHERE state IN ('failed', 'given up') "
            "ORDER BY coalesce(settled, due) DESC, number DESC LIMIT ?",
            most,
        )


def _waiting(row: sqlite3.Row) -> Waiting:
    body = None if row["body"] is None else zlib.decompress(row["body"])
    return Waiting(
        number=row["number"],
        address=row["address"],
        key=row["key"],
        feed=row["feed"],
        url=row["url"],
        host=row["host"],
        fingerprint=row["fingerprint"],
        tries=row["tries"],
        facts=json.loads(row["facts"] or "{}"),
        body=body,
    )
