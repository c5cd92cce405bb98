"""Webhooks: signed messages to a real server on this machine, tried again, kept when nobody takes them."""

import base64
import hashlib
import hmac
import http.server
import json
import threading
import time
from contextlib import contextmanager

import pytest
from export_reports import filled

from dateline.cli.main import main
from dateline.errors import ExportError
from dateline.export.webhooks import Endpoint, Outbox, Patience, notify, read_secret, sign, verify
from dateline.ledger import Ledger

SECRET = b"a secret of more than sixteen bytes"
QUICK = Patience(attempts=3, pause=0.01, seconds=5)


@contextmanager
def receiver(*answers):
    """A server that gives these answers in turn and the last for ever; its address and what it got."""
    told = iter(answers)
    got = []
    last = [204]

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append(({k.lower(): v for k, v in self.headers.items()}, body))
            last[0] = next(told, last[0])
            self.send_response(last[0])
            self.send_header("Content-Length", "0")
            if last[0] == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook?token=x", got
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def ledger(tmp_path):
    """A ledger with something of everything."""
    with filled(tmp_path / "desk.db") as opened:
        yield opened


def told(changes, url, box, **options):
    """What became of each change."""
    return list(notify(changes, Endpoint(url, SECRET), box, patience=QUICK, **options))


def test_every_change_comes_once_and_signed(ledger, tmp_path):
    """The receiver has each change with its id, can check it, and gets nothing the second time."""
    box = Outbox(tmp_path / "out.jsonl")
    changes = ledger.changes()
    with receiver(204) as (url, got):
        assert {t.fate for t in told(changes, url, box)} == {"delivered"}
        assert told(changes, url, box) == []
    assert [headers["webhook-id"] for headers, _ in got] == [c.id for c in changes]
    assert all(verify(SECRET, headers, body, now=time.time()) for headers, body in got)
    rows = [json.loads(body) for _, body in got]
    assert [r["data"] for r in rows] == [json.loads(json.dumps(c.as_dict())) for c in changes]
    assert {r["type"] for r in rows} == {"dateline.change"}


def test_the_signature_is_that_of_standard_webhooks():
    """HMAC-SHA256 over id, time and body with full stops between them, in base64, after v1."""
    expected = hmac.new(SECRET, b'c1.1700000000.{"a":1}', hashlib.sha256).digest()
    assert sign(SECRET, "c1", 1_700_000_000, b'{"a":1}') == f"v1,{base64.b64encode(expected).decode()}"


@pytest.mark.parametrize(
    ("change", "now"),
    [
        ({"webhook-id": "c2"}, 1_700_000_000),
        ({"webhook-timestamp": "1700000001"}, 1_700_000_000),
        ({"webhook-timestamp": "soon"}, 1_700_000_000),
        ({"webhook-signature": "v1,AAAA"}, 1_700_000_000),
        ({"webhook-signature": ""}, 1_700_000_000),
        ({}, 1_700_000_000 + 301),
        ({}, 1_700_000_000 - 301),
    ],
)
def test_a_message_that_was_touched_or_is_old_is_not_ours(change, now):
    """Another id, time, signature or body, or more than five minutes between sending and checking."""
    headers = {
        "webhook-id": "c1",
        "webhook-timestamp": "1700000000",
        "webhook-signature": f"v1,other {sign(SECRET, 'c1', 1_700_000_000, b'{}')}",
    }
    assert verify(SECRET, headers, b"{}", now=1_700_000_000)
    assert not verify(SECRET, headers | change, b"{}", now=now)
    assert not verify(SECRET, headers, b"{ }", now=1_700_000_000)


def test_a_server_that_stumbles_is_tried_again_with_longer_pauses(ledger, tmp_path):
    """Two failures, then success: one delivery after three attempts, each pause twice the one before."""
    pauses = []
    with receiver(503, 429, 204) as (url, got):
        (first,) = told(ledger.changes()[:1], url, Outbox(tmp_path / "o"), pause=pauses.append)
    assert (first.fate, first.attempts, len(got)) == ("delivered", 3, 3)
    assert pauses == [0.01, 0.02]
    assert len({headers["webhook-id"] for headers, _ in got}) == 1


def test_what_is_refused_is_a_dead_letter_at_once(ledger, tmp_path):
    """An answer that will not change (400, a redirect) is not tried again; the rest is still sent."""
    box = Outbox(tmp_path / "o")
    with receiver(400, 302, 204) as (url, got):
        fates = [t.fate for t in told(ledger.changes()[:3], url, box)]
    assert fates == ["dead", "dead", "delivered"]
    assert len(got) == 3
    reasons = [letter.reason for letter in box.letters(url).values()]
    assert reasons == ["answered 400", "answered 302", None]


