import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from archives import address, members, page, pages, record
from light_bulk import light_run

from dateline.bulk.engines import Serial
from dateline.bulk.merge import merge
from dateline.bulk.plan import sources_of, units_of
from dateline.bulk.reader import Reader, Settings
from dateline.bulk.run import Limits, Run
from dateline.bulk.shards import read_rows
from dateline.bulk.units import raws_of
from dateline.bulk.work import State, WorkLedger
from dateline.errors import BulkError
from dateline.ledger import Ledger
from dateline.sources import Raw

REPORTS = 24


@pytest.fixture
def archive(tmp_path):
    """An archive with two dozen pages, one of them without an article, and a picture."""
    records = [*pages(REPORTS - 1), record(address(99), b"<html><p>Menu</p></html>")]
    records.insert(5, record(address(98), b"\x89PNG", media_type="image/png"))
    path = tmp_path / "news.warc.gz"
    path.write_bytes(members(records)[0])
    return path


def lines_of(out):
    """Every row of a run's shards, sorted."""
    folder = out / "shards"
    names = [p.name.removesuffix(".jsonl.gz") for p in folder.glob("*.jsonl.gz")]
    return sorted(json.dumps(row) for name in names for row in read_rows(folder, name))


def manifest(out):
    """The bytes of a run's manifest."""
    return (out / "manifest.jsonl").read_bytes()


def test_every_engine_reads_the_same(archive, tmp_path):
    """One process, several, or Ray: the same shards, byte for byte, and the same manifest."""
    outs = [tmp_path / engine for engine in ("serial", "processes")]
    for out in outs:
        standing, _ = light_run(out, [archive], out.name)
        assert standing.counts.reports == REPORTS - 1
        assert standing.counts.failed == {"NoArticle": 1}
        assert standing.counts.passed == {"of type image/png": 1}
    assert manifest(outs[0]) == manifest(outs[1])
    assert lines_of(outs[0]) == lines_of(outs[1])
    tables = [sorted((p.name, p.read_bytes()) for p in (o / "shards").glob("*.parquet")) for o in outs]
    assert tables[0] == tables[1] != []


def test_ray_reads_the_same_after_a_kill(archive, tmp_path):
    """Ray's actors read the same, also when one of them is killed on the way and then the driver."""
    light_run(tmp_path / "serial", [archive])
    out = tmp_path / "ray"
    killed = begun("ray", out, archive)
    wait_until(lambda: happened(out)["done"] >= 1)
    os.kill(next(pid for pid, line in below(killed.pid) if "ray::_Actor" in line), signal.SIGKILL)
    wait_until(lambda: happened(out)["done"] >= 3)
    end(killed)
    subprocess.run(command("ray", out, archive), check=True, capture_output=True, timeout=120)
    assert manifest(out) == manifest(tmp_path / "serial")
    assert read_again(out) <= 1 + 2  # what was in flight
    assert happened(out)["failed"] <= 1  # nothing is given to an actor that is still being started again


def test_a_cluster_that_loses_a_machine_reads_the_same(archive, tmp_path, monkeypatch):
    """Of two machines one goes down while it reads, and another one joins: the same shards, byte for byte."""
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")  # nothing leaves the machine
    light_run(tmp_path / "serial", [archive])
    out = tmp_path / "cluster"
    with machines() as cluster:
        second = cluster.add_node(num_cpus=3)
        driver = begun(f"ray@{cluster.address}", out, archive)
        wait_until(lambda: happened(out)["done"] >= 2)
        cluster.remove_node(second)
        cluster.add_node(num_cpus=3)
        assert driver.wait(timeout=240) == 0
    assert manifest(out) == manifest(tmp_path / "serial")
    assert lines_of(out) == lines_of(tmp_path / "serial")
    assert read_again(out) <= 2  # what was in flight


@contextmanager
def machines():
    """A real cluster of Ray, each of whose machines is a set of processes here; one with a single CPU."""
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    try:
        yield cluster
    finally:
        cluster.shutdown()


