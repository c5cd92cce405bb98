"""Answers that are remembered: never older than the ledger, never another reader's."""

import asyncio

import pytest
from fastapi.testclient import TestClient
from ledger_reports import harbour, told

from dateline.ledger import Ledger
from dateline.serve.application import application
from dateline.serve.readers import Readers
from dateline.serve.remembered import Answer, Memory, Remembering
from dateline.serve.settings import Settings

HOST = "http://127.0.0.1:8321"
HTML = {"accept": "text/html"}
TOKEN = "a token that is long enough"  # noqa: S105 - a token for a test


@pytest.fixture
def place(tmp_path):
    """A ledger of one report."""
    with Ledger(tmp_path / "desk.db") as ledger:
        ledger.add(harbour())
    return tmp_path / "desk.db"


def test_an_answer_is_never_older_than_the_ledger(place):
    """A report or a decision changes the next answer, and its ETag with it."""
    with TestClient(application(Settings(place)), base_url=HOST) as desk:
        first = desk.get("/api/v1/meetings")
        assert desk.get("/api/v1/meetings").content == first.content
        with Ledger(place) as ledger:
            ledger.add(
                told("They meet in another town.", "planned", "2032-01-01", who=("Ana Brook", "Li Wei"))
            )
        more = desk.get("/api/v1/meetings", headers={"if-none-match": first.headers["etag"]})
        assert more.status_code == 200
        assert len(more.json()["items"]) == len(first.json()["items"]) + 1
        with Ledger(place) as ledger:
            ledger.review.reject(more.json()["items"][-1]["id"], who="Ana Brook")
        assert desk.get("/api/v1/meetings").content == first.content


def test_who_has_the_answer_is_told_so(place):
    """Every page and file is 304 for its own ETag, and whole for everybody else."""
    with TestClient(application(Settings(place)), base_url=HOST) as desk:
        for path in (
            "/",
            "/meetings",
            "/statements",
            "/positions",
            "/reports",
            "/meetings.ics",
            "/changes.atom",
        ):
            first = desk.get(path, headers=HTML)
            again = desk.get(path, headers=HTML | {"if-none-match": f'"x", {first.headers["etag"]}'})
            assert (again.status_code, again.content) == (304, b"")
            assert "content-security-policy" in again.headers
            assert desk.get(path, headers=HTML | {"if-none-match": '"x"'}).content == first.content


def test_an_answer_is_for_who_asked(place):
    """Who is signed in, and who has seen the changes, gets his own page, whoever asked before."""
    settings = Settings(place, write=True, token=TOKEN)
    with TestClient(application(settings), base_url=HOST) as desk:
        anybody = desk.get("/review", headers=HTML).text
        writer = desk.get("/review", headers=HTML | {"authorization": f"Bearer {TOKEN}"}).text
        assert "signed in" in writer
        assert "signed in" not in anybody
        assert desk.get("/review", headers=HTML).text == anybody
        everything = desk.get("/", headers=HTML).text
        seen = desk.get("/", headers=HTML | {"cookie": "dateline_seen=1"}).text
        assert "Nothing new since you last looked" in seen
        assert desk.get("/", headers=HTML).text == everything


def test_what_was_looked_at_last_is_asked_anew(place):
    """Marking changes as seen makes no report, and is known at the next question all the same."""
    with TestClient(application(Settings(place)), base_url=HOST) as desk:
        assert desk.get("/?since=last", headers=HTML).text.count('class="headline"') > 0
        with Ledger(place) as ledger:
            ledger.mark_seen()
        assert desk.get("/?since=last", headers=HTML).text.count('class="headline"') == 0


def test_many_who_ask_for_the_same_wait_for_one_answer(place):
    """Twenty questions at once are answered by one; a fault is told to each, and is not remembered."""
    asked = []

    async def app(scope, _receive, send):
        asked.append(scope["path"])
        await asyncio.sleep(0.2)
        if scope["path"] == "/fault":
            message = "a fault"
            raise RuntimeError(message)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"etag", b'"1"')]})
        await send({"type": "http.response.body", "body": b"words"})

    async def get(desk, path):
        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
        scope |= {"scheme": "http", "server": ("127.0.0.1", 80), "root_path": ""}
        parts = []

        async def send(message):
            parts.append(message)

        try:
            await desk(scope, None, send)
        except RuntimeError as error:
            return str(error)
        return parts[1]["body"]

    async def many():
        readers = Readers(place)
        try:
            desk = Remembering(app, Settings(place), readers)
            await readers.version()
            words = await asyncio.gather(*(get(desk, "/page") for _ in range(20)))
            faults = await asyncio.gather(*(get(desk, "/fault") for _ in range(3)))
            faults.append(await get(desk, "/fault"))
            return words, faults
        finally:
            readers.close()

    words, faults = asyncio.run(many())
    assert set(words) == {b"words"}
    assert faults == ["a fault"] * 4
    assert asked == ["/page", "/fault", "/fault"]


def test_the_memory_is_bounded():
    """The answers that were asked for last stay, up to so many bytes; another version forgets all."""
    memory = Memory(100_000)
    for number in range(40):
        memory.put("1", (str(number),), Answer(200, (), b"x" * 4000))
        assert memory.get("1", ("0",))
    kept = [n for n in range(40) if memory.get("1", (str(n),))]
    assert kept[0] == 0
    assert kept[1:] == list(range(40 - len(kept) + 1, 40))
    assert 15 < len(kept) <= 20
    memory.put("1", ("large",), Answer(200, (), b"x" * 50_000))
    assert memory.get("1", ("large",)) is None
    memory.put("2", ("0",), Answer(200, (), b"new"))
    assert memory.get("1", ("0",)) is None
    assert memory.get("2", ("0",)).body == b"new"
    assert memory.get("2", ("39",)) is None
