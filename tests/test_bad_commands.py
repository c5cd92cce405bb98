"""Bad input at the command line: one clear sentence, the right exit code, nothing half-written."""

import gzip
import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import dateline
from dateline.cli.main import main

DATELINE = Path(sys.executable).with_name("dateline")
GOOD = "The Norwegian foreign minister said on Tuesday that the talks in Oslo would be held in May.\n"


@pytest.fixture
def run(capsys):
    """Run a command in this process: exit code, stdout, stderr."""

    def call(*arguments):
        with pytest.raises(SystemExit) as left:
            main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return left.value.code, out, err

    return call


def _file(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


GERMAN = "Der Bundeskanzler sagte am Dienstag, dass die Gespräche in Berlin fortgesetzt werden.\n"

BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\n ",
    "binary.txt": bytes(range(256)) * 40,
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "line.txt": b"a long line " * 30_000,
    "menu.html": b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
    "cut.txt.gz": gzip.compress(GOOD.encode() * 50)[:40],
    "german.txt": GERMAN.encode() * 4,
    "broken.jsonl": b'{"maintext": "half a line\n',
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_gets_one_sentence_and_the_rest_goes_on(run, tmp_path, name):
    """Exit code 1, one line on stderr that names the file, and the good report beside it is read."""
    bad, good = _file(tmp_path, name, BAD[name]), _file(tmp_path, "z_good.txt", GOOD)
    code, out, err = run("read", bad, good, "--jsonl")
    assert code == 1
    assert len(err.strip().splitlines()) == 1
    assert err.startswith("dateline: ")
    assert name in err
    assert [json.loads(line)["report"]["path"] for line in out.splitlines()] == [str(good)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            'The minister said: "We will come.\n\nThe talks in Oslo were held on Tuesday, officials said.\n',
            "a quotation mark that never closes",
        ),
        (
            "المتحدث: The minister said on Tuesday that \u202btalks\u202c in Oslo would be held in May.\n",
            "right-to-left text",
        ),
        (
            "The mi\u0301nister sa\u0308id on Tuesday that the tálks in Oslo would be held in May.\n",
            "combining characters",
        ),
    ],
    ids=["quotation", "right-to-left", "combining"],
)
def test_odd_characters_cost_nothing_else(run, tmp_path, text, why):
    """A stray mark or an odd script never costs the report, and every quote opens at its words."""
    path = _file(tmp_path, "odd.txt", text)
    code, out, _ = run("read", path, "--json")
    assert code == 0, why
    report = json.loads(out)
    assert report["report"]["length"] == len(text)
    assert all(text[s:e].strip() for st in report["statements"] for s, e in st["content"])


@pytest.mark.parametrize("date", ["20255-01-01", "yesterday", "2025-13-01"])
def test_a_date_that_is_none_is_refused(run, tmp_path, date):
    """A publication date like 20255-01-01 is refused with a sentence that says what to write."""
    code, _, err = run("read", _file(tmp_path, "a.txt", GOOD), "--published", date)
    assert code in {1, 2}
    assert date in err
    assert len(err.strip().splitlines()) == 1


