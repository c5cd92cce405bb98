"""Meetings in a calendar (RFC 5545)."""

import datetime as dt
from dataclasses import replace

import pytest
from export_reports import filled, history
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.export.calendar import calendar, dated
from dateline.ledger import Ledger
from dateline.model.entries import DatedAssertion, Meeting
from dateline.model.findings import Format, MeetingKind, Participant, Status
from dateline.model.rows import Passage
from dateline.model.times import When

icalendar = pytest.importorskip("icalendar", reason="the reading client of these tests is not installed")


def meeting(status="planned", when="2031-03-10", label="Reed–Kern meeting", quote="They will meet.", **facts):
    """A meeting of which one claim is known."""
    words = Passage("r1", 3, 3 + len(quote), quote, "The Harbour Post", When.parse("2031-03-05"))
    claim = DatedAssertion("r1.m1", Status(status), words, by=("Mila Kern",))
    one = Meeting(
        id="mabc",
        label=label,
        participants=(Participant("Paul Reed", "Southmark"), Participant("Norland", "Norland")),
        kind=MeetingKind.MEETING,
        format=Format.IN_PERSON,
        status=Status(status),
        history=(claim,),
        findings=("r1.m1",),
        place="Port Ellen",
        when=When.parse(when) if when else None,
    )
    return replace(one, **facts)


def events(*meetings, **options):
    """What a calendar program reads."""
    return list(icalendar.Calendar.from_ical(calendar(meetings, **options)).walk("VEVENT"))


def test_a_day_is_an_all_day_event_that_ends_the_day_after():
    """DTEND is not included, so one day runs to the next."""
    (event,) = events(meeting())
    assert event["UID"] == "mabc"
    assert event.decoded("DTSTART") == dt.date(2031, 3, 10)
    assert event.decoded("DTEND") == dt.date(2031, 3, 11)
    assert str(event["SUMMARY"]) == "Reed–Kern meeting"
    assert str(event["LOCATION"]) == "Port Ellen"
    assert "“They will meet.” – Mila Kern, The Harbour Post, 5 March 2031 [r1 3:18]" in event["DESCRIPTION"]
    assert "With Paul Reed (Southmark), Norland" in event["DESCRIPTION"]


def test_a_time_with_a_zone_is_in_utc_and_one_without_floats():
    """12:30 at +02:00 is 10:30 UTC; a time without a zone stays the local time that was told."""
    (zoned,) = events(meeting(when="2031-03-10T12:30+02:00"))
    assert zoned.decoded("DTSTART") == dt.datetime(2031, 3, 10, 10, 30, tzinfo=dt.UTC)
    (floating,) = events(meeting(when="2031-03-10T12:30"))
    assert floating.decoded("DTSTART") == dt.datetime(2031, 3, 10, 12, 30)  # noqa: DTZ001 - it floats


def test_an_interval_and_a_month_run_over_all_their_days():
    """A week is one event of seven days; the property says that the date is no finer."""
    (week,) = events(meeting(when="2031-03-10/2031-03-16"))
    assert (week.decoded("DTSTART"), week.decoded("DTEND")) == (dt.date(2031, 3, 10), dt.date(2031, 3, 17))
    assert week["X-DATELINE-PRECISION"] == "interval"
    (month,) = events(meeting(when="2031-12"))
    assert (month.decoded("DTSTART"), month.decoded("DTEND")) == (dt.date(2031, 12, 1), dt.date(2032, 1, 1))


@pytest.mark.parametrize("when", [None, "2031"])
def test_what_has_no_day_is_left_out(when):
    """An undated meeting and one with only a year have no place in a calendar."""
    one = meeting(when=when)
    assert not dated(one)
    assert events(one) == []
    assert not dated(replace(one, when=When.vague()))


@pytest.mark.parametrize(
    ("status", "shown", "title"),
    [
        ("proposed", "TENTATIVE", "Proposed: Reed–Kern meeting"),
        ("planned", "CONFIRMED", "Reed–Kern meeting"),
        ("postponed", "TENTATIVE", "Postponed: Reed–Kern meeting"),
        ("rescheduled", "CONFIRMED", "Rescheduled: Reed–Kern meeting"),
        ("cancelled", "CANCELLED", "Cancelled: Reed–Kern meeting"),
        ("refused", "CANCELLED", "Refused: Reed–Kern meeting"),
        ("ongoing", "CONFIRMED", "Reed–Kern meeting"),
        ("held", "CONFIRMED", "Reed–Kern meeting"),
        ("contested", "TENTATIVE", "Contested: Reed–Kern meeting"),
        ("unclear", "TENTATIVE", "Unclear: Reed–Kern meeting"),
    ],
)
def test_every_status_has_a_word_of_the_calendar_and_keeps_its_own(status, shown, title):
    """STATUS is one of the three that RFC 5545 knows; ours is in X-DATELINE-STATUS and in the title."""
    (event,) = events(meeting(status))
    assert event["STATUS"] == shown
    assert event["X-DATELINE-STATUS"] == status
    assert str(event["SUMMARY"]) == title


def test_the_sequence_counts_the_changes_of_status_and_the_uid_stays(tmp_path):
    """Planned, postponed, rescheduled: the same event three times, with SEQUENCE 0, 1 and 2."""
    seen = []
    with Ledger(tmp_path / "desk.db") as ledger:
        for report in history():
            ledger.add(report)
            (event,) = events(*ledger.meetings())
            seen.append(
                (event["UID"], int(event["SEQUENCE"]), event["X-DATELINE-STATUS"], event["DTSTAMP"].dt)
            )
    assert len({uid for uid, *_ in seen}) == 1
    assert [(n, status) for _, n, status, _ in seen] == [(0, "planned"), (1, "postponed"), (2, "rescheduled")]
    assert seen[0][3] == dt.datetime(2031, 3, 5, 8, 0, tzinfo=dt.UTC)
    assert seen[0][3] < seen[1][3] < seen[2][3]


def test_a_hostile_report_stays_text(tmp_path):
    """Line ends, commas and control characters of a report cannot make a property of their own."""
    with filled(tmp_path / "desk.db") as ledger:
        made = calendar(ledger.meetings(), base="http://127.0.0.1:8321/")
    found = list(icalendar.Calendar.from_ical(made).walk("VEVENT"))
    assert made.count("BEGIN:VEVENT\r\n") == len(found)
    bad = next(e for e in found if "HYPERLINK" in e["SUMMARY"])
    assert str(bad["LOCATION"]) == "Port\nEllen; \ufffdx"
    assert not set(made) & set("\x07\x1b\u202e\u2067")
    assert str(bad["URL"]) == f"http://127.0.0.1:8321/meetings/{bad['UID']}"


def test_the_last_day_of_the_calendar_has_no_day_after():
    """A meeting on 31 December 9999 is an event without an end."""
    (event,) = events(meeting(when="9999-12-31"))
    assert "DTEND" not in event


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_the_words_are_the_lines_are_short_and_read_back(label, quote):
    """No line has more than 75 octets, and the label comes back with single spaces."""
    made = calendar([meeting(label=label, quote=quote)])
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    (event,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    hidden = str(event["SUMMARY"]).count("\ufffd") - label.count("\ufffd")
    assert len(str(event["SUMMARY"])) <= len(label)
    assert hidden >= 0


def test_no_meeting_is_an_empty_calendar():
    """A query that finds nothing gives a calendar that programs accept."""
    made = icalendar.Calendar.from_ical(calendar([], name="Held meetings"))
    assert str(made["NAME"]) == "Held meetings"
    assert made.walk("VEVENT") == []
