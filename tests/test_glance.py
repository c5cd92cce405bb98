"""The ledger at a glance: the same as the whole answers, without their histories."""

import pytest
from ledger_reports import document, harbour, position, told

from dateline.errors import QueryError
from dateline.ledger import Ledger
from dateline.ledger.answers import FromMemory, FromStore
from dateline.ledger.kept import Kept
from dateline.ledger.wanted import select
from dateline.model.findings import Findings
from dateline.model.glances import PASSAGES, MeetingGlance, PositionGlance
from dateline.model.report import Report

QUESTIONS = [
    {},
    {"by": "Brook"},
    {"side": "Norland"},
    {"side": "norland"},
    {"about": "ceasefire"},
    {"about": "room 3"},
    {"about": "garrison"},
    {"since": "2031-03-02", "until": "2031-04-01"},
    {"outlet": "A"},
    {"limit": 2},
]
SIDES = ("Norland", "Southmark", "Eastria")


def stood(side, issue, number):
    """A report in which a side takes a position."""
    words = f"{side} {('demands', 'refuses')[number % 2]} a {issue} near garrison {number}."
    doc = document(words, f"2031-03-{number + 1:02}", ("A", "B")[number % 2])
    stance = ("demands", "rejects")[number % 2]
    return Report(doc, Findings(positions=(position(doc, side, stance, issue, words),)))


def some_reports():
    """Reports about meetings, and about positions of which one has many words."""
    yield harbour()
    for number, status in enumerate(("planned", "postponed", "held", "planned")):
        who = ("Ana Brook", ("Ivo Stern", "Mila Kern")[number % 2])
        text = f"In room {number} {who[0]} and {who[1]} {status}."
        yield told(text, status, f"2031-03-0{number + 1}", who=who, by=(who[0],), outlet="AB"[number % 2])
    for place, side in enumerate(SIDES):
        for number in range(2 * PASSAGES if place == 1 else 2):
            yield stood(side, "ceasefire", number)
        yield stood(side, "sanctions", 5)


@pytest.fixture
def ledger(place):
    """A ledger that keeps its entries."""
    with Ledger(place) as opened:
        for report in some_reports():
            opened.add(report)
        opened.meetings()
        yield opened


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_a_glance_is_that_at_the_whole(ledger, question):
    """Whatever is asked, a list has the entries of the whole answer, from the store and from memory."""
    wanted = select(**question)
    meetings = tuple(map(MeetingGlance.of, ledger.meetings(**question)))
    positions = tuple(map(PositionGlance.of, ledger.positions(**question)))
    for answers in (FromStore(Kept(ledger._store)), FromMemory(ledger.entries())):
        assert answers.meeting_glances(wanted) == meetings
        assert answers.position_glances(wanted) == positions
        assert answers.grid(wanted, slice(1, 3)) == FromMemory(ledger.entries()).grid(wanted, slice(1, 3))


def test_the_side_with_most_words_comes_first(ledger):
    """The grid says how many sides and positions there are, and has the newest passages of each."""
    found = ledger.glance.grid(slice(0, 1))
    assert (found.sides, found.positions) == (3, 6)
    assert [(p.side, p.issue, p.passages, len(p.newest)) for p in found.shown] == [
        ("Southmark", "ceasefire", 2 * PASSAGES, PASSAGES),
        ("Southmark", "sanctions", 1, 1),
    ]
    (most, _) = found.shown
    assert most.last == ledger.positions(side="Southmark", about="ceasefire")[0].last
    (alone,) = ledger.glance.grid(slice(0, 1), side="Southmark", about="ceasefire", passages=50).shown
    assert len(alone.newest) == 2 * PASSAGES


def test_a_glance_as_of_a_day_is_that_of_the_day(ledger):
    """What was not published by then is not counted."""
    (early,) = ledger.glance.positions(side="Southmark", about="ceasefire", as_of="2031-03-03")
    assert early.passages == 3
    with pytest.raises(QueryError):
        ledger.glance.meetings(since="soon")


