"""What is asked of the entries that a store keeps: read by question, a page at a time, or by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from dateline.ledger.codec import read_value
from dateline.ledger.entry_rows import Derivations, Entry, Standings, read_entry, within
from dateline.ledger.filing import Row
from dateline.ledger.histories import Histories, ToldPosition, by_words, on_issues, whole
from dateline.ledger.names import key
from dateline.ledger.portions import placeholders, portions
from dateline.ledger.relational import RelationalStore
from dateline.ledger.store import Selection
from dateline.model.actors import KnownActor
from dateline.model.entries import Change, Entries, Meeting, Position
from dateline.model.glances import MeetingGlance, PositionGlance
from dateline.model.lineage import Derivation, Standing, Utterance

__all__ = ["KeptAnswers"]

T = TypeVar("T")
_PAGE = 200  # rows that are read at once: a reader who needs fewer does not wait for the rest
_HISTORIES = 20  # that are read at once


class KeptAnswers:
    """What the kept entries of one store answer."""

    def __init__(self, store: RelationalStore) -> None:
        """Of ``store``, as far as it keeps any."""
        self._store = store
        self._histories = Histories(store)

    def meetings(self, wanted: Selection, status: str | None = None) -> Iterator[Meeting]:
        """In order, at least those that are wanted: what the columns tell is looked at, and no more."""
        extra = [("status = ?", status)] if status is not None else []
        for entry in self._found("meeting", wanted, extra):
            if isinstance(entry, Meeting):
                yield entry

    def positions(self, wanted: Selection) -> Iterator[Position]:
        """In order, at least those that are wanted, each with at least the words that are."""
        heads = self._rows("e.*", "position", _of_side(wanted))
        enough = wanted.limit if wanted.limit and not by_words(wanted) else _HISTORIES
        while some := list(islice(heads, min(enough, _HISTORIES))):
            words: dict[str, list[ToldPosition]] = {}
            for own, asked in on_issues(((row["id"], row["issue"]) for row in some), wanted):
                words |= self._histories.of(own, asked)
            yield from (_with(row, words[row["id"]]) for row in some if row["id"] in words)

    def changes(self, wanted: Selection, told_in: Iterable[str] | None = None) -> Iterator[Change]:
        """In order, the changes that are wanted and no others.

        With ``told_in`` only those by words of these few reports, or with these ids.
        """
        found = self._found("change", wanted) if told_in is None else self._told_in(wanted, told_in)
        for entry in found:
            if isinstance(entry, Change):
                yield entry

    def _told_in(self, wanted: Selection, reports: Iterable[str]) -> Iterator[Entry]:
        """The changes of a few reports, which are all looked up before they are put in order."""
        where, values = self._conditions(wanted)
        found: dict[str, Row] = {}
        for some in portions(name for one in reports for name in (within(one), one)):
            named = [f"n.name IN ({placeholders(some)})", "n.kind = 'change'", "e.number = n.entry"]
            condition = " AND ".join([*named, *where])
            command = f"SELECT e.* FROM entry_name n CROSS JOIN entry e WHERE {condition}"  # noqa: S608 - words of this file
            found |= {row["place"]: row for row in self._store.ask(command, [*some, *values])}
        for place in sorted(found, reverse=wanted.newest):
            yield read_entry(found[place])

    def meeting_glances(self, wanted: Selection, status: str | None = None) -> Iterator[MeetingGlance]:
        """What lists show of the meetings whose columns tell that they are wanted."""
        extra = [("status = ?", status)] if status is not None else []
        return self._glances(MeetingGlance, "meeting", wanted, extra)

    def position_glances(self, wanted: Selection) -> Iterator[PositionGlance]:
        """What lists show of the positions whose columns tell that they are wanted."""
        return self._glances(PositionGlance, "position", wanted)

    def positions_of(self, sides: Iterable[str]) -> list[PositionGlance]:
        """What lists show of all positions of ``sides`` (as :meth:`sides` writes them), side after side."""
        found: dict[str, list[PositionGlance]] = {}
        for some in portions(sides):
            found |= {side: [] for side in some}
            command = (
                "SELECT side, body FROM glance WHERE kind = 'position' "  # noqa: S608 - marks
                f"AND side IN ({placeholders(some)}) ORDER BY place"
            )
            for row in self._store.ask(command, some):
                found[row["side"]].append(read_value(PositionGlance, row["body"]))
        return [position for some_of_side in found.values() for position in some_of_side]

    def change_ids(self) -> tuple[str, ...]:
        """The ids of all changes."""
        rows = self._store.ask("SELECT place FROM entry WHERE kind = 'change'")  # an index holds it
        return tuple(row["place"].rpartition("\x1f")[2] for row in rows)

    def _glances(
        self,
        of: type[T],
        kind: str,
        wanted: Selection,
        extra: Iterable[tuple[str, Any]] = (),
    ) -> Iterator[T]:
        """In order, what lists show of the entries whose columns tell that they are wanted."""
        for row in self._rows("e.place, g.body", kind, wanted, extra, "JOIN glance g ON g.entry = e.number"):
            yield read_value(of, row["body"])

    def _found(self, kind: str, wanted: Selection, extra: Iterable[tuple[str, Any]] = ()) -> Iterator[Entry]:
        yield from map(read_entry, self._rows("e.*", kind, wanted, extra))

    def _rows(
        self,
        columns: str,
        kind: str,
        wanted: Selection,
        extra: Iterable[tuple[str, Any]] = (),
        beside: str = "",
    ) -> Iterator[Row]:
        """The rows whose columns tell that they are wanted, a page at a time."""
        where, values = self._conditions(wanted)
        for condition, value in extra:
            where.append(condition)
            values.append(value)
        beyond, order = ("e.place < ?", "e.place DESC") if wanted.newest else ("e.place > ?", "e.place")
        where, values = ["e.kind = ?", *where], [kind, *values]
        size = min(wanted.limit or _PAGE, _PAGE)
        last = self._place(kind, wanted.beyond) if wanted.beyond else None
        while last is not None or not wanted.beyond:
            condition = " AND ".join([*where, beyond] if last is not None else where)
            command = (
                f"SELECT {columns} FROM entry e {beside} "  # noqa: S608 - words of this file
                f"WHERE {condition} ORDER BY {order} LIMIT {size}"
            )
            rows = list(self._store.ask(command, values if last is None else [*values, last]))
            yield from rows
            if len(rows) < size:
                return
            last, size = rows[-1]["place"], _PAGE

    def _place(self, kind: str, name: str) -> str | None:
        """The place of an entry by its id; None where there is none."""
        return next((str(row["place"]) for row in self._called([name], kind) if row["id"] == name), None)

    def _called(self, names: Iterable[str], kind: str) -> Iterator[Row]:
        """Name, id and place of the entries of a kind that answer to ``names``; nothing long is read."""
        for some in portions(names):
            command = (
                "SELECT n.name, e.id, e.place FROM entry_name n CROSS JOIN entry e "  # noqa: S608 - marks
                f"WHERE n.name IN ({placeholders(some)}) AND n.kind = ? AND e.number = n.entry "
                "ORDER BY e.place"
            )
            yield from self._store.ask(command, [*some, kind])

    def ids(self, names: Iterable[str], kind: str) -> dict[str, str]:
        """Name to the id of the entry of a kind that answers to it, as far as there is one."""
        names = list(names)
        told = self._histories.positions_of(names) if kind == "position" else {}
        rows = sorted(self._called(names, kind), key=lambda row: row["name"] == row["id"])  # own ids win
        return told | {row["name"]: row["id"] for row in rows}

    def sides(self) -> list[tuple[str, int, int]]:
        """Each side that has a position, as glances write it: how many it has, and on how many words."""
        command = (
            "SELECT side, count(*) AS positions, sum(weight) AS words FROM glance "
            "WHERE kind = 'position' GROUP BY side ORDER BY side"
        )
        return [(r["side"], int(r["positions"]), int(r["words"])) for r in self._store.ask(command)]

    def _conditions(self, wanted: Selection) -> tuple[list[str], list[Any]]:
        where, values = self._store.dated(wanted, "outlets")
        self._store.named("names", wanted.names, where, values)
        if wanted.side is not None:
            where.append(self._store.holds("sides"))
            values.append(f"|{key(wanted.side)}|")
        if wanted.phrases is not None:
            about = " AND ".join(self._store.holds("words") for _ in wanted.phrases)
            values += [f" {phrase}" for phrase in wanted.phrases]
            if wanted.issue is not None:
                about = f"({about}) OR issue = ?"
                values.append(wanted.issue.value if hasattr(wanted.issue, "value") else wanted.issue)
            where.append(f"({about})")
        return where, values

    def actors(self, wanted: Selection, kind: str | None = None) -> Iterator[KnownActor]:
        """In order, the actors that are wanted, and no others."""
        extra = [("status = ?", kind)] if kind is not None else []
        for entry in self._found("actor", wanted, extra):
            if isinstance(entry, KnownActor):
                yield entry

    # By name

    def called(self, name: str) -> Entries:
        """The meetings, positions, changes and actors that answer to ``name``."""
        found = [entry for _, entry in self._named([name], ("meeting", "change", "actor"))]
        return Entries(
            meetings=tuple(e for e in found if isinstance(e, Meeting)),
            positions=tuple(self._positions([name, *self._histories.positions_of([name]).values()])),
            changes=tuple(e for e in found if isinstance(e, Change)),
            actors=tuple(e for e in found if isinstance(e, KnownActor)),
        )

    def _positions(self, ids: Iterable[str]) -> Iterator[Position]:
        """Whole positions by their own ids."""
        heads = [row for row in self._rows_named(ids, ("position",)) if row["name"] == row["id"]]
        told = self._histories.of(row["id"] for row in heads)
        yield from (_with(row, told[row["id"]]) for row in heads)

    def carried(self, statements: Iterable[str], *, short: bool = False) -> dict[str, Utterance]:
        """Statement to the utterance that it carries; ``short``: a long one lacks carriers and reports."""
        wanted: dict[str, int] = {}
        for some in portions(statements):
            command = (
                "SELECT name, entry FROM entry_name "  # noqa: S608 - marks
                f"WHERE name IN ({placeholders(some)}) AND kind = 'utterance'"
            )
            wanted |= {row["name"]: row["entry"] for row in self._store.ask(command, some)}
        told = {}
        for numbers in portions(wanted.values()):
            body = "coalesce(g.body, e.body) AS body" if short else "e.body"
            command = (
                f"SELECT e.number, {body} FROM entry e LEFT JOIN glance g ON g.entry = e.number "  # noqa: S608 - marks
                f"WHERE e.number IN ({placeholders(numbers)})"
            )
            for row in self._store.ask(command, numbers):  # the same words are often in many reports
                told[row["number"]] = read_value(Utterance, row["body"])
        return {name: told[number] for name, number in wanted.items()}

    def derived(self, reports: Iterable[str]) -> dict[str, tuple[Derivation, ...]]:
        """Report to what it is derived from."""
        found = self._named(reports, ("derivation",))
        return {name: entry.derivations for name, entry in found if isinstance(entry, Derivations)}

    def stood(self, reports: Iterable[str]) -> dict[str, Standing]:
        """Report to why it does not count."""
        found = self._named(reports, ("standing",))
        return {name: entry.standing for name, entry in found if isinstance(entry, Standings)}

    def _named(self, names: Iterable[str], kinds: tuple[str, ...]) -> Iterator[tuple[str, Entry]]:
        for row in self._rows_named(names, kinds):
            yield row["name"], read_entry(row)

    def _rows_named(self, names: Iterable[str], kinds: tuple[str, ...]) -> Iterator[Row]:
        of_kinds = ", ".join(f"'{kind}'" for kind in kinds)
        for some in portions(names):
            command = (  # CROSS: SQLite is to go from the names to the entries, and never the other way round
                "SELECT n.name, e.* FROM entry_name n CROSS JOIN entry e "  # noqa: S608 - words of this file
                f"WHERE n.name IN ({placeholders(some)}) AND n.kind IN ({of_kinds}) "
                "AND e.number = n.entry ORDER BY e.kind, e.place"
            )
            yield from self._store.ask(command, some)


def _of_side(wanted: Selection) -> Selection:
    """What is wanted of positions, as far as it is told without their words."""
    return Selection(side=wanted.side, limit=wanted.limit, newest=wanted.newest, beyond=wanted.beyond)


def _with(row: Row, history: Iterable[ToldPosition]) -> Position:
    """The position in a row with (some of) its history."""
    return whole(read_value(Position, row["body"]), history)
