"""What older readings of a report called what they found there: ids that last, and tombstones of others.

A newer analysis may begin the words of a meeting one word earlier. It is the same meeting, so it keeps the
id after the words by which it was first known; that is told by overlap, reading after reading, from the
readings that the store keeps. An id that no finding has any more leaves a tombstone: the words that it
stood for, and what stands in their place now.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.ledger.anchors import anchored
from dateline.ledger.carriers import Saying
from dateline.ledger.decisions import Anchor
from dateline.ledger.filing import Row
from dateline.ledger.found import Found, MeetingFinding
from dateline.ledger.names import tokens

__all__ = ["Former", "called_as_before", "former"]

_SAME = 0.5  # of the words of both, that a statement must share with what it was before

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Former:
    """What an id stood for that nothing has any more: the words, and the findings of today on them."""

    id: str
    report: str
    start: int
    end: int
    heirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Thing:
    """A meeting or statement of one reading: its ranges, and the names that make it the same thing."""

    id: str
    sort: str
    spans: tuple[_Span, ...]
    names: frozenset[tuple[str, ...]]

    @property
    def start(self) -> int:
        return self.spans[0][0] if self.sort == "u" else min(start for start, _ in self.spans)

    def shared(self, other: _Thing) -> float:
        """How much of their words two things share, at most: 0 to 1."""
        pairs = ((_anchor(one), _anchor(two)) for one in self.spans for two in other.spans)
        return max((one.shared(two) for one, two in pairs), default=0.0)

    def is_same(self, other: _Thing) -> float:
        """How much speaks for one thing in two readings; 0 where it is another."""
        if self.sort != other.sort:
            return 0.0
        shared = self.shared(other)
        if self.sort == "m":
            return shared if self.names & other.names else 0.0
        return shared if shared >= _SAME and (self.names == other.names or not self.names) else 0.0


def called_as_before(found: Found, older: Iterable[Row]) -> Found:
    """``found`` with the ids that its meetings and statements have from ``older`` readings."""
    readings = _by_report(older)
    if not readings:
        return found
    now = found.of_reports()
    called: dict[str, str] = {}
    for report, some in readings.items():
        here = now.get(report, Found())
        things = [*map(_of_meeting, here.meetings), *map(_of_saying, here.sayings)]
        *_, last = _named([*map(list, map(_things, some)), [t for t in things if t.spans]], report)
        called |= last
    return replace(
        found,
        meetings=tuple(replace(m, called=called.get(m.id)) for m in found.meetings),
        sayings=tuple(replace(s, called=called.get(s.id)) for s in found.sayings),
    )


def former(name: str, older: Iterable[Row], now: Callable[[str], Mapping[str, Any]]) -> Former | None:
    """What ``name`` stood for in an older reading; None where none has it. The newest such reading tells.

    ``now`` gives the reading of today of a report.
    """
    for report, some in _by_report(older).items():
        readings = list(map(list, map(_things, some)))
        names = list(_named(readings, report))
        for things, called in reversed(list(zip(readings, names, strict=True))):
            was = next((t for t in things if called[t.id] == name), None)
            if was is not None:
                today = _things(now(report))
                heirs = sorted((t for t in today if t.shared(was)), key=lambda t: (-t.shared(was), t.id))
                heirs = [t for t in heirs if t.sort == was.sort] or heirs
                start, end = was.spans[0]
                return Former(name, report, start, end, tuple(t.id for t in heirs))
    return None


def _by_report(older: Iterable[Row]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in sorted(older, key=lambda r: r["number"]):
        found.setdefault(row["report"], []).append(json.loads(row["body"]))
    return found


def _named(readings: Sequence[Sequence[_Thing]], report: str) -> Iterator[dict[str, str]]:
    """The ids of what each reading found, the oldest first.

    What any reading before found keeps its id, and nothing else gets it.
    """
    known: dict[str, _Thing] = {}
    for things in readings:
        names = dict(_pairs(known, things))
        for sort in ("m", "u"):
            places = [(t.id, report, t.start) for t in things if t.sort == sort]
            names |= anchored(sort, places, names, known)
        known |= {names[t.id]: t for t in things}
        yield names


def _pairs(known: Mapping[str, _Thing], things: Sequence[_Thing]) -> Iterator[tuple[str, str]]:
    """What was known before, and by which id; each thing once, the likest first."""
    told = ((new.is_same(old), old.start, name, new.id) for name, old in known.items() for new in things)
    taken: set[str] = set()
    for _, _, name, finding in sorted((t for t in told if t[0]), key=lambda t: (-t[0], *t[1:])):
        if not {name, finding} & taken:
            taken |= {name, finding}
            yield finding, name


def _things(contract: Mapping[str, Any]) -> Iterator[_Thing]:
    """What an older reading found, by the ids that the ledger gives findings."""
    report = contract["report"]["id"]
    for meeting in contract["meetings"]:
        spans = tuple((a["start"], a["end"]) for a in meeting["assertions"])
        names = frozenset(tokens(p["name"]) for p in meeting["participants"])
        if spans:
            yield _Thing(f"{report}.{meeting['id']}", "m", spans, names)
    for said in contract["statements"]:
        spans = tuple((start, end) for start, end in said["content"])
        yield _Thing(f"{report}.{said['id']}", "u", spans, _who(said["speaker"]["name"]))


def _of_meeting(finding: MeetingFinding) -> _Thing:
    spans = tuple((a.passage.start, a.passage.end) for a in finding.assertions)
    return _Thing(finding.id, "m", spans, frozenset(tokens(p.name) for p in finding.participants))


def _of_saying(saying: Saying) -> _Thing:
    return _Thing(saying.id, "u", saying.spans, _who(saying.speaker))


def _who(name: str | None) -> frozenset[tuple[str, ...]]:
    return frozenset({tokens(name)} if name else ())


def _anchor(span: _Span) -> Anchor:
    return Anchor("", "", *span, "")