def test_dead_letters_are_kept_and_sent_again_when_asked(ledger, tmp_path):
    """Not by the next run, but by one that asks for them."""
    box = Outbox(tmp_path / "o")
    changes = ledger.changes()[:2]
    with receiver(*[500] * 2 * QUICK.attempts, 204) as (url, got):
        assert [t.fate for t in told(changes, url, box)] == ["dead", "dead"]
        assert len(got) == 2 * QUICK.attempts
        assert told(changes, url, box) == []
        assert [t.fate for t in told(changes, url, box, dead=True)] == ["delivered", "delivered"]
        assert told(changes, url, box, dead=True) == []
    assert [letter.fate for letter in box.letters(url).values()] == ["delivered", "delivered"]


def test_an_endpoint_that_is_silent_or_gone_is_left_alone(ledger, tmp_path):
    """After no answer at all, or 410, what is behind stays pending and goes out the next time."""
    box = Outbox(tmp_path / "o")
    changes = ledger.changes()[:3]
    with receiver(410, 204) as (url, got):
        assert [t.fate for t in told(changes, url, box)] == ["dead", None, None]
        assert [t.fate for t in told(changes, url, box)] == ["delivered", "delivered"]
        assert len(got) == 3
    closed = "http://127.0.0.1:9/hook"
    assert [t.fate for t in told(changes, closed, box)] == ["dead", None, None]
    assert box.letters(closed)[changes[0].id].attempts == QUICK.attempts


def test_the_outbox_holds_no_address_and_survives_a_crash(ledger, tmp_path):
    """The token of an address is not written down; a line cut off by a crash is taken away."""
    box = Outbox(tmp_path / "o")
    changes = ledger.changes()
    with receiver(204) as (url, got):
        told(changes[:1], url, box)
        with box.path.open("ab") as out:
            out.write(b'{"change": "c')
        with box.held(), pytest.raises(ExportError, match="Another dateline notify"), box.held():
            pass
        told(changes[:2], url, box)
        assert len(got) == 2
    assert "token" not in box.path.read_text()
    assert len(box.letters(url)) == 2


def test_an_outbox_that_is_something_else_is_left_alone(tmp_path):
    """One sentence; the file stays as it was."""
    path = tmp_path / "notes.txt"
    path.write_text("these are my notes\n")
    with pytest.raises(ExportError, match="cannot be used"):
        Outbox(path).letters("http://127.0.0.1/")
    assert path.read_text() == "these are my notes\n"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://203.0.113.5.nip.invalid/", "cannot be resolved"),
        ("http://8.8.8.8/hook", "by https only"),
        ("ftp://127.0.0.1/hook", "only http and https"),
        ("http://me:word@127.0.0.1/hook", "user name or password"),
    ],
)
def test_an_address_that_is_not_safe_is_refused_before_anything_is_sent(url, words):
    """Over the internet only https; no credentials in the address; no other scheme."""
    with pytest.raises(ExportError, match=words):
        Endpoint.of(url, SECRET)


def test_secrets(tmp_path):
    """A line of sixteen bytes or more, or whsec_ and base64; anything else is one sentence."""
    path = tmp_path / "secret"
    path.write_text("whsec_" + base64.b64encode(SECRET).decode() + "\n")
    assert read_secret(path) == SECRET
    path.write_bytes(SECRET + b"\n")
    assert read_secret(path) == SECRET
    for wrong in ("short", "whsec_!!!", "one line of more than 16\nand another"):
        path.write_text(wrong)
        with pytest.raises(ExportError, match=str(path)):
            read_secret(path)
    with pytest.raises(ExportError, match="cannot be read"):
        read_secret(tmp_path / "none")


def test_the_command(tmp_path, capsys):
    """Told from now on; then the new changes of a query; then the dead letters; exit codes."""
    db, secret = tmp_path / "desk.db", tmp_path / "secret"
    secret.write_bytes(SECRET)
    filled(db).close()

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            main(["notify", *map(str, arguments), "--secret-file", str(secret), "--db", str(db)])
        return left.value.code, *capsys.readouterr()

    with receiver(204) as (url, got):
        code, out, err = run(url, "--side", "Norland", "--from-now")
        assert (code, out, got) == (0, "", [])
        assert err.endswith(" changes counted as told; nothing was sent\n")
        code, out, err = run(url, "--json")
        assert code == 0
        assert len(json.loads(out)) == len(got)
        assert err.endswith(f"{len(got)} delivered, 0 dead, 0 pending\n")
        assert got
        assert run(url)[2] == "0 delivered, 0 dead, 0 pending\n"
    with receiver(400) as (url, got):
        code, out, err = run(url, "--about", "Kern", "--attempts", "1")
        assert (code, "dead" in out) == (1, True)
        code, out, err = run(url, "--list-dead", "--json")
        assert (code, len(json.loads(out))) == (0, len(got))
        assert err == f"Dead letters · {len(got)}\n"
    with Ledger(db, read_only=True) as ledger:
        assert len(ledger.changes(since="last")) == len(ledger.changes())
    assert run("http://8.8.8.8/")[0] == 1
    assert run(url, "--status", "held")[0] == 2
