"""Actors: who is who in all reports, and what people judge of names, in every kind of store."""

import csv
import json
from urllib.parse import urldefrag

import pytest
from fastapi.testclient import TestClient
from ledger_reports import document, meeting, span, statement

from dateline.cli.main import main
from dateline.errors import LedgerError, QueryError
from dateline.ledger import Ledger
from dateline.ledger.filing import file_report
from dateline.ledger.kept import Kept
from dateline.ledger.versions import VERSION
from dateline.model.actors import Actor, ActorKind
from dateline.model.findings import Findings, Mode, Speaker, Statement
from dateline.model.report import Report
from dateline.serve.application import application
from dateline.serve.settings import Settings

VERA = "Vera"


def told(words, who, published, *, role=None, side="Norland", also=(), number=1):
    """A report in which ``who`` says the words behind the colon."""
    text = f"{who} said: {words}."
    doc = document(text, published)
    actor = Actor(f"a{number}", who, ActorKind.PERSON, side, role, (span(text, who),))
    said = statement(doc, 1, who, "said", words, side=side)
    return Report(doc, Findings((actor, *also), (said,)))


def story():
    """Two spellings of one minister, a surname alone, and another of her surname."""
    return (
        told("the port stays open", "Olena Zelenko", "2031-01-02", role="foreign minister"),
        told("the port stays open to all", "Olena Zelenko", "2031-02-02", role="foreign minister"),
        told("the port was always open", "Olena Zelenkova", "2031-03-02", role="minister"),
        told("the strait is closed", "Brook", "2031-01-05"),
        told("the strait is closed to us", "Ana Brook", "2031-01-09"),
    )


@pytest.fixture
def ledger(place):
    """A ledger of the story."""
    with Ledger(place) as opened:
        for report in story():
            opened.add(report)
        yield opened


def _people(ledger):
    return {a.name: a for a in ledger.actors(kind="person")}


def _rows(ledger):
    ledger.actors(limit=1)
    return list(Kept(ledger._store).rows())


def test_an_actor_has_his_names_roles_and_counts(ledger):
    """Each is there once, with every name and why, roles with days and whence, and what is his."""
    people = _people(ledger)
    assert set(people) == {"Olena Zelenko", "Olena Zelenkova", "Ana Brook"}
    assert [a.reports for a in ledger.actors(kind="person")] == [2, 2, 1]
    brook, minister = people["Ana Brook"], people["Olena Zelenko"]
    assert [(n.name, n.reports) for n in brook.spellings] == [("Ana Brook", 1), ("Brook", 1)]
    assert "only full name" in brook.spellings[1].why
    (role,) = minister.as_dict()["roles"]
    assert role == {
        "role": "foreign minister",
        "side": "Norland",
        "first": "2031-01-02",
        "last": "2031-02-02",
        "reports": 2,
        "known_from": "reports",
    }
    assert (minister.statements, minister.first.isoformat(), minister.side) == (2, "2031-01-02", "Norland")


def test_counts_are_those_of_the_other_answers(examples, tmp_path):
    """Of the examples, an actor's statements and meetings are as many as the ledger shows of him."""
    with Ledger(tmp_path / "desk.db") as ledger:
        for report in examples:
            ledger.add(report)
        carpio = ledger.actor("Inés Carpio")
        assert carpio.statements == len(ledger.statements(by="Inés Carpio")) > 3
        met = [m for m in ledger.meetings() if carpio.name in {p.name for p in m.participants}]
        assert carpio.meetings == len(met) > 0
        peru = ledger.actor("Peru")
        assert peru.positions == len(ledger.positions(side="Peru")) > 0


def test_only_a_person_goes_by_a_part_of_his_name(place):
    """A ministry is not another one's whose name holds its words, and who is none by name is nobody."""
    text = (
        "Ana Brook and its allies said: we wait. The Norland Port Ministry and the Port Ministry are closed."
    )
    doc = document(text, "2031-01-02")
    names = ("Norland Port Ministry", "the Port Ministry")
    own = tuple(
        Actor(f"a{n}", who.removeprefix("the "), ActorKind.OFFICE, "Norland", None, (span(text, who),))
        for n, who in enumerate(names, 1)
    )
    both = Speaker(
        ActorKind.GROUP, named=True, name="Ana Brook and its allies", members=("Ana Brook", "its allies")
    )
    at = ((span(text, w),) for w in ("Ana Brook and its allies", "said", "we wait"))
    said = Statement("s1", *at, Mode.INDIRECT, both)
    with Ledger(place) as ledger:
        ledger.add(Report(doc, Findings(own, (said,))))
        assert {a.name: a.statements for a in ledger.actors()} == {
            "Ana Brook": 1,
            "Norland Port Ministry": 0,
            "Port Ministry": 0,
        }


