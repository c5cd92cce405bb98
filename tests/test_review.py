"""Review: decisions are records beside the findings; they change answers and can be undone."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_reports import harbour, told
from raw_rows import run

from dateline.errors import LedgerError, QueryError
from dateline.ledger import Ledger
from dateline.ledger.decided import decided
from dateline.ledger.decisions import NOTHING, Anchor, Decision, Verb, in_force
from dateline.ledger.found import found_in
from dateline.ledger.resolving import resolve

ANA = "Ana Brook"


@pytest.fixture
def ledger(place):
    """A ledger with one report that has a bit of everything."""
    with Ledger(place) as opened:
        opened.add(harbour())
        yield opened


def _id(kind):
    return f"{harbour().id}.{kind}"


def test_a_decision_is_a_record_with_who_and_when(ledger):
    """What was decided, by whom, when and why can be read back."""
    made = ledger.review.accept(_id("s1"), who=" Mira  Vale ", reason="heard it myself")
    assert (made.number, made.verb, made.who, made.reason) == (1, "accept", "Mira Vale", "heard it myself")
    assert list(ledger.review) == [made]
    assert made.at.endswith("Z")
    assert ledger.statements()[1].as_dict()["review"] == {
        "number": 1,
        "verb": "accept",
        "who": "Mira Vale",
        "at": made.at,
        "machine": {},
    }


def test_a_rejected_statement_is_shown_no_more(ledger):
    """Neither the statement nor a position that rests on it answers; undone, both do again."""
    before = ledger.entries()
    made = ledger.review.reject(_id("s2"), who=ANA)
    assert _id("s2") not in {s.id for s in ledger.statements()}
    assert ledger.positions() == ()
    ledger.review.undo(made.number, who=ANA)
    assert _id("s2") in {s.id for s in ledger.statements()}
    assert ledger.entries() == before


def test_findings_are_never_edited(ledger):
    """Whatever is decided, the report reads back as it was added, and check is clean."""
    review = ledger.review
    review.reject(_id("s2"), who=ANA)
    review.correct(_id("s1"), speaker="Marco Rubio", side="USA", who=ANA)
    review.correct(_id("m1"), status="held", who=ANA)
    assert ledger.report(harbour().id) == harbour()
    assert ledger.check() == ()


def test_a_corrected_speaker_is_found_by_his_name(ledger):
    """The statement answers to the human's speaker and side, and says what the machine's were."""
    ledger.review.correct(_id("s1"), speaker="Marco Rubio", side="Washington", who=ANA)
    assert ledger.statements(by="Lavrov") == ledger.statements(side="Russia") == ()
    (said,) = ledger.statements(by="Rubio")
    assert (said.who, said.side) == ("Marco Rubio", "United States")
    assert said.review.machine == {"speaker": "Sergey Lavrov", "side": "Russia"}
    assert said.chain[-1].name == "Marco Rubio"
    assert [s.id for s in ledger.statements(limit=2)] == [_id("s3"), _id("s1")]


def test_a_corrected_speaker_states_the_position(ledger):
    """A position taken from a statement is that of the corrected speaker and his side."""
    ledger.review.correct(_id("s2"), speaker="Ivo Stern", side="Southmark", who=ANA)
    (position,) = ledger.positions()
    assert (position.side, position.last.voice) == ("Southmark", "Ivo Stern")


def test_a_corrected_status(ledger):
    """The claim that gives a meeting its status says what the human says; the mark has the machine's word."""
    ledger.add(told("They met in the old mill.", "held", "2031-03-08"))
    (meeting,) = ledger.meetings()
    assert meeting.status == "held"
    ledger.review.correct(meeting.id, status="cancelled", who=ANA, reason="the mill burnt down")
    (meeting,) = ledger.meetings()
    assert meeting.status == "cancelled"
    assert meeting.review.machine == {"status": "held"}
    assert [a.status.value for a in meeting.history] == ["refused", "planned", "cancelled"]


def test_a_rejected_meeting_is_none(ledger):
    """All that a meeting rests on is taken away, with its changes."""
    (meeting,) = ledger.meetings()
    ledger.review.reject(meeting.id, who=ANA)
    assert ledger.meetings() == ()
    assert meeting.id not in {c.subject for c in ledger.changes()}
    ledger.review.accept(_id("m1"), who=ANA)
    assert [m.id for m in ledger.meetings()] == [meeting.id]


def _two_meetings(ledger):
    ledger.add(told("Paul Reed met Mila Kern.", "held", "2031-01-01", who=("Paul Reed", "Mila Kern")))
    ledger.add(told("Reed will see Kern.", "planned", "2031-09-01", who=("Paul Reed", "Mila Kern")))
    return list(ledger.meetings(by="Reed"))


def test_two_meetings_are_merged(ledger):
    """Two meetings become one with the life of both, which still answers to both ids; undo parts them."""
    one, other = _two_meetings(ledger)
    made = ledger.review.merge(one.id, other.id, who=ANA)
    (merged,) = ledger.meetings(by="Reed")
    assert merged.findings == one.findings + other.findings
    assert merged.review.verb == "merge"
    assert other.id in merged.merged_from
    assert ledger.show(other.id) == ledger.show(one.id)
    ledger.review.undo(made.number, who=ANA)
    assert [m.findings for m in ledger.meetings(by="Reed")] == [one.findings, other.findings]


