"""Manners towards hosts: one connection at a time, a pause between two, and what robots.txt asks for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from dateline.errors import ForbiddenAddress, SourceError
from dateline.sources.feeds import host_of
from dateline.sources.robots import LARGEST_ROBOTS, Robots
from dateline.sources.web import Answer, Halt, Limits, Request, get
from dateline.watch.clock import Clock

__all__ = ["AGENT", "Manners"]

AGENT = "dateline"
"""The name that a robots.txt may call this reader by."""
MOST_HOSTS = 1_000
KEPT, KEPT_FAILURE = 86_400.0, 600.0
"""Seconds that a robots.txt holds (RFC 9309 asks for a day at most), and that its absence by a fault does."""
LONGEST_DELAY = 300.0
_LIMITS = Limits(wire=2_000_000, size=2_000_000, seconds=15)


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    last: float | None = None
    robots: Robots | None = None
    until: float = 0.0
    fault: str = ""


class Manners:
    """What is known of hosts while the watcher runs; of the thousand that were visited last."""

    def __init__(
        self,
        clock: Clock,
        *,
        pause: float,
        headers: Mapping[str, str],
        allow_private: bool = False,
        halt: Halt | None = None,
        fetch: Callable[[Request], Answer] = get,
    ) -> None:
        """``pause`` seconds between two requests to a host, or more where its robots.txt asks for more."""
        self._clock, self._pause, self._headers = clock, pause, headers
        self._allow_private, self._halt, self._fetch = allow_private, halt or Halt(), fetch
        self._hosts: OrderedDict[str, _Host] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """While ``url`` may be fetched: waits for the host to be free and for its pause to be over.

        Raises :class:`~dateline.errors.ForbiddenAddress` when robots.txt forbids it, and
        :class:`~dateline.errors.SourceError` when robots.txt cannot be had, for then nobody knows.
        """
        host = self._host(host_of(url))
        with host.lock:
            self._permit(host, url)
            self._wait(host)
            try:
                yield
            finally:
                host.last = self._clock.now()

    def wait_of(self, name: str) -> float:
        """Seconds until the host may be asked again, as far as that is known."""
        with self._lock:
            host = self._hosts.get(name)
        return 0.0 if host is None else self._left(host)

    def _host(self, name: str) -> _Host:
        with self._lock:
            host = self._hosts.setdefault(name, _Host())
            self._hosts.move_to_end(name)
            while len(self._hosts) > MOST_HOSTS:
                oldest = next(
                    (n for n, h in self._hosts.items() if not h.lock.locked() and h is not host), None
                )
                if oldest is None:
                    break
                del self._hosts[oldest]
            return host

    def _left(self, host: _Host) -> float:
        if host.last is None:
            return 0.0
        pause = self._pause
        if host.robots is not None and host.robots.delay is not None:
            pause = max(pause, min(host.robots.delay, LONGEST_DELAY))
        return min(max(host.last + pause - self._clock.now(), 0.0), pause)

    def _wait(self, host: _Host) -> None:
        if left := self._left(host):
            self._clock.pause(left, self._halt)
        if self._halt:
            message = "The watcher is ending."
            raise SourceError(message)

    def _permit(self, host: _Host, url: str) -> None:
        if self._clock.now() >= host.until:
            self._ask(host, url)
        if host.robots is None:
            message = (
                f"{url}: nothing is fetched while the robots.txt of the host cannot be had ({host.fault})."
            )
            raise SourceError(message)
        if not host.robots.allow(url):
            message = f"{url}: the robots.txt of the host asks not to fetch it."
            raise ForbiddenAddress(message)

    def _ask(self, host: _Host, url: str) -> None:
        """Get the host's robots.txt: none (4xx) allows everything, a fault (5xx, no answer) nothing yet."""
        self._wait(host)
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc}/robots.txt"
        request = Request(address, self._headers, _LIMITS, self._allow_private, partly=True, halt=self._halt)
        host.robots, kept = None, KEPT_FAILURE
        try:
            answer = self._fetch(request)
        except ForbiddenAddress:  # it redirects to where nothing is fetched
            host.robots, kept = Robots(), KEPT
        except SourceError as error:
            host.fault = str(error).removeprefix(f"{address}: ").partition(";")[0].rstrip(".")
        else:
            host.fault = f"the server answers {answer.status}"
            if answer.status == 200:
                host.robots, kept = Robots.read(answer.data[:LARGEST_ROBOTS], AGENT), KEPT
            elif 400 <= answer.status < 500 and answer.status != 429:
                host.robots, kept = Robots(), KEPT
        host.last = self._clock.now()
        host.until = host.last + kept