def test_killed_three_times_nothing_is_lost_and_nothing_read_twice(archive, tmp_path):
    """A worker, the driver, and then all are killed; called again, the run ends with the very same shards."""
    light_run(tmp_path / "serial", [archive])
    out = tmp_path / "processes"
    driver = begun("processes", out, archive)
    wait_until(lambda: happened(out)["done"] >= 1)
    os.kill(workers_of(driver)[0], signal.SIGKILL)
    wait_until(lambda: happened(out)["failed"] >= 1 or happened(out)["done"] >= 3)
    driver.kill()
    driver.wait()
    wait_until(lambda: not running(out))
    driver = begun("processes", out, archive)
    before = happened(out)["done"]
    wait_until(lambda: happened(out)["done"] >= before + 1)
    end(driver)
    subprocess.run(command("processes", out, archive), check=True, capture_output=True, timeout=60)
    assert manifest(out) == manifest(tmp_path / "serial")
    assert lines_of(out) == lines_of(tmp_path / "serial")
    assert read_again(out) <= 1 + 2 + 2  # what was in flight
    assert not list((out / "shards").glob(".*"))


def command(engine, out, archive):
    """The command of a run without models."""
    return [sys.executable, str(Path(__file__).with_name("light_bulk.py")), engine, str(out), str(archive)]


def begun(engine, out, archive):
    """The driver of a run that has just begun."""
    return subprocess.Popen(command(engine, out, archive), stderr=subprocess.DEVNULL)


def wait_until(true, seconds=60):
    """Wait for what must come."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.02)


def happened(out):
    """How often each event is in a ledger of work that another process writes."""
    import sqlite3

    if not (out / "work.db").exists():
        return Counter()
    db = sqlite3.connect(out / "work.db")
    try:
        return Counter(dict(db.execute("SELECT what, count(*) FROM event GROUP BY what")))
    except sqlite3.Error:
        return Counter()
    finally:
        db.close()


def read_again(out):
    """How many units were begun a second time."""
    with WorkLedger(out) as work:
        events = list(work.events())
    done = Counter(unit for unit, _, what, _ in events if what == "done")
    assert set(done.values()) == {1}
    return sum(what in {"claimed", "retried"} for _, _, what, _ in events) - len(done)


def running(out):
    """Whether a driver holds the folder."""
    try:
        with WorkLedger(out):
            return False
    except BulkError:
        return True


def below(pid):
    """The processes under one, with their command lines."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and pid in parents(int(entry.name)):
                found.append((int(entry.name), (entry / "cmdline").read_text().replace("\0", " ")))
        except OSError:
            continue
    return found


def parents(pid):
    """All the processes above one."""
    while pid > 1:
        pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        yield pid


def workers_of(driver):
    """The processes that read for a driver."""
    return [pid for pid, line in below(driver.pid) if "processes import serve" in line]


def end(driver):
    """SIGKILL for a driver and everything below it, at once."""
    for pid in [driver.pid, *(pid for pid, _ in below(driver.pid))]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    driver.wait()


def test_a_report_that_kills_its_worker_costs_itself_alone(archive, tmp_path):
    """A page at which the worker dies is found out and left out; the rest of its unit is read."""
    standing, events = light_run(tmp_path / "out", [archive], "processes", fuse=address(7))
    assert standing.units[State.POISONED] == 0
    assert standing.counts.reports == REPORTS - 2
    assert standing.counts.failed == {"NoArticle": 1, "ReadingError": 1}
    assert sum(what == "failed" for _, _, what, _ in events) == 3
    left_out = [json.loads(line) for line in lines_of(tmp_path / "out") if "left out" in line]
    assert len(left_out) == 1


def test_a_unit_that_cannot_be_read_is_given_up_and_tried_when_called_again(archive, tmp_path):
    """A source that vanishes poisons its units after a few tries, with the reason; later they are read."""
    away = archive.with_name("away")

    def vanish(standing):
        if standing.counts.reports >= 3 and archive.exists():
            archive.rename(away)

    with pytest.raises(BulkError, match="cannot be read"):
        light_run(tmp_path / "out", [archive], watch=vanish)
    with WorkLedger(tmp_path / "out") as work:
        assert work.tally()[State.POISONED] == 7
        assert "cannot be read (No such file or directory)" in work.poisoned()[0][2]
        assert work.happened()["failed"] == 7 * 4
    away.rename(archive)
    standing, _ = light_run(tmp_path / "out", [archive])
    assert standing.units == {
        State.WAITING: 0,
        State.CLAIMED: 0,
        State.DONE: 8,
        State.POISONED: 0,
    }


