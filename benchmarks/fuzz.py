"""Damaged inputs over every reader there is: no crash, no hang over its limit, no unbounded memory.

python benchmarks/fuzz.py                    # 20,000 inputs, shared out among the readers
python benchmarks/fuzz.py --inputs 2000 --reader mail

Each input is made from the seeds in tests/ and benchmarks/seeds/ by its number (``mutations.py``), so
whatever is found is found again. The readers run in a process of their own: it has a limit of memory, and
is ended and started anew behind an input that takes more processor time than the limit. A reader may refuse
an input in a sentence (:class:`~dateline.errors.DatelineError`, or a Failure); everything else is a find.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from mutations import mutant

from dateline.analysis.gate import look_at
from dateline.errors import DatelineError
from dateline.reading import read
from dateline.reading.first_look import FirstLook
from dateline.sources import Failure, Raw, open_sources
from dateline.sources.contents import reports_of
from dateline.sources.feeds.reading import read_feed

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "benchmarks" / "seeds"
INPUTS = 20_000
SECONDS = 20.0
"""Of processor time for one input; the slowest whole page measured takes half a second."""
LOADING = 120.0
"""Seconds until a process has loaded its libraries."""
MEGABYTES = 1500
"""Of memory more than the readers take with their libraries loaded; a report has at most 16 MB."""

Run = Callable[[bytes], Counter[str]]


class Broken(Exception):
    """A reader gave something that it promises never to give."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader, what it is tried on, and its share of the inputs."""

    name: str
    seeds: tuple[bytes, ...]
    run: Run
    share: int = 1


def told(found: Iterable[Raw | Failure]) -> Counter[str]:
    """How many reports were read and how many refused, each to its segments, a page after a first look."""
    counts: Counter[str] = Counter()
    for one in found:
        if isinstance(one, Failure):
            sentence(one.error)
            counts["refused"] += 1
            continue
        try:
            document = read(one, partial(looked, one))
        except DatelineError as error:
            sentence(error)
            counts["refused"] += 1
        else:
            size = len(document.text)
            must(all(0 <= s.start < s.end <= size for s in document.segments), "a segment leaves the text")
            counts["read"] += 1
    return counts


def looked(raw: Raw, first: FirstLook) -> None:
    """A first look at a page, which may refuse it in a sentence; it is read all the same."""
    try:
        look_at(first, raw)
    except DatelineError as error:
        sentence(error)


def sentence(error: DatelineError) -> None:
    """A refusal is one printable sentence, and never says that we did not expect it."""
    words = str(error)
    must(words.endswith(".") and words.isprintable(), f"no sentence: {words!r}")
    must("please report this" not in words, words)


def must(holds: bool, words: str) -> None:
    """Raise :class:`Broken` where something does not hold that always must."""
    if not holds:
        raise Broken(words)


def refusing(run: Callable[[bytes], Iterable[Raw | Failure]]) -> Run:
    """``run`` over an input, which it may refuse as a whole."""

    def tried(data: bytes) -> Counter[str]:
        try:
            return told(run(data))
        except DatelineError as error:
            sentence(error)
            return Counter(refused=1)

    return tried


def in_memory(name: str, media_type: str = "text/plain") -> Run:
    """The reader of a file of that name, given its bytes."""

    def reports(data: bytes) -> Iterable[Raw | Failure]:
        return reports_of(Raw(data=data, media_type=media_type, where=name, path=name), name)

    return refusing(reports)


def on_disk(name: str) -> Run:
    """The reader of a file of that name, which it opens itself."""

    def reports(data: bytes) -> Iterable[Raw | Failure]:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / name
            file.write_bytes(data)
            yield from open_sources([str(file)])

    return refusing(reports)


def feed(data: bytes) -> Counter[str]:
    """A feed of any kind, to its entries."""
    try:
        found = read_feed(data, "feed", base="https://feed.example/")
    except DatelineError as error:
        sentence(error)
        return Counter(refused=1)
    must(all(len(e.fingerprint) == 16 for e in found.entries), "an entry without a fingerprint")
    return Counter(read=1)


