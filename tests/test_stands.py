"""Where a side stands on an issue over time: shifts, contradictions, and the answer as of a day."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_reports import document, position, told

from dateline.errors import QueryError
from dateline.ledger import Ledger
from dateline.ledger.filing import canonical
from dateline.ledger.fold import fold
from dateline.ledger.found import Found, found_in
from dateline.model.findings import Findings, Stance
from dateline.model.report import Report
from dateline.model.stands import AGAINST, FOR, opposed


def says(words, stance, published, *, actor="Norland", speaker=None, issue="ceasefire", condition=None):
    """A report of one sentence in which ``actor`` takes a stance."""
    doc = document(words, published)
    one = position(doc, actor, stance, issue, words, speaker=speaker, condition=condition)
    return Report(doc, Findings(positions=(one,)))


def entries(*reports):
    """What the reports amount to."""
    return fold(sum(map(found_in, reports), Found()))


def stand(*reports):
    """The one position that the reports amount to."""
    (found,) = entries(*reports).positions
    return found


NO = says("We reject a truce.", "rejects", "2031-01-01")
STILL_NO = says("We still reject a truce.", "rejects", "2031-01-02")
YES = says("We accept a truce.", "accepts", "2031-01-03")
IF = says("We accept a truce if they leave.", "conditions", "2031-01-02", condition="if they leave")


def test_a_turn_is_a_shift_that_names_both_words():
    """From a refusal to an acceptance is one shift, with the last refusal and the first acceptance."""
    (shift,) = stand(NO, STILL_NO, YES).shifts
    assert (shift.before.passage.quote, shift.after.passage.quote) == (
        "We still reject a truce.",
        "We accept a truce.",
    )
    assert shift.turns


def test_a_condition_is_a_shift_but_no_turn():
    """From a refusal to a condition is a shift; it does not yet turn about."""
    (shift,) = stand(NO, IF).shifts
    assert not shift.turns


def test_the_same_stance_again_is_no_shift():
    """Whoever repeats himself has not shifted."""
    assert stand(NO, STILL_NO).shifts == ()


def test_unlike_matters_of_a_wide_issue_are_not_compared():
    """A bridge accepted after an anthem was rejected is no shift; the same bridge rejected is one."""
    anthem = _other("We reject the anthem.", "rejects", "2031-01-01", "the anthem")
    bridge = _other("We accept the bridge.", "accepts", "2031-01-02", "the bridge over the Ister")
    again = _other("No bridge.", "rejects", "2031-01-03", "a bridge")
    assert stand(anthem, bridge).shifts == ()
    (shift,) = stand(anthem, bridge, again).shifts
    assert (shift.theme, shift.turns) == ("bridge", True)


def _other(words, stance, published, text):
    doc = document(words, published)
    one = position(doc, "Norland", stance, "other", words)
    return Report(doc, Findings(positions=(_about(one, text),)))


def _about(one, text):
    import dataclasses

    return dataclasses.replace(one, issue_text=text)


def test_two_voices_of_one_side_contradict_each_other():
    """On one day a minister supports the truce and an envoy of the same side rejects it."""
    one = says("Brook supports the truce.", "supports", "2031-01-04", actor="Ana Brook", speaker="Ana Brook")
    two = says("Kern rejects the truce.", "rejects", "2031-01-04", actor="Mila Kern", speaker="Mila Kern")
    (pair,) = stand(one, two).contradictions
    assert {pair.one.voice, pair.other.voice} == {"Ana Brook", "Mila Kern"}
    assert stand(one, two).as_dict()["contradictions"][0]["one"]["who"] in {"Ana Brook", "Mila Kern"}


@pytest.mark.parametrize(
    "second",
    [
        says("Kern rejects the truce.", "rejects", "2031-01-09", actor="Mila Kern", speaker="Mila Kern"),
        says("Brook rejects the truce.", "rejects", "2031-01-04", actor="Ana Brook", speaker="Ana Brook"),
        says("Norland rejects the truce.", "rejects", "2031-01-04"),
        says("Kern warns of a truce.", "warns", "2031-01-04", actor="Mila Kern", speaker="Mila Kern"),
        says(
            "Kern rejects the truce until they leave.",
            "rejects",
            "2031-01-04",
            actor="Mila Kern",
            speaker="Mila Kern",
            condition="until they leave",
        ),
    ],
    ids=["later", "same voice", "the side itself", "only a warning", "on a condition"],
)
def test_what_is_no_contradiction(second):
    """Days later, by the same person, by nobody in particular, a warning, or on a condition: none."""
    one = says("Brook supports the truce.", "supports", "2031-01-04", actor="Ana Brook", speaker="Ana Brook")
    assert stand(one, second).contradictions == ()


def test_no_stance_opposes_itself():
    """The table of opposed stances is symmetric and opposes no stance to itself or to its like."""
    assert not FOR & AGAINST
    assert all(opposed(a, b) is opposed(b, a) for a in Stance for b in Stance)
    assert not any(opposed(a, a) for a in Stance)


@pytest.fixture
def ledger(tmp_path):
    """A ledger in which a side turns about and a meeting is put off."""
    with Ledger(tmp_path / "desk.db") as opened:
        reports = [NO, YES, says("Never.", "rejects", None)]
        plan = told("They meet on Friday.", "planned", "2031-01-01", when="2031-01-10")
        delay = told("The meeting is off for now.", "postponed", "2031-01-05")
        for report in [*reports, plan, delay]:
            opened.add(report)
        yield opened


def test_as_of_a_day_the_later_reports_do_not_exist(ledger):
    """As of 2 January the truce is rejected and the meeting planned; words of no known day do not count."""
    (then,) = ledger.positions(as_of="2031-01-02")
    assert (then.stance, then.shifts, len(then.history)) == (Stance.REJECTS, (), 1)
    (meeting,) = ledger.meetings(as_of="2031-01-02")
    assert [s.status for s in meeting.stages] == ["planned"]


def test_today_everything_counts(ledger):
    """Without a day the newest words hold, and the stages tell the way there."""
    (now,) = ledger.positions()
    assert now.stance is Stance.ACCEPTS
    (meeting,) = ledger.meetings()
    assert [(s.status, s.said.passage.quote) for s in meeting.stages] == [
        ("planned", "They meet on Friday."),
        ("postponed", "The meeting is off for now."),
    ]


def test_a_day_that_is_none_is_refused(ledger):
    """The sentence says what to write."""
    with pytest.raises(QueryError, match="--as-of 'soon' is not a date"):
        ledger.positions(as_of="soon")


words = st.builds(
    says,
    st.sampled_from(["We want it.", "We do not want it.", "Perhaps."]),
    st.sampled_from([s.value for s in Stance]),
    st.one_of(st.none(), st.integers(1, 9).map("2031-01-0{}".format)),
    actor=st.sampled_from(["Ana Brook", "Mila Kern", "Norland", "Ivo Stern"]),
    speaker=st.sampled_from([None, "Ana Brook", "Mila Kern"]),
    issue=st.sampled_from(["ceasefire", "other"]),
)
stories = st.lists(words, max_size=8, unique_by=lambda report: report.id)


@settings(deadline=None, max_examples=50)
@given(stories, st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(reports, chance):
    """However the reports come in, and however often, the positions are the same byte for byte."""
    shuffled = [*reports, *reports[:2]]
    chance.shuffle(shuffled)
    assert canonical(entries(*reports).as_dict()) == canonical(entries(*shuffled).as_dict())


@settings(deadline=None, max_examples=50)
@given(stories)
def test_an_irrelevant_report_changes_no_other_position(reports):
    """What a third side says of another matter leaves every position as it was."""
    other = says("We sell fish.", "offers", "2031-01-04", actor="Estmark", issue="trade")
    assert set(entries(*reports).positions) < set(entries(*reports, other).positions)


@settings(deadline=None, max_examples=50)
@given(stories)
def test_as_of_the_end_of_time_is_now_without_the_undated(reports):
    """The answer as of a day far off is that of all reports whose day is known."""
    dated = [r for r in reports if r.document.published]
    found = sum(map(found_in, reports), Found()).until("9999-12-31T23:59")
    assert canonical(fold(found).as_dict()["positions"]) == canonical(entries(*dated).as_dict()["positions"])