def test_a_changed_source_is_told_and_not_read_on(archive, tmp_path):
    """A source that is not what was planned gives one sentence; what waits of it is not read."""
    archive.with_name("more.jsonl").write_text('{"text": "' + page(1).decode()[:9] + '"}\n')
    light_run(tmp_path / "out", [archive])
    archive.write_bytes(archive.read_bytes() + members(pages(1))[0])
    standing, _ = light_run(tmp_path / "out", [archive])
    assert [s.partition(" has changed")[0] for s in standing.changed] == [str(archive)]


def test_calling_again_reads_nothing_and_tells_the_same(archive, tmp_path):
    """A run that is complete is not made again; a shard that was lost is."""
    light_run(tmp_path / "out", [archive])
    first = manifest(tmp_path / "out")
    standing, _ = light_run(tmp_path / "out", [archive])
    assert (standing.now.reports, standing.counts.reports) == (0, REPORTS - 1)
    next((tmp_path / "out" / "shards").glob("*.jsonl.gz")).unlink()
    standing, _ = light_run(tmp_path / "out", [archive])
    assert 0 < standing.now.reports <= 3
    assert manifest(tmp_path / "out") == first


def test_two_runs_cannot_hold_one_folder(tmp_path):
    """A second run in the same folder is refused with a sentence."""
    with WorkLedger(tmp_path), pytest.raises(BulkError, match="Another dateline bulk is at work"):
        WorkLedger(tmp_path)


def test_another_analysis_is_refused(archive, tmp_path):
    """A run that was begun by another Dateline is not gone on with: half of it would be read otherwise."""
    out = tmp_path / "out"
    light_run(out, [archive])
    with WorkLedger(out) as work, work._change() as db:
        db.execute("UPDATE setting SET value = '0.0.1+abc' WHERE name = 'analysis'")
    with pytest.raises(BulkError, match=r"was begun with another analysis \(0\.0\.1\+abc"):
        light_run(out, [archive])


def test_a_ledger_is_merged_in_the_order_of_the_plan(archive, tmp_path):
    """Shards are merged in one order, whoever read what first; a second pass adds nothing."""
    light_run(tmp_path / "out", [archive], "processes")
    with WorkLedger(tmp_path / "out") as work, Ledger(tmp_path / "desk.db") as ledger:
        shards = tmp_path / "out" / "shards"
        assert merge(work, shards, ledger, lambda: None) == (REPORTS - 1, 0)
        assert merge(work, shards, ledger, lambda: None) == (0, REPORTS - 1)
        rows = ledger._store._all("SELECT url FROM report ORDER BY arrival")
        assert [row["url"] for row in rows] == [address(n) for n in range(REPORTS - 1)]
        assert ledger.check() == ()


def test_a_shard_that_was_touched_is_not_merged(archive, tmp_path):
    """A shard whose content is not what its name says is refused."""
    light_run(tmp_path / "out", [archive])
    path = next((tmp_path / "out" / "shards").glob("*.jsonl.gz"))
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"Manaus", b"Iquito")))
    with pytest.raises(BulkError, match="does not hold what its name says"):
        list(read_rows(path.parent, path.name.removesuffix(".jsonl.gz")))


