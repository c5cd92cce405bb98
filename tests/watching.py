# ruff: noqa: D102, D107
"""Feeds that are served for real while a test runs, a clock that the test turns, a watcher between them."""

from __future__ import annotations

import contextlib
import http.server
import queue
import random
import socket
import threading
from collections import Counter
from contextlib import contextmanager
from html import escape

from dateline.ledger import Ledger
from dateline.model.findings import Findings
from dateline.model.report import Report
from dateline.sources.web import Limits
from dateline.watch import Clock, Watcher, WatchState

NOON = 1_931_774_400.0  # 20 March 2031, 12:00 UTC
QUICK = Limits(wire=300_000, size=400_000, seconds=3.0, redirects=3)


class TurnedClock(Clock):
    """Waiting turns it on; nobody sleeps."""

    def __init__(self, start=NOON):
        self.time, self.lock = start, threading.Lock()

    def now(self):
        with self.lock:
            return self.time

    def turn(self, seconds):
        with self.lock:
            self.time += max(0.0, seconds)

    def pause(self, seconds, halt):
        if not halt:
            self.turn(seconds)

    def receive(self, inbox, seconds, *, busy):
        found = []
        if busy and seconds > 0:
            found.append(inbox.get(timeout=60))
        with contextlib.suppress(queue.Empty):
            while True:
                found.append(inbox.get_nowait())
        if not found and not busy:
            self.turn(seconds)
        return found


class Site:
    """A server on a port of its own; ``pages`` are bytes, or functions of the handler and how often asked."""

    def __init__(self, pages=None):
        self.pages = {} if pages is None else pages
        self.asked = Counter()
        self.seen = []
        self.open = 0
        self.most_open = 0
        self.lock = threading.Lock()
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                with site.lock:
                    site.asked[self.path] += 1
                    site.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                    site.open += 1
                    site.most_open = max(site.open, site.most_open)
                    times = site.asked[self.path]
                    self.counted = True
                try:
                    with contextlib.suppress(OSError):
                        site.answer(self, times)
                finally:
                    self.leave()

            def leave(self):
                """Not counted any more: who has the last byte may ask again before this thread is done."""
                with site.lock:
                    site.open -= self.counted
                    self.counted = False

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.closing = False
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        """Without looking for the end all the time: many servers would do nothing else."""
        while not self.closing:
            self.server.handle_request()

    def answer(self, handler, times):
        page = self.pages.get(handler.path)
        if page is None:
            send(handler, b"Not here.", status=404)
        elif callable(page):
            page(handler, times)
        else:
            send(handler, page)

    def close(self):
        self.closing = True
        with contextlib.suppress(OSError), socket.create_connection(self.server.server_address, 1):
            pass
        self.thread.join()
        self.server.server_close()


def send(handler, body, *, status=200, kind="text/html; charset=utf-8", length=None, **headers):
    """One whole answer."""
    body = body.encode() if isinstance(body, str) else body
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.leave()
    handler.end_headers()
    handler.wfile.write(body)


def send_feed(handler, body, **options):
    """A feed."""
    send(handler, body, **{"kind": "application/rss+xml"} | options)


@contextmanager
def sites(*pages):
    """Servers, one for each of ``pages``."""
    opened = [Site(one) for one in pages]
    try:
        yield opened if len(opened) > 1 else opened[0]
    finally:
        for one in opened:
            one.close()


def story(name):
    """The text of an article, like no other."""
    return (
        f"The envoys of Norland and Southmark met in Port {name} on Thursday to talk about the harbour.\n"
        f"They agreed that the ships of {name} may leave before the end of the month.\n"
        "A spokeswoman said that both sides would write down what was agreed and meet again."
    )


def article(name, **more):
    """The page of an article."""
    text = more.get("text") or story(name)
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    return (
        f"<!doctype html><html><head><title>Talks in {name}</title>{more.get('head', '')}</head><body>"
        f"<article><h1>Talks in {name}</h1>{paragraphs}</article></body></html>"
    ).encode()


def item(name, link=None, **more):
    """An item of RSS about an article."""
    parts = {
        "title": escape(f"Talks in {name}"),
        "link": escape(link or f"/{name}"),
        "guid": escape(name),
        "pubDate": "Thu, 20 Mar 2031 10:00:00 GMT",
    } | more
    return f"<item>{''.join(f'<{k}>{v}</{k}>' for k, v in parts.items() if v is not None)}</item>"


def rss(*items, head=""):
    """A feed."""
    opening = '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Feed</title>'
    return f'<?xml version="1.0" encoding="utf-8"?>{head}{opening}{"".join(items)}</channel></rss>'


def analysed(document, _):
    """A report in which nothing was found: what the tests of the watcher need of the analysis."""
    return Report(document, Findings())


class Rig:
    """A ledger, a state, a clock and what a watcher told; each run is a new watcher over them."""

    def __init__(self, folder, clock=None):
        self.ledger_path, self.state_path = folder / "desk.db", folder / "desk.db.watch"
        self.clock = clock or TurnedClock()
        self.told = []

    def run(self, watched, *, once=False, seconds=None, **options):
        """Watch; the numbers of what was done."""
        with Ledger(self.ledger_path) as ledger, WatchState(self.state_path) as state, state.held():
            watcher = Watcher(
                watched,
                state,
                ledger,
                clock=self.clock,
                chance=random.Random(7),  # noqa: S311 - foretold
                tell=self.told.append,
                **{"analyse": analysed, "limits": (QUICK, QUICK), "allow_private": True} | options,
            )
            return watcher.run(once=once, seconds=seconds)

    @contextmanager
    def state(self):
        """The state, to look at."""
        with WatchState(self.state_path, read_only=True) as state:
            yield state

    def reports(self):
        """Every report of the ledger, whole."""
        with Ledger(self.ledger_path) as ledger:
            return [ledger.report(entry.id) for entry in ledger.reports()]

    def titles(self):
        """The titles of all reports, with how often each is there."""
        return Counter(report.document.title for report in self.reports())