def wires(suffix: str) -> tuple[bytes, ...]:
    """The example wires of the tests."""
    return tuple(f.read_bytes() for f in sorted((ROOT / "tests" / "wires").glob(f"*{suffix}")))


def examples() -> tuple[bytes, ...]:
    """The example reports."""
    return tuple(f.read_bytes() for f in sorted((ROOT / "examples").glob("*.txt")))


def pages() -> tuple[bytes, ...]:
    """Pages with the example reports in them, as sites write them."""
    head = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Talks - Courier</title>'
        '<meta property="article:published_time" content="2031-03-12T18:05:00-05:00">'
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2031-03-12"}]}</script></head>'
        '<body><nav><a href="/">Home</a></nav><article><h1>Talks</h1>'
    )
    tail = '</article><aside>Read also: <a href="/x">Other news</a></aside></body></html>'
    made = []
    for text in examples():
        paragraphs = "".join(f"<p>{line}</p>\n" for line in text.decode().split("\n") if line)
        made.append(f"{head}{paragraphs}{tail}".encode())
    return tuple(made)


def seeds(*names: str) -> tuple[bytes, ...]:
    """The example feeds and messages beside this file."""
    return tuple((SEEDS / name).read_bytes() for name in names)


MAIL = ("plain.eml", "parts.eml", "forwarded.eml")


def boxes() -> tuple[bytes, ...]:
    """Mailboxes of the messages."""
    return (b"".join(b"From x Wed Mar 12 18:05:00 2031\n" + m + b"\n" for m in seeds(*MAIL)),)


def zips() -> tuple[bytes, ...]:
    """Zip files of texts, records and messages."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/one.txt", examples()[0])
        archive.writestr("b.jsonl", b'{"text": "The talks are off, a spokesman said."}\n')
        archive.writestr("c.eml", seeds(*MAIL)[0])
        archive.writestr("d.json", wires(".json")[0])
    return (made.getvalue(),)


def warcs() -> tuple[bytes, ...]:
    """Web archives of the pages, plain and packed record by record."""
    records = []
    for page in pages()[:3]:
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
            "WARC-Date: 2031-03-12T18:05:00Z\r\nWARC-Target-URI: https://courier.example/talks\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        records.append(head.encode() + answer + b"\r\n\r\n")
    return b"".join(records), b"".join(gzip.compress(r, mtime=0) for r in records)


def readers() -> tuple[Reader, ...]:
    """Every reader there is; a new one is a line here."""
    records = tuple(json.dumps({"text": t.decode(), "title": "Talks"}).encode() + b"\n" for t in examples())
    return (
        Reader("text", examples(), in_memory("report.txt"), 3),
        Reader("html", pages(), in_memory("page.html", "text/html"), 3),
        Reader("json lines", records, in_memory("records.jsonl"), 2),
        Reader("ninjs", wires(".json"), in_memory("item.json"), 3),
        Reader("newsml-g2", wires(".xml"), in_memory("item.xml"), 3),
        Reader("newsml 1", seeds("newsml1.xml"), in_memory("item.xml"), 1),
        Reader("mail", seeds(*MAIL), in_memory("message.eml"), 3),
        Reader("mailbox", boxes(), on_disk("mail.mbox"), 1),
        Reader("zip", zips(), on_disk("day.zip"), 1),
        Reader("feeds", seeds("rss.xml", "atom.xml", "feed.json", "sitemap.xml"), feed, 3),
        Reader("saved feeds", seeds("rss.xml", "atom.xml", "feed.json"), in_memory("feed.xml"), 1),
        Reader("warc", warcs()[:1], on_disk("crawl.warc"), 1),
        Reader("warc.gz", warcs()[1:], on_disk("crawl.warc.gz"), 1),
    )


@dataclass(slots=True)
class Tally:
    """What became of the inputs of one reader."""

    inputs: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    slowest_at: int = -1
    peak: float = 0.0
    finds: list[str] = field(default_factory=list)


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def work(name: str, numbers: Sequence[int], line: Connection, megabytes: int) -> None:
    """In a process of its own: one input after the other, each told before and after."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # libraries print what they think of an input
    reader = next(r for r in readers() if r.name == name)
    for seed in reader.seeds:
        reader.run(seed)  # libraries are loaded, tables are read
    held = peak()
    pages_now = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (pages_now + megabytes * 1_000_000,) * 2)
    for number in numbers:
        data = mutant(reader.seeds, number)
        began = time.process_time()
        line.send(("began", number, began))
        find, counts = "", Counter[str]()
        try:
            counts = reader.run(data)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is what we look for
            find = f"{type(error).__name__}: {str(error)[:200]}"
        line.send(("ended", number, time.process_time() - began, dict(counts), find, peak() - held))
    line.send(("done",))


