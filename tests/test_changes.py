"""What became different, and what did not: a copy changes nothing, a contradiction is told as one."""

import pytest
from ledger_reports import claim, document, meeting, position, statement, told

from dateline.ledger import Ledger
from dateline.ledger.fold import fold
from dateline.ledger.found import Found, found_in
from dateline.model.findings import Findings
from dateline.model.report import Report

PLAN = told(
    "They meet on Friday in the old customs house by the river.", "planned", "2031-01-01", when="2031-01-10"
)


def changes(*reports):
    """Kind, before and after of what the reports made different."""
    found = fold(sum(map(found_in, reports), Found())).changes
    return [(c.kind.value, c.before, c.after) for c in found]


def test_a_copy_changes_nothing():
    """The same words in another outlet are in the meeting's reports and make no change."""
    copy = told(PLAN.text, "planned", "2031-01-02", when="2031-01-10", outlet="Coast Wire")
    assert changes(PLAN, copy) == changes(PLAN) == [("first_appearance", None, "planned")]


def test_a_report_that_is_read_again_changes_nothing():
    """The same report twice is the same report: every change keeps its id and there are no more."""
    once, twice = (fold(sum(map(found_in, reports), Found())) for reports in ([PLAN], [PLAN, PLAN]))
    assert once.changes == twice.changes


def test_two_sides_that_contradict_each_other_are_a_contradiction():
    """A meeting that becomes contested is a contradiction, with the status before it."""
    doc = document(
        "Ana Brook said the meeting was put off. Ivo Stern denied that one was agreed.", "2031-01-03"
    )
    said = (
        statement(doc, 1, "Ana Brook", "said", "the meeting was put off"),
        statement(doc, 2, "Ivo Stern", "denied", "that one was agreed"),
    )
    claims = [
        claim(doc, "the meeting was put off", "postponed", "Ana Brook", statement="s1"),
        claim(doc, "denied that one was agreed", "refused", "Ivo Stern", statement="s2"),
    ]
    denied = Report(
        doc, Findings(statements=said, meetings=(meeting(1, ("Ana Brook", "Ivo Stern"), claims),))
    )
    assert changes(PLAN, denied)[1:] == [("contradiction", "planned", "contested")]


def test_two_voices_of_a_side_that_contradict_each_other():
    """A minister for and a spokesman against the same thing on one day: a contradiction of the side."""
    doc = document("Ana Brook accepts the truce. Mila Kern rejects the truce.", "2031-01-03")
    stands = (
        position(doc, "Norland", "accepts", "ceasefire", "accepts the truce", speaker="Ana Brook"),
        position(doc, "Norland", "rejects", "ceasefire", "rejects the truce", speaker="Mila Kern"),
    )
    assert ("contradiction", "accepts", "rejects") in changes(Report(doc, Findings(positions=stands)))


def test_every_change_has_its_own_id():
    """Two meetings told of in the same words are two first appearances."""
    doc = document("The four met in pairs.", "2031-01-03")
    pairs = (("Ana Brook", "Ivo Stern"), ("Mila Kern", "Paul Reed"))
    meetings = tuple(
        meeting(n, who, [claim(doc, "The four met in pairs.", "held")]) for n, who in enumerate(pairs, 1)
    )
    found = fold(found_in(Report(doc, Findings(meetings=meetings)))).changes
    assert len({c.id for c in found}) == len(found) == 2


@pytest.fixture
def ledger(tmp_path):
    """An empty ledger in a real file."""
    with Ledger(tmp_path / "desk.db") as opened:
        yield opened


def test_since_the_last_look(ledger):
    """The cursor shows what arrived since, each once; a copy of what was seen is nothing new."""
    ledger.add(PLAN)
    assert len(ledger.changes("last")) == 1
    ledger.mark_seen()
    ledger.add(told(PLAN.text, "planned", "2031-01-02", when="2031-01-10", outlet="Coast Wire"))
    assert ledger.changes("last") == ()
    ledger.add(told("The meeting is off for now.", "postponed", "2031-01-03", outlet="Coast Wire"))
    assert [(c.before, c.after) for c in ledger.changes("last")] == [("planned", "postponed")]


def test_an_old_id_is_followed(ledger):
    """What was shown under an id while only later reports were known is shown under it still."""
    ledger.add(told("The meeting is off for now.", "postponed", "2031-01-03"))
    (before,) = ledger.meetings()
    ledger.add(PLAN)
    (after,) = ledger.meetings()
    assert before.id != after.id
    assert ledger.show(before.id) == ledger.show(after.id)


def test_an_utterance_opens_at_its_carriers(ledger):
    """The id of an utterance shows every statement that carries it."""
    docs = [
        document("Ana Brook said the truce holds in Bree and beyond.", "2031-01-01", o) for o in ("A", "B")
    ]
    words = "the truce holds in Bree and beyond"
    for doc in docs:
        ledger.add(Report(doc, Findings(statements=(statement(doc, 1, "Ana Brook", "said", words),))))
    utterance = ledger.statements()[0].utterance
    assert {s.report.outlet for s in ledger.show(utterance)} == {"A", "B"}


@pytest.fixture
def desk(place):
    """A ledger with a meeting that was put off, and nobody knows from what."""
    with Ledger(place) as opened:
        opened.add(told("The talks of Brook and Stern were put off.", "postponed", "2031-01-05"))
        opened.add(told("Two others met.", "held", "2031-01-06", who=("Iona Vale", "Odo Marsh")))
        yield opened


def test_a_late_report_makes_older_words_a_change(desk):
    """Whoever has seen two reports is told what a third one, published before them, makes of their words."""
    assert desk.changes()
    desk.add(PLAN)
    fresh = [(c.kind.value, c.before, c.after, c.passage.report == PLAN.id) for c in desk.changes(after=2)]
    assert fresh == [
        ("first_appearance", None, "planned", True),
        ("status", "planned", "postponed", False),
    ]
    assert desk.changes(after=3) == ()
    assert desk._entries is None  # nothing was folded in memory for it
    desk.add(told("They met.", "held", "2031-01-09"))
    assert [c.after for c in desk.changes(after=3)] == ["held"]
    assert [c.after for c in desk.changes(after=2)] == ["planned", "postponed", "held"]


def test_what_was_told_when_outlives_a_fold_from_scratch(desk, tmp_path):
    """After a rebuild, and in a copy, the same is new since the same moment."""
    desk.freshen()
    desk.add(PLAN)
    before = desk.changes(after=2)
    desk.rebuild()
    assert desk.changes(after=2) == before
    desk.backup(tmp_path / "copy.db")
    with Ledger(tmp_path / "copy.db") as copy:
        assert copy.changes(after=2) == before
