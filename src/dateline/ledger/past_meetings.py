"""Meetings as of a moment, from the kept findings: what was claimed by then, and what follows from that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from dateline.ledger.anchors import anchored
from dateline.ledger.codec import read_value
from dateline.ledger.decisions import Decisions
from dateline.ledger.fold import life_of
from dateline.ledger.found import MeetingFinding
from dateline.ledger.lineage import spoken_sides, traced_meeting
from dateline.ledger.moments import day_after
from dateline.ledger.names import key
from dateline.ledger.order import meeting_place
from dateline.ledger.origins import Roots
from dateline.ledger.portions import placeholders, portions
from dateline.ledger.relational import RelationalStore
from dateline.ledger.reviewed import marked_meeting
from dateline.ledger.revived import Revived
from dateline.ledger.settle import group_name
from dateline.ledger.shelf import Shelf
from dateline.ledger.store import Selection
from dateline.model.entries import Meeting

__all__ = ["PastMeetings"]

_AT_ONCE = 50  # meetings that are made at once
_DATED = "0"  # the places of what has a day begin with it or come after it


class _Placed(NamedTuple):
    """A meeting in the order of the answer: the number of its row, or itself where it was made already."""

    place: str
    number: int
    made: Meeting | None = None


class PastMeetings:
    """The meetings of one store as of a minute, ``last`` (see :meth:`Found.until`)."""

    def __init__(
        self, store: RelationalStore, decisions: Decisions, roots: Roots, revived: Revived, last: str
    ) -> None:
        """As people decided, with origins as ``roots`` has them; ``revived`` counted then."""
        self._store = store
        self._decisions = decisions
        self._roots = roots
        self._revived = revived
        self._last = last

    def wanted(self, wanted: Selection) -> Iterator[Meeting]:
        """In order, at least those that are wanted."""
        order = self._ordered(wanted)
        if wanted.newest:
            order.reverse()
        if wanted.beyond is not None:
            order = self._beyond(order, wanted.beyond)
        yield from self._all(order, wanted.limit or _AT_ONCE, wanted.phrases)

    def _beyond(self, order: list[_Placed], name: str) -> list[_Placed]:
        """What comes after the meeting of an id; nothing where there is none."""
        numbers = self._entries_of([name])
        for place, one in enumerate(order):
            if one.made is None and one.number not in numbers:
                continue
            meeting = one.made or self._made([one.number]).get(one.number)
            if meeting is not None and meeting.id == name:
                return order[place + 1 :]
        return []

    # In which order

    def _ordered(self, wanted: Selection) -> list[_Placed]:
        """What may be wanted, in the order of the answer.

        Most meetings stand where they stand today. Those whose first words are of no known day or came
        later, or are of a report with words of several days, are made to see where they stood.
        """
        known = self._candidates(wanted)
        restless = {n for n, place in known.items() if not _DATED <= place < self._surely}
        restless |= self._entries_of(self._parted()) & known.keys()
        restless |= self._entries_of(map(group_name, self._revived.meetings)) | self._touched()
        settled = [_Placed(place, n) for n, place in known.items() if n not in restless]
        made = [*self._made(sorted(restless)).values(), *self._alone()]
        return sorted([*settled, *(_Placed(meeting_place(m), 0, m) for m in made)], key=lambda one: one.place)

    @property
    def _surely(self) -> str:
        """What has a place before it was published by the moment, in any zone."""
        day = dt.date.fromisoformat(self._last[:10])
        return (day - dt.timedelta(days=min(1, day.toordinal() - 1))).isoformat()

    def _candidates(self, wanted: Selection) -> dict[int, str]:
        """Number and place of what may be wanted: the columns tell of today, which is more than of then.

        Of a meeting whose first words have no known day they may tell something else.
        """
        last = min(wanted.last or self._last, self._last)
        where, values = self._store.dated(replace(wanted, last=last), "outlets")
        if wanted.names is not None:  # a state that is in a person's place today took part itself, then
            named: list[str] = []
            for column in ("names", "sides"):
                self._store.named(column, wanted.names, named, values)
            where.append(f"({' OR '.join(named)})")
        if wanted.side is not None:
            where.append(self._store.holds("sides"))
            values.append(f"|{key(wanted.side)}|")
        command = "SELECT number, place FROM entry WHERE kind = 'meeting' AND "
        undated = f"place < '{_DATED}' AND \"first\" <= ? AND \"first\" <> ''"
        found = self._store.tuples(f"{command}{' AND '.join(where)}", values)
        return dict([*found, *self._store.tuples(f"{command}{undated}", [last])])

    def _parted(self) -> list[str]:
        """Findings of which some words may have been published by the moment, and others after it."""
        command = (
            "SELECT meeting FROM assertion GROUP BY meeting "
            'HAVING min("at") < max("at") AND min("at") <= ? AND max("at") >= ?'
        )
        return [name for (name,) in self._store.tuples(command, [day_after(self._last), self._surely])]

    def _touched(self) -> set[int]:
        """What rests on a report that counts today and did not then."""
        items = Shelf(self._store).of_reports(self._revived.gone)
        return self._entries_of(item.id for item in items if item.kind == "meeting")

    def _entries_of(self, names: Iterable[str]) -> set[int]:
        found: set[int] = set()
        for some in portions(names):
            condition = f"kind = 'meeting' AND name IN ({placeholders(some)})"
            rows = self._store.tuples(f"SELECT entry FROM entry_name WHERE {condition}", some)  # noqa: S608 - marks
            found.update(number for (number,) in rows)
        return found

    # What they were

    def _all(
        self, order: Iterable[_Placed], size: int, phrases: Sequence[str] | None = None
    ) -> Iterator[Meeting]:
        left = iter(order)
        while some := list(islice(left, min(size, _AT_ONCE))):
            made = self._made([one.number for one in some if one.made is None], phrases)
            meetings = (one.made or made.get(one.number) for one in some)
            yield from (meeting for meeting in meetings if meeting is not None)

    def _made(self, numbers: Sequence[int], phrases: Sequence[str] | None = None) -> dict[int, Meeting]:
        """Meetings by the numbers of their rows, as far as anything was claimed of them by then."""
        told = {n: some for n, some in self._findings(numbers).items() if some and _may_hold(some, phrases)}
        every = [f for some in told.values() for f in some]
        names, homes = self._names(every), self._homes(every)
        return {n: self._meeting(some, names, homes) for n, some in told.items()}

    def _alone(self) -> list[Meeting]:
        groups = self._revived.alone
        every = [f for group in groups for f in group]
        names, homes = self._names(every), self._homes(every)
        return [self._meeting(group, names, homes) for group in groups]

    def _findings(self, numbers: Sequence[int]) -> dict[int, list[MeetingFinding]]:
        """What was said by then of the meetings of some rows."""
        entries: dict[str, int] = {}
        for some in portions(numbers):
            condition = f"entry IN ({placeholders(some)}) AND name >= 'group ' AND name < 'group!'"
            rows = self._store.tuples(f"SELECT name, entry FROM entry_name WHERE {condition}", some)  # noqa: S608 - marks
            entries |= {name.removeprefix(group_name("")): number for name, number in rows}
        found: dict[int, list[MeetingFinding]] = {number: [] for number in numbers}
        for group, finding in self._kept("grp", entries):
            if finding.report not in self._revived.gone:
                found[entries[group]].append(finding)
        for group in entries.keys() & self._revived.meetings.keys():
            found[entries[group]] += self._revived.meetings[group]
        return found

    def _kept(self, column: str, values: Iterable[str]) -> Iterator[tuple[str, MeetingFinding]]:
        """Findings with one of some values in a column, as far as they were published by then."""
        for some in portions(values):
            condition = f"kind = 'meeting' AND {column} IN ({placeholders(some)})"
            command = f"SELECT {column}, body FROM folded_item WHERE {condition} ORDER BY place"  # noqa: S608 - words of this file
            for value, body in self._store.tuples(command, some):
                finding = read_value(MeetingFinding, body).until(self._last)
                if finding.assertions:
                    yield value, finding

    def _names(self, findings: Iterable[MeetingFinding]) -> dict[str, str]:
        """The ids of the meetings that would begin with each of ``findings``."""
        beside = {f.id: f for _, f in self._kept("report", (f.report for f in findings))}
        beside |= {f.id: f for some in self._revived.meetings.values() for f in some}
        places = ((f.id, f.report, f.start) for f in beside.values())
        return anchored("m", places, {f.id: f.called for f in beside.values()})

    def _homes(self, findings: Iterable[MeetingFinding]) -> dict[str, str]:
        """The ids that the meetings had which are linked with ``findings``, by their findings."""
        linked = {b.finding for f in findings for b in f.beside if b.finding}
        if not linked:
            return {}
        groups = {item.id: item.group for item in Shelf(self._store).named("meeting", linked)}
        then = self._revived.meetings.items()
        groups |= {f.id: group for group, some in then for f in some if group and f.id in linked}
        numbers = self._numbers(groups.values())
        told = self._findings(sorted(set(numbers.values())))
        first = {n: min(some, key=lambda f: f.order) for n, some in told.items() if some}
        heads = {f: first[numbers[g]] for f, g in groups.items() if numbers.get(g) in first}
        for group in self._revived.alone:
            heads |= {f.id: min(group, key=lambda f: f.order) for f in group if f.id in linked}
        names = self._names(heads.values())
        return {finding: names[head.id] for finding, head in heads.items()}

    def _numbers(self, groups: Iterable[str]) -> dict[str, int]:
        """The numbers of the rows of meetings, by their groups."""
        found: dict[str, int] = {}
        for some in portions(map(group_name, groups)):
            condition = f"kind = 'meeting' AND name IN ({placeholders(some)})"
            rows = self._store.tuples(f"SELECT name, entry FROM entry_name WHERE {condition}", some)  # noqa: S608 - marks
            found |= {name.removeprefix(group_name("")): number for name, number in rows}
        return found

    def _meeting(
        self, findings: Iterable[MeetingFinding], names: Mapping[str, str], homes: Mapping[str, str]
    ) -> Meeting:
        group = sorted(findings, key=lambda f: f.order)
        meeting, _ = life_of(group, names, homes)
        meeting = traced_meeting(meeting, self._roots, spoken_sides(group))
        return marked_meeting(meeting, self._decisions)


def _may_hold(findings: Iterable[MeetingFinding], phrases: Sequence[str] | None) -> bool:
    """Whether the words of all phrases are somewhere in what is told of a meeting."""
    if phrases is None:
        return True
    told = (
        word
        for f in findings
        for word in (
            *(f.label, f.place),
            *(name for p in f.participants for name in (p.name, p.side)),
            *(a.passage.quote for a in f.assertions),
        )
    )
    text = key(" ".join(word for word in told if word))
    return all(f" {word}" in text for phrase in phrases for word in phrase.split())
