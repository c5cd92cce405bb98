"""Answers as people decided: statements by their corrected speakers, and the mark of who decided."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from dateline.ledger.decisions import Decisions
from dateline.ledger.filing import Row, canonical
from dateline.ledger.names import key
from dateline.ledger.resolving import mark
from dateline.ledger.store import Selection, Store
from dateline.model.entries import Entries, Meeting, Position
from dateline.model.reviewed import Reviewed

__all__ = ["marked", "marked_meeting", "marked_position", "reviewed_rows", "reviewed_statement"]


def marked(entries: Entries, decisions: Decisions) -> Entries:
    """``entries``, each meeting and position with the last decision about what it rests on."""
    if not decisions.decided:
        return entries
    return replace(
        entries,
        meetings=tuple(marked_meeting(m, decisions) for m in entries.meetings),
        positions=tuple(marked_position(p, decisions) for p in entries.positions),
    )


def marked_meeting(meeting: Meeting, decisions: Decisions) -> Meeting:
    """The meeting with the last decision about what it rests on."""
    return replace(meeting, review=_last(meeting.findings, decisions))


def marked_position(position: Position, decisions: Decisions) -> Position:
    """The position with the last decision about what it rests on."""
    return replace(position, review=_last((p.finding for p in position.history), decisions))


def reviewed_statement(name: str, decisions: Decisions) -> Reviewed | None:
    """The last decision about a statement."""
    return _last((name,), decisions)


def _last(names: Iterable[str], decisions: Decisions) -> Reviewed | None:
    made = [decisions.decided[n] for n in names if n in decisions.decided]
    return mark(max(made, key=lambda d: d.number)) if made else None


def reviewed_rows(store: Store, wanted: Selection, decisions: Decisions) -> Iterator[Row]:
    """The rows of the statements wanted, as people corrected them, without those they rejected."""
    statements = {n: v for n, v in decisions.corrected.items() if _is_statement(n)}
    rejected = {n for n in decisions.rejected if _is_statement(n)}
    if not statements and not rejected:
        yield from store.statements(wanted)
        return
    aside = rejected | statements.keys()
    more = None if wanted.limit is None else wanted.limit + len(aside)
    rows = [r for r in store.statements(replace(wanted, limit=more)) if r["id"] not in aside]
    others = replace(wanted, names=None, side=None, limit=None, ids=tuple(sorted(statements)))
    again = [_corrected(row, decisions) for row in store.statements(others)]
    rows += [row for row in again if row["id"] not in rejected and _is_wanted(row, wanted)]
    rows.sort(key=lambda r: (r["at"], r["report"], r["start"], r["ordinal"]), reverse=wanted.newest)
    yield from islice(rows, wanted.limit)


def _is_statement(name: str) -> bool:
    return name.rpartition(".")[2].startswith("s")


def _corrected(row: Row, decisions: Decisions) -> Row:
    """The row as if the machine had found what people say."""
    values = decisions.corrected[row["id"]]
    body = json.loads(row["body"])
    speaker = body["speaker"]
    before = speaker["name"]
    if "speaker" in values:
        speaker |= {"name": values["speaker"], "actor": None, "named": values["speaker"] is not None}
        for hop in body["chain"][-1:]:
            if hop["name"] == before and values["speaker"]:
                hop["name"] = values["speaker"]
    if "side" in values:
        speaker["side"] = values["side"]
    facts = {"speaker_key": key(speaker["name"] or ""), "side": speaker["side"], "body": canonical(body)}
    return dict(row) | facts


def _is_wanted(row: Row, wanted: Selection) -> bool:
    named = wanted.names is None or any(
        all(f" {w} " in row["speaker_key"] for w in form) for form in wanted.names
    )
    named = named or row["speaker_key"] in wanted.signed
    return named and wanted.side in {None, row["side"]}
