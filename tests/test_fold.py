"""The fold and the identity of meetings: pure, blind to the order of arrival, slow to merge."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_reports import claim, document, harbour, meeting, position, told

from dateline.ledger.filing import canonical
from dateline.ledger.fold import fold
from dateline.ledger.found import Found, found_in
from dateline.model.entries import Entries
from dateline.model.findings import Findings
from dateline.model.report import Report

PEOPLE = ("Ana Brook", "Ivo Stern", "Mila Kern", "Paul Reed", "Norland", "Southmark")
STATUSES = ("proposed", "planned", "postponed", "cancelled", "refused", "held", "rescheduled")


def entries(*reports):
    """What the reports amount to."""
    return fold(sum(map(found_in, reports), Found()))


@st.composite
def tellings(draw):
    """A short report of one meeting, by an outlet or a person, on one of a few days."""
    who = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True))
    status = draw(st.sampled_from(STATUSES))
    day = draw(st.one_of(st.none(), st.integers(1, 28).map("2031-01-{:02d}".format)))
    by = draw(st.sampled_from([(), ("Ana Brook",), ("Coast Wire", "an official")]))
    facts = {
        "when": draw(st.sampled_from([None, "2031-01", "2031-01-10", "2031-02-20"])),
        "place": draw(st.sampled_from([None, "Port Ellen", "Bree"])),
        "kind": draw(st.sampled_from(["meeting", "summit", "call", "gathering"])),
    }
    outlet = draw(st.sampled_from(["A", "B"]))
    return told(f"They say {status} {day}.", status, day, who=tuple(who), by=by, outlet=outlet, **facts)


stories = st.lists(tellings(), max_size=8, unique_by=lambda report: report.id)
"""Reports as a ledger can hold them: one per content."""


@settings(deadline=None, max_examples=60)
@given(stories, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(reports, chance):
    """However reports come in, and however often, the entries are the same byte for byte."""
    shuffled = [*reports, *reports[:2]]
    chance.shuffle(shuffled)
    assert canonical(entries(*reports).as_dict()) == canonical(entries(*shuffled).as_dict())


@settings(deadline=None, max_examples=40)
@given(stories)
def test_an_irrelevant_report_changes_nothing_else(reports):
    """A report about other people leaves every entry as it was and adds its own."""
    other = told("Two others met.", "held", "2031-01-15", who=("Iona Vale", "Odo Marsh"))
    before, after = entries(*reports), entries(*reports, other)
    assert set(before.meetings) < set(after.meetings)
    assert set(before.changes) < set(after.changes)
    assert len(after.meetings) == len(before.meetings) + 1


@settings(deadline=None, max_examples=40)
@given(stories)
def test_every_finding_is_in_one_meeting(reports):
    """No finding is lost and none is doubled."""
    found = [f for m in entries(*reports).meetings for f in m.findings]
    assert sorted(found) == sorted({f"{r.id}.m1" for r in reports})


def test_nothing_comes_of_nothing():
    """No findings, no entries."""
    assert fold(Found()) == Entries()


PLAN = told("They meet on Friday.", "planned", "2031-01-01", when="2031-01-10")


@pytest.mark.parametrize(
    ("later", "same"),
    [
        (told("The meeting is off for now.", "postponed", "2031-01-05"), True),
        (told("They will meet in February.", "rescheduled", "2031-01-05", when="2031-02"), True),
        (told("They meet on Saturday.", "planned", "2031-01-03", when="2031-01-11"), True),
        (told("They met.", "held", "2031-01-12"), True),
        (told("They met in Bree.", "held", "2031-01-12", place="Bree"), True),
        (told("Norland and Southmark met.", "held", "2031-01-12", who=("Norland", "Southmark")), True),
        (told("They meet in May.", "planned", "2031-01-05", when="2031-05"), False),
        (told("They met in December.", "held", "2031-01-05", when="2030-12-15"), False),
        (told("They will meet.", "planned", "2031-02-20"), False),
        (told("They met.", "held", "2031-06-01"), False),
        (told("They spoke by phone.", "held", "2031-01-10", kind="call"), False),
        (told("Kern and Reed meet.", "planned", "2031-01-05", who=("Mila Kern", "Paul Reed")), False),
        (told("Brook meets Vale.", "planned", "2031-01-05", who=("Ana Brook", "Iona Vale")), False),
        (told("Brook has a meeting.", "planned", "2031-01-05", who=("Ana Brook",)), False),
        (
            told("Brook is due.", "planned", "2031-01-05", who=("Ana Brook",), when="2031-01-10"),
            True,
        ),
    ],
)
def test_one_meeting_or_two(later, same):
    """A moved date, a vaguer name or the outcome is one meeting; other people, days and calls are not."""
    assert (len(entries(PLAN, later).meetings) == 1) is same


def test_two_places_are_two_meetings():
    """The same people in two cities meet twice."""
    one = told("They meet in Bree.", "planned", "2031-01-01", place="Bree")
    other = told("They meet in Port Ellen.", "planned", "2031-01-02", place="Port Ellen")
    assert len(entries(one, other).meetings) == 2


def test_a_held_meeting_is_not_the_next_one():
    """After they met, a new plan is a new meeting."""
    held = told("They met.", "held", "2031-01-02")
    plan = told("They will meet again.", "planned", "2031-01-04")
    assert [m.status for m in entries(held, plan).meetings] == ["held", "planned"]


def test_one_report_tells_its_own_meetings_apart():
    """Two meetings of the same people in one report stay two."""
    doc = document("They met. They will meet again.", "2031-01-02")
    who = ("Ana Brook", "Ivo Stern")
    first = meeting(1, who, [claim(doc, "They met.", "held")])
    second = meeting(2, who, [claim(doc, "They will meet again.", "planned")])
    assert len(entries(Report(doc, Findings(meetings=(first, second)))).meetings) == 2


def test_a_new_date_is_a_change():
    """The old and the new date stand in the change, with the words that moved it."""
    moved = told("They will meet in February.", "rescheduled", "2031-01-05", when="2031-02")
    changes = [c for c in entries(PLAN, moved).changes if c.kind == "date"]
    assert [(c.before, c.after, c.passage.quote) for c in changes] == [
        ("2031-01-10", "2031-02", "They will meet in February.")
    ]


def test_a_vaguer_date_is_no_change():
    """Who only says "in January" has not moved the tenth."""
    vague = told("They meet this month.", "planned", "2031-01-02", when="2031-01")
    merged = entries(PLAN, vague)
    assert merged.meetings[0].when.iso == "2031-01-10"
    assert [c.kind for c in merged.changes] == ["first_appearance"]


def test_a_repeated_claim_is_no_change():
    """A second report of the same status makes no change."""
    again = told("They do meet on Friday.", "planned", "2031-01-02", when="2031-01-10")
    assert len(entries(PLAN, again).changes) == 1


def _denied():
    doc = document(
        "Ana Brook said the meeting was put off. Ivo Stern denied that one was agreed.", "2031-01-03"
    )
    from ledger_reports import statement

    said = (
        statement(doc, 1, "Ana Brook", "said", "the meeting was put off"),
        statement(doc, 2, "Ivo Stern", "denied", "that one was agreed"),
    )
    claims = [
        claim(doc, "the meeting was put off", "postponed", "Ana Brook", statement="s1"),
        claim(doc, "denied that one was agreed", "refused", "Ivo Stern", statement="s2"),
    ]
    return Report(doc, Findings(statements=said, meetings=(meeting(1, ("Ana Brook", "Ivo Stern"), claims),)))


def test_two_sides_that_contradict_each_other():
    """The meeting is contested, and both voices are named with their words."""
    (contested,) = entries(PLAN, _denied()).meetings
    assert contested.status == "contested"
    assert [(v.name, v.status.value) for v in contested.voices] == [
        ("Ana Brook", "postponed"),
        ("Ivo Stern", "refused"),
    ]
    assert contested.as_dict()["contested"][1]["quote"] == "denied that one was agreed"


def _stand(words, stance, published):
    doc = document(words, published)
    return Report(doc, Findings(positions=(position(doc, "Norland", stance, "ceasefire", words),)))


def test_a_position_shifts():
    """Another stance in a later report is a change; the same stance again is none."""
    merged = entries(
        _stand("We reject a truce.", "rejects", "2031-01-01"),
        _stand("We still reject a truce.", "rejects", "2031-01-02"),
        _stand("We accept a truce.", "accepts", "2031-01-03"),
    )
    assert [(c.before, c.after) for c in merged.changes] == [(None, "rejects"), ("rejects", "accepts")]
    assert [p.stance for p in merged.positions] == ["accepts"]


def test_an_undated_report_never_outranks_a_dated_one():
    """Words of an unknown day come first in the history."""
    undated = told("It is planned.", "planned", None)
    (merged,) = entries(told("It is put off.", "postponed", "2031-01-03"), undated).meetings
    assert [a.status.value for a in merged.history] == ["planned", "postponed"]


def test_a_teaser_speaks_for_its_own_outlet_and_day():
    """Words in a teaser are dated and credited as the teaser says."""
    (merged,) = entries(harbour()).meetings
    assert (merged.history[0].passage.outlet, merged.history[0].passage.published.iso) == (
        "Coast Wire",
        "2031-03-02",
    )
