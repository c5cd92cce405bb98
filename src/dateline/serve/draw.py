"""What is drawn: a shape for each status, a strip of dates, a life of claims. SVG without style of its own.

Colours and line widths are classes of ``static/desk.css``; every drawing says in words what it shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from dateline.serve.words import spell, visible

__all__ = ["Point", "bars", "mark", "status", "strip", "voices"]

SHAPES = {
    "proposed": '<circle cx="8" cy="8" r="5.5" class="line" stroke-dasharray="2.4 2"/>',
    "planned": '<circle cx="8" cy="8" r="5.5" class="line"/>',
    "rescheduled": '<path d="M1.5 8h9M7 3l6 5-6 5" class="line"/>',
    "postponed": '<path d="M5.2 2.5v11M10.8 2.5v11" class="thick"/>',
    "cancelled": '<path d="M3 3l10 10M13 3L3 13" class="thick"/>',
    "refused": '<circle cx="8" cy="8" r="7" class="fill"/><path d="M4.2 8h7.6" class="hole"/>',
    "ongoing": '<path d="M3.5 2l10 6-10 6z" class="fill"/>',
    "held": '<circle cx="8" cy="8" r="6.5" class="fill"/>',
    "contested": (
        '<path d="M7 1.5a6.5 6.5 0 0 0 0 13z" class="fill"/>'
        '<path d="M9.6 2.2a6 6 0 0 1 0 11.6z" class="line"/>'
    ),
    "unclear": '<path d="M8 1.8L14.2 8 8 14.2 1.8 8z" class="line"/>',
}
"""Status to shape, in a box of 16 by 16: hollow is to come, full has been, a bar or cross stops it."""

WIDTH, EDGE, LANE, LETTER = 1000, 24, 22, 9.0
MOST = 240
"""Marks in one drawing; of more, those nearest to its end are drawn."""
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Point:
    """One mark: a day, a status, the words that it shows, and the page that it opens."""

    day: dt.date
    status: str
    words: str
    href: str
    row: str = ""


def mark(status: str) -> Markup:
    """The shape of a status for the running text; the word stands beside it."""
    shape = SHAPES.get(status, SHAPES["unclear"])
    return Markup(  # noqa: S704 - built of constants
        f'<svg class="mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{shape}</svg>'
    )


@lru_cache(64)
def status(word: str | None) -> Markup:
    """A status as the running text has it: its shape and its word."""
    words = Markup('<span class="status s-{}">{}<span class="word">{}</span></span>')
    return words.format(visible(word or ""), mark(word or ""), visible(spell(word or "")))


def strip(points: Iterable[Point], *, today: dt.date | None = None) -> Markup:
    """A strip of dates with a mark for each point; points of one day stand on each other."""
    chosen = sorted(points, key=lambda p: (p.day, p.words))[-MOST:]
    if not chosen:
        return Markup()
    across = _scale([p.day for p in chosen])
    lanes: dict[int, float] = {}
    placed = []
    for point in chosen:
        x = across(point.day)
        lane = next((n for n in range(99) if lanes.get(n, -99.0) < x - 17), 0)
        lanes[lane] = x
        placed.append((point, x, lane))
    height = LANE * (max(lanes) + 1) + 30
    body = [*_axis([p.day for p in chosen], across, height), *_now(today, chosen, across, height)]
    body += [_placed(point, x, height - 30 - LANE * lane - 16) for point, x, lane in placed]
    return _drawing(body, height, f"{len(chosen)} meetings from {chosen[0].day} to {chosen[-1].day}")


def voices(points: Sequence[Point]) -> Markup:
    """Who claims what and when: a line for each voice (``row``), its claims in the order of their days."""
    if not points:
        return Markup()
    rows = list(dict.fromkeys(p.row for p in points))
    across = _scale([p.day for p in points], left=230)
    height = LANE * 1.3 * len(rows) + 30
    body = list(_axis([p.day for p in points], across, height))
    for number, row in enumerate(rows):
        y = LANE * 1.3 * number + 14
        own = [p for p in points if p.row == row]
        xs = [across(p.day) for p in own]
        body.append(f'<text x="0" y="{y + 4:.0f}" class="row">{_said(_cut(row, 30))}</text>')
        body.append(f'<path d="M{min(xs):.1f} {y:.1f}H{max(xs):.1f}" class="thread"/>')
        body += [_placed(p, x, y - 8) for p, x in _apart(own, xs)]
    return _drawing(body, height, f"{len(points)} claims by {len(rows)} voices")


def bars(days: Iterable[dt.date], *, what: str) -> Markup:
    """How many of ``what`` there are over time: a bar for each day, or each month of a long time."""
    known = sorted(days)
    if not known:
        return Markup()
    by_month = (known[-1] - known[0]).days > 120
    counts: dict[dt.date, int] = {}
    for day in known:
        start = day.replace(day=1) if by_month else day
        counts[start] = counts.get(start, 0) + 1
    across, most = _scale(known), max(counts.values())
    body = list(_axis(known, across, 90))
    for start, count in counts.items():
        tall = max(4.0, 54 * count / most)
        title = f"{start:%B %Y}: {count}" if by_month else f"{start}: {count}"
        place = f'x="{across(start) - 4:.1f}" y="{60 - tall:.1f}" width="8" height="{tall:.1f}"'
        body.append(f'<rect {place} class="bar"><title>{_said(title)}</title></rect>')
    return _drawing(body, 90, f"{len(known)} {what} from {known[0]} to {known[-1]}")


def _apart(points: Sequence[Point], xs: Sequence[float]) -> Iterator[tuple[Point, float]]:
    """Claims of one day beside each other, not on each other."""
    last = -99.0
    for point, x in zip(points, xs, strict=True):
        last = max(x, last + 17)
        yield point, min(last, WIDTH - 10.0)


def _drawing(body: Iterable[str], height: float, words: str) -> Markup:
    return Markup(  # noqa: S704 - every word in body went through _said
        f'<svg class="strip" viewBox="0 0 {WIDTH} {height:.0f}" role="group" aria-label="{_said(words)}">'
        f"{''.join(body)}</svg>"
    )


def _placed(point: Point, x: float, y: float) -> str:
    shape = SHAPES.get(point.status, SHAPES["unclear"])
    words = _said(f"{point.status}, {point.day}: {point.words}")
    return (
        f'<a href="{_said(point.href)}" class="s-{_said(point.status)}" aria-label="{words}">'
        f'<svg x="{x - 8:.1f}" y="{y:.1f}" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'
        f'<rect x="-2" y="-2" width="20" height="20" class="hit"/>{shape}<title>{words}</title></svg></a>'
    )


def _said(words: str) -> str:
    return str(escape(visible(words)))


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _scale(days: Sequence[dt.date], left: int = EDGE) -> Callable[[dt.date], float]:
    first, last = min(days), max(days)
    whole = max((last - first).days, 1)
    room = WIDTH - left - EDGE
    if first == last:
        return lambda _: left + room / 2
    return lambda day: left + room * (day - first).days / whole


def _axis(days: Sequence[dt.date], across: Callable[[dt.date], float], height: float) -> Iterator[str]:
    """A base line with a tick and a date at round places."""
    first, last = min(days), max(days)
    base = height - 22
    yield f'<path d="M{across(first) - 12:.1f} {base:.0f}H{across(last) + 12:.1f}" class="axis"/>'
    free = 0.0  # from here on no date stands yet
    for day, words in _ticks(first, last):
        x = across(day)
        place = "first" if x < 2 * EDGE else "end" if x > WIDTH - 2 * EDGE else "inner"
        at = {"first": x - 12, "end": x + 12}.get(place, x)
        wide = LETTER * len(words)
        start = at - {"first": 0.0, "end": wide}.get(place, wide / 2)
        yield f'<path d="M{x:.1f} {base:.0f}v5" class="axis"/>'
        if start >= free:
            free = start + wide + LETTER
            yield f'<text x="{at:.1f}" y="{height - 5:.0f}" class="tick {place}">{words}</text>'


def _ticks(first: dt.date, last: dt.date) -> list[tuple[dt.date, str]]:
    """Days, Mondays, months or years: as many as can be read beside each other."""
    days = [first + DAY * n for n in range((last - first).days + 1)]
    if len(days) <= 14:
        return [(d, f"{d.day} {d:%b}" + (f" {d:%Y}" if n == 0 else "")) for n, d in enumerate(days)]
    if len(days) <= 90:
        mondays = [d for d in days if d.weekday() == 0]
        return [(d, f"{d.day} {d:%b}" + (f" {d:%Y}" if n == 0 else "")) for n, d in enumerate(mondays)]
    firsts = [d for d in days if d.day == 1]
    step = max(1, len(firsts) // 12)
    if step < 6:
        return [(d, f"{d:%b %Y}" if d.month == 1 or n == 0 else f"{d:%b}") for n, d in enumerate(firsts)][
            ::step
        ]
    years = [d for d in firsts if d.month == 1]
    return [(d, f"{d:%Y}") for d in years[:: max(1, len(years) // 12)]]


def _now(
    today: dt.date | None, points: Sequence[Point], across: Callable[[dt.date], float], height: float
) -> Iterator[str]:
    if today is not None and points[0].day < today < points[-1].day:
        x = across(today)
        yield f'<path d="M{x:.1f} 0V{height - 22:.0f}" class="now"/>'
        yield f'<text x="{x + 4:.1f}" y="10" class="row">today</text>'
