"""What a careful reader takes from the example reports; the story is told in examples/README.md."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

import dateline
from dateline.model.findings import Format, Issue, Stance, Status
from dateline.model.text import SegmentKind

EXAMPLES = Path(__file__).parent.parent / "examples"
PRESIDENTS = {"Montalván", "Echandía"}
MINISTERS = {"Carpio", "Terán"}


@functools.cache
def read(number):
    """The reports of the example file that begins with ``number``."""
    (path,) = (p for p in sorted(EXAMPLES.glob(f"{number}_*")) if not p.name.endswith(".meta.json"))
    found = tuple(dateline.read_all([str(path)]))
    assert all(isinstance(report, dateline.Report) for report in found), found
    return found


def report(number):
    """The one report of an example file."""
    (only,) = read(number)
    return only


def surnames(meeting):
    """The last words of the names that take part."""
    return {p.name.split()[-1] for p in meeting.participants}


def meeting_of(number, people, *formats):
    """The one meeting of exactly these people, in one of these formats when given."""
    (found,) = (
        m for m in report(number).meetings if surnames(m) == people and (not formats or m.format in formats)
    )
    return found


def statement(number, words):
    """The innermost statement whose content holds these words."""
    text = report(number).text
    at = dateline.Span(text.index(words), text.index(words) + len(words))
    found = [s for s in report(number).statements if s.says(at)]
    assert found, f"nobody says {words!r}"
    return min(found, key=lambda s: s.whole.end - s.whole.start)


def kinds(number, words):
    """The kind of the segment that holds these words."""
    segment = report(number).document.segment_at(report(number).text.index(words))
    return segment and segment.kind


def stances(number, actor):
    """What an actor does about what, with the condition."""
    return {
        (p.stance, p.issue): p.condition.quote if p.condition else None
        for p in report(number).positions
        if actor in (p.actor.name, p.actor.side)
    }


def test_the_summit_is_proposed_on_the_first_day():
    """On 10 March Brazil's offer makes the presidents' summit in Manaus a proposal, not a plan."""
    summit = meeting_of("01", PRESIDENTS)

    assert summit.status is Status.PROPOSED
    assert summit.place == "Manaus"


def test_the_summit_is_planned_on_the_second_day():
    """On 11 March the president of Ecuador announces it for 20 March."""
    summit = meeting_of("02", PRESIDENTS)

    assert summit.status is Status.PLANNED
    assert summit.when == dateline.When.parse("2031-03-20")


def test_the_summit_is_contested_by_the_fifth_day():
    """On 14 March an agency says postponed and Quito says that its president will be there."""
    summit = meeting_of("05", PRESIDENTS)

    assert summit.status is Status.CONTESTED
    assert {Status.POSTPONED, Status.PLANNED} <= {a.status for a in summit.assertions}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A ledger of all the examples, added in the opposite order of the story."""
    with dateline.Ledger(tmp_path_factory.mktemp("examples") / "desk.db") as opened:
        for found in reversed(list(dateline.read_all([str(EXAMPLES)]))):
            if isinstance(found, dateline.Report):
                opened.add(found)
        yield opened


def summit_of(ledger, **filters):
    """The one summit of the two presidents."""
    (found,) = (m for m in ledger.meetings(**filters) if surnames(m) == PRESIDENTS)
    return found


def test_the_whole_life_of_the_summit(ledger):
    """Proposed, planned, postponed, contested on 14 March, refused by both on the 17th, cancelled."""
    life = [(s.status.value, s.said.passage.published.first.day) for s in summit_of(ledger).stages]

    assert life == [
        ("proposed", 10),
        ("planned", 11),
        ("postponed", 14),
        ("contested", 14),
        ("refused", 17),
        ("cancelled", 18),
    ]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (10, "proposed"),
        (12, "planned"),
        (14, "contested"),
        (16, "contested"),
        (17, "refused"),
        (19, "cancelled"),
    ],
)
def test_the_summit_as_of_a_day(ledger, day, status):
    """Asked as of a day, the ledger answers what the reports of that day and before it say."""
    assert summit_of(ledger, as_of=f"2031-03-{day}").status == status


def test_what_each_side_says_where_the_summit_is_contested(ledger):
    """On 15 March Ecuador's spokeswoman says that it goes ahead and Peru that it never agreed."""
    voices = {v.status: v.name for v in summit_of(ledger, as_of="2031-03-15").voices}

    assert voices[Status.REFUSED] in {"Peru", "Inés Carpio"}


def test_the_prisoners_were_a_demand_and_then_a_deal(ledger):
    """Peru demands the surveyors, makes them a condition, and accepts an exchange: two shifts."""
    (stand,) = ledger.positions(side="Peru", about="prisoners")

    assert [(s.before.stance.value, s.after.stance.value) for s in stand.shifts] == [
        ("demands", "conditions"),
        ("conditions", "accepts"),
    ]
    (then,) = ledger.positions(side="Peru", about="prisoners", as_of="2031-03-12")
    assert then.stance is Stance.CONDITIONS


def test_the_agency_and_its_official_stand_behind_the_postponement():
    """The words "no trip to Manaus" reach us through Informant, Meridian Wire and an unnamed official."""
    said = statement("05", "there will be no trip to Manaus next week")

    assert [hop.name for hop in said.chain][:2] == ["Informant", "Meridian Wire"]
    assert not said.speaker.named
    assert said.speaker.side == "Peru"