def fuzz(reader: Reader, numbers: range, seconds: float, megabytes: int) -> Tally:
    """All inputs of one reader; a process that hangs or dies is started anew behind the input that did it."""
    tally = Tally()
    left = list(numbers)
    context = multiprocessing.get_context("spawn")
    while left:
        ours, theirs = context.Pipe()
        child = context.Process(target=work, args=(reader.name, left, theirs, megabytes))
        child.start()
        theirs.close()
        lost = _listen(ours, child.pid or 0, tally, reader.name, seconds)
        if lost is None:
            left = []
        else:
            child.join(1.0)
            why = f"no answer within {seconds:g} s" if child.is_alive() else f"it ended ({child.exitcode})"
            tally.finds.append(f"{reader.name} {lost}: {why}")
            tally.inputs += 1
            left = [n for n in left if n > lost] if lost >= 0 else []
            child.kill()
        child.join()
        ours.close()
    return tally


def _listen(line: Connection, pid: int, tally: Tally, name: str, seconds: float) -> int | None:
    """Count what a process tells until it is done; the input at which it fell silent, if it did."""
    at, spent = -1, 0.0  # what it spends on loading does not count
    while True:
        message = _heard(line, pid, spent + (seconds if at >= 0 else LOADING))
        if message is None or message[0] == "done":
            return at if message is None else None
        at = message[1]
        if message[0] == "began":
            spent = message[2]
            continue
        _, number, took, counts, find, grown = message
        tally.inputs += 1
        tally.outcomes.update(counts)
        tally.peak = max(tally.peak, grown)
        if took > tally.slowest:
            tally.slowest, tally.slowest_at = took, number
        if find:
            tally.finds.append(f"{name} {number}: {find}")


def _heard(line: Connection, pid: int, until: float) -> Any:
    """The next message; None when the process has gone, or has spent ``until`` seconds of processor time.

    A machine that is busy with others makes nothing hang, so their time is not counted; a process that
    waits for nothing at all is given up after ten times as long.
    """
    try:
        for _ in range(10 * int(until) + 10):
            if line.poll(1.0):
                return line.recv()
            if _spent(pid) > until:
                return None
    except EOFError:
        return None
    return None


def _spent(pid: int) -> float:
    """Seconds of processor time that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Run, print a table, and exit with 1 when anything was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--inputs", type=int, default=INPUTS, help="how many in all")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--reader", action="append", help="only this one")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of one input")
    parser.add_argument("--megabytes", type=int, default=MEGABYTES, help="of memory beyond the libraries")
    given = parser.parse_args()
    chosen = [r for r in readers() if not given.reader or r.name in given.reader]
    shares = sum(r.share for r in chosen)
    print("reader        inputs  reports  refused   slowest     at     grown  finds")
    finds: list[str] = []
    for reader in chosen:
        many = -(-given.inputs * reader.share // shares)
        tally = fuzz(reader, range(given.first, given.first + many), given.seconds, given.megabytes)
        outcomes = tally.outcomes
        print(
            f"{reader.name:12} {tally.inputs:7} {outcomes['read']:8} {outcomes['refused']:8} "
            f"{tally.slowest:7.2f} s {tally.slowest_at:6} {tally.peak:6.0f} MB  {len(tally.finds)}",
            flush=True,
        )
        finds += tally.finds
    for find in finds:
        print(find)
    print(f"{len(finds)} finds." if finds else "No crash, no hang, no unbounded memory.")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
