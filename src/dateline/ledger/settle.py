"""Entries of what was folded again: each group of findings as a meeting, position or utterance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from dateline.ledger.anchors import anchored
from dateline.ledger.arrivals import Arrivals
from dateline.ledger.carriers import Saying
from dateline.ledger.changes import position_changes
from dateline.ledger.codec import read_value, write_value
from dateline.ledger.decisions import Decisions
from dateline.ledger.entry_rows import (
    Named,
    actor_row,
    alone,
    change_row,
    is_party,
    key_of_party,
    meeting_row,
    of,
    party,
    position_row,
    utterance_row,
)
from dateline.ledger.fold import life_of
from dateline.ledger.found import MeetingFinding
from dateline.ledger.histories import Histories, ToldPosition
from dateline.ledger.identity import joined
from dateline.ledger.kept import Kept
from dateline.ledger.known import actor_id, known_actor
from dateline.ledger.lineage import (
    change_of_meeting,
    change_of_position,
    spoken_sides,
    traced_meeting,
    traced_position,
    traced_utterance,
)
from dateline.ledger.namings import KeptNamings
from dateline.ledger.origins import Roots
from dateline.ledger.relational import RelationalStore
from dateline.ledger.reviewed import marked_meeting, marked_position
from dateline.ledger.shelf import Item, Shelf
from dateline.ledger.stands import stand
from dateline.ledger.utterances import utterance
from dateline.model.entries import Change, Meeting, Position

__all__ = ["Settling", "group_name"]


class Settling:
    """The entries of some groups, made again and put in the place of what they were."""

    def __init__(
        self, store: RelationalStore, shelf: Shelf, decisions: Decisions, roots: Roots, arrivals: Arrivals
    ) -> None:
        """From the items on ``shelf``, origins as ``roots`` has them; ``arrivals`` hears of new changes."""
        self._shelf = shelf
        self._decisions = decisions
        self._roots = roots
        self._kept = Kept(store)
        self._arrivals = arrivals
        self._namings = KeptNamings(store)
        self._histories = Histories(store)

    def settle(self, kind: str, groups: Iterable[str]) -> None:
        """Make the entries of ``groups`` of items of a kind again."""
        work: dict[str, Callable[[Sequence[str]], None]] = {
            "meeting": self._meetings,
            "position": self._positions,
            "saying": self._utterances,
            "actor": self._actors,
        }
        work[kind](list(groups))

    # Meetings

    def _meetings(self, groups: Sequence[str]) -> None:
        """Meetings of groups, and of those that a reviewer has put together with them, now or before."""
        pairs = self._decisions.together
        judged = self._shelf.named("meeting", (name for pair in pairs for name in pair))
        into = joined({item.id: item.group for item in judged}, pairs)
        beside = self._kept.beside("meeting", map(group_name, groups))
        wanted = dict.fromkeys([*groups, *(n.removeprefix(_GROUP) for n in beside if n.startswith(_GROUP))])
        whole = _Whole(self._shelf, into)
        names: list[str] = []
        made: list[tuple[Meeting, list[Change], list[str]]] = []
        todo = list(dict.fromkeys(into.get(group, group) for group in wanted))
        for root in todo:  # it grows
            parts = whole.parts(root)
            names += map(group_name, parts)
            findings = [
                read_value(MeetingFinding, item.body)
                for group in parts
                for item in self._shelf.members("meeting", group)
            ]
            if findings:
                made.append((*self._meeting(findings, whole), [group_name(g) for g in parts]))
                names += [f.id for f in findings]
                todo += (r for r in self._linked(findings, made[-1][0].id, whole) if r not in todo)
        aliases = self._decisions.aliases
        rows = [(meeting_row(m, aliases), own_groups) for m, _, own_groups in made]
        come = [(row, (*own, *own_groups)) for (row, own), own_groups in rows]
        gone = self._exchange_with_parties("meeting", names, come)
        changes = [change_row(change, meeting) for meeting, some, _ in made for change in some]
        self._exchange_changes([*gone, *(m.id for m, _, _ in made)], changes)

    def _linked(self, findings: Iterable[MeetingFinding], name: str, whole: _Whole) -> Iterator[str]:
        """The roots of the meetings that are linked with one that has another id than before."""
        own = [f for f in findings if f.beside]
        known = self._kept.ids([f.id for f in own], "meeting")
        moved = (b.finding for f in own if known.get(f.id) != name for b in f.beside if b.finding)
        yield from dict.fromkeys(whole.roots(moved).values())

    def _meeting(self, findings: list[MeetingFinding], whole: _Whole) -> tuple[Meeting, list[Change]]:
        findings.sort(key=lambda f: f.order)
        names = whole.anchors(f.report for f in findings)
        homes = whole.homes(b.finding for f in findings for b in f.beside if b.finding)
        meeting, changes = life_of(findings, names, homes)
        sides = spoken_sides(findings)
        meeting = traced_meeting(meeting, self._roots, sides)
        traced = change_of_meeting(meeting, self._roots, sides)
        return marked_meeting(meeting, self._decisions), [traced(c) for c in changes]

    def _exchange_with_parties(self, kind: str, names: Iterable[str], come: list[Named]) -> list[str]:
        """Exchange entries; who takes part in more of them now, or in fewer, is to be made again."""
        names = list(names)
        before = self._kept.parties(kind, names)
        gone = self._kept.exchange(kind, names, come)
        after = Counter(name for _, own in come for name in own if is_party(name))
        changed = (name for name in before.keys() | after.keys() if before[name] != after[name])
        self._shelf.soil("actor", map(key_of_party, changed))
        return gone

    def _exchange_changes(self, subjects: Iterable[str], come: list[Named]) -> None:
        once = {row["id"]: (row, own) for row, own in come}
        known = self._kept.exchange("change", [*map(of, subjects), *once], once.values())
        come_from = ((row["id"], row["place"].split("\x1f")[1]) for row, _ in once.values())
        self._arrivals.came((name, report) for name, report in come_from if name not in known)

    # Positions

    def _positions(self, groups: Sequence[str]) -> None:
        rows: list[Named] = []
        for group in groups:
            told = self._histories.of([group]).get(group)
            changes: list[Change] = []
            if told:
                position, changes = self._position(told)
                rows.append(position_row(position, self._decisions.aliases))
                self._exchange_changed(group, changes, position)
            else:
                self._exchange_changes([group], [])
        self._exchange_with_parties("position", groups, rows)

    def _position(self, told: Sequence[ToldPosition]) -> tuple[Position, list[Change]]:
        chains = {one.finding: chain for one, chain in told}
        position = traced_position(stand(one for one, _ in told), self._roots, chains)
        traced = change_of_position(position, self._roots, chains)
        return marked_position(position, self._decisions), [traced(c) for c in position_changes(position)]

    def _exchange_changed(self, name: str, changes: Iterable[Change], position: Position) -> None:
        """Exchange the changes of a position: most of many are as they were, which their bodies tell."""
        there = self._kept.bodies("change", of(name))
        once = {change.id: change for change in changes}
        fresh = [change for change in once.values() if there.get(change.id) != write_value(change)]
        names = [*(there.keys() - once.keys()), *(change.id for change in fresh)]
        self._kept.exchange("change", names, [change_row(change, position) for change in fresh])
        self._arrivals.came((c.id, c.passage.report) for c in fresh if c.id not in there)

    # Utterances

    def _utterances(self, groups: Sequence[str]) -> None:
        wanted = dict.fromkeys([*groups, *self._siblings(groups)])
        names = list(map(group_name, wanted))
        come: list[Named] = []
        for group in wanted:
            items = list(self._shelf.members("saying", group))
            if not items:
                continue
            names += [item.id for item in items]
            sayings = [read_value(Saying, item.body) for item in items]
            told = utterance(sayings, self._anchor(items[0]))
            row, own = utterance_row(traced_utterance(told, self._roots, sayings))
            come.append((row, (*own, group_name(group))))
        self._kept.exchange("utterance", names, come)

    def _siblings(self, groups: Iterable[str]) -> Iterator[str]:
        """Utterances that begin in the same report at the same place as one of ``groups``.

        They are told apart by a number in their ids.
        """
        first = [item for group in groups if (item := self._shelf.item(int(group)))]
        starts = {_start(item) for item in first}
        for item in self._shelf.of_reports((item.report for item in first), "saying"):
            if _start(item) in starts:
                yield item.group

    def _anchor(self, first: Item) -> str:
        """The id of the utterance that begins with an item."""
        openers = [
            item
            for item in self._shelf.of_reports([first.report], "saying")
            if item.group == str(item.number)
        ]
        places = ((item.id, item.report, int(_start(item)[1])) for item in openers)
        called = {item.id: read_value(Saying, item.body).called for item in openers}
        return anchored("u", places, called)[first.id]

    # Actors

    def _actors(self, groups: Sequence[str]) -> None:
        """Actors by their keys, after everything in which they are counted."""
        made: list[Named] = []
        for key in groups:
            told, reports = self._namings.tallied(key)
            if told:
                counts = (self._kept.count("meeting", party(key)), self._kept.count("position", party(key)))
                made.append(actor_row(known_actor(key, told, reports, counts, self._decisions.aliases)))
        self._kept.exchange("actor", [alone(actor_id(key)) for key in groups], made)


class _Whole:
    """Meetings as groups of findings, those that a reviewer has put together as one: by their roots."""

    def __init__(self, shelf: Shelf, into: Mapping[str, str]) -> None:
        """Of the findings on ``shelf``; ``into`` are the roots of groups that were put together."""
        self._shelf = shelf
        self._into = into
        self._ids: dict[str, str] = {}

    def parts(self, root: str) -> list[str]:
        """The groups of one meeting."""
        return list(dict.fromkeys([root, *(g for g, other in self._into.items() if other == root)]))

    def roots(self, findings: Iterable[str]) -> dict[str, str]:
        """The root of the meeting of each finding."""
        items = self._shelf.named("meeting", dict.fromkeys(findings))
        return {item.id: self._into.get(item.group, item.group) for item in items}

    def homes(self, findings: Iterable[str]) -> dict[str, str]:
        """The id of the meeting of each finding."""
        return {finding: self._id(root) for finding, root in self.roots(findings).items()}

    def _id(self, root: str) -> str:
        if root not in self._ids:
            opening = (item for g in self.parts(root) for item in self._shelf.first("meeting", g))
            first = min(opening, key=lambda item: item.place)
            self._ids[root] = self.anchors([first.report])[first.id]
        return self._ids[root]

    def anchors(self, reports: Iterable[str]) -> dict[str, str]:
        """The id that each finding of some reports would give a meeting."""
        told = [read_value(MeetingFinding, item.body) for item in self._shelf.of_reports(reports, "meeting")]
        places = ((f.id, f.report, f.start) for f in told)
        return anchored("m", places, {f.id: f.called for f in told})


_GROUP = "group "


def group_name(group: str) -> str:
    """The name to which the entry of a group of items answers."""
    return f"{_GROUP}{group}"


def _start(item: Item) -> tuple[str, str]:
    """Report and start of a saying, as they stand in its place."""
    _, report, start, _ = item.place.split("\x1f")
    return report, start
