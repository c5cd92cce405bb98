"""The loop: visits feeds when they are due, fetches what they offer, reads it into the ledger.

Requests run beside the loop, one for each host at a time; everything that is remembered is written by the
loop alone. What it holds is bounded by the number of its workers and of its feeds, however long it runs.
"""

from __future__ import annotations

import math
import queue
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from threading import Thread

from dateline.ledger import Ledger
from dateline.reports import report_of
from dateline.sources.feeds import host_of
from dateline.sources.pages import PAGE_HEADERS
from dateline.sources.web import Answer, Halt, Limits, Request, get
from dateline.watch.clock import Clock
from dateline.watch.jobs import FEED_LIMITS, PAGE_LIMITS, Fetched, Network, Visited
from dateline.watch.keeping import Analyse, Fate, keep
from dateline.watch.manners import LONGEST_DELAY, Manners
from dateline.watch.patience import DAY, Patience
from dateline.watch.settings import FeedSetting, Watched
from dateline.watch.state import Waiting, WatchState

__all__ = ["Tally", "Watcher"]

WORKERS = 8
UNREAD = 32
"""Articles that may wait to be read; while there are more, none is fetched."""
TRIES, BRIEF_TRIES = 12, 6
"""Tries of an article that gets no answer (some twenty hours), and of one that gets a 404 (half an hour)."""
SHORTEST_WAIT, LONGEST_WAIT = 0.01, 600.0
GRACE = 4.0
"""Seconds that the workers have to end."""
VERSION = PAGE_HEADERS["User-Agent"].partition(" ")[0]