def test_the_tables_of_the_world_say_what_they_know(place):
    """Who is in the tables has his offices from there, beside what reports call him, each with whence."""
    with Ledger(place) as ledger:
        ledger.add(told("we talk", "Sergey Lavrov", "2025-10-02", role="foreign minister", side="Russia"))
        roles = ledger.actor("Sergey Lavrov").roles
    assert {r.known_from for r in roles} == {"reports", "world"}
    assert any(r.known_from == "world" and r.first and r.role == "foreign minister" for r in roles)


def test_two_spellings_are_put_together_and_parted_again(ledger):
    """A merge makes two names one actor's everywhere; the old id opens; undone, all is as it was."""
    before, people = _rows(ledger), _people(ledger)
    one, other = people["Olena Zelenko"], people["Olena Zelenkova"]
    made = ledger.review.merge(one.id, other.id, who=VERA, reason="two ways to write her")
    minister = ledger.actor(other.id)
    assert (minister.id, minister.name, minister.reports) == (one.id, "Olena Zelenko", 3)
    assert minister.merged_from == (other.id,)
    assert ledger.actors(by=other.id) == (minister,)
    assert minister.review.as_dict() == {
        "number": made.number,
        "verb": "merge",
        "who": VERA,
        "at": made.at,
        "machine": {},
    }
    assert "reviewer" in minister.spellings[1].why
    assert ledger.statements(by="Zelenkova") == ledger.statements(by="Zelenko")
    assert len(ledger.statements(by="Zelenkova")) == 3
    ledger.review.undo(made.number, who=VERA)
    assert _rows(ledger) == before


def test_one_speaker_under_two_names_says_one_thing(place):
    """After a merge the same words of both names are one utterance, and both meet as one person."""
    words = "no soldier of ours will leave the eastern garrison while the strait is closed"
    some = told(words, "Olena Zelenko", "2031-01-02"), told(words, "Olena Zelenkova", "2031-01-03")
    with Ledger(place) as ledger:
        for number, report in enumerate(some):
            who = report.findings.actors[0].name
            met = meeting(1, (who, "Ivo Stern"), [])
            ledger.add(Report(report.document, Findings(report.findings.actors, report.statements, (met,))))
            assert len(ledger.entries().utterances) == number + 1
        ledger.review.merge("Olena Zelenko", "Olena Zelenkova", who=VERA)
        (utterance,) = ledger.entries().utterances
        assert len(utterance.carriers) == 2
        assert ledger.check() == ()


def test_a_surname_is_parted_from_a_full_name(ledger):
    """A split says that a name is another's; the report that has only it is no longer hers."""
    brook = ledger.actor("Ana Brook")
    ledger.review.split(brook.id, "Brook", who=VERA, reason="that one is Tom")
    assert [n.name for n in ledger.actor("Ana Brook").spellings] == ["Ana Brook"]
    assert ledger.actor("Brook").reports == 1
    assert ledger.actor("Brook").id in brook.merged_from
    assert ledger.check() == ()


def test_two_people_of_one_name_are_parted_by_their_reports(ledger):
    """What some reports call so is somebody else; later reports go to the one whose name it was."""
    first, second, *_ = story()
    minister = ledger.actor("Olena Zelenko")
    made = ledger.review.split(minister.id, second.id, who=VERA, reason="the chess player")
    same_name = ledger.actors(by="Olena Zelenko")
    assert sorted(a.reports for a in same_name) == [1, 1]
    assert {a.name for a in same_name} == {"Olena Zelenko"}
    ledger.add(told("the port is shut", "Olena Zelenko", "2031-05-02"))
    assert {a.id: a.reports for a in ledger.actors(by="Olena Zelenko")}[minister.id] == 2
    with pytest.raises(LedgerError, match="Several actors go by Olena Zelenko"):
        ledger.actor("Olena Zelenko")
    player = next(a for a in ledger.actors(by="Olena Zelenko") if a.id != minister.id)
    again = ledger.review.merge(minister.id, player.id, who=VERA)
    assert ledger.actor("Olena Zelenko").reports == 3
    ledger.review.undo(again.number, who=VERA)
    ledger.review.undo(made.number, who=VERA)
    assert ledger.actor("Olena Zelenko").reports == 3
    assert first.id in {r.id for r in ledger.reports()}
    assert ledger.check() == ()


def test_judgements_outlive_another_analysis(ledger):
    """A newer reading numbers its actors otherwise; who was parted stays so, for the words are the same."""
    second = story()[1]
    minister = ledger.actor("Olena Zelenko")
    ledger.review.split(minister.id, f"{second.id}.a1", who=VERA)
    before = [a.as_dict() for a in ledger.actors()]
    (own,) = second.findings.actors
    again = Findings((Actor("a7", own.name, own.kind, own.side, own.role, own.mentions),), second.statements)
    assert ledger._store.replace(file_report(Report(second.document, again)), "newer")
    assert [a.as_dict() for a in ledger.actors()] == before