def test_one_meeting_is_split(ledger):
    """What some reports tell of becomes a meeting of its own; a merge after a split wins."""
    ledger.add(told("They met in the old mill.", "held", "2031-03-08"))
    (meeting,) = ledger.meetings()
    first, second = meeting.findings
    ledger.review.split(meeting.id, second, who=ANA)
    assert [m.findings for m in ledger.meetings()] == [(first,), (second,)]
    one, other = ledger.meetings()
    ledger.review.merge(one.id, other.id, who=ANA)
    assert [m.findings for m in ledger.meetings()] == [(first, second)]


def test_undoing_an_undo_brings_a_decision_back(ledger):
    """Decisions are never taken out: undo is a decision too, and can be undone."""
    made = ledger.review.reject(_id("s1"), who=ANA)
    undone = ledger.review.undo(made.number, who=ANA)
    assert ledger.review.in_force() == ()
    ledger.review.undo(undone.number, who=ANA)
    assert ledger.review.in_force() == (made,)
    assert len(list(ledger.review)) == 3


def test_the_database_keeps_decisions(ledger, place):
    """A decision can be neither changed nor removed."""
    ledger.review.reject(_id("s1"), who=ANA)
    for command in ("UPDATE decision SET who = 'Nobody'", "DELETE FROM decision"):
        with pytest.raises(Exception, match="only appends"):
            run(place, command)


@pytest.mark.parametrize(
    ("decide", "message"),
    [
        (lambda r: r.reject("x1", who=ANA), "has the id 'x1'"),
        (lambda r: r.accept(_id("s1"), who="  "), "needs to know who"),
        (lambda r: r.correct(_id("s1"), who=ANA), "needs a --speaker"),
        (lambda r: r.correct(_id("s1"), status="held", who=ANA), "a meeting has a --status"),
        (lambda r: r.correct(_id("m1"), speaker="X", who=ANA), "a meeting has a --status"),
        (lambda r: r.correct(_id("m1"), status="merry", who=ANA), "not a status"),
        (lambda r: r.correct(_id("m1"), status="contested", who=ANA), "sides contradict"),
        (lambda r: r.merge(_id("m1"), _id("m1"), who=ANA), "one meeting already"),
        (lambda r: r.merge(_id("s1"), _id("m1"), who=ANA), "is no meeting"),
        (lambda r: r.split(_id("m1"), _id("m1"), who=ANA), "some to stay"),
        (lambda r: r.split(_id("m1"), "r1.m1", who=ANA), "does not rest on r1.m1"),
        (lambda r: r.undo(9, who=ANA), "no decision 9"),
    ],
)
def test_what_cannot_be_decided(ledger, decide, message):
    """Each is refused with a sentence, and nothing is recorded."""
    with pytest.raises((LedgerError, QueryError), match=message):
        decide(ledger.review)
    assert list(ledger.review) == []


def test_a_decision_is_undone_once(ledger):
    """Undoing twice is refused with what to do instead."""
    made = ledger.review.reject(_id("s1"), who=ANA)
    ledger.review.undo(made.number, who=ANA)
    with pytest.raises(QueryError, match="undone already"):
        ledger.review.undo(made.number, who=ANA)


def _decision(number, verb=Verb.REJECT, undoes=None, start=0):
    about = () if undoes else (Anchor("r1", "statement", start, start + 10, f"r1.s{start}"),)
    return Decision(number, "2031-01-01T00:00:00Z", ANA, verb, "r1", about, undoes=undoes)


@given(st.lists(st.integers(0, 8), max_size=9), st.randoms(use_true_random=False))
def test_what_is_in_force_does_not_depend_on_the_order_of_the_records(undoes, random):
    """The numbers of the decisions say which came first, not the order in which they are read."""
    made = [
        _decision(n, Verb.UNDO if 0 < u < n else Verb.REJECT, u if 0 < u < n else None)
        for n, u in enumerate(undoes, 1)
    ]
    mixed = list(made)
    random.shuffle(mixed)
    assert in_force(mixed) == in_force(made)


def test_a_decision_opens_at_its_words_whatever_they_are_called():
    """A finding that a newer analysis calls by another number is still the one that was decided about."""
    moved = [Anchor("r1", "statement", 2, 10, "r1.s7"), Anchor("r1", "statement", 30, 40, "r1.s0")]
    assert resolve([_decision(1)], lambda _: moved).rejected == {"r1.s7"}
    assert resolve([_decision(1)], lambda _: moved[1:]).rejected == frozenset()


def test_no_decision_changes_nothing():
    """Without decisions the findings are what they are."""
    found = found_in(harbour())
    assert decided(found, NOTHING) is found


def test_review_from_the_command_line(tmp_path):
    """Every decision can be made, listed and undone on the command line."""
    db = tmp_path / "desk.db"
    with Ledger(db) as ledger:
        ledger.add(harbour())

    def dateline(*words):
        command = [
            sys.executable,
            "-c",
            "from dateline.cli import main; main()",
            "review",
            *words,
            "--db",
            db,
        ]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    done = dateline("reject", _id("s1"), "--who", ANA, "--reason", "hearsay")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "",
        f"decision 1: reject {_id('s1')}, by Ana Brook\n",
    )
    made = json.loads(dateline("correct", _id("s2"), "--speaker", "Ivo Stern", "--json").stdout)
    assert made[0]["values"] == {"speaker": "Ivo Stern"}
    assert dateline("undo", "1", "--who", ANA).returncode == 0
    assert [d["number"] for d in json.loads(dateline("list", "--json").stdout)] == [2]
    assert len(dateline("list", "--all", "--csv").stdout.splitlines()) == 4
    wrong = dateline("correct", _id("s2"), "--status", "held")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)
