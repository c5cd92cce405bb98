"""The API of the desk: the command line's questions over HTTP, page by page."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

import dateline
from dateline.cli.main import cli
from dateline.serve.application import application
from dateline.serve.problems import CODES
from dateline.serve.settings import Settings

HOST = "http://127.0.0.1:8321"
TOKEN = "a token that is long enough"  # noqa: S105 - a token for a test
DOCS = Path(__file__).resolve().parent.parent / "docs"
KINDS = ("reports", "statements", "meetings", "positions", "changes", "actors")


@pytest.fixture(scope="module")
def place(tmp_path_factory, examples):
    """A ledger of the example story."""
    path = tmp_path_factory.mktemp("api") / "desk.db"
    with dateline.Ledger(path) as ledger:
        for one in examples:
            ledger.add(one)
    return path


@pytest.fixture(scope="module")
def api(place):
    """A client of a read-only desk."""
    with TestClient(
        application(Settings(place, rate=0)), base_url=f"{HOST}/api/v1/", follow_redirects=False
    ) as client:
        yield client


def pages(api, what, **filters):
    """The items of each page, following ``next``."""
    while True:
        answer = api.get(what, params=filters)
        assert answer.status_code == 200, answer.text
        yield answer.json()["items"]
        if answer.json()["next"] is None:
            return
        filters["next"] = answer.json()["next"]


@pytest.mark.parametrize("what", KINDS)
def test_the_api_gives_what_the_command_line_prints(api, place, what):
    """The items are the objects of ``dateline … --json``, in its order."""
    if what not in cli.commands:
        pytest.skip(f"there is no dateline {what}")
    done = CliRunner().invoke(cli, [what, "--db", str(place), "--json"], catch_exceptions=False)
    assert api.get(what, params={"limit": 500}).json()["items"] == json.loads(done.stdout)


@pytest.mark.parametrize("order", ["oldest", "newest"])
@pytest.mark.parametrize("what", KINDS)
def test_pages_joined_are_the_whole_answer(api, what, order):
    """Pages of three, followed by their ``next``, hold every item once and in order."""
    (whole,) = pages(api, what, order=order, limit=500)
    found = list(pages(api, what, order=order, limit=3))
    assert all(len(items) <= 3 for items in found)
    assert [i["id"] for items in found for i in items] == [i["id"] for i in whole]
    assert len(whole) > 3


def test_a_page_goes_on_where_it_ended_though_reports_arrived(tmp_path, examples):
    """A ``next`` stays good while reports arrive: nothing that was there is left out or given twice."""
    with dateline.Ledger(tmp_path / "desk.db") as ledger:
        for one in examples[::2]:
            ledger.add(one)
        before = [s.id for s in ledger.statements()]
        desk = application(Settings(tmp_path / "desk.db"))
        with TestClient(desk, base_url=f"{HOST}/api/v1/") as client:
            first = client.get("statements", params={"limit": 7}).json()
            for one in examples[1::2]:
                ledger.add(one)
            following = pages(client, "statements", limit=7, next=first["next"])
            rest = [i for items in following for i in items]
    seen = [i["id"] for i in first["items"]] + [i["id"] for i in rest]
    assert len(seen) == len(set(seen))
    assert [s for s in seen if s in set(before)] == before


def test_a_next_of_another_question_is_refused(api):
    """``next`` belongs to its question; a forged one is no server error."""
    token = api.get("statements", params={"limit": 1}).json()["next"]
    for what, given in (("statements", token), ("reports", token), ("statements", "AAAA"), ("changes", "é")):
        answer = api.get(what, params={"next": given, "about": "summit"})
        assert (answer.status_code, answer.json()["code"]) == (400, "cursor")


def test_filters_that_do_not_go_with_a_question_are_refused(api):
    """A status of statements, an unknown filter and a bad date are each told with a code."""
    for path, status, code in (
        ("statements?status=held", 422, "validation"),
        ("meetings?status=married", 422, "validation"),
        ("statements?colour=red", 422, "validation"),
        ("meetings?since=soon", 400, "query"),
        ("meetings?limit=0", 422, "validation"),
        ("meetings/none", 404, "not_found"),
        ("reports/none", 404, "not_found"),
        ("reports/none/text", 404, "not_found"),
        ("positions/none", 404, "not_found"),
        ("passages/none", 404, "not_found"),
        ("nothing", 404, "not_found"),
    ):
        answer = api.get(path)
        assert answer.headers["content-type"] == "application/problem+json", path
        problem = answer.json()
        assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code), path
        assert problem["detail"].endswith("."), path
    assert api.delete("reports").json()["code"] == "method"


def test_the_filters_are_the_command_lines(api):
    """The same words find the same meetings, and the answer says the question in words."""
    answer = api.get("meetings", params={"side": "Peru", "status": "contested"}).json()
    assert answer["query"] == "Contested meetings of Peru"
    assert all(i["status"] == "contested" for i in answer["items"])


def test_an_etag_spares_the_bytes(api):
    """The same answer asked for again with its ETag is 304 without a body."""
    first = api.get("meetings")
    again = api.get("meetings", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert api.get("meetings", headers={"if-none-match": '"other"'}).status_code == 200


def test_single_objects_open(api, examples):
    """A report is its contract, its text is frozen, a meeting is an item, a passage has its words."""
    one = examples[0]
    assert api.get(f"reports/{one.id}").json() == one.as_dict()
    assert api.get(f"reports/{one.id}/text").text == one.text
    meeting = api.get("meetings").json()["items"][0]
    assert api.get(f"meetings/{meeting['id']}").json() == meeting
    (passage, *_) = api.get(f"passages/{meeting['id']}").json()
    mark = passage["marks"][0]
    words = passage["text"][mark["start"] - passage["start"] : mark["end"] - passage["start"]]
    assert words == meeting["history"][0]["quote"]


def test_an_older_id_of_a_meeting_leads_to_it(api, place):
    """Every id that a meeting had when fewer reports were known redirects to the one that it has."""
    with dateline.Ledger(place, read_only=True) as ledger:
        older = [(old, m.id) for m in ledger.meetings() for old in m.merged_from]
    assert older
    for old, new in older[:5]:
        answer = api.get(f"meetings/{old}")
        assert (answer.status_code, answer.headers["location"]) == (308, f"/api/v1/meetings/{new}")


def test_every_page_has_its_twin(api):
    """The address of a page with ``.json`` leads to the same question in the API."""
    answer = api.get(f"{HOST}/meetings.json?side=Peru")
    assert answer.headers["location"] == "/api/v1/meetings?side=Peru"
    assert api.get(f"{HOST}/secrets.json").status_code == 404


def test_writing_is_for_who_has_the_token(place, tmp_path):
    """POST needs --write and the token as a bearer, and answers with what was added."""
    body = {"text": "Foreign Minister Ana Brook said the talks are off.", "outlet": "Meridian Wire"}
    with TestClient(application(Settings(place)), base_url=f"{HOST}/api/v1/") as client:
        assert client.post("reports", json=body).json()["code"] == "read_only"
    settings = Settings(tmp_path / "new.db", write=True, token=TOKEN)
    with TestClient(application(settings), base_url=f"{HOST}/api/v1/") as client:
        assert client.post("reports", json=body).json()["code"] == "token"
        client.headers["authorization"] = f"Bearer {TOKEN}"
        answer = client.post("reports", json=body)
        assert answer.status_code == 201
        assert answer.json()[0]["new"]
        assert not client.post("reports", json=body).json()[0]["new"]
        assert client.get("status").json()["reports"] == 1
        for bad, code in (
            ({}, "validation"),
            ({"text": "x", "address": "https://post.example"}, "validation"),
            ({"address": "file:///etc/passwd"}, "source"),
            ({"address": "http://127.0.0.1:1/"}, "forbidden_address"),
            ({"text": "   "}, "unreadable"),
            ({"text": "a", "published": "soon"}, "source"),
        ):
            assert client.post("reports", json=bad).json()["code"] == code, bad


def test_openapi_names_every_path_and_problem(api):
    """The OpenAPI document has every path with examples, and docs/api.md every code."""
    document = api.get("openapi.json").json()
    assert {f"/api/v1/{what}" for what in KINDS} <= set(document["paths"])
    assert "Lavrov" in json.dumps(document)
    told = (DOCS / "api.md").read_text(encoding="utf-8")
    for code, words in CODES.items():
        assert f"| `{code}` | {words} |" in told
    asked = set(re.findall(r"`(?:GET|POST) (/api/v1/[a-z{}/]+)`", told))
    assert asked <= set(document["paths"])


def test_decisions_over_http(tmp_path, examples):
    """A record is rejected, listed with who decided, and brought back; what is not there is told."""
    with dateline.Ledger(tmp_path / "desk.db") as ledger:
        for one in examples[:4]:
            ledger.add(one)
    settings = Settings(tmp_path / "desk.db", write=True, token=TOKEN)
    with TestClient(application(settings), base_url=f"{HOST}/api/v1/") as client:
        meeting = client.get("meetings").json()["items"][0]["id"]
        body = {"verb": "reject", "id": meeting, "who": "Ana Brook"}
        assert client.post("decisions", json=body).json()["code"] == "token"
        client.headers["authorization"] = f"Bearer {TOKEN}"
        made = client.post("decisions", json=body)
        assert made.status_code == 201
        assert client.get("decisions").json() == [made.json()]
        assert client.get(f"meetings/{meeting}").json()["code"] == "not_found"
        assert client.post(f"decisions/{made.json()['number']}/undo").status_code == 201
        assert client.get(f"meetings/{meeting}").status_code == 200
        assert client.get("decisions").json() == []
        for bad, code in (
            (body | {"id": "none"}, "not_found"),
            (body | {"verb": "bless"}, "validation"),
            (body | {"verb": "correct"}, "query"),
        ):
            assert client.post("decisions", json=bad).json()["code"] == code, bad
        assert client.post("decisions/77/undo").json()["code"] in {"not_found", "query"}


@pytest.mark.parametrize("kind", ["reports", "statements", "meetings", "changes"])
def test_the_newest_first_is_the_other_way_round(place, kind):
    """``newest=True`` gives the same answer from its end, and ``limit`` keeps the newest."""
    with dateline.Ledger(place) as ledger:
        ask = getattr(ledger, kind)
        oldest = [e.id for e in ask()]
        assert [e.id for e in ask(newest=True)] == oldest[::-1]
        assert [e.id for e in ask(newest=True, limit=3)] == oldest[::-1][:3]
    with dateline.Ledger(place, read_only=True) as ledger:
        assert [e.id for e in getattr(ledger, kind)(newest=True, limit=3)] == oldest[::-1][:3]


def test_an_entry_answers_to_every_name_it_has(place):
    """A meeting and a position are found by their id and by each finding that they rest on."""
    with dateline.Ledger(place) as ledger:
        for meeting in ledger.meetings():
            for name in (meeting.id, *meeting.findings, *meeting.merged_from):
                assert meeting in ledger.called(name).meetings
        for position in ledger.positions():
            for name in (position.id, *(told.finding for told in position.history)):
                assert position in ledger.called(name).positions
