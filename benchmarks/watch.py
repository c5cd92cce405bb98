"""What a long watch costs: memory, disk and time for each entry, over many simulated days.

    python benchmarks/watch.py --entries 10000

A server on this machine offers four feeds that never stop changing: two whose articles are fetched, two that
have the text with them. The clock is turned, so that a day passes in seconds; the analysis is left out: it is
measured elsewhere (make bench). Prints one line for each thousand entries: entries, reports, resident memory,
bytes of the state for each entry, and CPU seconds.
"""

from __future__ import annotations

import argparse
import contextlib
import http.server
import json
import queue
import resource
import tempfile
import threading
import time
from html import escape
from pathlib import Path
from typing import Any

from dateline.ledger import Ledger
from dateline.model.findings import Findings
from dateline.model.report import Report
from dateline.model.text import Document
from dateline.sources.web import Halt
from dateline.watch import Clock, FeedSetting, Tally, Watched, Watcher, WatchState

AT_ONCE = 20
FEEDS = 4


class Turned(Clock):
    """A clock that is turned by waiting."""

    def __init__(self) -> None:
        """It begins now."""
        self.time = time.time()

    def now(self) -> float:
        """The time."""
        return self.time

    def pause(self, seconds: float, halt: Halt) -> None:
        """Turn it on."""
        del halt
        self.time += max(0.0, seconds)

    def receive(self, inbox: queue.SimpleQueue[Any], seconds: float, *, busy: bool) -> list[Any]:
        """What came in; the clock is turned only while nobody is on the way."""
        found = [inbox.get()] if busy and seconds > 0 else []
        with contextlib.suppress(queue.Empty):
            while True:
                found.append(inbox.get_nowait())
        if not found and not busy:
            self.time += max(0.0, seconds)
        return found


class Site(http.server.BaseHTTPRequestHandler):
    """Feeds and articles, made when they are asked for."""

    visits = dict.fromkeys(range(FEEDS), 0)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """A feed by its number, an article by its name, no robots.txt."""
        kind, _, name = self.path.lstrip("/").partition("/")
        if kind == "feed":
            self.give(json.dumps(self.feed(int(name))), "application/feed+json")
        elif kind == "article":
            self.give(f"<html><title>{name}</title><article>{paragraphs(name)}</article></html>", "text/html")
        else:
            self.send_error(404)

    def feed(self, number: int) -> dict[str, Any]:
        """Other entries at every visit."""
        self.visits[number] += 1
        names = [f"{number}-{self.visits[number]}-{n}" for n in range(AT_ONCE)]
        items = [{"id": name, "url": f"/article/{name}", "title": f"Talks {name}"} for name in names]
        if number % 2:
            items = [item | {"content_html": paragraphs(item["id"])} for item in items]
        return {"version": "https://jsonfeed.org/version/1.1", "items": items}

    def give(self, body: str, kind: str) -> None:
        """One answer."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())


def paragraphs(name: str) -> str:
    """Some three kilobytes about the talks of that name."""
    line = f"The envoys of Norland and Southmark met in Port {name} on Thursday to talk about the harbour. "
    return "".join(f"<p>{escape(line * 4)}</p>" for _ in range(8))


def analysed(document: Document, _: str) -> Report:
    """No analysis."""
    return Report(document, Findings())


def resident() -> float:
    """Megabytes that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def measure(entries: int, folder: Path, url: str) -> None:
    """Watch until so many entries were taken in, and print the figures."""
    feeds = tuple(
        FeedSetting(f"feed{n}", f"{url}/feed/{n}", "Post", 3600.0, from_feed=n % 2 == 1) for n in range(FEEDS)
    )
    place = folder / "desk.db.watch"
    printed = 0

    def progress(tally: Tally) -> None:
        nonlocal printed
        if tally.added // 1_000 > printed:
            printed = tally.added // 1_000
            size = sum(p.stat().st_size for p in folder.glob("desk.db.watch*")) / max(tally.offered, 1)
            spent = time.process_time() - began
            print(
                f"{tally.offered:>7} {tally.added:>7} {resident():>8.1f} MB {size:>6.0f} {spent:>7.1f} s",
                flush=True,
            )
        if tally.added >= entries:
            watcher.stop()

    print("entries reports   resident  bytes/entry  CPU")
    began = time.process_time()
    with Ledger(folder / "desk.db") as ledger, WatchState(place) as state:
        watcher = Watcher(
            Watched(feeds, 0.0),
            state,
            ledger,
            allow_private=True,
            analyse=analysed,
            clock=Turned(),
            progress=progress,
        )
        watcher.run()
    print(f"state at rest: {place.stat().st_size / watcher.tally.offered:.0f} bytes for each entry")


def main() -> None:
    """Serve and watch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    entries = parser.parse_args().entries
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        measure(entries, Path(folder), f"http://127.0.0.1:{server.server_port}")
    server.shutdown()


if __name__ == "__main__":
    main()
