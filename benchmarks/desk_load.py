"""A desk under load: many clients at once over every page, on this machine.

    python benchmarks/desk_load.py desk.db --clients 32 --seconds 60 [--beside PYTHON] [--only KIND]

prints, for each page, how many answers a second there were, the median and the slowest percentile in
milliseconds, and how many were no 200. The ledger is opened for reading only. It is done twice: with one
address for each page, which a desk may remember, and with thousands of them, so that hardly any question is
asked again: other days, sides, words, names, reports and meetings.

``--beside`` names the Python of an environment with Datasette (``make bench-desk`` has one). The same clients
then ask only for a search of statements: half of the time our page and our API, in turn with Datasette, which
answers the same question from the same file with one SQL query; the ratio of answers a second is printed,
for one search that is repeated and for others each time.
Datasette only fetches the rows: it neither shows the passage in its report nor counts origins and facets.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote

import dateline

HOST = "127.0.0.1"
WARM = 10  # seconds between the first question to a server and the load


Pages = dict[str, list[str]]


def addresses(place: str) -> Pages:
    """A page of each kind."""
    with dateline.Ledger(place, read_only=True) as ledger:
        meeting = ledger.meetings(limit=1, newest=True)
        report = ledger.reports(limit=1, newest=True)
        said = ledger.statements(limit=1, newest=True)
    found = {
        "changes": "/",
        "meetings": "/meetings",
        "statements": "/statements",
        "search": "/statements?about=summit",
        "positions": "/positions",
        "reports": "/reports",
        "api": "/api/v1/statements?about=summit&order=newest",
    }
    for name, path, entries in (
        ("meeting", "/meetings/", meeting),
        ("reader", "/reports/", report),
        ("api passage", "/api/v1/passages/", said),
    ):
        found |= {name: f"{path}{entry.id}" for entry in entries}  # noqa: B035 - at most one
    return {name: [address] for name, address in found.items()}


def different(place: str, count: int = 3000) -> Pages:
    """Pages of the same kinds, of each so many others as far as the ledger has them."""
    with dateline.Ledger(place, read_only=True) as ledger:
        said = ledger.statements(limit=count, newest=True)
        reports = ledger.reports(limit=count, newest=True)
        meetings = ledger.meetings(limit=count, newest=True)
    days = sorted({r.published.first.isoformat() for r in reports if r.published and r.published.first})
    names = sorted({s.who for s in said if s.who})
    sides = sorted({s.side for s in said if s.side})
    words = words_of(s.words for s in said)
    chance = random.Random(1)  # noqa: S311 - the same addresses in every run

    def asked(path: str, **values: list[str]) -> list[str]:
        every = [{k: chance.choice(v) for k, v in values.items()} for _ in range(count)]
        return list(dict.fromkeys(f"{path}?{urllib.parse.urlencode(one)}" for one in every))

    found = {
        "changes": asked("/", until=days, side=sides) + asked("/", until=days),
        "meetings": asked("/meetings", until=days, side=sides) + asked("/meetings", until=days),
        "statements": asked("/statements", by=names) + asked("/statements", side=sides, until=days),
        "search": asked("/statements", about=words),
        "positions": asked("/positions", side=sides) + [f"/positions?from={n}" for n in range(len(sides))],
        "reports": asked("/reports", about=words) + asked("/reports", until=days),
        "api": asked("/api/v1/statements", about=words, order=["newest"]),
        "meeting": [f"/meetings/{m.id}" for m in meetings],
        "reader": [f"/reports/{r.id}" for r in reports],
        "api passage": [f"/api/v1/passages/{s.id}" for s in said],
    }
    return {name: chance.sample(paths, len(paths)) for name, paths in found.items()}


def words_of(texts: Iterable[str]) -> list[str]:
    """The longer words of some texts."""
    return sorted({word for text in texts for word in re.findall(r"[a-z]{5,}", text)})


def desk(place: str) -> AbstractContextManager[int]:
    """A desk in a process of its own; its port."""
    code = "from dateline.cli import main; main()"
    return _serving([sys.executable, "-c", code, "serve", "--db", place, "--port"])


def datasette(python: str, place: str) -> AbstractContextManager[int]:
    """Datasette over the same file, as it recommends for one that nobody writes to; its port."""
    options = ["--setting", "sql_time_limit_ms", "60000", "--host", HOST]
    return _serving([python, "-m", "datasette", "serve", "-i", place, *options, "--port"])


@contextmanager
def _serving(command: list[str]) -> Iterator[int]:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = int(free.getsockname()[1])
    running = subprocess.Popen([*command, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while running.poll() is None and not _open(port):
            time.sleep(0.1)
        yield port
    finally:
        running.terminate()
        running.wait()


def _open(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def client(
    port: int, pages: dict[str, Iterator[str]], start: int, end: float, taken: list[tuple[str, float, int]]
) -> None:
    """Ask for one page after the other until the time is over."""
    connection = http.client.HTTPConnection(HOST, port, timeout=120)
    for name, paths in islice(cycle(pages.items()), start, None):
        if time.monotonic() > end:
            break
        address = next(paths)
        began = time.perf_counter()
        connection.request("GET", address, headers={"accept": "text/html"})
        answer = connection.getresponse()
        answer.read()
        taken.append((name, time.perf_counter() - began, answer.status))
    connection.close()


def measure(place: str, pages: Pages, clients: int, seconds: float) -> list[dict[str, object]]:
    """A row for each page, and one for all."""
    with desk(place) as port:
        taken = asked(port, pages, clients, seconds)
    return [row(n, [t for t in taken if n in {t[0], "all"}], seconds) for n in (*pages, "all")]


def asked(port: int, pages: Pages, clients: int, seconds: float) -> list[tuple[str, float, int]]:
    """What ``clients`` got that asked for the pages in turn: the page, the seconds, the status."""
    taken: list[tuple[str, float, int]] = []
    turns = {name: cycle(paths) for name, paths in pages.items()}  # of all clients together
    for paths in turns.values():  # every reader opens its ledger, every page its templates
        client(port, {"": paths}, 0, time.monotonic() + 0.01, [])
    time.sleep(WARM)  # whatever else a server starts
    end = time.monotonic() + seconds
    threads = [
        threading.Thread(target=client, args=(port, turns, n, end, taken), daemon=True)
        for n in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


SEARCH = (
    "SELECT s.* FROM statement s WHERE s.number IN "
    "(SELECT rowid FROM statement_words WHERE statement_words MATCH :words) "
    "ORDER BY s.at DESC, s.report DESC, s.start DESC LIMIT 50"
)


def beside(
    place: str, python: str, words: list[str], clients: int, seconds: float
) -> list[dict[str, object]]:
    """Rows for the search of statements: our page, our API, Datasette; in turn, twice each.

    All are asked for ``words``, one after the other.
    """
    sql = urllib.parse.urlencode({"sql": SEARCH, "_shape": "objects"})
    rivals = {
        "our page": (partial(desk, place), "/statements?about="),
        "our API": (partial(desk, place), "/api/v1/statements?order=newest&about="),
        "datasette": (partial(datasette, python, place), f"/{quote(Path(place).stem)}.json?{sql}&words="),
    }
    taken: dict[str, list[tuple[str, float, int]]] = {name: [] for name in rivals}
    for _ in range(2):
        for name, (serving, address) in rivals.items():
            with serving() as port:
                paths = [f"{address}{word}" for word in words]
                taken[name] += asked(port, {name: paths}, clients, seconds / 2)
    rows = [row(name, found, seconds) for name, found in taken.items()]
    for one in rows:
        one["ratio"] = round(len(taken[str(one["page"])]) / max(len(taken["datasette"]), 1), 2)
    return rows


def searched(place: str) -> list[str]:
    """Words to search for, in no order."""
    with dateline.Ledger(place, read_only=True) as ledger:
        words = words_of(s.words for s in ledger.statements(limit=3000, newest=True))
    random.Random(1).shuffle(words)  # noqa: S311 - the same in every run
    return words


def row(name: str, taken: list[tuple[str, float, int]], seconds: float) -> dict[str, object]:
    """The figures of one page."""
    times = sorted(t for _, t, _ in taken) or [0.0]
    return {
        "page": name,
        "per_second": round(len(taken) / seconds, 1),
        "median_ms": round(statistics.median(times) * 1000),
        "slowest_percentile_ms": round(times[min(len(times) - 1, len(times) * 99 // 100)] * 1000),
        "not_200": sum(status != 200 for _, _, status in taken),
    }


def main() -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--beside", metavar="PYTHON", help="the Python of an environment with Datasette")
    parser.add_argument("--only", choices=["same", "different"], help="only one of the two tables")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    place = os.fspath(given.ledger)
    kinds = {"same": addresses, "different": different}
    tables = [
        measure(place, make(place), given.clients, given.seconds)
        for kind, make in kinds.items()
        if given.only in {None, kind}
    ]
    if given.beside:
        words = {"same": ["summit"], "different": searched(place)}
        tables += [
            beside(place, given.beside, words[kind], given.clients, given.seconds)
            for kind in kinds
            if given.only in {None, kind}
        ]
    if given.json:
        print(json.dumps(tables, indent=2))
        return
    for rows in tables:
        heads: list[object] = [*rows[0]]
        for values in (heads, *([*r.values()] for r in rows)):
            print("  ".join(f"{v!s:>21}" for v in values))


if __name__ == "__main__":
    main()
