"""A watcher that is stopped: killed at any moment, interrupted, asked how it stands."""

import json
import os
import signal
import subprocess
import sys
import threading
import tracemalloc
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from watching import NOON, Rig, TurnedClock, article, item, rss, send_feed, sites, story

from dateline.cli.main import main
from dateline.errors import LedgerError
from dateline.ledger import Ledger
from dateline.serve.application import application
from dateline.serve.settings import Settings
from dateline.sources.web import Limits
from dateline.watch import FeedSetting, Watched, WatchState

TESTS = Path(__file__).resolve().parent
LARGE = Limits(wire=8_000_000, size=16_000_000, seconds=60)
DATELINE = Path(sys.executable).with_name("dateline")


@pytest.fixture
def run(capsys):
    """Run a command in this process: exit code, stdout, stderr."""

    def call(*arguments):
        with pytest.raises(SystemExit) as left:
            main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return left.value.code, out, err

    return call


def full(name):
    """An item that has its text with it."""
    return item(name, description="".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in story(name).split("\n")))


def test_killed_at_any_moment(tmp_path):
    """After a dozen SIGKILLs at random moments everything that was offered is in the ledger once.

    The feeds drop entries once they were offered to somebody who asked with the ETag; nothing is fetched more
    often than it was in flight when the watcher died.
    """
    trees = (1, "Alder", 20), (2, "Birch", 20), (3, "Cedar", 9)
    names = {number: [f"{tree}{n}" for n in range(count)] for number, tree, count in trees}
    pages = {f"/{name}": article(name) for n in (1, 2) for name in names[n]}

    def feed(number):
        def give(handler, _):
            fresh = handler.headers.get("If-None-Match") is None
            items = map(full if number == 3 else item, names[number]) if fresh else [item(f"Last{number}")]
            send_feed(handler, rss(*items), ETag='"a"' if fresh else '"b"')

        return give

    pages |= {f"/feed{n}": feed(n) for n in names} | {f"/Last{n}": article(f"Last{n}") for n in names}
    rounds = 12
    with sites(pages) as site:
        command = [sys.executable, TESTS / "watch_rounds.py", tmp_path, site.url, "1", str(rounds)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
        asked = {name: site.asked[f"/{name}"] for n in (1, 2) for name in names[n]}
    codes = done.stdout.split()
    assert codes[-1] == "0", done.stderr
    titles = Rig(tmp_path).titles()
    offered = [name for n in names for name in names[n]]
    assert {name: titles[f"Talks in {name}"] for name in offered} == dict.fromkeys(offered, 1)
    assert sum(asked.values()) <= len(asked) + codes.count("-9")
    with Ledger(tmp_path / "desk.db", read_only=True) as ledger:
        assert not ledger.check()


def test_one_watcher_at_a_time(tmp_path):
    """A second watcher over the same state is refused."""
    one, other = (WatchState(tmp_path / "a.watch") for _ in range(2))
    with one, other, one.held(), pytest.raises(LedgerError, match="Another dateline watch"), other.held():
        pass


def test_a_state_that_is_none(tmp_path, run):
    """Another file, or none, is told in a sentence."""
    (tmp_path / "desk.db.watch").write_bytes(b"words " * 400)
    code, out, err = run("watch", "--status", "--db", tmp_path / "desk.db")
    assert (code, out, err.count("\n")) == (1, "", 1)
    code, out, err = run("watch", "--status", "--db", tmp_path / "other.db")
    assert (code, out) == (1, "")
    assert "Nothing was watched yet" in err
    assert not (tmp_path / "other.db.watch").exists()


def written(folder, url, **more):
    """A file of one feed."""
    keys = "".join(f"{key} = {json.dumps(value)}\n" for key, value in more.items())
    (folder / "feeds.toml").write_text(
        f'pause = 0\n[harbour]\nurl = "{url}"\noutlet = "Harbour Post"\n{keys}'
    )
    return folder / "feeds.toml"


def test_the_whole_product(tmp_path, run, examples):
    """An example report in a feed ends as findings in the ledger, with its credits as hops, and a status."""
    example = next(report for report in examples if report.meetings)
    paragraphs = "".join(f"<p>{line}</p>" for line in example.document.text.split("\n")).replace("&", "&amp;")
    text = paragraphs.replace("<", "&lt;").replace(">", "&gt;")
    cake = item(
        "Cake", description="Two cooks baked a cake at home. It was brown, and they ate it in the garden."
    )
    pages = {"/feed": rss(item("Alder", description=text, source="Coast Wire"), cake).encode()}
    db = tmp_path / "desk.db"
    with sites(pages) as site:
        feeds = written(tmp_path, f"{site.url}/feed", full_text="feed")
        code, out, err = run("watch", feeds, "--once", "--db", db, "--allow-private", "--json")
        assert code == 0, err
        assert json.loads(out)[0] | {"added": 1, "skipped": 1, "given_up": 0} == json.loads(out)[0]
        _, out, _ = run("statements", "--db", db, "--json")
        assert any(hop["name"] == "Coast Wire" for row in json.loads(out) for hop in row["chain"])
        assert json.loads(run("meetings", "--db", db, "--json")[1])
        row = json.loads(run("watch", "--status", "--db", db, "--json")[1])[0]
        assert (row["feed"], row["entries"], row["added"], row["skipped"], row["error"]) == (
            "harbour",
            2,
            1,
            1,
            None,
        )
        pages["/feed"] = b"Closed."
        assert run("watch", feeds, "--once", "--db", db, "--allow-private")[0] == 1
    _, out, err = run("watch", "--status", "--db", db)
    assert "harbour" in out
    assert "no XML and no JSON" in err
    assert "1 of them in trouble" in err
    assert run("check", "--db", db)[0] == 0


def test_usage(tmp_path, run):
    """What is missing or cannot be understood is usage: exit code 2 and one sentence."""
    for arguments in (
        ["watch"],
        ["watch", "feeds.toml", "--for", "soon"],
        ["watch", "feeds.toml", "--db", "postgresql:///desk"],
    ):
        code, out, err = run(*arguments)
        assert (code, out, err.count("\n")) == (2, "", 1)
    code, _, err = run("watch", tmp_path / "none.toml", "--db", tmp_path / "desk.db")
    assert (code, "cannot be read" in err) == (1, True)
    assert not (tmp_path / "desk.db").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_a_summary(tmp_path, number):
    """An interrupt and a termination end the watcher at once, with a summary and exit code 0."""
    with sites({"/feed": lambda h, _: send_feed(h, rss())}) as site:
        feeds = written(tmp_path, f"{site.url}/feed")
        command = [DATELINE, "watch", feeds, "--db", tmp_path / "desk.db", "--allow-private"]

        def heed():
            signal.signal(signal.SIGINT, signal.default_int_handler)

        with subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=heed) as process:  # noqa: PLW1509
            while not site.asked["/feed"] and process.poll() is None:
                site.thread.join(0.05)
            process.send_signal(number)
            err = process.stderr.read().decode()
    assert process.returncode == 0, err
    assert "reports added" in err.splitlines()[-1]
    assert "Traceback" not in err


