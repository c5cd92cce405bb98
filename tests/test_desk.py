"""The desk without a browser: pages, what they escape, and who may write."""

import datetime as dt
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from fastapi.testclient import TestClient
from ledger_reports import claim, document, meeting, position, statement

import dateline
from dateline.errors import LedgerError, SettingError
from dateline.model.findings import Findings
from dateline.model.report import Report
from dateline.serve.application import application
from dateline.serve.draw import bars
from dateline.serve.guard import POLICY, Buckets
from dateline.serve.settings import Settings
from dateline.serve.words import cut, hit, visible, web

HOST = "http://127.0.0.1:8321"
HTML = {"accept": "text/html"}
TOKEN = "a token that is long enough"  # noqa: S105 - a token for a test
EVIL = "<script>alert(1)</script>"
EVERYBODY = ".".join("0000")
BIDI = "abc\u202egnp.exe\u2066"


def hostile():
    """A report in which everything is an attack: title, outlet, address, names, words."""
    who = '"><img src=x onerror=alert(2)>'
    text = f"{who} said {EVIL} {BIDI} and {who} will meet Ivo Stern in Northaven.\nPlain words stand here."
    doc = document(
        text,
        "2025-10-21",
        "<b onmouseover=alert(3)>Post</b>",
        title=f"{EVIL} javascript:alert(4) {BIDI}",
        url="javascript:alert(5)",
    )
    said = statement(doc, 1, who, "said", EVIL, side="<i>Norland</i>")
    met = meeting(
        1, (who, "Ivo Stern"), [claim(doc, "will meet", "planned", EVIL)], place=EVIL, when="2025-10-30"
    )
    stand = position(doc, who, "demands", "other", EVIL, condition="Plain words")
    return Report(doc, Findings(statements=(said,), meetings=(met,), positions=(stand,)))


@pytest.fixture(scope="module")
def place(tmp_path_factory, examples):
    """A ledger of the example story and one hostile report."""
    path = tmp_path_factory.mktemp("desk") / "desk.db"
    with dateline.Ledger(path) as ledger:
        for one in (*examples, hostile()):
            ledger.add(one)
    return path


@pytest.fixture(scope="module")
def desk(place):
    """A client of a desk that is read-only, which may ask as often as the tests do."""
    with TestClient(application(Settings(place, rate=0)), base_url=HOST, follow_redirects=False) as client:
        yield client


@pytest.fixture
def writable(tmp_path):
    """A client of a desk of its own that may be written to."""
    with dateline.Ledger(tmp_path / "desk.db") as ledger:
        ledger.add(hostile())
    settings = Settings(tmp_path / "desk.db", write=True, token=TOKEN)
    with TestClient(application(settings), base_url=HOST, follow_redirects=False) as client:
        yield client


def every_page(place):
    """The address of every page there is about the ledger."""
    with dateline.Ledger(place, read_only=True) as ledger:
        yield from (
            "/",
            "/?all=1",
            "/meetings",
            "/statements",
            "/positions",
            "/reports",
            "/review",
            "/add",
            "/watch",
            "/sign-in",
            "/api",
        )
        yield from (f"/meetings/{m.id}" for m in ledger.meetings())
        yield from (f"/reports/{r.id}" for r in ledger.reports())
        yield from {
            f"/actors/{s.who}" for s in ledger.statements() if s.who and "/" not in s.who and "?" not in s.who
        }
        yield "/statements?about=script&named=named"
        yield "/nowhere"


def test_every_page_opens(desk, place):
    """Each page answers with HTML that says its question in words."""
    for path in every_page(place):
        answer = desk.get(path, headers=HTML)
        assert answer.status_code == (404 if path == "/nowhere" else 200), path
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert re.search(r'<p class="asks">\s*\S', answer.text), path


def test_what_a_report_says_is_never_markup(desk, place):
    """Script tags, event handlers, javascript: addresses and bidi controls of a report are shown as text."""
    for path in every_page(place):
        text = desk.get(path, headers=HTML).text
        assert "<script>alert" not in text, path
        assert "<img" not in text, path
        assert "<b on" not in text, path
        assert "<i>Norland" not in text, path
        assert 'href="javascript:' not in text.casefold(), path
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text), path


