"""Bad input at the command line: one clear sentence, the right exit code, nothing half-written."""

import gzip
import http.server
import json
import threading

import pytest

from dateline.cli.main import main

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
    """A usage error says what to write instead, on stderr, with exit code 2 and nothing on stdout."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.strip()


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
