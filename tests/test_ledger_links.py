"""Meetings beside one another across reports: whom a link means, and what it says of who is one."""

import io

import pytest
from ledger_reports import claim, document, link, meeting
from rich.console import Console

from dateline.cli.ledger_brief import print_meetings
from dateline.ledger import Ledger
from dateline.ledger.decisions import Decisions
from dateline.ledger.fold import fold
from dateline.ledger.found import Found, found_in
from dateline.ledger.identity import cluster
from dateline.ledger.sides import complete
from dateline.model.findings import Findings
from dateline.model.report import Report

MINISTERS = ("Mila Kern", "Paul Reed")
LEADERS = ("Ana Brook", "Ivo Stern")


def report(
    day, outlet, *, who=MINISTERS, first=None, second=None, words="They talk", event="the Bree summit"
):
    """A report of ministers who talk ahead of a summit of their leaders; the facts of each."""
    doc = document(f"{words} ahead of {event}.", day, outlet)
    ahead = link(doc, "ahead_of", "ahead of", event, None if second == {} else "m2")
    said = [claim(doc, words, "planned", links=[ahead])]
    told = [meeting(1, who, said, **{"kind": "talks"} | (first or {}))]
    if second != {}:
        facts = {"kind": "summit", "place": "Bree"} | (second or {})
        told.append(meeting(2, LEADERS, [claim(doc, event, "planned")], **facts))
    return Report(doc, Findings(meetings=tuple(told)))


def entries(*reports, **judged):
    """The meetings that the reports amount to, by their labels."""
    found = sum(map(found_in, reports), Found())
    return {m.label: m for m in fold(found, Decisions(**judged)).meetings}


def count(*reports):
    """How many meetings the reports amount to."""
    found, _ = complete(sum(map(found_in, reports), Found()))
    return len(cluster(found.meetings))


def test_a_link_means_a_meeting_of_the_ledger():
    """The talks are ahead of the summit, by the words of the report; the summit knows them as before it."""
    told = report("2031-01-02", "A")
    talks, summit = entries(told)["Kern–Reed talks"], entries(told)["Brook–Stern summit"]
    (there,), (back,) = talks.links, summit.linked_from
    assert (there.relation.value, there.meeting, there.event) == ("ahead_of", summit.id, "the Bree summit")
    assert (back.meeting, back.event) == (talks.id, "Kern–Reed talks")
    assert told.text[there.passage.start : there.passage.end] == there.passage.quote == "ahead of"
    assert not talks.linked_from
    assert not summit.links


def test_a_gathering_that_is_only_named_has_no_id():
    """What reports only name stands there in their words, without an id."""
    (only,) = entries(report("2031-01-02", "A", second={})).values()
    assert [(one.meeting, one.event) for one in only.links] == [(None, "the Bree summit")]


def test_a_link_follows_its_meeting_into_a_merge():
    """Where an older report makes the summit's id another one, the link has the new one."""
    late = report("2031-01-03", "A")
    before = entries(late)
    early = document("The leaders will meet in Bree.", "2031-01-01", "B")
    known = Report(
        early,
        Findings(
            meetings=(
                meeting(1, LEADERS, [claim(early, "The leaders", "planned")], kind="summit", place="Bree"),
            )
        ),
    )
    after = entries(late, known)
    assert after["Brook–Stern summit"].id != before["Brook–Stern summit"].id
    assert after["Kern–Reed talks"].links[0].meeting == after["Brook–Stern summit"].id


def test_a_meeting_is_not_beside_itself():
    """A reviewer who puts the talks and the summit together leaves no link from the meeting to itself."""
    told = report("2031-01-02", "A")
    (whole,) = entries(told, together=frozenset({(f"{told.id}.m1", f"{told.id}.m2")})).values()
    assert not whole.links
    assert not whole.linked_from


@pytest.mark.parametrize(
    ("event", "facts", "expected"),
    [
        ("the Bree summit", None, 2),  # both ahead of one summit: the talks are one, the summit is one
        ("the Ellen summit", {"place": "Ellen"}, 4),
    ],
)
def test_talks_ahead_of_one_summit_are_one(event, facts, expected):
    """Talks of two sides, told of twelve days apart, are one where both are ahead of one summit."""
    sides = ("Norland", "Southmark")
    first = report("2031-01-02", "A", who=sides, first={"kind": "talks"})
    later = report("2031-01-14", "B", who=sides, first={"kind": "talks"}, second=facts, event=event)
    assert count(first, later) == expected


def test_a_meeting_is_not_what_it_is_ahead_of():
    """A summit that one report tells of is not the meeting that a later report has ahead of it."""
    day = {"when": "2031-01-20"}
    first = report("2031-01-02", "A", who=LEADERS, first={"kind": "meeting"} | day, second=day)
    doc = document("The summit in Bree is planned.", "2031-01-01", "B")
    said = [claim(doc, "The summit in Bree", "planned")]
    told = Report(doc, Findings(meetings=(meeting(1, LEADERS, said, kind="summit", place="Bree", **day),)))
    found, _ = complete(found_in(first) + found_in(told))
    groups = cluster(found.meetings)
    assert sorted(len(group) for group in groups) == [1, 2]
    assert {f.kind.value for f in max(groups, key=len)} == {"summit"}


def test_a_state_that_is_a_side_here_and_comes_itself_there_is_one_state():
    """Whom one report names as a side and as a participant is the same actor, in whatever order it does."""
    first = report("2031-01-02", "A", who=("Mila Kern", "Kern Island"), second={})
    doc = document("They talk, and Norland meets Southmark.", "2031-01-03", "B")
    both = (
        meeting(1, MINISTERS, [claim(doc, "They talk", "held")]),
        meeting(2, ("Norland", "Southmark"), [claim(doc, "Norland meets", "held")]),
    )
    found = found_in(first) + found_in(Report(doc, Findings(meetings=both)))
    assert fold(found).actors == fold(found.backwards()).actors
    assert {a.name: a.kind.value for a in fold(found).actors}["Southmark"] == "state"


def test_a_store_gives_the_links_of_folding_in_memory(tmp_path):
    """A ledger in a file has the same links, and its brief says what is ahead of what."""
    told = [report("2031-01-02", "A"), report("2031-01-03", "B", words="The two ministers meet")]
    with Ledger(tmp_path / "ledger.db") as ledger:
        for one in told:
            ledger.add(one)
        found = {m.label: m for m in ledger.meetings()}
        page = Console(file=io.StringIO(), width=100, color_system=None)
        print_meetings(found.values(), page)
    assert {k: m.links for k, m in found.items()} == {k: m.links for k, m in entries(*told).items()}
    summit, talks = found["Brook–Stern summit"], found["Kern–Reed talks"]
    lines = page.file.getvalue().splitlines()
    assert f"  ahead of the Bree summit {summit.id}" in lines
    assert f"  before it Kern–Reed talks {talks.id}" in lines