def test_the_teaser_is_a_small_report_of_its_own():
    """The glued line about Leticia is a teaser of Andean Post of 14 March 2031, 07:45."""
    (teaser,) = (s for s in report("05").document.segments if s.outlet == "Andean Post")

    assert teaser.kind is SegmentKind.TEASER
    assert teaser.published == dateline.When.parse("2031-03-14T07:45")


def test_the_two_paragraphs_after_stated_are_one_speaker_s():
    """Marta Salcedo says both paragraphs of the quotation that follows "stated:"."""
    both = [statement("05", "We have received no letter"), statement("05", "If one chair stays empty")]

    assert {s.speaker.name for s in both} == {"Marta Salcedo"}


def test_a_quotation_without_marks_is_not_the_outlet_s_own_voice():
    """The guest list is the Brazilian sources' remark of the paragraph before, or honestly unknown."""
    assert not statement("05", "before anyone had agreed on the guest list").speaker.named


def test_lima_denies_what_quito_announced():
    """On 15 March "nothing was agreed" is Inés Carpio's, over both paragraphs, and she speaks for Peru."""
    both = [
        statement("07", "cannot postpone what was never agreed"),
        statement("07", "the patrols must leave"),
    ]

    assert {s.speaker.name for s in both} == {"Inés Carpio"}
    assert {s.speaker.side for s in both} == {"Peru"}


def test_a_ministers_call_was_held():
    """On 12 March the foreign ministers have spoken by phone."""
    assert meeting_of("03", MINISTERS, Format.CALL).status is Status.HELD


def test_a_summit_confirmed_by_one_side_carries_both_voices():
    """On 12 March Quito plans the summit; Lima says that no date is set."""
    statuses = {a.status for a in meeting_of("03", PRESIDENTS).assertions}

    assert Status.PLANNED in statuses
    assert statuses & {Status.REFUSED, Status.UNCLEAR}


def test_the_smaller_meeting_is_planned_and_the_summit_is_off():
    """On 18 March the ministers will meet, and the presidents will not."""
    assert meeting_of("10", MINISTERS).status is Status.PLANNED
    assert meeting_of("10", PRESIDENTS).status in (Status.CANCELLED, Status.CONTESTED)


def test_the_smaller_meeting_is_held_on_the_tenth_day():
    """On 19 March the foreign ministers have met in Manaus."""
    talks = meeting_of("11", MINISTERS)

    assert talks.status is Status.HELD
    assert talks.place == "Manaus"


def test_a_new_day_makes_a_postponed_meeting_rescheduled():
    """On 17 March the deputies' meeting is moved to the 18th."""
    assert Status.RESCHEDULED in {m.status for m in report("09").meetings}


def test_a_ceasefire_has_its_price():
    """On 14 March Peru's position on a ceasefire carries the condition of a withdrawal."""
    condition = stances("05", "Peru").get((Stance.CONDITIONS, Issue.CEASEFIRE))

    assert condition is not None
    assert "withdraws its patrols" in condition


@pytest.mark.parametrize("side", ["European Union", "Colombia"])
def test_a_joint_call_is_each_side_s_own(side):
    """The call for a ceasefire without preconditions is a position of the EU and one of Colombia."""
    assert {Stance.URGES, Stance.DEMANDS} & {
        st for st, issue in stances("05", side) if issue is Issue.CEASEFIRE
    }


def test_the_two_copies_name_the_same_meeting():
    """The dispatch and its copy are two reports in which the same summit is put off or disputed."""
    statuses = [{m.status for m in r.meetings if surnames(m) >= {"Montalván"}} for r in read("06")]

    assert len(statuses) == 2
    assert all(s and s <= {Status.POSTPONED, Status.CONTESTED} for s in statuses)


def test_a_newspaper_is_a_hop_and_not_the_speaker():
    """What Carpio told the Financial Gazette is hers, and comes through the Gazette."""
    said = statement("09", "no sense in a summit for the photographers")

    assert said.speaker.name == "Inés Carpio"
    assert "Financial Gazette" in {hop.name for hop in said.chain}


@pytest.mark.parametrize(
    ("number", "words", "kind"),
    [
        ("03", "ADVERTISEMENT", SegmentKind.AD),
        ("03", "Photo: Marta", SegmentKind.CAPTION),
        ("03", "What Lima says", SegmentKind.LABEL),
        ("03", "Share this article", SegmentKind.SHARE),
        ("01", "By Clara", SegmentKind.BYLINE),
        ("05", "Details", SegmentKind.LABEL),
    ],
)
def test_debris_is_marked_and_kept(number, words, kind):
    """What is not the report's prose stays in the text and is marked as what it is."""
    assert kinds(number, words) is kind


@pytest.mark.parametrize("number", ["02", "09"])
def test_a_page_is_read_without_its_furniture(number):
    """Of a web page the article is read; menus, cookie bar and related links are not."""
    page = report(number)

    assert page.document.outlet == "Northern Courier"
    assert page.document.url.startswith("https://courier.example/2031/03/")
    assert not [w for w in ("cookies", "Sport", "wet weekend", "Privacy") if w in page.text]