def test_filters(ledger):
    """By name, id, side, kind, role and days; the most named first, and no more than asked for."""
    assert [a.name for a in ledger.actors(by="brook")] == ["Ana Brook"]
    assert [a.name for a in ledger.actors(by=ledger.actor("Ana Brook").id)] == ["Ana Brook"]
    assert {a.name for a in ledger.actors(about="foreign minister")} == {"Olena Zelenko"}
    assert {a.name for a in ledger.actors(kind="person", since="2031-03")} == {"Olena Zelenkova"}
    assert {a.name for a in ledger.actors(kind="person", until="2031-01-06")} == {
        "Ana Brook",
        "Olena Zelenko",
    }
    assert {a.name for a in ledger.actors(kind="person", as_of="2031-01-03")} == {"Olena Zelenko"}
    assert len(ledger.actors(limit=2)) == 2
    assert ledger.actors(side="Southmark") == ()
    with pytest.raises(QueryError, match="no kind of actor"):
        ledger.actors(kind="planet")


def test_a_full_name_finds_what_is_signed_with_the_surname(place):
    """Who asks for a full name gets what is signed with the surname alone, where it is nobody else's."""
    with Ledger(place) as ledger:
        ledger.add(told("the bridge will be mended", "Marta Salcedo", "2031-01-01", role="foreign minister"))
        ledger.add(told("the tunnel will be dug", "Salcedo", "2031-01-02"))
        assert [s.who for s in ledger.statements(by="Marta Salcedo")] == ["Marta Salcedo", "Salcedo"]
        assert len(ledger.glance.statements(by="marta salcedo")) == 2
        assert len(ledger.statements(by="Salcedo")) == 2
        ledger.add(told("the road will be closed", "Juan Salcedo", "2031-01-03", role="interior minister"))
        assert [s.who for s in ledger.statements(by="Marta Salcedo")] == ["Marta Salcedo"]


def test_what_cannot_be_judged_is_said(ledger):
    """One sentence for an unknown actor, for one actor merged with itself, and for names that are not his."""
    brook = ledger.actor("Ana Brook").id
    with pytest.raises(LedgerError, match=r"Nobody in the ledger .* is called 'a000000000000'"):
        ledger.review.merge(brook, "a000000000000", who=VERA)
    with pytest.raises(QueryError, match="one actor already"):
        ledger.review.merge(brook, "Brook", who=VERA)
    with pytest.raises(QueryError, match="not known as 'Zelenko'"):
        ledger.review.split(brook, "Zelenko", who=VERA)
    with pytest.raises(QueryError, match="some names to go and some to stay"):
        ledger.review.split("Olena Zelenko", "Olena Zelenko", who=VERA)
    with pytest.raises(QueryError, match="does not name Ana Brook"):
        ledger.review.split(brook, story()[0].id, who=VERA)
    with pytest.raises(QueryError, match="merged and split"):
        ledger.review.reject(f"{story()[0].id}.a1", who=VERA)
    with pytest.raises(QueryError, match="actors are merged and split"):
        ledger.review.accept(brook, who=VERA)
    with pytest.raises(LedgerError, match="dateline actors --by"):
        ledger.show(brook)
    assert list(ledger.review) == []


def test_who_only_reads_gets_the_same(ledger, place):
    """A reader beside the writer has the same actors, also before anybody folded what is new."""
    assert ledger.actors()
    with Ledger(place, read_only=True) as reader:
        assert reader.actors() == ledger.actors()
        ledger.add(told("we go on", "Ivo Stern", "2031-06-01", side="Southmark"))
        assert [a.name for a in reader.actors(by="Stern")] == ["Ivo Stern"]


def test_the_commands(ledger, place, capsys):
    """``dateline actors`` prints a table, JSON and CSV; ``dateline review`` puts actors together by name."""
    ledger.close()

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            main([*arguments, "--db", str(place)])
        assert left.value.code == 0
        return capsys.readouterr()

    out, err = run("actors", "--kind", "person")
    assert out.splitlines()[0].split()[:3] == ["id", "name", "kind"]
    assert "Person actors · 3" in err
    assert "Brook" in out
    run("review", "merge", "Olena Zelenko", "Olena Zelenkova", "--who", VERA, "--reason", "one person")
    (row,) = json.loads(run("actors", "--by", "Zelenkova", "--json").out)
    assert [n["name"] for n in row["names"]] == ["Olena Zelenko", "Olena Zelenkova"]
    run("review", "split", row["id"], "Olena Zelenkova", "--who", VERA)
    rows = list(csv.DictReader(run("actors", "--kind", "person", "--csv").out.splitlines()))
    assert {r["name"] for r in rows} == {"Ana Brook", "Olena Zelenko", "Olena Zelenkova"}
    assert run("review", "list", "--json").out.count('"olena zelenkova"') == 2
    assert "olena zelenko, olena zelenkova" in run("review", "list").out


