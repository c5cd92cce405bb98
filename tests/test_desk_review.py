"""Merging, splitting and turning over long answers at the desk."""

import re

import pytest
from fastapi.testclient import TestClient
from ledger_reports import document, position, told

import dateline
from dateline.model.findings import Findings
from dateline.model.report import Report
from dateline.serve.application import application
from dateline.serve.settings import Settings

HOST = "http://127.0.0.1:8321"
HTML = {"accept": "text/html"}
TOKEN = "a token that is long enough"  # noqa: S105 - a token for a test


@pytest.fixture
def desk(tmp_path):
    """A writable desk over two meetings of Paul Reed; two reports tell of the first one."""
    path = tmp_path / "desk.db"
    with dateline.Ledger(path) as ledger:
        ledger.add(told("Reed will see Kern.", "planned", "2031-03-04", who=("Paul Reed", "Mila Kern")))
        ledger.add(told("Reed saw Kern.", "held", "2031-03-06", who=("Paul Reed", "Mila Kern")))
        ledger.add(told("Reed is to see Kern.", "planned", "2032-03-01", who=("Paul Reed", "Mila Kern")))
    settings = Settings(path, write=True, token=TOKEN, rate=0)
    with TestClient(application(settings), base_url=HOST, follow_redirects=False) as client:
        client.get(f"/sign-in?token={TOKEN}")
        yield client


def _meetings(client):
    return client.get("/api/v1/meetings").json()["items"]


def test_two_meetings_are_merged_on_their_card(desk):
    """A card offers the meetings of the same people; choosing one makes the two one, and undo parts them."""
    one, other = (m["id"] for m in _meetings(desk))
    card = desk.get(f"/review?id={one}", headers=HTML).text
    assert f'name="other" value="{other}"' in card
    assert f'name="other" value="{one}"' not in card
    answer = desk.post("/review", data={"id": one, "verb": "merge", "other": other, "reason": "the same day"})
    assert answer.status_code == 303
    (merged,) = _meetings(desk)
    assert other in merged["merged_from"]
    number = re.search(r'name="number" value="(\d+)"', desk.get("/review", headers=HTML).text).group(1)
    desk.post("/review/undo", data={"number": number})
    assert [m["id"] for m in _meetings(desk)] == [one, other]


def test_one_meeting_is_split_on_its_card(desk):
    """A card shows what each report tells of the meeting; what is ticked becomes another meeting."""
    one, _ = _meetings(desk)
    card = desk.get(f"/review?id={one['id']}", headers=HTML).text
    findings = re.findall(r'name="finding" value="([^"]+)"', card)
    assert len(findings) == 2
    assert "Reed saw Kern." in card
    desk.post("/review", data={"id": one["id"], "verb": "split", "finding": findings[1:]})
    assert [m["status"] for m in _meetings(desk)] == ["planned", "held", "planned"]


def test_a_card_of_one_report_cannot_be_split(desk):
    """A meeting that one report tells of offers no split."""
    _, other = _meetings(desk)
    assert 'name="finding"' not in desk.get(f"/review?id={other['id']}", headers=HTML).text


def test_software_merges_and_splits(desk):
    """The API merges and splits with the token, and says what is missing."""
    bearer = {"authorization": f"Bearer {TOKEN}"}
    one, other = _meetings(desk)
    body = {"verb": "merge", "id": one["id"], "other": other["id"], "who": "Ana Brook"}
    made = desk.post("/api/v1/decisions", json=body, headers=bearer)
    assert (made.status_code, made.json()["verb"]) == (201, "merge")
    (merged,) = _meetings(desk)
    away = [f"{merged['reports'][0]}.m1"]
    body = {"verb": "split", "id": merged["id"], "findings": away, "who": "Ana Brook"}
    assert desk.post("/api/v1/decisions", json=body, headers=bearer).status_code == 201
    assert len(_meetings(desk)) == 2
    for wrong in ({"verb": "merge", "id": one["id"]}, {"verb": "split", "id": one["id"]}):
        answer = desk.post("/api/v1/decisions", json=wrong, headers=bearer)
        assert answer.status_code == 422
        assert answer.json()["detail"]


def test_the_grid_of_positions_is_turned_over(tmp_path):
    """Twenty sides are two pages of the grid, and a long history opens alone."""
    path = tmp_path / "desk.db"
    with dateline.Ledger(path) as ledger:
        for side in range(20):
            text = f"Side{side:02} demands a ceasefire."
            for day in range(1, 10 if side == 0 else 2):
                doc = document(f"{text} Day {day}.", f"2031-03-{day:02}")
                stand = position(doc, f"Side{side:02}", "demands", "ceasefire", text)
                ledger.add(Report(doc, Findings(positions=(stand,))))
    with TestClient(application(Settings(path)), base_url=HOST) as client:
        first = client.get("/positions", headers=HTML).text
        after = re.search(r'rel="next" href="([^"]+)"', first).group(1).replace("&amp;", "&")
        second = client.get(after, headers=HTML).text
        assert [page.count('scope="row"') for page in (first, second)] == [14, 6]
        assert 'rel="prev"' in second
        alone = (
            re.search(r'<a href="(/positions\?[^"]+)">All 9 passages', first).group(1).replace("&amp;", "&")
        )
        assert client.get(alone, headers=HTML).text.count("<blockquote") >= 9
        assert client.get("/positions?from=-1", headers=HTML).status_code == 400
