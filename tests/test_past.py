"""Answers as of a day, from kept histories: what folding only what had been published by then would give."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_reports import claim, document, harbour, meeting, position, told

from dateline.ledger import Ledger
from dateline.ledger.answers import FromMemory
from dateline.ledger.wanted import select
from dateline.model.findings import Findings
from dateline.model.provenance import Provenance, PubStatus
from dateline.model.report import Report

NUMBERS = itertools.count(1)
PEOPLE = ("Ana Brook", "Ivo Stern", "Paul Reed", "Mila Kern")
OUTLETS = ("Coast Wire", "Bree Letter")
STATUSES = ("proposed", "planned", "postponed", "cancelled", "held")
STANCES = ("demands", "rejects", "accepts", "conditions")
WORDS = (
    "no soldier leaves the strait",
    "the harbour talks open before the first snow",
    "every prisoner returns",
)
ISSUES = ("ceasefire", "prisoners", "other")
QUESTIONS = (
    {},
    {"newest": True, "limit": 2},
    {"by": "Brook"},
    {"by": "Norland"},
    {"about": "harbour"},
    {"about": "ceasefire"},
    {"side": "Southmark"},
    {"since": "2031-01-03", "limit": 3},
    {"until": "2031-01-04"},
    {"outlet": "Coast Wire"},
)


@st.composite
def reports(draw):
    """A report of a day, of one meeting and one position, with names in full."""
    one, other = draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True))
    words, status, day = (
        draw(st.sampled_from(WORDS)),
        draw(st.sampled_from(STATUSES)),
        draw(st.integers(2, 9)),
    )
    clock = draw(st.sampled_from(["", "T09:30+05:00", "T22:10+01:00"]))
    by, credit = draw(st.sampled_from([(), (one,), ("an official",)])), draw(st.sampled_from(OUTLETS))
    text = f"{one} and {other}: the summit is {status}, and {words}, {credit} wrote."
    text += "" if draw(st.booleans()) else " So it said."
    doc = document(text, f"2031-01-{day:02}{clock}", draw(st.sampled_from(OUTLETS)))
    when = draw(st.sampled_from([None, "2031-02-01", "2031-02-20"]))
    met = meeting(1, (one, other), [claim(doc, f"the summit is {status}", status, *by, when=when)], when=when)
    stance, issue = draw(st.sampled_from(STANCES)), draw(st.sampled_from(ISSUES))
    stood = position(doc, one, stance, issue, words, speaker=draw(st.sampled_from([None, one])))
    return Report(doc, Findings(meetings=(met,), positions=(stood,)))


def _outlets():
    """The first day, on which every outlet writes something of no moment."""
    yield from (Report(document(f"{o} is here.", "2031-01-01", o), Findings()) for o in OUTLETS)


def _differ(ledger, day, questions=QUESTIONS):
    """The questions that kept histories answer otherwise than a fold of what was published by then."""
    anew = FromMemory(ledger.entries(day))
    with ledger.answering(day) as then:
        for question in questions:
            newest = question.get("newest", False)
            wanted = select(**{k: v for k, v in question.items() if k != "newest"})
            wanted = ledger.known_as(type(wanted)(**_fields(wanted) | {"newest": newest}))
            for ask in ("meetings", "positions", "meeting_glances", "position_glances"):
                if getattr(then, ask)(wanted) != getattr(anew, ask)(wanted):
                    yield ask, question
            if then.grid(wanted, slice(0, 2), 2) != anew.grid(wanted, slice(0, 2), 2):
                yield "grid", question
            if then.meetings(wanted, "planned") != anew.meetings(wanted, "planned"):
                yield "planned", question


def _fields(wanted):
    return {name: getattr(wanted, name) for name in wanted.__slots__}


@given(
    st.lists(reports(), min_size=2, max_size=9, unique_by=lambda report: report.id),
    st.lists(st.integers(1, 10), min_size=1, max_size=2, unique=True),
    st.integers(0, 9),
)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_day_is_answered_as_if_the_later_reports_were_not_there(tmp_path, some, days, chance):
    """Whatever came by a day, and whatever is asked: kept histories answer as a fold of that alone."""
    with Ledger(tmp_path / f"{next(NUMBERS)}.db") as ledger:
        list(ledger._store.ask("PRAGMA synchronous = OFF"))
        for report in (*_outlets(), *some):
            ledger.add(report)
        meetings = ledger.meetings()
        if chance < 4 and len(meetings) > 1:
            ledger.review.merge(meetings[0].id, meetings[-1].id, who="A")
        elif chance < 6:
            ledger.review.reject(meetings[0].findings[0], who="A")
        for day in days:
            assert list(_differ(ledger, f"2031-01-{day:02}")) == []


def test_every_store_answers_as_of_a_day(place):
    """In a file and in a database: a day, a minute, a teaser of an older day, words of no known day."""
    with Ledger(place) as ledger:
        for report in (*_outlets(), harbour(), *_some()):
            ledger.add(report)
        for then in ("2030-01-01", "2031-01-03T10:00", "2031-01-04", "2031-03-03", "2031-03-04", "2032"):
            assert list(_differ(ledger, then)) == []


def _some():
    """Reports of a few days, one of them of no known day about people of its own."""
    yield told("Odo Marsh and Iona Vale planned a visit.", "planned", None, who=("Odo Marsh", "Iona Vale"))
    for number, status in enumerate(STATUSES):
        text = f"Ana Brook and Paul Reed {status} the summit."
        clock = "T09:30" if number == 2 else ""
        yield told(text, status, f"2031-01-0{number + 1}{clock}", who=("Ana Brook", "Paul Reed"))
        words = f"Norland {STANCES[number % 4]} the truce, Ana Brook said on day {number}."
        doc = document(words, f"2031-01-0{number + 1}{clock}", OUTLETS[number % 2])
        stood = position(doc, "Norland", STANCES[number % 4], ISSUES[number % 2], words, speaker="Ana Brook")
        yield Report(doc, Findings(positions=(stood,)))


@pytest.fixture
def desk(tmp_path):
    """An empty ledger in a file."""
    with Ledger(tmp_path / "desk.db") as ledger:
        yield ledger


def test_an_answer_as_of_a_day_goes_on_beyond_an_entry(desk):
    """Meetings and positions as of a day are read from any of them on, in both orders; from none, none."""
    for report in (harbour(), *_some()):
        desk.add(report)
    for kind, newest in itertools.product(("meetings", "positions"), (False, True)):
        ask = getattr(desk, kind)
        whole = ask(as_of="2031-03-04", newest=newest)
        assert len(whole) > 1
        for number, entry in enumerate(whole):
            assert ask(as_of="2031-03-04", newest=newest, beyond=entry.id) == whole[number + 1 :]
        assert ask(as_of="2031-03-04", newest=newest, beyond="m0") == ()
        late = {entry.id for entry in ask()} - {entry.id for entry in ask(as_of="2031-01-01")}
        assert all(ask(as_of="2031-01-01", beyond=name) == () for name in late)


def _version(text, status, day, version, stance, **facts):
    """A version of an article that tells of a meeting and of a position."""
    facts = Provenance(key="k", version=version, **facts)
    doc = document(text, day, "Coast Wire", provenance=facts)
    met = meeting(1, ("Ana Brook", "Ivo Stern"), [claim(doc, text, status)])
    return Report(
        doc, Findings(meetings=(met,), positions=(position(doc, "Norland", stance, "ceasefire", text),))
    )


def test_a_report_counts_until_it_is_superseded_or_taken_back(desk):
    """As of the days between, what an article said stands beside others about it; then it is replaced."""
    desk.add(told("They plan to meet.", "planned", "2031-01-01"))
    desk.add(_version("They put the meeting off.", "postponed", "2031-01-02", "1", "rejects"))
    desk.add(_version("They meet after all.", "planned", "2031-01-04", "2", "accepts"))
    desk.add(
        _version("They do not.", "cancelled", "2031-01-06", "3", "rejects", pub_status=PubStatus.CANCELED)
    )
    stood = []
    for number in range(1, 8):
        day = f"2031-01-{number:02}"
        assert list(_differ(desk, day)) == []
        (met,), held = desk.meetings(as_of=day), desk.positions(as_of=day)
        stood.append(
            (met.status, [p.stance for p in held], desk.glance.grid(slice(0, 9), as_of=day).positions)
        )
    one, two, three = ("planned", [], 0), ("postponed", ["rejects"], 1), ("planned", ["accepts"], 1)
    assert stood == [one, two, two, three, three, one, one]


def test_what_was_learned_since_is_not_forgotten(desk):
    """A name that a later report gives in full is known in full as of the day before, and so is his side."""
    text = "Brook rejects the truce."
    doc = document(text, "2031-01-01")
    desk.add(Report(doc, Findings(positions=(position(doc, "Brook", "rejects", "ceasefire", text),))))
    (before,) = desk.positions(as_of="2031-01-02")
    assert before.side == "Brook"
    later = told("Ana Brook and Ivo Stern met.", "held", "2031-01-05")
    desk.add(later)
    (then,) = desk.positions(as_of="2031-01-02")
    assert then == desk.positions()[0]
    assert [p.passage.quote for p in then.history] == [text]


def test_a_day_costs_no_fold(desk, monkeypatch):
    """Meetings, positions and the grid as of a day are read, and nothing is folded anew for them."""
    for report in (harbour(), *_some()):
        desk.add(report)
    expected = desk.meetings(as_of="2031-01-04"), desk.positions(as_of="2031-01-04")
    monkeypatch.setattr("dateline.ledger.ledger.fold", None)
    assert (desk.meetings(as_of="2031-01-04"), desk.positions(as_of="2031-01-04")) == expected
    assert desk.glance.grid(slice(0, 9), as_of="2031-01-04").positions == len(expected[1]) == 2