def sources(tmp_path):
    """One source of every kind, with ten pages each."""
    folder = tmp_path / "folder"
    folder.mkdir()
    for n in range(10):
        (folder / f"{n}.html").write_bytes(page(n))
    lines = [json.dumps({"html": page(n).decode(), "url": address(n)}) + "\n" for n in range(10)]
    lines.insert(4, "\n")
    lines.insert(7, "no json\n")
    whole = "".join(lines).encode()[:-1]
    (tmp_path / "a.jsonl").write_bytes(whole)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(whole))
    (tmp_path / "a.warc.gz").write_bytes(members(pages(10))[0])
    (tmp_path / "a.warc").write_bytes(b"".join(pages(10)))
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(b"".join(pages(10))))
    return [folder, *(tmp_path / n for n in ("a.jsonl", "a.jsonl.gz", "a.warc.gz", "a.warc", "b.warc.gz"))]


@pytest.mark.parametrize("size", [1, 3, 100])
def test_units_hold_every_report_once_in_its_order(tmp_path, size):
    """However a source is cut, its units give its reports, each once and in order, with their places."""
    from dateline.sources import open_sources

    for path in sources(tmp_path):
        (source,) = sources_of([str(path)], Counter())
        units = list(units_of(source, size))
        found = [raw for unit in units for raw in raws_of(unit, Counter())]
        whole = list(open_sources([str(path)]))
        assert [(r.where, getattr(r, "data", None)) for r in found] == [
            (r.where, getattr(r, "data", None)) for r in whole
        ]
        assert sum(isinstance(r, Raw) for r in found) == 10
        assert sum(u.expected for u in units) in {10, 12}
        assert path.name.startswith("b.") or len(units) >= 10 // size


def test_what_bulk_cannot_read_is_told(tmp_path):
    """A missing path, an address and standard input are refused before anything is read."""
    for path, words in ((tmp_path / "none", "no such file"), ("https://a.example/b", "add"), ("-", "add")):
        with pytest.raises(BulkError, match=words):
            list(sources_of([str(path)], Counter()))


def test_a_report_that_is_not_about_diplomacy_is_skipped_and_counted(tmp_path):
    """The gate skips in bulk as in any stream, with a row and a count that say so; --keep-all reads it."""
    lines = [{"text": "The home side won by nine points, and the crowd went home happy after the game."}]
    lines += [{"text": "Peru and Ecuador said on Monday that their presidents would hold a summit in Lima."}]
    path = tmp_path / "two.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    for keep_all, told in ((False, (1, 1)), (True, (2, 0))):
        out = tmp_path / f"out-{keep_all}"
        settings = Settings(str(out), keep_all=keep_all)
        with WorkLedger(out) as work:
            run, begin = Run(out, work, settings, Limits()), partial(Serial, Reader(settings))
            standing = run.read([str(path)], begin, lambda _: None)
        assert (standing.counts.reports, standing.counts.skipped) == told
        assert any('"skipped": true' in line for line in lines_of(out)) is not keep_all


def test_the_command_merges_into_a_ledger_and_tells_what_it_did(tmp_path):
    """The bulk command reads into a ledger, prints its counts as JSON, and a second call adds nothing."""
    path = tmp_path / "news.warc.gz"
    path.write_bytes(members(pages(3))[0])
    run = "from dateline.cli import main; main()"
    options = [
        "--out",
        str(tmp_path / "out"),
        "--db",
        str(tmp_path / "desk.db"),
        "--engine",
        "serial",
        "--json",
    ]
    command = [sys.executable, "-c", run, "bulk", str(path), *options]
    told = [
        json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        for _ in range(2)
    ]
    assert [(t["reports"], t["added"], t["already_there"]) for t in told] == [(3, 3, 0), (3, 0, 3)]
    assert told[1]["read_now"] == 0
    with Ledger(tmp_path / "desk.db") as ledger:
        assert len(ledger) == 3
        assert ledger.check() == ()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["none.warc"], 1, "no such file"),
        (["https://a.example/x"], 1, "dateline add"),
        ([".", "--address", "auto"], 2, "--engine ray"),
        ([".", "--workers", "0"], 2, "--workers"),
    ],
)
def test_a_bad_call_is_one_sentence(tmp_path, words, code, told):
    """What cannot be begun is told in one sentence, with exit code 1, or 2 for usage."""
    run = "from dateline.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        run,
        "bulk",
        *words,
        "--out",
        str(tmp_path / "out"),
        "--engine",
        "serial",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == code
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