def test_an_answer_goes_on_beyond_an_entry(ledger):
    """Meetings, positions and changes are read from any of them on, in both orders."""
    for kind in ("meetings", "positions", "changes"):
        ask = getattr(ledger, kind)
        for newest in (False, True):
            whole = ask(newest=newest)
            assert len(whole) > 2
            for number, entry in enumerate(whole):
                assert ask(newest=newest, beyond=entry.id) == whole[number + 1 :]
                assert ask(newest=newest, beyond=entry.id, limit=1) == whole[number + 1 : number + 2]
            assert ask(newest=newest, beyond="none") == ()
        assert getattr(FromMemory(ledger.entries()), kind)(select()) == ask()


def test_changes_after_so_many_reports_are_by_the_words_of_those_that_came_later(ledger):
    """Whoever has seen the first reports is told what the later ones say, however few they are."""
    before = len(ledger)
    assert ledger.changes(after=before) == ()
    late = told("They meet in another town.", "planned", "2031-02-01", who=("Paul Reed", "Ivo Stern"))
    ledger.add(late)
    fresh = ledger.changes(after=before)
    assert fresh
    assert {change.passage.report for change in fresh} == {late.id}
    assert ledger.changes(after=before, side="Nowhere") == ()
    everything = ledger.changes(newest=True)
    assert ledger.changes(after=1, newest=True) == tuple(
        c for c in everything if c.passage.report in ledger._store.arrived(1)
    )


def test_ids_by_the_names_that_entries_answer_to(ledger):
    """A finding leads to its meeting or position, and what is none leads nowhere."""
    for meeting in ledger.meetings():
        names = [meeting.id, *meeting.findings]
        assert ledger.glance.ids([*names, "none"], "meeting") == dict.fromkeys(names, meeting.id)
    for one in ledger.positions():
        assert set(ledger.glance.ids([t.finding for t in one.history], "position").values()) == {one.id}
    entries = FromMemory(ledger.entries())
    (meeting, *_) = ledger.meetings()
    assert entries.ids([meeting.findings[0], "none"], "meeting") == {meeting.findings[0]: meeting.id}


@pytest.mark.parametrize("question", [{}, {"about": "summit"}, {"side": "Peru", "newest": True, "limit": 9}])
def test_a_statement_at_a_glance(tmp_path, examples, question):
    """It says what the whole statement says, with its issues and origins; the order is the same."""
    with Ledger(tmp_path / "desk.db") as ledger:
        for one in examples:
            ledger.add(one)
        whole = ledger.statements(**question)
        found = ledger.glance.statements(**question)
        assert [g.id for g in found] == [s.id for s in whole]
        for glance, said in zip(found, whole, strict=True):
            row = said.as_dict()
            speaker = row["speaker"]
            assert (glance.who, glance.side, glance.role) == (row["who"], speaker["side"], speaker["role"])
            assert (glance.named, glance.record) == (speaker["named"], speaker["record"])
            assert (glance.mode, glance.act) == (row["mode"], row["act"])
            assert (glance.outlet, glance.published) == (row["outlet"], row["published"])
            assert list(glance.origins) == [o["name"] for o in row["origins"]]
            local = glance.id.rpartition(".")[2]
            positions = [p for p in ledger.report(row["report"]).positions if p.statement == local]
            assert list(glance.issues) == list(dict.fromkeys(str(p.issue) for p in positions))
        assert ledger.glance.said([s.id for s in whole]) == whole


def test_words_in_many_reports_are_listed_without_them(tmp_path):
    """A list reads the names of the origins of a much printed sentence, and not its hundred reports."""
    from ledger_reports import statement

    with Ledger(tmp_path / "desk.db") as ledger:
        for number in range(100):
            doc = document(
                f"“We will not meet again in this century of ours,” Ana Brook said. {number}", "2031"
            )
            words = "“We will not meet again in this century of ours,”"
            ledger.add(Report(doc, Findings(statements=(statement(doc, 1, "Ana Brook", "said", words),))))
        (said,) = ledger.statements(limit=1)
        assert sum(len(origin.reports) for origin in said.origins) == 100
        (listed,) = ledger.glance.said([said.id])
        assert [(o.name, o.kind) for o in listed.origins] == [(o.name, o.kind) for o in said.origins]
        assert not any(origin.reports for origin in listed.origins)
