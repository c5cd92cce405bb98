"""Find date expressions in a text and resolve them; the public face of :mod:`dateline.reading.dates`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.model.times import Precision, When
from dateline.reading.dates import calendar_arithmetic as cal
from dateline.reading.dates.context import Context, Tense
from dateline.reading.dates.grammar import CLOCK_AFTER, CLOCK_BEFORE, PATTERNS, ZONES
from dateline.reading.dates.rules import RULES

__all__ = ["Anchor", "DateMention", "find", "resolve"]

Anchor = dt.date | dt.datetime | When | None
"""The publication time. One that is not known to the day anchors nothing."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression: its half-open code points, what it means, and the rule that read it."""

    start: int
    end: int
    when: When
    rule: str


_ONE = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}
_WORD_START = r"(?<!\w)"


def _branches(*, at_word_start: bool) -> str:
    """The patterns as one alternation; the look-behind that most share is taken out of them."""
    chosen = {n: p for n, p in PATTERNS.items() if p.startswith(_WORD_START) == at_word_start}
    nameless = {n: re.sub(r"[?]P<[a-z_]+>", "?:", p.removeprefix(_WORD_START)) for n, p in chosen.items()}
    return "|".join(f"(?P<{n}>{p})" for n, p in nameless.items())


# One pass over the text asks which rule reads here; that rule's own pattern then reads its parts.
_ANY = re.compile(f"{_branches(at_word_start=False)}|{_WORD_START}(?:{_branches(at_word_start=True)})")
_CLOCK_AFTER = re.compile(CLOCK_AFTER)
_CLOCK_BEFORE = re.compile(CLOCK_BEFORE)
_WEEK_OF = re.compile(r"\bweek(?:end)?\s(?:of|beginning|starting)\s(?:the\s)?$")
_DEADLINE = re.compile(r"\b[Bb]y\s(?:the\s)?$")
_LOOKS_AHEAD = re.compile(r"\b(?:[Bb]y|[Uu]ntil|[Tt]ill|as (?:early|soon) as)\s(?:the\s)?$")
_LOOKS_BACK = re.compile(r"\b[Ss]ince\s(?:the\s)?$")
_LOOK_BACK = 32


def find(text: str, anchor: Anchor, *, tense: Tense | None = None) -> tuple[DateMention, ...]:
    """Every date expression of ``text`` that can be resolved, in text order, without overlaps.

    ``tense`` is that of the whole ``text``: give a clause when it matters. A preposition belongs to
    a mention only where it changes the meaning ("in two weeks", "by Friday"). Relative
    expressions need an ``anchor`` known to the day; absolute and vague ones do not. Never raises.
    """
    day = _anchor_day(anchor)
    return tuple(_mentions(text, day, tense))


def resolve(words: str, anchor: Anchor, tense: Tense | None = None) -> When | None:
    """What one expression means; None when ``words`` hold no date, or more than one."""
    mentions = find(words, anchor, tense=tense)
    return mentions[0].when if len(mentions) == 1 else None


def _anchor_day(anchor: Anchor) -> dt.date | None:
    if isinstance(anchor, When):
        return anchor.first if anchor.precision in (Precision.DAY, Precision.MINUTE) else None
    return anchor.date() if isinstance(anchor, dt.datetime) else anchor


def _mentions(text: str, day: dt.date | None, tense: Tense | None) -> Iterator[DateMention]:
    free = 0  # where the last mention ended
    for found in _ANY.finditer(text):
        rule = found.lastgroup or ""
        match = _ONE[rule].match(text, found.start())
        if match is None or match.start() < free:
            continue
        before = text[max(free, match.start() - _LOOK_BACK) : match.start()]
        context = Context(day, _tense_by_preposition(before, rule) or tense)
        try:
            when = RULES[rule](match, context)
            if when is None:
                continue
            mention = _widened(text, before, DateMention(match.start(), match.end(), when, rule), day)
        except (ValueError, LookupError, OverflowError):
            continue  # a day that does not exist, or no anchor to reckon from
        free = mention.end
        yield mention


_LEANING = frozenset({"weekday", "weekdays", "the_weekend"})


def _tense_by_preposition(before: str, rule: str) -> Tense | None:
    """What "since" (back), "by", "until" and "as early as" (ahead) decide; a month stays the nearest one."""
    if _LOOKS_BACK.search(before):
        return Tense.PAST
    return Tense.FUTURE if rule in _LEANING and _LOOKS_AHEAD.search(before) else None


def _widened(text: str, before: str, mention: DateMention, day: dt.date | None) -> DateMention:
    """The mention with the clock, the "week of" and the "by" that stand beside it."""
    start, end, when = mention.start, mention.end, mention.when
    if when.precision is Precision.VAGUE:
        return mention
    if when.first == when.last and when.first is not None:
        start, end, when = _with_clock(text, before, mention, when.first)
    if when.precision is Precision.DAY and when.first and (week := _WEEK_OF.search(before)):
        start -= len(before) - week.start()
        when = _week_or_weekend(when.first, before[week.start() :])
    deadline = _DEADLINE.search(before)
    if deadline and day is not None and start == mention.start and when.last and when.last > day:
        start -= len(before) - deadline.start()
        when = When.between(day, when.last)
    return DateMention(start, end, when, mention.rule)


def _week_or_weekend(day: dt.date, words: str) -> When:
    if not words.startswith("weekend"):
        return cal.week(day)
    saturday = cal.day_in_week(day, 5)
    return When.between(saturday, saturday + dt.timedelta(days=1))


def _with_clock(text: str, before: str, mention: DateMention, day: dt.date) -> tuple[int, int, When]:
    start, end = mention.start, mention.end
    after = _CLOCK_AFTER.match(text, end)
    if after and (moment := _moment(after, day)):
        return start, after.end(), moment
    ahead = _CLOCK_BEFORE.search(before)
    if ahead and (moment := _moment(ahead, day)):
        return start - (len(before) - ahead.start()), end, moment
    return start, end, mention.when


def _moment(clock: re.Match[str], day: dt.date) -> When | None:
    """The minute of ``day`` that a clock shows; None for 25:61."""
    if clock["word"]:
        hour, minute = (12 if clock["word"] == "noon" else 0), 0
    else:
        hour, minute = int(clock["hour"] or clock["hour24"]), int(clock["minute"] or clock["minute24"] or 0)
    if clock["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if clock["half"] == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    return When(day, day, Precision.MINUTE, dt.time(hour, minute), _offset(clock))


def _offset(clock: re.Match[str]) -> int | None:
    if not clock["zone"] and not clock["sign"]:
        return None
    offset = ZONES.get(clock["zone"] or "Z", 0)
    if clock["sign"]:
        minutes = int(clock["zone_hours"]) * 60 + int(clock["zone_minutes"] or 0)
        offset += -minutes if clock["sign"] == "-" else minutes
    return offset if -1440 < offset < 1440 else None