@dataclass(slots=True)
class Tally:
    """What was done since the watcher was started."""

    visits: int = 0
    failed_visits: int = 0
    offered: int = 0
    changed: int = 0
    added: int = 0
    known: int = 0
    skipped: int = 0
    failed: int = 0
    given_up: int = 0

    def as_dict(self) -> dict[str, int]:
        """The numbers by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Job:
    """What is asked of one host, and for which feed or entry."""

    host: str
    subject: FeedSetting | Waiting
    ask: Callable[[], Visited | Fetched]

    def done(self) -> Visited | Fetched:
        """What came of it; a fault of ours costs this one answer."""
        try:
            return self.ask()
        except Exception as error:  # noqa: BLE001 - an odd answer breaks a parser; it never costs the watch
            message = f"could not be read ({type(error).__name__}: {error}); please report this."
            if isinstance(self.subject, FeedSetting):
                return Visited(self.subject.name, error=f"{self.subject.url} {message}")
            return Fetched(self.subject, error=f"{self.subject.url} {message}")


_Done = tuple[_Job, Visited | Fetched] | None


class Watcher:
    """Watches the feeds of one file into one ledger."""

    def __init__(
        self,
        watched: Watched,
        state: WatchState,
        ledger: Ledger,
        *,
        allow_private: bool = False,
        keep_all: bool = False,
        analyse: Analyse = report_of,
        clock: Clock | None = None,
        halt: Halt | None = None,
        workers: int = WORKERS,
        chance: random.Random | None = None,
        tell: Callable[[str], None] = lambda _: None,
        progress: Callable[[Tally], None] = lambda _: None,
        fetch: Callable[[Request], Answer] = get,
        limits: tuple[Limits, Limits] = (FEED_LIMITS, PAGE_LIMITS),
    ) -> None:
        """``tell`` is given what a person should hear, ``progress`` the numbers whenever they change.

        ``limits`` are those of a feed and of an article. ``clock``, ``chance`` and ``fetch`` are there to be
        turned by tests.
        """
        self._feeds: Mapping[str, FeedSetting] = {feed.name: feed for feed in watched.feeds}
        self._state, self._ledger, self._analyse, self._keep_all = state, ledger, analyse, keep_all
        self._clock, self._halt = clock or Clock(), halt or Halt()
        self._patience, self._workers = Patience(chance), workers
        self._tell, self._progress = tell, progress
        contact = f"+{watched.contact}; " if watched.contact else ""
        headers = {**PAGE_HEADERS, "User-Agent": f"{VERSION} ({contact}watches news feeds)"}
        manners = Manners(
            self._clock,
            pause=watched.pause,
            headers=headers,
            allow_private=allow_private,
            halt=self._halt,
            fetch=fetch,
        )
        self._manners = manners
        self._network = Network(fetch, manners, headers, allow_private, self._halt, self._clock.now, *limits)
        self._inbox: queue.SimpleQueue[_Done] = queue.SimpleQueue()
        self._outbox: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._busy: set[str] = set()
        self._until = math.inf
        self._unvisited: set[str] | None = None
        self._holds: Mapping[str, float] = {}
        self.tally = Tally()

    def stop(self) -> None:
        """End as soon as possible, from any thread or a signal handler; nothing is lost."""
        self._halt.set()
        self._inbox.put(None)

    def revive(self) -> int:
        """Try again what was given up; how many entries that are."""
        return self._state.revive(self._clock.now())

    def run(self, *, once: bool = False, seconds: float | None = None) -> Tally:
        """Watch until :meth:`stop`, for so many ``seconds``, or ``once``: each feed, and what can be had now.

        With ``once`` a feed that is backing off is left alone. Raises
        :class:`~dateline.errors.LedgerError` when the ledger or the state cannot be written.
        """
        began = self._clock.now()
        self._until = math.inf if seconds is None else began + seconds
        for feed in self._feeds.values():
            latest = began + max(feed.every, DAY) * 1.1  # a clock may have been wrong before
            self._state.know(feed.name, feed.url, latest)
            if once and not self._state.feed(feed.name)["failures"]:
                self._state.know(feed.name, feed.url, began)
        self._unvisited = set(self._feeds) if once else None
        threads = [Thread(target=self._work, daemon=True, name=f"watch-{n}") for n in range(self._workers)]
        for thread in threads:
            thread.start()
        try:
            while self._step():
                self._progress(self.tally)
        finally:
            self._halt.set()  # what is still on its way is cut, and asked for again the next time
            for _ in threads:
                self._outbox.put(None)
            for thread in threads:  # who waits for a name or a host that is not there holds nobody up
                thread.join(GRACE / self._workers)
        self._take_in(0.0)
        return self.tally

    def _step(self) -> bool:
        """Hand out, take in, read an article or else wait; whether there is anything left to do."""
        if self._halt or self._clock.now() >= self._until:
            return False
        for job in self._jobs():
            self._busy.add(job.host)
            self._outbox.put(job)
        wait = self._idle()
        if wait is None:
            return False
        self._take_in(wait)
        if self._halt:
            return False
        self._read_one()
        return True

    def _take_in(self, wait: float) -> None:
        """Remember what came of jobs; at the end only what went well, for the rest was cut."""
        for done in self._clock.receive(self._inbox, wait, busy=bool(self._busy)):
            if done is not None and not (self._halt and done[1].error):
                self._settle(*done)

    def _work(self) -> None:
        """What each worker does until it is told to end."""
        while (job := self._outbox.get()) is not None:
            self._inbox.put((job, job.done()))

    # What is to be done

    def _jobs(self) -> Iterator[_Job]:
        """What may be asked now, one for each host that is free: feeds that are due, then articles.

        Whoever takes a job marks its host as busy before he takes the next one.
        """
        now = self._clock.now()
        self._holds = self._state.holds(now)
        for row in self._state.due_feeds(now):
            setting = self._wanted(row["name"])
            if setting is None or len(self._busy) >= self._workers:
                continue
            if self._delay(host := host_of(setting.url), now) == 0:
                if self._unvisited is not None:
                    self._unvisited.discard(setting.name)
                visit = partial(self._network.visit, setting, row["etag"], row["modified"])
                yield _Job(host, setting, visit)
        for entry in self._state.due(now):
            if len(self._busy) >= min(self._workers, UNREAD - self._state.counted("fetched")):
                return
            if self._delay(entry.host, now) == 0:
                yield _Job(entry.host, entry, partial(self._network.article, entry))

    def _wanted(self, name: str) -> FeedSetting | None:
        """The feed of that name, if it is to be visited (in a single round: still to be)."""
        return self._feeds.get(name) if self._unvisited is None or name in self._unvisited else None

    def _delay(self, host: str, now: float) -> float:
        """Seconds until a host may be asked: infinite while it is being asked."""
        if host in self._busy:
            return math.inf
        return max(self._manners.wait_of(host), self._holds.get(host, now) - now)

    def _idle(self) -> float | None:
        """Seconds to wait for something to happen; 0 while there is something to read; None: nothing will."""
        if self._state.counted("fetched"):
            return 0.0
        now = self._clock.now()
        waits = [wait for host, due in self._ahead() if (wait := self._wait(host, due, now)) is not None]
        if not waits and not self._busy:
            return None
        if len(self._busy) >= self._workers:
            waits = []  # nobody is free to ask before something comes back
        soonest: float = min([*waits, LONGEST_WAIT, self._until - now])
        return max(soonest, SHORTEST_WAIT)

    def _ahead(self) -> Iterator[tuple[str, float]]:
        """Whom there is something to ask, and when."""
        for row in self._state.feeds():
            if setting := self._wanted(row["name"]):
                yield host_of(setting.url), row["due"]
        yield from self._state.waiting_hosts()

    def _wait(self, host: str, due: float, now: float) -> float | None:
        """Seconds until a host is to be asked; None when this round does not wait for it."""
        wait = max(due - now, self._delay(host, now))
        put_off = due > now or (wait > LONGEST_DELAY and host not in self._busy)
        return None if self._unvisited is not None and put_off else wait

    # What came of it

    def _settle(self, job: _Job, outcome: Visited | Fetched) -> None:
        self._busy.discard(job.host)
        now = self._clock.now()
        if outcome.wait:
            self._state.hold(job.host, now + outcome.wait, now)
        if isinstance(outcome, Visited):
            self._visited(self._feeds[outcome.feed], outcome, now)
        elif outcome.raw is not None:
            raw = outcome.raw
            got = {"media_type": raw.media_type, "charset": raw.charset, "fetched": raw.fetched}
            self._state.take(outcome.entry, raw.data, got)
        else:
            self._missed(outcome, now)

    def _visited(self, feed: FeedSetting, visit: Visited, now: float) -> None:
        before = self._state.feed(feed.name)
        self.tally.visits += 1
        self.tally.failed_visits += visit.error is not None
        failures = before["failures"] + 1 if visit.error else 0
        due = now + self._patience.visit(feed.every, failures, visit.wait)
        if visit.offers is None:
            self._state.postpone(feed.name, due, now, visit.error)
        else:
            new, changed = self._state.offer(
                feed.name,
                visit.offers,
                due=due,
                now=now,
                title=visit.title,
                validators=visit.validators,
                error=visit.error,
                wait=self._patience.again,
            )
            self.tally.offered += new
            self.tally.changed += changed
            if new or changed:
                self._tell(f"{feed.name}: {new} new, {changed} changed of {len(visit.offers)} entries")
        if visit.error and visit.error != before["error"]:
            self._tell(f"{feed.name}: {visit.error}")

    def _missed(self, outcome: Fetched, now: float) -> None:
        """An article was not had: it is tried again, or given up, and then told."""
        entry, reason = outcome.entry, outcome.error or "nothing came back"
        tries = entry.tries + 1
        if outcome.passing and tries < (BRIEF_TRIES if outcome.brief else TRIES):
            self._state.put_off(entry, reason, now + self._patience.fetch(tries, outcome.wait))
            self.tally.failed += 1
        elif self._state.give_up(entry, reason, now):
            self._given_up(entry, reason)

    def _given_up(self, entry: Waiting, reason: str) -> None:
        self.tally.given_up += 1
        self._tell(f"{entry.feed}: given up: {reason}")

    def _read_one(self) -> None:
        """Read the next article that was fetched, if there is one."""
        for entry in self._state.fetched():
            now = self._clock.now()
            kept = keep(entry, self._ledger, self._state, self._analyse, now, keep_all=self._keep_all)
            self.tally.added += kept.fate is Fate.ADDED
            self.tally.known += kept.fate is Fate.KNOWN
            self.tally.skipped += kept.fate is Fate.SKIPPED
            if kept.fate is Fate.UNREADABLE:
                self._given_up(entry, kept.reason or "it cannot be read")
