"""Pages drawn by several processes: the same pages, and no process that outlives the desk."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from ledger_reports import harbour, told

from dateline.ledger import Ledger
from dateline.serve.application import answering, application
from dateline.serve.settings import Settings

PATHS = (
    "/",
    "/meetings",
    "/statements",
    "/positions",
    "/reports",
    "/review",
    "/meetings.ics",
    "/api/v1/meetings",
)
HTML = {"accept": "text/html"}
COMMAND = [sys.executable, "-c", "from dateline.cli import main; main()", "serve"]


@pytest.fixture
def place(tmp_path):
    """A ledger of one report."""
    with Ledger(tmp_path / "desk.db") as ledger:
        ledger.add(harbour())
    return tmp_path / "desk.db"


@contextmanager
def desk(place, *options):
    """A desk of two processes beside the one that is asked: its process, its address, theirs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*COMMAND, "--db", str(place), "--port", str(port), "--processes", "2", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stderr.readline()
            yield running, f"http://127.0.0.1:{port}"
        finally:
            running.kill()


def get(address, headers=HTML):
    """Status and bytes."""
    try:
        asked = urllib.request.Request(address, headers=headers)  # noqa: S310 - our own address
        with urllib.request.urlopen(asked, timeout=300) as answer:  # noqa: S310
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def children(process):
    """The processes that one has started and that are ready: they have opened the ledger."""
    for _ in range(1200):
        found = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
        if len(found) == 2 and all(_has_opened(int(child)) for child in found):
            return [int(child) for child in found]
        time.sleep(0.1)
    pytest.fail("the processes did not start")


def _has_opened(process):
    try:
        links = list(Path(f"/proc/{process}/fd").iterdir())
        return any(link.readlink().name == "desk.db" for link in links)
    except OSError:
        return False


def gone(process):
    """Wait until it is no more, or a zombie."""
    for _ in range(300):
        try:
            if Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.1)
    return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="this system has no /proc")


@needs_proc
def test_several_processes_give_the_same_pages(place):
    """Before and after they are there, each page is that of one process; a new report is known to all."""
    with TestClient(application(Settings(place)), base_url="http://127.0.0.1:8321") as alone:
        expected = {path: alone.get(path, headers=HTML | {"host": "127.0.0.1"}).content for path in PATHS}
    with desk(place) as (running, address):
        host = HTML | {"host": "127.0.0.1"}
        assert {path: get(address + path, host)[1] for path in PATHS} == expected
        children(running.pid)
        with Ledger(place) as ledger:
            ledger.add(
                told("They meet in another town.", "planned", "2032-01-01", who=("Ana Brook", "Li Wei"))
            )
        for number in range(1, 5):
            assert b"the ledger has <strong>2</strong>" in get(f"{address}/reports?limit={number}")[1]
        assert get(f"{address}/meetings/none")[0] == 404
        assert get(f"{address}/meetings?since=soon")[0] == 400


@needs_proc
def test_a_process_that_dies_is_replaced_and_none_outlives_the_desk(place):
    """Its question is answered all the same; on Ctrl-C all end, quietly, and when the desk is killed, too."""
    with desk(place) as (running, address):
        first = children(running.pid)
        for process in first:
            os.kill(process, signal.SIGKILL)
        for number in range(1, 5):
            assert get(f"{address}/meetings?limit={number}")[0] == 200
        second = children(running.pid)
        assert not {*first} & {*second}
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 0
        assert running.stderr.read() == ""
        assert all(map(gone, second))
    with desk(place) as (running, _):
        left = children(running.pid)
        running.kill()
        assert all(map(gone, left))


def test_what_answers_for_another_process_writes_nothing(place):
    """It has the pages that are read, and no way to add or decide."""
    app = answering(Settings(place, write=True, token="x" * 20))
    with TestClient(app, raise_server_exceptions=False) as inner:
        assert inner.get("/meetings").status_code == 200
        for path in ("/review", "/add", "/seen", "/mcp"):
            assert inner.post(path).status_code in {404, 405}
        bearer = {"authorization": f"Bearer {'x' * 20}"}
        assert inner.post("/api/v1/reports", json={"text": "Words."}, headers=bearer).status_code >= 400
