"""Where a side stands on an issue over time: its history, its shifts, and where it contradicts itself.

Pure: nothing here reads a clock or a store, and the order in which reports arrive plays no part.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, takewhile

from dateline.ledger.moments import Moment
from dateline.ledger.names import tokens
from dateline.ledger.order import position_place
from dateline.model.entries import DatedPosition, Position
from dateline.model.findings import Issue, Stance
from dateline.model.stands import AGAINST, FOR, WIDE, Contradiction, Shift, opposed
from dateline.model.times import When

__all__ = ["position_id", "position_of", "stand", "stands"]

_AT_ONE_TIME = dt.timedelta(days=1)  # two voices a day apart may stand on two sides of midnight
_SHORTEST = 5  # letters of a word that can be a theme: shorter ones are mostly grammar
_SIDED = FOR | AGAINST
_ASKED = frozenset({Stance.DEMANDS, Stance.URGES})  # what is asked for may be a part of the issue only
_COMMON = frozenset(
    {"about", "after", "again", "against", "before", "being", "between", "could", "every", "first", "having"}
    | {"might", "never", "other", "people", "should", "since", "still", "their", "there", "these", "thing"}
    | {"things", "those", "three", "under", "until", "where", "which", "while", "within", "without", "would"}
)


def position_id(side: str, issue: Issue | str) -> str:
    """The id of where ``side`` stands on ``issue``."""
    return "p" + hashlib.sha256(f"{side}\x1f{issue}".encode("utf-8", "replace")).hexdigest()[:12]


def position_of(told: DatedPosition) -> str:
    """The id of the position that a report's word belongs to."""
    return position_id(_side(told), told.issue)


def stands(positions: Iterable[DatedPosition]) -> tuple[Position, ...]:
    """One entry for each side and issue, by side and issue; a finding that comes twice counts once."""
    groups: dict[tuple[str, str], list[DatedPosition]] = {}
    for one in {p.finding: p for p in positions}.values():
        groups.setdefault((_side(one), str(one.issue)), []).append(one)
    return tuple(sorted(map(stand, groups.values()), key=position_place))


def stand(group: Iterable[DatedPosition]) -> Position:
    """Where one side stands on one issue; ``group`` is what it said of it, at least one word."""
    history = tuple(sorted(group, key=_order))
    newest = history[-1]
    side = _side(newest)
    return Position(
        position_id(side, newest.issue),
        side,
        newest.issue,
        newest.stance,
        history,
        shifts=tuple(_shifts(history)),
        contradictions=tuple(_contradictions(history)),
    )


def _side(told: DatedPosition) -> str:
    return told.actor.side or told.actor.name


def _order(told: DatedPosition) -> tuple[str, str, int, str]:
    passage = told.passage
    return Moment.of(passage.published).at, passage.report, passage.start, told.finding


def _shifts(history: Sequence[DatedPosition]) -> Iterator[Shift]:
    """Each telling (what one report says) whose stances are all new beside the telling before it."""
    before: list[DatedPosition] = []
    for _, told in groupby(history, key=lambda p: (p.passage.published, p.passage.report)):
        now = list(told)
        if before and not {p.stance for p in before} & {p.stance for p in now}:
            yield from _shift(before, now)
        before = now


def _shift(before: Sequence[DatedPosition], now: Sequence[DatedPosition]) -> Iterator[Shift]:
    pairs = ((old, new, _theme(old, new)) for new in now for old in reversed(before))
    found = next((Shift(o, n, theme or None) for o, n, theme in pairs if theme is not None), None)
    if found is not None:
        yield found


def _contradictions(history: Sequence[DatedPosition]) -> Iterator[Contradiction]:
    """Two voices of one side within a day, the one for and the other against the matter.

    The same two with the same two stances are told once, with their first words.
    """
    told: set[tuple[str, Stance, str, Stance]] = set()
    plain = [_is_plain(one) for one in history]
    for place, one in enumerate(history):
        if not plain[place]:
            continue
        for after in takewhile(partial(_at_one_time, history, place), range(place + 1, len(history))):
            other = history[after]
            if not plain[after] or one.speaker == other.speaker or not opposed(one.stance, other.stance):
                continue
            key = one.voice, one.stance, other.voice, other.stance
            matter = _common if _ASKED & {one.stance, other.stance} else _theme
            theme = matter(one, other) if key not in told else None
            if theme is not None:
                told.add(key)
                yield Contradiction(one, other, theme or None)


def _is_plain(told: DatedPosition) -> bool:
    """Whether somebody takes a side, on no condition: whoever says "yes, if" does not contradict a "no"."""
    return told.speaker is not None and not told.condition and told.stance in _SIDED


def _at_one_time(history: Sequence[DatedPosition], place: int, after: int) -> bool:
    one, other = history[place].passage, history[after].passage
    first, last = _day(one.published), _day(other.published)
    if first is None or last is None:
        return one.report == other.report
    return abs(last - first) <= _AT_ONE_TIME


def _day(when: When | None) -> dt.date | None:
    return when.last if when else None


def _theme(one: DatedPosition, other: DatedPosition) -> str | None:
    """The words that both share on a wide issue ("" on any other); None when they share none."""
    return _common(one, other) if one.issue in WIDE else ""


def _common(one: DatedPosition, other: DatedPosition) -> str | None:
    known = _content(one)
    return " ".join(word for word in _content(other) if word in known) or None


def _content(told: DatedPosition) -> dict[str, None]:
    """The telling words of an issue's short phrase, in order, without the names of those involved."""
    names = {w for name in (told.actor.name, told.actor.side, told.addressee) for w in tokens(name or "")}
    words = (w for w in tokens(told.issue_text) if len(w) >= _SHORTEST)
    return dict.fromkeys(w for w in words if w not in _COMMON and w not in names)