def test_the_pages(ledger, place):
    """The desk lists actors, opens one by id, by name and by an id from before a merge, and has the twins."""
    people = _people(ledger)
    one, other = people["Olena Zelenko"], people["Olena Zelenkova"]
    ledger.review.merge(one.id, other.id, who=VERA, reason="two ways to write her")
    ledger.close()
    desk = application(Settings(place))
    with TestClient(desk, base_url="http://127.0.0.1:8321", follow_redirects=False) as client:
        listed = client.get("/actors", params={"kind": "person"}).text
        assert "also Olena Zelenkova" in listed
        assert f"/actors/{one.id}" in listed
        for address in (f"/actors/{one.id}", "/actors/Olena Zelenko"):
            shown = client.get(address)
            assert shown.status_code == 200
            assert "a reviewer put the two names together" in shown.text
            assert "the port was always open" in shown.text
        assert client.get(f"/actors/{other.id}").headers["location"] == f"/actors/{one.id}"
        assert client.get(f"/api/v1/actors/{other.id}").headers["location"] == f"/api/v1/actors/{one.id}"
        assert client.get(f"/api/v1/actors/{one.id}").json()["merged_from"] == [other.id]
        assert client.get("/api/v1/actors/a000000000000").status_code == 404
        assert client.get("/actors.csv").text.startswith("id,name,kind,side,role,")
        assert client.get("/actors.json").status_code == 307
        answer = client.get("/api/v1/actors", params={"limit": 2, "kind": "person"}).json()
        following = client.get(
            "/api/v1/actors", params={"limit": 2, "kind": "person", "next": answer["next"] or ""}
        )
        assert [a["name"] for a in answer["items"]] == ["Olena Zelenko", "Ana Brook"]
        assert following.status_code == 200
        assert client.get("/api/v1/actors", params={"outlet": "A"}).status_code == 422


def test_a_reviewer_judges_on_the_page(ledger, place):
    """At a writable desk an actor's page merges him and splits names off; who may not, sees neither."""
    people = _people(ledger)
    one = people["Olena Zelenko"]
    ledger.close()
    token = "a token that is long enough"  # noqa: S105 - a token for a test
    desk = application(Settings(place, write=True, token=token))
    with TestClient(desk, base_url="http://127.0.0.1:8321", follow_redirects=False) as client:
        assert 'value="merge"' not in client.get(f"/actors/{one.id}").text
        client.get(f"/sign-in?token={token}")
        shown = client.get(f"/actors/{one.id}").text
        assert 'value="merge"' in shown
        assert 'value="split"' not in shown  # of one name there is nothing to part
        merge = {"kind": "actors", "id": one.id, "verb": "merge", "other": "Olena Zelenkova"}
        answer = client.post("/review", data=merge)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/actors/{one.id}")
        assert 'value="split"' in client.get(f"/actors/{one.id}").text
        split = {"kind": "actors", "id": one.id, "verb": "split", "finding": "Olena Zelenkova"}
        assert client.post("/review", data=split).status_code == 303
        named = client.get("/api/v1/actors", params={"by": "Zelenkova"}).json()["items"]
        assert [a["name"] for a in named] == ["Olena Zelenkova"]
        assert (
            client.post("/review/undo", data={"number": "2"}).headers["location"] == "/review?kind=meetings"
        )
        assert client.post("/review", data=merge | {"other": "Nobody"}).status_code == 404


def test_a_ledger_of_the_schema_before_is_renewed(ledger, place):
    """Without the tables of versions 7 to 9 they are made when it is opened, and all is folded again."""
    before = [a.as_dict() for a in ledger.actors()]
    ledger.close()
    _to_version_6(place)
    with pytest.raises(LedgerError, match="older Dateline"):
        Ledger(place, read_only=True)
    with Ledger(place) as renewed:
        assert [a.as_dict() for a in renewed.actors()] == before
        assert renewed.check() == ()


def _to_version_6(place):
    assert VERSION == 9
    if not str(place).startswith("postgresql:"):
        import sqlite3

        raw = sqlite3.connect(place)
        raw.execute("DROP TABLE folded_naming")
        raw.execute("DROP TABLE late_change")
        raw.execute("DROP TABLE told")
        raw.execute("PRAGMA user_version = 6")
        raw.close()
        return
    import psycopg

    url, schema = urldefrag(str(place))
    with psycopg.connect(url, autocommit=True) as raw:
        raw.execute(f"SET search_path = {schema}")
        raw.execute("DROP TABLE folded_naming")
        raw.execute("DROP TABLE late_change")
        raw.execute("DROP TABLE told")
        raw.execute("DELETE FROM schema_version WHERE version > 6")