def test_a_date_in_the_text_in_the_year_20255_is_no_date(run, tmp_path):
    """A year of five digits in the text is left alone."""
    path = _file(
        tmp_path, "a.txt", "The summit in Oslo will be held on 3 May 20255, the Norwegian minister said.\n"
    )
    assert run("read", path, "--json")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("nonsense",),
        ("read", "x", "--colour"),
        ("meetings", "--status", "maybe"),
        ("statements", "--since", "soon"),
        ("positions", "--limit", "none"),
        ("statements", "--status", "held"),
        ("changes", "--since", "2025-10-21", "--until", "2025-10-01"),
    ],
    ids=" ".join,
)
def test_a_command_that_is_not_understood_exits_with_2(run, arguments):
    """A usage error is one sentence that says what to write instead; exit code 2, nothing on stdout."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert err.startswith("dateline: ")


def test_a_missing_file_is_named(run, tmp_path):
    """A wrong path: exit code 1 and the path in the sentence."""
    code, _, err = run("read", tmp_path / "nowhere.txt")
    assert code == 1
    assert "nowhere.txt" in err


def test_a_missing_ledger_is_not_made_by_a_question(run, tmp_path):
    """Asking a ledger that is not there says how to make one, and makes none."""
    db = tmp_path / "none.db"
    code, _, err = run("meetings", "--db", db)
    assert code == 1
    assert "dateline add" in err
    assert not db.exists()


def test_a_file_that_is_no_ledger_is_left_alone(run, tmp_path):
    """Adding to a file that is something else fails with a sentence and does not touch it."""
    db = _file(tmp_path, "notes.db", "these are my notes\n" * 100)
    code, _, err = run("add", _file(tmp_path, "a.txt", GOOD), "--db", db)
    assert code == 1
    assert "notes.db" in err
    assert db.read_text() == "these are my notes\n" * 100


def test_an_id_that_is_nowhere_is_told(run, tmp_path):
    """``dateline show`` of an unknown id: one sentence, exit code 1."""
    db = tmp_path / "a.db"
    run("add", _file(tmp_path, "a.txt", GOOD), "--db", db)
    code, _, err = run("show", "r0000.s1", "--db", db)
    assert code == 1
    assert "r0000.s1" in err


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("feed.txt", "<?xml version='1.0'?><rss><channel><title>Talks</title></channel></rss>", "XML"),
        ("one.txt", json.dumps({"maintext": GOOD, "title": "Talks"}, indent=1), ".jsonl"),
        ("many.txt", json.dumps({"text": GOOD}) + "\n" + json.dumps({"text": GOOD}), ".jsonl"),
    ],
)
def test_data_is_not_read_as_prose(run, tmp_path, name, data, words):
    """A feed or JSON under a wrong extension is told apart from a report, with what to do."""
    code, out, err = run("read", _file(tmp_path, name, data))
    assert (code, out) == (1, "")
    assert words in err


def test_plain_text_in_a_page_s_clothes_is_read(run, tmp_path):
    """A .html file without a single tag is the text that it holds."""
    code, out, _ = run("read", _file(tmp_path, "a.html", GOOD), "--json")
    assert (code, json.loads(out)["report"]["length"]) == (0, len(GOOD))


@pytest.mark.parametrize(
    "facts",
    [{"title": "a\ud800b"}, {"outlet": "De\x1b[31msk\x00"}, {"url": "https://a.example/\udcff"}],
    ids=str,
)
def test_odd_characters_in_the_metadata_cost_nothing(run, tmp_path, facts):
    """Controls and halves of surrogate pairs in a sidecar or a record are dropped or replaced."""
    path = _file(tmp_path, "a.txt", GOOD)
    _file(tmp_path, "a.meta.json", json.dumps(facts))
    record = _file(tmp_path, "a.jsonl", json.dumps(facts | {"text": GOOD}))
    code, out, err = run("add", path, record, "--db", tmp_path / "a.db", "--jsonl")
    assert code == 0, err
    assert len(out.splitlines()) == 2
    _, out, _ = run("read", path, record, "--jsonl")
    assert "\\u00" not in out
    assert "\\ud" not in out


def test_a_title_in_broken_bytes_is_taken(run, tmp_path):
    """``--title`` with bytes that are no UTF-8 (as the shell hands them over) does not end in a traceback."""
    code, out, _ = run("read", _file(tmp_path, "a.txt", GOOD), "--title", "a\udcffb", "--json")
    assert (code, json.loads(out)["report"]["title"]) == (0, "a\ufffdb")


def test_a_name_with_a_line_break_stays_one_sentence(run, tmp_path):
    """A path cannot break the message about it into two, nor send commands to the terminal."""
    code, _, err = run("read", tmp_path / "no\nwhere\x1b[31m.txt")
    assert code == 1
    assert len(err.splitlines()) == 1
    assert "\x1b" not in err


def test_a_report_cannot_command_the_terminal(run, tmp_path):
    """Escape sequences in a report are shown as U+FFFD, not sent, by ``read`` and ``show``."""
    text = GOOD.replace("the talks", "the \x1b]0;owned\x07 talks") + "Nothing more was said of it.\n" * 5
    path, db = _file(tmp_path, "a.txt", text), tmp_path / "a.db"
    _, brief, _ = run("read", path)
    run("add", path, "--db", db)
    report = json.loads(run("read", path, "--json")[1])["report"]["id"]
    code, passage, err = run("show", report, "--db", db)
    assert code == 0, err
    assert "talks" in passage
    assert "\x1b" not in brief + passage


def test_a_folder_that_cannot_be_entered_costs_only_itself(run, tmp_path, monkeypatch):
    """An unreadable folder inside a folder is named, and the reports around it are read."""
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        _file(tmp_path / name, "x.txt", GOOD)
    listed = os.scandir

    def scandir(path):
        if str(path).endswith("b"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    code, out, err = run("read", tmp_path, "--jsonl")
    assert code == 1
    assert "b: cannot be read (Permission denied)" in err
    assert len(out.splitlines()) == 2


def test_an_empty_path_is_told(run):
    """An empty argument, as an unset shell variable gives, is named as one."""
    code, _, err = run("read", "")
    assert code == 1
    assert "empty path" in err


def test_closed_input_and_full_output_are_sentences(tmp_path):
    """``read - <&-`` and writing to a full disk: exit code 1, one sentence, no traceback."""
    command = [str(DATELINE), "read", str(_file(tmp_path, "a.txt", GOOD))]
    closed = subprocess.run(["sh", "-c", f"'{DATELINE}' read - <&-"], capture_output=True, check=False)
    assert closed.returncode == 1
    assert closed.stderr.decode() == "dateline: -: standard input is closed; pipe a report into it.\n"
    if not Path("/dev/full").exists():
        return
    for form in ([], ["--json"], ["--csv"]):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run([*command, *form], stdout=full, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 1
        assert "The output cannot be written" in done.stderr.decode()
        assert len(done.stderr.splitlines()) == 1


def test_a_wrong_time_makes_no_ledger(run, tmp_path):
    """``add --published yesterday`` is a usage error, found before anything is made."""
    db = tmp_path / "a.db"
    code, _, err = run("add", _file(tmp_path, "a.txt", GOOD), "--db", db, "--published", "yesterday")
    assert code == 2
    assert "2025-10-21" in err
    assert not db.exists()


def test_an_interrupted_add_leaves_whole_reports(tmp_path):
    """Ctrl-C during ``add``: one sentence, exit code 1, and a ledger in which all is whole."""
    for number in range(60):
        _file(tmp_path, f"{number:03}.txt", f"Report {number}. {GOOD}" * 20)
    db = tmp_path / "a.db"

    def heed() -> None:
        """A shell that starts the tests in the background has its children ignore Ctrl-C."""
        signal.signal(signal.SIGINT, signal.default_int_handler)

    command = [DATELINE, "add", tmp_path, "--db", db]
    with subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=heed) as process:  # noqa: PLW1509
        while not db.exists() and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        err = process.stderr.read().decode().strip()
    assert (process.returncode, err.count("\n")) in {(0, 0), (1, 0)}
    assert "Traceback" not in err
    again = subprocess.run([DATELINE, "add", tmp_path, "--db", db], capture_output=True, check=True)
    assert b"60 not" not in again.stderr
    assert subprocess.run([DATELINE, "check", "--db", db], capture_output=True, check=False).returncode == 0


class _Redirecting(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(GOOD.encode())

    def log_message(self, *_):
        """Stay quiet."""


@pytest.fixture
def page():
    """A real server on the loopback address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Redirecting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/report"
    server.shutdown()
    server.server_close()


