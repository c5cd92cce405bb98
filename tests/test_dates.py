"""Dates in a report, resolved against the publication time (here Tuesday, 21 October 2025)."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model.times import Precision, When
from dateline.reading.dates import DateMention, Tense, find, resolve
from dateline.reading.dates.grammar import PATTERNS
from dateline.reading.dates.rules import RULES

ANCHOR = dt.date(2025, 10, 21)
PAST, FUTURE = Tense.PAST, Tense.FUTURE

PHRASES = [
    # weeks, months, years
    ("last week", None, "2025-10-13/2025-10-19"),
    ("this week", None, "2025-10-20/2025-10-26"),
    ("next week", None, "2025-10-27/2025-11-02"),
    ("earlier this week", None, "2025-10-20"),
    ("later this week", None, "2025-10-22/2025-10-26"),
    ("early this week", None, "2025-10-20/2025-10-22"),
    ("the end of next week", None, "2025-10-31/2025-11-02"),
    ("this month", None, "2025-10"),
    ("next month", None, "2025-11"),
    ("last month", None, "2025-09"),
    ("later this month", None, "2025-10-22/2025-10-31"),
    ("earlier this month", None, "2025-10-01/2025-10-20"),
    ("the end of the month", None, "2025-10-21/2025-10-31"),
    ("last year", None, "2024"),
    ("early next year", None, "2026-01-01/2026-04-30"),
    ("later this year", None, "2025-10-22/2025-12-31"),
    ("by the end of the year", None, "2025-10-21/2025-12-31"),
    ("in 2018", None, "2018"),
    ("mid-2026", None, "2026-05-01/2026-08-31"),
    ("the first half of 2026", None, "2026-01-01/2026-06-30"),
    ("over the past year", None, "2024-10-21/2025-10-21"),
    # weekdays
    ("on Tuesday", None, "2025-10-21"),
    ("on Tuesday", FUTURE, "2025-10-21"),
    ("on Wednesday", None, "2025-10-15"),
    ("on Friday", PAST, "2025-10-17"),
    ("on Friday", FUTURE, "2025-10-24"),
    ("Friday", Tense.PRESENT, "2025-10-24"),
    ("last Tuesday", None, "2025-10-14"),
    ("next Tuesday", None, "2025-10-28"),
    ("this Friday", None, "2025-10-24"),
    ("this coming Sunday", None, "2025-10-26"),
    ("Tuesday of next week", None, "2025-10-28"),
    ("next week on Thursday", None, "2025-10-30"),
    ("Monday evening", None, "2025-10-20"),
    ("by Friday", None, "2025-10-21/2025-10-24"),
    ("on Monday and Tuesday", None, "2025-10-20/2025-10-21"),
    ("on Monday and Tuesday", FUTURE, "2025-10-27/2025-10-28"),
    ("from Thursday to Saturday", FUTURE, "2025-10-23/2025-10-25"),
    ("over the weekend", None, "2025-10-18/2025-10-19"),
    ("over the weekend", FUTURE, "2025-10-25/2025-10-26"),
    ("last weekend", None, "2025-10-18/2025-10-19"),
    ("this weekend", None, "2025-10-25/2025-10-26"),
    # days near the anchor, distances
    ("today", None, "2025-10-21"),
    ("earlier today", None, "2025-10-21"),
    ("this morning", None, "2025-10-21"),
    ("tonight", None, "2025-10-21"),
    ("yesterday", None, "2025-10-20"),
    ("last night", None, "2025-10-20"),
    ("the day before", None, "2025-10-20"),
    ("the day before yesterday", None, "2025-10-19"),
    ("tomorrow", None, "2025-10-22"),
    ("two days ago", None, "2025-10-19"),
    ("three days from now", None, "2025-10-24"),
    ("a fortnight ago", None, "2025-10-06/2025-10-12"),
    ("in two weeks", None, "2025-11-03/2025-11-09"),
    ("in two to three weeks", FUTURE, "2025-11-03/2025-11-16"),
    ("in six months' time", None, "2026-04"),
    ("three years ago", None, "2022"),
    ("within two weeks", None, "2025-10-21/2025-11-04"),
    ("in the past two weeks", None, "2025-10-07/2025-10-21"),
    ("in the next ten days", None, "2025-10-21/2025-10-31"),
    # days of the calendar
    ("21.10.25, 08:00", None, "2025-10-21T08:00"),
    ("1.3.2024", None, "2024-03-01"),
    ("21/10/2025", None, "2025-10-21"),
    ("10/21/2025", None, "2025-10-21"),
    ("Oct. 21", None, "2025-10-21"),
    ("21 October", None, "2025-10-21"),
    ("the 15 August summit", None, "2025-08-15"),
    ("15 August", FUTURE, "2026-08-15"),
    ("3 March", PAST, "2025-03-03"),
    ("3 March", None, "2026-03-03"),
    ("December 30", None, "2025-12-30"),
    ("24 February last year", None, "2024-02-24"),
    ("October 21, 2025", None, "2025-10-21"),
    ("the 21st of October 2025", None, "2025-10-21"),
    ("Thursday, Oct. 23", None, "2025-10-23"),
    ("OCTOBER 21, 2025", None, "2025-10-21"),
    ("2025-10-21T08:00Z", None, "2025-10-21T08:00+00:00"),
    ("2025-10-21", None, "2025-10-21"),
    ("from 13 to 15 October", None, "2025-10-13/2025-10-15"),
    ("October 13-15", None, "2025-10-13/2025-10-15"),
    ("13–15 October 2024", None, "2024-10-13/2024-10-15"),
    ("28 October to 2 November", None, "2025-10-28/2025-11-02"),
    ("December 30 to January 2", None, "2025-12-30/2026-01-02"),
    ("the week of 13 October", None, "2025-10-13/2025-10-19"),
    ("the weekend of 1 November", None, "2025-11-01/2025-11-02"),
    # months, quarters, seasons, feasts
    ("October 2025", None, "2025-10"),
    ("in May", None, "2025-05"),
    ("in May 2024", None, "2024-05"),
    ("since March", None, "2025-03"),
    ("last October", None, "2024-10"),
    ("next March", None, "2026-03"),
    ("mid-November", None, "2025-11-11/2025-11-20"),
    ("in late October", None, "2025-10-21/2025-10-31"),
    ("early November 2026", None, "2026-11-01/2026-11-10"),
    ("end of August", None, "2025-08-21/2025-08-31"),
    ("by the end of August", FUTURE, "2025-10-21/2026-08-31"),
    ("by the end of November", None, "2025-10-21/2025-11-30"),
    ("the first quarter of 2026", None, "2026-01-01/2026-03-31"),
    ("Q4 2025", None, "2025-10-01/2025-12-31"),
    ("next quarter", None, "2026-01-01/2026-03-31"),
    ("in the spring", None, "2026-03-01/2026-05-31"),
    ("last winter", None, "2024-12-01/2025-02-28"),
    ("this autumn", None, "2025-09-01/2025-11-30"),
    ("summer of 2026", None, "2026-06-01/2026-08-31"),
    ("over Easter weekend 2025", None, "2025-04-18/2025-04-21"),
    ("Orthodox Easter Sunday 2024", None, "2024-05-05"),
    ("Good Friday", None, "2026-04-03"),
    ("Christmas Eve", None, "2025-12-24"),
    # clocks
    ("at 10 a.m. on Tuesday", None, "2025-10-21T10:00"),
    ("Tuesday at 3:30 p.m.", None, "2025-10-21T15:30"),
    ("13 October 2025, 15:00 Moscow time", None, "2025-10-13T15:00+03:00"),
    ("noon on Thursday", FUTURE, "2025-10-23T12:00"),
]

NO_DATES = [
    "at 10 a.m.",
    "31.02.2025",
    "31 June",
    "32 October",
    "15 August 20255",
    "in 20255",
    "9999-12-31",
    "0000-01-01",
    "05/06/2025",
    "version 1.2.3.4",
    "They may march in the fall-out of it",
    "Theresa May said",
    "read it in the Sun",
    "He sat on the throne.",
    "for the first time in two years",
    "the day before the summit",
    "as soon as possible",
    "shortly after the talks",
    "25:61",
    "he paid 21 dollars",
    "at 30 Downing Street",
]

VAGUE = [
    "in the near future",
    "in the coming days",
    "in the coming weeks",
    "soon",
    "a few days ago",
    "at a later date",
    "in the foreseeable future",
]

ABSOLUTE = [
    "21.10.25, 08:00",
    "2025-10-21",
    "October 21, 2025",
    "15 August 2024",
    "October 13-15, 2025",
    "May 2024",
]


@pytest.mark.parametrize(("words", "tense", "iso"), PHRASES)
def test_an_expression_means_what_the_table_says(words, tense, iso):
    """Each phrase, read on Tuesday 21 October 2025, gives the days beside it."""
    when = resolve(words, ANCHOR, tense)

    assert when is not None
    assert when.iso == iso


@pytest.mark.parametrize("words", NO_DATES)
def test_what_is_no_date_gives_none(words):
    """A day that does not exist, an ambiguous form and a mere word are not dates."""
    assert find(words, ANCHOR) == ()


@pytest.mark.parametrize("words", VAGUE)
def test_a_vague_time_is_tagged_without_an_interval(words):
    """A time "in the near future" is marked, and says no day."""
    (mention,) = find(f"They will meet {words}.", ANCHOR)

    assert mention.when == When.vague()
    assert mention.rule == "vague"


def test_a_name_glued_to_a_date_does_not_hide_it():
    """In "CNN21.10.25, 08:00 • [views_3]" the date and the clock are read, and nothing else."""
    text = "CNN21.10.25, 08:00 • [views_3]"

    (mention,) = find(text, None)

    assert text[mention.start : mention.end] == "21.10.25, 08:00"
    assert mention.when.iso == "2025-10-21T08:00"


def test_mentions_stand_in_text_order():
    """Two dates in one sentence are two mentions with their own words."""
    text = "Last week he promised to come on 28 October."

    found = [(text[m.start : m.end], m.when.iso) for m in find(text, ANCHOR)]

    assert found == [("Last week", "2025-10-13/2025-10-19"), ("28 October", "2025-10-28")]


def test_a_past_tense_makes_in_two_weeks_a_span_of_time():
    """The words "they met three times in two weeks" name no day to come."""
    assert resolve("in two weeks", ANCHOR, PAST) is None


def test_without_an_anchor_only_what_is_absolute_is_resolved():
    """A report without a publication time still has its full dates."""
    text = "Last week and on 28 October, and then on 1 March 2026."

    assert [m.when.iso for m in find(text, None)] == ["2026-03-01"]


@pytest.mark.parametrize(
    "anchor",
    [dt.datetime(2025, 10, 21, 23, 59, tzinfo=dt.UTC), When.day(ANCHOR), When.parse("2025-10-21T08:00")],
)
def test_an_anchor_may_be_a_moment_or_a_when(anchor):
    """A publication time to the minute anchors like its day."""
    assert resolve("yesterday", anchor) == When.day(dt.date(2025, 10, 20))


def test_a_publication_month_anchors_nothing_relative():
    """When only "October 2025" is known of a report, its "yesterday" stays open."""
    assert resolve("yesterday", When.month(2025, 10)) is None


def test_the_weekday_of_the_anchor_is_the_anchor_day():
    """A report of Tuesday that says "on Tuesday" means its own day, in whatever tense."""
    assert {resolve("on Tuesday", ANCHOR, tense) for tense in (None, *Tense)} == {When.day(ANCHOR)}


def test_two_expressions_are_not_one():
    """``resolve`` abstains when the words hold two dates."""
    assert resolve("today or 24 October", ANCHOR) is None


def test_every_pattern_has_its_rule():
    """The grammar and the rules name the same expressions."""
    assert list(PATTERNS) == list(RULES)


def _law(mention: DateMention, text: str) -> None:
    assert 0 <= mention.start < mention.end <= len(text)
    if mention.when.precision is Precision.VAGUE:
        assert mention.when.first is None
    else:
        assert mention.when.first is not None
        assert mention.when.last is not None
        assert mention.when.first <= mention.when.last


WORDS = sorted(
    {word for phrase, *_ in PHRASES for word in phrase.split()} | {"31", "29 February", "9999", "\n"}
)
ANCHORS = st.none() | st.dates() | st.datetimes()


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=8),
    ANCHORS,
    st.sampled_from([None, *Tense]),
)
def test_any_heap_of_words_is_read_without_an_error(words, anchor, tense):
    """Whatever stands in a report, in any order and at any date: no error, true intervals."""
    text = " ".join(words)

    mentions = find(text, anchor, tense=tense)

    for mention in mentions:
        _law(mention, text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(ABSOLUTE), st.text(max_size=12), st.text(max_size=12), ANCHORS)
def test_an_absolute_date_means_the_same_anywhere(date, before, after, anchor):
    """A full date does not hang on the anchor nor on the sentences around it."""
    text = f"{before} . {date} . {after}"

    found = [m for m in find(text, anchor) if m.start == len(before) + 3]

    assert [m.when for m in found] == [resolve(date, None)]


@settings(deadline=None, max_examples=100)
@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)), st.sampled_from(["Monday", "Thursday", "Sunday"]))
def test_tense_puts_a_weekday_on_its_side_of_the_anchor(anchor, weekday):
    """A past weekday lies within the six days before the report, a future one within the six after."""
    past, future = resolve(weekday, anchor, PAST), resolve(weekday, anchor, FUTURE)

    assert 0 <= (anchor - past.first).days <= 6
    assert 0 <= (future.first - anchor).days <= 6
    assert past.first.strftime("%A") == future.first.strftime("%A") == weekday
