"""Names across reports: sides and full names learned from all of them together, levels told apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_reports import claim, document, told

from dateline.ledger import Ledger
from dateline.ledger.filing import canonical
from dateline.ledger.fold import fold
from dateline.ledger.found import Found, found_in
from dateline.model.findings import (
    Findings,
    Format,
    Issue,
    MeetingKind,
    MeetingReport,
    Participant,
    PositionReport,
    Stance,
    Status,
)
from dateline.model.report import Report
from dateline.model.times import When


def entries(*reports):
    """What the reports amount to."""
    return fold(sum(map(found_in, reports), Found()))


def says(text, published, *who, kind="meeting", status="planned", when=None, place=None):
    """A report of one meeting, whose participants are name and side."""
    doc = document(text, published)
    people = tuple(Participant(*one) for one in who)
    label = f"{'-'.join(name.split()[-1] for name, _ in who)} {kind}"
    one = MeetingReport(
        id="m1",
        label=label,
        participants=people,
        kind=MeetingKind(kind),
        format=Format.UNKNOWN,
        status=Status(status),
        assertions=(claim(doc, text, status),),
        place=place,
        when=When.parse(when) if when else None,
    )
    return Report(doc, Findings(meetings=(one,)))


def stands(text, published, name, side, stance="rejects"):
    """A report of one position on a ceasefire."""
    doc = document(text, published)
    one = PositionReport(
        Participant(name, side), Stance(stance), Issue.CEASEFIRE, "a truce", doc.cite(0, len(text))
    )
    return Report(doc, Findings(positions=(one,)))


BROOK, STERN = ("Ana Brook", "Norland"), ("Ivo Stern", "Southmark")
SUMMIT = says("Brook and Stern meet.", "2031-01-01", BROOK, STERN, kind="summit")


@pytest.mark.parametrize(
    "who",
    [
        (("Ana Brook", "Ana Brook"), ("Ivo Stern", None)),
        (("Brook", "Brook"), ("Stern", None)),
        (("Norland", "Norland"), ("Stern", "Stern")),
        (("Norland", "Norland"), ("Southmark", "Southmark")),
    ],
)
def test_a_side_known_in_another_report(who):
    """Persons without a side, surnames and states are the persons whom another report names in full."""
    (one,) = entries(SUMMIT, says("They meet.", "2031-01-02", *who, kind="summit")).meetings
    assert {(p.name, p.side) for p in one.participants} == {BROOK, STERN}


def test_a_surname_that_two_people_share_is_nobody():
    """With two Brooks in the ledger a bare "Brook" stays a name without a side."""
    other = says("Brook and Reed meet.", "2031-01-02", ("Rosa Brook", "Westland"), ("Paul Reed", "Eastland"))
    (one,) = entries(SUMMIT, other, stands("No.", "2031-01-03", "Brook", None)).positions
    assert one.side == "Brook"


def test_a_side_that_reports_disagree_on_is_not_known():
    """One vote against one: the person stands for himself."""
    other = says("She too.", "2031-01-02", ("Ana Brook", "Westland"), ("Paul Reed", "Eastland"))
    (one,) = entries(SUMMIT, other, stands("No.", "2031-01-03", "Ana Brook", None)).positions
    assert one.side == "Ana Brook"


def test_a_state_is_not_a_surname():
    """A state whose name somebody bears stays the state."""
    jordan = says("Jordan and Stern meet.", "2031-01-01", ("Mia Jordan", "Westland"), STERN)
    king = says("The king and Brook meet.", "2031-01-01", ("Omar Vale", "Jordan"), BROOK)
    (one,) = entries(jordan, king, stands("No.", "2031-01-03", "Jordan", "Jordan")).positions
    assert one.side == "Jordan"


def test_a_position_belongs_to_the_side():
    """What "Brook" says without a side is Norland's position, one entry with Norland's own words."""
    (one,) = entries(
        SUMMIT,
        stands("Brook says no.", "2031-01-02", "Brook", None),
        stands("Norland agrees.", "2031-01-03", "Norland", "Norland", "accepts"),
    ).positions
    assert (one.side, one.stance, len(one.history)) == ("Norland", "accepts", 2)


STATES = (("Norland", "Norland"), ("Southmark", "Southmark"))


@pytest.mark.parametrize(
    ("one", "other", "meetings"),
    [
        ("The presidents of both will meet.", "The foreign ministers will meet.", 2),
        ("The foreign ministers will meet.", "The deputy foreign ministers will meet.", 2),
        ("The prime ministers will meet.", "The two leaders will meet.", 1),
        ("The ministers will meet.", "They will meet.", 1),
    ],
)
def test_levels_are_told_apart(one, other, meetings):
    """Presidents, ministers and deputies of the same two states have three meetings."""
    merged = entries(says(one, "2031-01-01", *STATES), says(other, "2031-01-02", *STATES))
    assert len(merged.meetings) == meetings


def test_a_proposed_day_is_no_promise():
    """A summit proposed for one day and announced for another is one meeting with a changed date."""
    first = says("Proposed.", "2031-01-01", BROOK, STERN, status="proposed", when="2031-01-05")
    later = says("Announced.", "2031-01-02", BROOK, STERN, when="2031-01-20")
    (one,) = entries(first, later).meetings
    assert (one.status, one.when.iso) == ("planned", "2031-01-20")


def test_a_plan_for_a_day_gone_by_is_no_new_date():
    """Who retells an old plan does not move the meeting into the past."""
    first = says("They meet on the 20th.", "2031-01-10", BROOK, STERN, when="2031-01-20")
    later = says("It was planned for the 19th.", "2031-01-21", BROOK, STERN, when="2031-01-19")
    (one,) = entries(first, later).meetings
    assert one.when.iso == "2031-01-20"


def test_a_report_makes_one_change_of_status():
    """Several claims in one report are one change at most."""
    doc = document("It is put off. It is off.", "2031-01-02")
    claims = (claim(doc, "It is put off.", "postponed"), claim(doc, "It is off.", "cancelled"))
    both = MeetingReport(
        "m1", "x", (Participant(*BROOK), Participant(*STERN)), MeetingKind.SUMMIT, Format.UNKNOWN,
        Status.CANCELLED, claims,
    )  # fmt: skip
    changes = entries(SUMMIT, Report(doc, Findings(meetings=(both,)))).changes
    assert [(c.before, c.after) for c in changes] == [(None, "planned"), ("planned", "cancelled")]


NAMES = st.sampled_from(
    [BROOK, STERN, ("Brook", None), ("Stern", "Stern"), ("Ana Brook", None), ("Ivo Stern", "Norland"),
     ("Norland", "Norland"), ("Southmark", "Southmark"), ("Rosa Brook", "Southmark")]
)  # fmt: skip
DAYS = st.integers(1, 9).map("2031-01-0{}".format)
MEETINGS = st.builds(
    lambda who, day, kind, status: says(f"{who} {day} {kind} {status}", day, *who, kind=kind, status=status),
    st.lists(NAMES, min_size=1, max_size=3, unique_by=lambda one: one[0]),
    DAYS,
    st.sampled_from(["meeting", "summit"]),
    st.sampled_from(["proposed", "planned", "refused", "held"]),
)
STANDS = st.builds(lambda who, day: stands(f"{who} {day}", day, *who), NAMES, DAYS)
STORIES = st.lists(st.one_of(MEETINGS, STANDS), max_size=8, unique_by=lambda report: report.id)


@settings(deadline=None, max_examples=80)
@given(STORIES, st.randoms(use_true_random=False))
def test_learned_names_do_not_depend_on_the_order_of_arrival(reports, chance):
    """Whatever comes first, and however often, the entries are the same byte for byte."""
    shuffled = [*reports, *reports[:3]]
    chance.shuffle(shuffled)
    assert canonical(entries(*reports).as_dict()) == canonical(entries(*shuffled).as_dict())


@settings(deadline=None, max_examples=40)
@given(STORIES)
def test_strangers_teach_nothing(reports):
    """A report about other people changes no entry."""
    before, after = (
        entries(*reports),
        entries(*reports, told("Met.", "held", None, who=("Iona Vale", "Odo Marsh"))),
    )
    assert set(before.meetings) < set(after.meetings)
    assert before.positions == after.positions


@settings(deadline=None, max_examples=8)
@given(STORIES)
def test_a_ledger_rebuilt_is_the_same(tmp_path_factory, reports):
    """Read back from two files that were filled in opposite order, the entries are the same bytes."""
    folder = tmp_path_factory.mktemp("ledgers")
    bodies = []
    for name, order in (("one", reports), ("other", reports[::-1])):
        with Ledger(folder / name) as ledger:
            for report in order:
                ledger.add(report)
            bodies.append(canonical(ledger.entries().as_dict()))
    assert bodies == [canonical(entries(*reports).as_dict())] * 2