def test_no_page_has_script_or_style_of_its_own(desk, place):
    """Under the policy nothing inline runs, and nothing is asked of another machine."""
    for path in every_page(place):
        answer = desk.get(path, headers=HTML)
        assert answer.headers["content-security-policy"] == POLICY
        assert "unsafe" not in POLICY
        assert not re.findall(r"\sstyle=|<style|\son[a-z]+=[\"']", answer.text), path
        loaded = re.findall(r'(?:src|(?:stylesheet|icon)" href)="([^"]+)"', answer.text)
        assert all(address.startswith("/static/") for address in loaded), path


def test_the_files_of_the_desk_are_small(desk):
    """All static files together are under 80 kB, and each can be fetched."""
    text = desk.get("/", headers=HTML).text
    files = set(re.findall(r'"(/static/[^"]+)"', text))
    answers = [desk.get(f) for f in files]
    assert len(files) == 3
    assert all(a.status_code == 200 and "immutable" in a.headers["cache-control"] for a in answers)
    assert sum(len(a.content) for a in answers) < 80_000
    assert desk.get("/static/..%2fapi.py").status_code == 404


def test_the_reader_shows_the_text_exactly(examples):
    """The pieces of the reader, joined, are the lines of the report, whatever overlaps."""
    from dateline.serve.reader import lines, notes_of, stretches_of

    for one in examples:
        found = list(lines(one.text, one.document.segments, stretches_of(one), notes_of(one)))
        shown = ["".join(p.text for p in line.pieces) for line in found]
        assert shown == [words if words.strip() else "" for words in one.text.split("\n")]
        assert sum(len(line.notes) for line in found) == len(notes_of(one))


def test_a_link_opens_at_its_passage(desk, place):
    """Every passage that a meeting rests on is marked, once, where its link leads."""
    with dateline.Ledger(place, read_only=True) as ledger:
        claims = [c for m in ledger.meetings() for c in m.history]
    for said in claims[:12]:
        at = said.passage
        text = desk.get(f"/reports/{at.report}?at={at.start}-{at.end}", headers=HTML).text
        assert text.count('id="at"') == 1
        marked = re.sub(r"<[^>]+>", "", text.partition('id="at">')[2].partition("</mark>")[0])
        assert marked
        assert at.quote.startswith(marked.replace("&#34;", '"').replace("&#39;", "'").replace("&lt;", "<"))


def test_a_meeting_leads_to_the_one_that_it_is_ahead_of(desk, place):
    """The page of a call that prepares a meeting leads to that meeting, and that one back to the call."""
    with dateline.Ledger(place, read_only=True) as ledger:
        call = next(m for m in ledger.meetings() if m.links)
    other = call.links[0].meeting
    assert f'href="/meetings/{other}"' in desk.get(f"/meetings/{call.id}", headers=HTML).text
    assert f'href="/meetings/{call.id}"' in desk.get(f"/meetings/{other}", headers=HTML).text


def test_a_focused_record_shows_only_its_words(desk, examples):
    """``?focus=s1`` underlines the words of s1 and of nothing else."""
    text = desk.get(f"/reports/{examples[0].id}?focus=s1", headers=HTML).text
    body = text.partition('<div class="reader')[2]
    assert set(re.findall(r'class="u [^"]+" data-r="([^"]+)"', body)) == {"s1"}


def test_facets_narrow_and_the_hit_is_marked(desk):
    """A search marks its words, and a facet keeps the statements that have its value."""
    answer = desk.get("/statements?about=summit&mode=direct", headers=HTML).text
    assert "<mark>summit</mark>" in answer
    assert 'class="tag">indirect' not in answer


def test_a_filter_that_cannot_be_understood_is_told(desk):
    """A bad date is a sentence on a page with status 400, in the words of a form."""
    answer = desk.get("/meetings?since=yesterdayish", headers=HTML)
    assert answer.status_code == 400
    assert "is not a date" in answer.text
    assert "--since" not in answer.text


def test_marking_as_seen_leaves_only_what_is_new(desk, place):
    """After "mark all as seen" the home page is empty until another report arrives."""
    with dateline.Ledger(place, read_only=True) as ledger:
        count = len(ledger)
    answer = desk.post("/seen", data={"reports": str(count)})
    assert answer.status_code == 303
    cookie = {"cookie": answer.headers["set-cookie"].partition(";")[0]}
    assert "Nothing new since you last looked" in desk.get("/", headers=HTML | cookie).text
    before = {"cookie": f"dateline_seen={count - 1}"}
    assert "onerror" in desk.get("/", headers=HTML | before).text
    desk.cookies.clear()