def test_a_loopback_address_needs_the_switch(run, page):
    """127.0.0.1 is refused with a sentence that names the switch, and read with it."""
    code, _, err = run("read", page)
    assert code == 1
    assert "--allow-private" in err
    code, out, _ = run("read", page, "--allow-private", "--json")
    assert (code, json.loads(out)["report"]["url"]) == (0, page)


@pytest.mark.parametrize(
    "address", ["ftp://example.org/a", "file:///etc/hostname", "http://169.254.169.254/", "http://[::1]/"]
)
def test_other_schemes_and_inner_addresses_are_refused(run, address):
    """Only http and https, and never a link-local or loopback address."""
    code, _, err = run("read", address)
    assert code == 1
    assert len(err.strip().splitlines()) == 1


def test_half_of_a_surrogate_pair_in_a_string_is_refused():
    """A string that no encoding can hold is refused by ``dateline.read_text`` with the place of the fault."""
    with pytest.raises(dateline.ReadingError, match="at 4"):
        dateline.read_text("The \ud83d talks were held in Oslo on Tuesday, the minister said.")


def test_a_time_that_is_none_is_refused_in_python_too():
    """``dateline.read_text(…, published="soon")`` raises an error of Dateline's own."""
    with pytest.raises(dateline.SourceError, match="soon"):
        dateline.read_text(GOOD, published="soon")
