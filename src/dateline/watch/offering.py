"""What feeds offer, taken into the state: new entries, changed ones, and those that are known."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.watch.state_file import StateFile

__all__ = ["Offer", "Offering", "moment", "packed"]


@dataclass(frozen=True, slots=True)
class Offer:
    """One entry of a feed as it is remembered.

    ``address`` is what makes it the same entry; ``url`` and ``host`` are None and empty when the text came
    with the feed: then it is in ``body``. ``facts`` go with it to the report.
    """

    address: str
    fingerprint: str
    facts: Mapping[str, Any]
    guid: str | None = None
    url: str | None = None
    host: str = ""
    body: bytes | None = None


class Offering(StateFile):
    """The feeds of a state, and what they offered."""

    def know(self, name: str, url: str, latest: float) -> None:
        """Remember that there is this feed; at another address it begins anew. It is due by ``latest``."""
        with self.writing():
            self.db.execute("INSERT OR IGNORE INTO feed (name, url) VALUES (?, ?)", (name, url))
            self.db.execute(
                "UPDATE feed SET url = ?, etag = NULL, modified = NULL, due = 0, failures = 0, error = NULL "
                "WHERE name = ? AND url <> ?",
                (url, name, url),
            )
            self.db.execute("UPDATE feed SET due = min(due, ?) WHERE name = ?", (latest, name))

    def feed(self, name: str) -> sqlite3.Row:
        """The row of a feed that is known."""
        return self.rows("SELECT * FROM feed WHERE name = ?", name)[0]

    def due_feeds(self, now: float) -> list[sqlite3.Row]:
        """The feeds that are due, the longest due first."""
        return self.rows("SELECT * FROM feed WHERE due <= ? ORDER BY due, name", now)

    def feeds(self) -> list[sqlite3.Row]:
        """All feeds, by name."""
        return self.rows("SELECT * FROM feed ORDER BY name")

    def postpone(self, name: str, due: float, now: float, error: str | None) -> None:
        """A visit brought nothing: it went wrong (``error``), or nothing has changed since (None)."""
        with self.writing():
            if error is None:
                self._succeed(name, due, now)
            else:
                self._fail(name, due, now, error)

    def _succeed(self, name: str, due: float, now: float) -> None:
        self.db.execute(
            "UPDATE feed SET due = ?, visited = ?, succeeded = ?, failures = 0, error = NULL WHERE name = ?",
            (due, now, now, name),
        )

    def _fail(self, name: str, due: float, now: float, error: str) -> None:
        self.db.execute(
            "UPDATE feed SET due = ?, visited = ?, failures = failures + 1, error = ? WHERE name = ?",
            (due, now, error, name),
        )

    def offer(
        self,
        name: str,
        offers: Iterable[Offer],
        *,
        due: float,
        now: float,
        title: str | None = None,
        validators: tuple[str | None, str | None] = (None, None),
        error: str | None = None,
        wait: Callable[[int], float] = lambda _: 0.0,
    ) -> tuple[int, int]:
        """Take in what a feed offers, in one transaction with the visit; how many are new, how many changed.

        ``validators`` (ETag, Last-Modified) are kept unless something is still to be taken in the next time.
        ``wait`` gives the seconds between two readings of an entry whose last so many brought nothing.
        """
        offered = {offer.address: offer for offer in reversed(list(offers))}  # the first of an address counts
        guids = Counter(offer.guid for offer in offered.values())
        with self.writing():
            new = changed = left = 0
            for offer in reversed(offered.values()):
                row = self.db.execute("SELECT * FROM entry WHERE address = ?", (offer.address,)).fetchone()
                if row is None:
                    number = self._insert(name, offer, self._key(name, offer, offered, guids), now)
                    new += 1
                else:
                    number = row["number"]
                    if row["feed"] == name and row["fingerprint"] != offer.fingerprint:
                        if row["state"] == "fetched":
                            left += 1  # what was fetched is read first
                        else:
                            self._renew(
                                row, offer, max(now, (row["settled"] or now) + wait(row["idle"])), now
                            )
                            changed += 1
                self.db.execute("INSERT OR IGNORE INTO offering VALUES (?, ?)", (name, number))
            etag, modified = validators if not left else (None, None)
            if error is None:
                self._succeed(name, due, now)
            else:
                self._fail(name, due, now, error)
            self.db.execute(
                "UPDATE feed SET etag = ?, modified = ?, title = coalesce(?, title) WHERE name = ?",
                (etag, modified, title, name),
            )
        return new, changed

    def _key(self, name: str, offer: Offer, offered: Collection[str], guids: Mapping[str | None, int]) -> str:
        """The identity of the article: of the entry that had the same id and has left the feed, or its own.

        An article whose address was corrected moves so. An id that two entries of the feed have at once says
        nothing.
        """
        if offer.guid is None or guids[offer.guid] > 1:
            return offer.address
        before = self.db.execute(
            "SELECT address, key FROM entry WHERE feed = ? AND guid = ? ORDER BY number DESC LIMIT 2",
            (name, offer.guid),
        ).fetchall()
        moved = len({row["key"] for row in before}) == 1 and before[0]["address"] not in offered
        return str(before[0]["key"]) if moved else offer.address

    def _insert(self, name: str, offer: Offer, key: str, now: float) -> int:
        state = "offered" if offer.body is None else "fetched"
        cursor = self.db.execute(
            "INSERT INTO entry (address, key, feed, guid, url, host, fingerprint, state, facts, body, due, "
            "offered) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                offer.address, key, name, offer.guid, offer.url, offer.host, offer.fingerprint, state,
                json.dumps(offer.facts), packed(offer.body), now, now,
            ),
        )  # fmt: skip
        return int(cursor.lastrowid or 0)

    def _renew(self, row: sqlite3.Row, offer: Offer, due: float, now: float) -> None:
        state = "offered" if offer.body is None else "fetched"
        version = offer.facts.get("version")
        if version is None or version == json.loads(row["facts"] or "{}").get("version"):
            version = moment(now)  # the feed does not say since when it is so
        facts = {**offer.facts, "version": version}
        self.db.execute(
            "UPDATE entry SET fingerprint = ?, state = ?, facts = ?, body = ?, url = ?, host = ?, tries = 0, "
            "due = ?, reason = NULL, settled = NULL, offered = ? WHERE number = ?",
            (
                offer.fingerprint, state, json.dumps(facts), packed(offer.body),
                offer.url, offer.host, due, now, row["number"],
            ),
        )  # fmt: skip


def moment(now: float) -> str:
    """A time in ISO 8601 and UTC, to the second."""
    return dt.datetime.fromtimestamp(now, dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def packed(body: bytes | None) -> bytes | None:
    """The bytes of an article as they are kept until it is read."""
    return None if body is None else zlib.compress(body, 1)