def test_a_read_only_desk_takes_nothing(desk):
    """Without --write nothing can be added, whoever asks."""
    answer = desk.post("/add", data={"text": "words"}, headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 403
    assert answer.json()["code"] == "read_only"


def test_a_desk_that_others_reach_is_not_writable_without_a_token(place):
    """0.0.0.0 with --write and no token is refused at the start; on loopback a token is made."""
    with pytest.raises(SettingError, match="needs a token"):
        application(Settings(place, host=EVERYBODY, write=True))
    with pytest.raises(SettingError, match="too short"):
        application(Settings(place, write=True, token=TOKEN[:5]))
    assert len(Settings(place, write=True).checked().token) > 20
    assert Settings(place, host=EVERYBODY).checked().token is None


def test_a_ledger_that_is_not_there_is_told_at_the_start(tmp_path):
    """A read-only desk without a ledger does not start."""
    with pytest.raises(LedgerError):
        application(Settings(tmp_path / "none.db"))


def test_writing_needs_the_token(writable):
    """A wrong token is refused; the right one, shown once, is kept as a cookie that is not the token."""
    assert writable.post("/add", data={"text": "words"}).status_code == 401
    assert writable.get("/sign-in?token=wrong").status_code == 401
    answer = writable.get(f"/sign-in?token={TOKEN}")
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert TOKEN not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert writable.post("/add", data={"text": " "}).status_code == 422


def test_another_site_cannot_send_our_forms(writable):
    """A form that is sent from another site, or with another name of the machine, is refused."""
    writable.get(f"/sign-in?token={TOKEN}")
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        answer = writable.post("/add", data={"text": "words"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "origin")
    answer = writable.get("/", headers={"host": "evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (421, "host")


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "/etc/passwd", "-", "javascript:alert(1)", "http:///x"]
)
def test_the_form_opens_no_file_of_the_machine(writable, address):
    """An address that is none of the web is refused before anything is opened."""
    writable.get(f"/sign-in?token={TOKEN}")
    answer = writable.post("/add", data={"address": address}, headers=HTML)
    assert answer.status_code == 422
    assert "begins with https://" in answer.text


def test_the_form_fetches_from_no_private_address(writable):
    """The address of this machine is not fetched; the page of the job says why."""
    writable.get(f"/sign-in?token={TOKEN}")
    answer = writable.post("/add", data={"address": "http://127.0.0.1:1/secret"}, headers=HTML)
    assert answer.status_code == 303
    told = _ended(writable, answer.headers["location"])
    assert "127.0.0.1" in told.text
    assert "Not read" in told.text


def test_a_pasted_text_is_read_kept_and_opened(writable):
    """Adding by paste shows its progress and ends at the report."""
    writable.get(f"/sign-in?token={TOKEN}")
    text = "Foreign Minister Ana Brook said on Tuesday that the talks with Southmark were called off."
    answer = writable.post("/add", data={"text": text, "published": "2025-10-21", "outlet": "Meridian Wire"})
    told = _ended(writable, answer.headers["location"])
    assert told.status_code == 303
    assert "Ana Brook" in writable.get(told.headers["location"], headers=HTML).text


def _ended(client, path):
    """The page of a job once it has ended."""
    for _ in range(2000):
        answer = client.get(path, headers=HTML)
        if "refresh" not in answer.headers:
            return answer
        time.sleep(0.05)
    message = "it never ended"
    raise AssertionError(message)


def test_a_request_that_is_too_large_is_refused(place):
    """More bytes than the limit are refused, told or untold."""
    app = application(Settings(place, largest=1000))
    with TestClient(app, base_url=HOST) as client:
        assert client.post("/seen", data={"reports": "1" * 2000}).json()["code"] == "size"
        form = {"content-type": "application/x-www-form-urlencoded"}
        untold = client.post("/seen", content=(b"x" * 600 for _ in range(4)), headers=form)
        assert untold.status_code == 413


def test_an_address_may_ask_only_so_often():
    """A bucket holds a burst, and fills at its rate; another address has its own."""
    buckets = Buckets(2, burst=3)
    assert [buckets.take("a", 0.0) for _ in range(4)] == [True, True, True, False]
    assert buckets.take("b", 0.0)
    assert buckets.take("a", 0.5)
    assert not buckets.take("a", 0.5)
    assert all(Buckets(0, burst=0).take("a") for _ in range(9))


def test_words_of_others_are_made_safe():
    """Controls become U+FFFD, one for one; only addresses of the web are links; hits are marked as text."""
    assert visible(BIDI) == "abc\ufffdgnp.exe\ufffd"
    assert web("https://post.example/a") == "https://post.example/a"
    assert [web(a) for a in ("javascript:x", "data:text/html,x", "//post.example", "http://", None)] == [
        None
    ] * 5
    assert hit("A <b> ceasefire", ["CEASEFIRE"]) == "A &lt;b&gt; <mark>ceasefire</mark>"
    assert cut("one two three", 9) == "one two…"


def test_a_card_is_decided_and_undone(writable):
    """Review shows a record with its words; rejecting takes it out of the answers, undoing brings it back."""
    assert "sign in" in writable.get("/review", headers=HTML).text
    card = re.search(r'name="id" value="([^"]+)"', writable.get("/review", headers=HTML).text).group(1)
    verdict = {"kind": "meetings", "id": card, "verb": "reject", "reason": EVIL, "who": "Ana Brook"}
    assert writable.post("/review", data=verdict).status_code == 401
    writable.get(f"/sign-in?token={TOKEN}")
    answer = writable.post("/review", data=verdict)
    assert answer.headers["location"] == f"/review?kind=meetings&after={card}"
    after = writable.get(answer.headers["location"], headers=HTML).text
    assert "Everything here was decided about" in after
    assert "Ana Brook" in after
    assert "<script>alert" not in after
    assert writable.get(f"/meetings/{card}", headers=HTML).status_code == 404
    number = re.search(r'name="number" value="(\d+)"', after).group(1)
    answer = writable.post("/review/undo", data={"kind": "meetings", "number": number})
    assert answer.status_code == 303
    assert writable.get(f"/meetings/{card}", headers=HTML).status_code == 200


def test_a_correction_stands_beside_the_machines_value(writable):
    """A corrected status is shown with who corrected it and what the machine read."""
    writable.get(f"/sign-in?token={TOKEN}")
    card = re.search(r'name="id" value="([^"]+)"', writable.get("/review", headers=HTML).text).group(1)
    writable.post("/review", data={"id": card, "verb": "correct", "status": "held", "who": "Ana Brook"})
    text = writable.get(f"/meetings/{card}", headers=HTML).text
    assert "corrected by Ana Brook" in text
    assert "the machine read status: planned" in text


def test_what_cannot_be_decided_is_told(writable):
    """An unknown record, an unknown decision and a correction without a value are each a sentence."""
    writable.get(f"/sign-in?token={TOKEN}")
    for form, status in (
        ({"id": "none", "verb": "accept"}, 404),
        ({"id": "none", "verb": "bless"}, 422),
        ({"id": "none", "verb": "correct"}, 422),
    ):
        answer = writable.post("/review", data=form, headers=HTML)
        assert answer.status_code == status, form
    assert writable.post("/review/undo", data={"number": "99"}, headers=HTML).status_code in {404, 422}
    assert writable.post("/review/undo", data={"number": "x"}, headers=HTML).status_code == 422
    assert writable.get("/review?kind=ghosts", headers=HTML).status_code == 400


def test_the_command_serves_until_it_is_interrupted(place):
    """``dateline serve`` names its address, answers, ends quietly on Ctrl-C, and tells of a taken port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-c", "from dateline.cli import main; main()", "serve", "--db", str(place)]
        refused = subprocess.run([*command, "--port", port], capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert f"cannot open at 127.0.0.1, port {port}" in refused.stderr
    assert "Traceback" not in refused.stderr
    with subprocess.Popen([*command, "--port", port], stderr=subprocess.PIPE, text=True) as running:
        told = running.stderr.readline()
        assert f"http://127.0.0.1:{port}/" in told
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/meetings", timeout=300) as answer:
            assert b"<h1>Meetings</h1>" in answer.read()
        running.send_signal(signal.SIGINT)
        assert running.wait() == 0
        assert running.stderr.read() == ""


def test_no_date_of_an_axis_stands_on_another():
    """The first date, which has the year, keeps its room: a day right beside it has a tick and no words."""
    start = dt.date(2031, 3, 11)
    drawn = bars([start, start + dt.timedelta(days=8)], what="statements")

    assert ">11 Mar 2031<" in drawn
    assert ">12 Mar<" not in drawn
    assert ">13 Mar<" in drawn