def test_a_server_that_says_nothing_holds_nobody_up(tmp_path):
    """A termination ends the watcher while it waits for an answer, and the feed is asked again later."""
    released = threading.Event()
    try:
        with sites({"/feed": lambda *_: released.wait(60), "/robots.txt": b""}) as site:
            feeds = written(tmp_path, f"{site.url}/feed")
            command = [DATELINE, "watch", feeds, "--db", tmp_path / "desk.db", "--allow-private"]
            with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
                while not site.asked["/feed"] and process.poll() is None:
                    site.thread.join(0.05)
                process.terminate()
                err = process.stderr.read().decode()
            assert not released.is_set()
            released.set()
    finally:
        released.set()
    assert (process.returncode, "0 visits" in err) == (0, True)
    with WatchState(tmp_path / "desk.db.watch", read_only=True) as state:
        assert state.feed("harbour")["visited"] is None


def harbour(site):
    """One feed of a site."""
    return Watched((FeedSetting("harbour", f"{site.url}/feed", "Harbour Post"),))


def test_what_was_given_up_can_be_tried_again(tmp_path, run):
    """--failed lists what could not be had with the reason, and --again tries it again."""
    pages = {"/feed": rss(item("Alder")).encode(), "/robots.txt": b"User-agent: *\nDisallow: /Alder"}
    rig = Rig(tmp_path, TurnedClock())
    with sites(pages | {"/Alder": article("Alder")}) as site:
        rig.run(harbour(site), once=True)
        _, out, _ = run("watch", "--failed", "--db", rig.ledger_path, "--json")
        assert [(row["state"], "robots.txt" in row["reason"]) for row in json.loads(out)] == [
            ("given up", True)
        ]
        _, out, _ = run("watch", "--failed", "--db", rig.ledger_path)
        assert out.startswith("harbour: given up (1 tries): http://")
        site.pages["/robots.txt"] = b""
        with WatchState(rig.state_path) as state:
            assert state.revive(NOON) == 1
        rig.run(harbour(site), once=True)
    (report,) = rig.reports()
    assert (report.document.outlet, report.document.published.iso) == (
        "Harbour Post",
        "2031-03-20T10:00+00:00",
    )


