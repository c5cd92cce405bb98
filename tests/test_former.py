"""Ids across readings: what is the same keeps its id, what is gone leaves a tombstone."""

import pytest
from fastapi.testclient import TestClient
from ledger_reports import claim, document, link, meeting, statement

from dateline.cli.main import main
from dateline.errors import GoneError
from dateline.ledger import Ledger
from dateline.ledger.filing import file_report
from dateline.model.findings import Findings
from dateline.model.report import Report
from dateline.serve.application import application
from dateline.serve.settings import Settings

TEXT = "Yesterday Ana Brook met Ivo Stern in Bree. Mila Kern said the harbour will open before the winter."
DOC = document(TEXT, "2031-01-02")
HARBOUR = "the harbour will open before the winter"


def reading(*meetings, said=(HARBOUR,)):
    """One reading of the report: meetings as who takes part and by which words, and what is said."""
    told = [meeting(n, who, [claim(DOC, words, "held")]) for n, (who, words) in enumerate(meetings, 1)]
    spoken = [statement(DOC, n, "Mila Kern", "said", words) for n, words in enumerate(said, 1)]
    return Report(DOC, Findings(statements=tuple(spoken), meetings=tuple(told)))


LEADERS = ("Ana Brook", "Ivo Stern")
OLDER = reading((LEADERS, "Ana Brook met Ivo Stern"))


@pytest.fixture
def ledger(place):
    """A ledger with one report as an older analysis read it."""
    with Ledger(place) as opened:
        opened._store.add(file_report(OLDER), "older")
        yield opened


def again(ledger, report, analysis="newer"):
    """What another analysis finds in the same text."""
    ledger._store.replace(file_report(report), analysis)


def test_words_that_begin_earlier_are_the_same_meeting(ledger):
    """A newer analysis that begins a meeting's and a statement's words elsewhere leaves their ids."""
    (met,), (said,) = ledger.meetings(), ledger.statements()
    again(ledger, reading((LEADERS, "Yesterday Ana Brook met Ivo Stern"), said=[f"said {HARBOUR}"[5:]]))
    assert [m.id for m in ledger.meetings()] == [met.id]
    again(ledger, reading((LEADERS, "met Ivo Stern"), said=[HARBOUR[4:]]), "newest")
    assert [m.id for m in ledger.meetings()] == [met.id]
    assert [s.utterance for s in ledger.statements()] == [said.utterance]
    assert ledger.former(met.id) is None
    assert ledger.check() == ()


def test_a_rebuilt_ledger_has_the_same_ids(ledger):
    """The ids of before stand in the readings that are kept, so throwing the fold away changes nothing."""
    again(ledger, reading((LEADERS, "Yesterday Ana Brook met Ivo Stern")))
    before = [m.as_dict() for m in ledger.meetings()]
    ledger.rebuild()
    assert [m.as_dict() for m in ledger.meetings()] == before


def test_a_number_is_no_name(ledger):
    """Where a newer analysis finds another meeting first, each keeps the id of its words."""
    (met,) = ledger.meetings()
    again(ledger, reading((("Mila Kern", "Paul Reed"), "Yesterday"), (LEADERS, "Ana Brook met")))
    assert met.id in {m.id for m in ledger.meetings() if m.label == met.label}
    assert len(ledger.meetings()) == 2


def test_other_people_are_another_meeting(ledger):
    """In the same words another meeting is found: the id is gone, and says what took its place."""
    (met,) = ledger.meetings()
    again(ledger, reading((("Mila Kern", "Paul Reed"), "Ana Brook met Ivo Stern in Bree")))
    (now,) = ledger.meetings()
    assert now.id != met.id
    gone = ledger.former(met.id)
    assert (gone.passage.quote, gone.became) == ("Ana Brook met Ivo Stern", (now.id,))
    with pytest.raises(GoneError, match=f"{met.id} is gone.*{now.id} took its place"):
        ledger.show(met.id)


def test_what_is_not_found_any_more_is_gone(ledger, place, capsys):
    """Nothing stands on the words now: the command says so and fails, and the desk answers 410."""
    (met,), (said,) = ledger.meetings(), ledger.statements()
    again(ledger, reading(said=[]))
    assert ledger.meetings() == ()
    assert ledger.former(met.id).became == ()
    assert ledger.former(said.utterance).passage.quote == HARBOUR
    assert ledger.former("m000000000000") is None
    with pytest.raises(SystemExit) as stopped:
        main(["show", met.id, "--db", str(place)])
    assert stopped.value.code == 1
    assert "nothing took its place" in capsys.readouterr().err
    if "postgresql" not in str(place):
        with TestClient(application(Settings(place)), base_url="http://127.0.0.1:8321") as desk:
            answer = desk.get(f"/api/v1/meetings/{met.id}")
        assert (answer.status_code, answer.json()["code"]) == (410, "gone")
        assert met.id in answer.json()["detail"]


def test_what_comes_back_has_its_id_again(ledger):
    """A third reading that finds the meeting again gives it the id that the first one gave."""
    (met,) = ledger.meetings()
    again(ledger, reading())
    again(ledger, OLDER, "newest")
    assert [m.id for m in ledger.meetings()] == [met.id]
    assert ledger.show(met.id)


def test_links_lead_to_the_id_that_lasts(ledger):
    """A meeting that a newer analysis finds ahead of the known one is linked with its old id."""
    (met,) = ledger.meetings()
    ahead = link(DOC, "ahead_of", "before", "Ana Brook met", "m1")
    talks = meeting(2, ("Mila Kern", "Paul Reed"), [claim(DOC, HARBOUR, "planned", links=[ahead])])
    both = (meeting(1, LEADERS, [claim(DOC, "Yesterday Ana Brook met Ivo Stern", "held")]), talks)
    again(ledger, Report(DOC, Findings(meetings=both)))
    assert [m.links[0].meeting for m in ledger.meetings() if m.links] == [met.id]