def test_the_desk_shows_the_feeds(tmp_path):
    """The page of feeds, and its JSON twin, say how each stands; what servers say is escaped."""
    rig = Rig(tmp_path)
    evil = "<script>alert(1)</script>"
    with sites({"/feed": rss(item("Alder"), item("Birch")).encode(), "/Alder": article("Alder")}) as site:
        feeds = FeedSetting("harbour", f"{site.url}/feed"), FeedSetting(evil, f"{site.url}/none?{evil}")
        with Ledger(rig.ledger_path):
            pass
        options = {"base_url": "http://127.0.0.1:8321", "follow_redirects": False}
        with TestClient(application(Settings(rig.ledger_path)), **options) as desk:
            assert "No feed was ever watched" in desk.get("/watch").text
            assert desk.get("/watch.json").json() == {"feeds": [], "troubles": []}
            rig.run(Watched(feeds), once=True)
            page = desk.get("/watch")
            twin = desk.get("/watch.json").json()
    assert page.status_code == 200
    assert evil not in page.text
    assert "answers 404" in page.text
    assert {row["feed"]: row["entries"] for row in twin["feeds"]} == {"harbour": 2, evil: 0}
    assert [row["state"] for row in twin["troubles"]] == ["failed"]


def test_ten_thousand_entries(tmp_path):
    """A feed of ten thousand entries is taken in at one visit; its articles are fetched in their order."""
    names = [f"Alder{n}" for n in range(10_000)]
    items = [{"id": name, "url": f"/{name}", "title": f"Talks in {name}"} for name in names]
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Feed", "items": items})
    pages = {f"/{name}": article(name) for name in names[:3]} | {"/feed": feed.encode()}
    rig = Rig(tmp_path)
    with sites(pages) as site:
        harbour = FeedSetting("harbour", f"{site.url}/feed")
        tally = rig.run(Watched((harbour,), 2.0), seconds=9, limits=(LARGE, LARGE))
        assert tally.offered == 10_000
        assert [path for path, _ in site.seen][2:5] == ["/Alder0", "/Alder1", "/Alder2"]
        with rig.state() as state:
            assert 9_990 < state.counted("offered") < 10_000
    assert rig.state_path.stat().st_size < 10_000 * 800


def test_memory_stays_flat(tmp_path):
    """A feed that never stops changing leaves nothing behind in memory, however often it is visited."""

    def feed(handler, times):
        names = [f"Alder{times}x{n}" for n in range(3)]
        send_feed(handler, rss(*map(full, names)), ETag=f'"{times}"')

    rig = Rig(tmp_path)
    held = {}

    def progress(tally):
        if tally.visits in {10, 60}:
            held.setdefault(tally.visits, tracemalloc.get_traced_memory()[0])

    with sites({"/feed": feed}) as site:
        feeds = Watched((FeedSetting("harbour", f"{site.url}/feed", every=600.0, from_feed=True),))
        rig.run(feeds, once=True)
        site.seen.clear()
        tracemalloc.start()
        try:
            tally = rig.run(feeds, seconds=11 * 3600.0, progress=progress)
        finally:
            tracemalloc.stop()
    assert tally.added > 150
    assert held[60] - held[10] < 400_000
