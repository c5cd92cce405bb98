"""From shards to a ledger: one pass in the order of the plan, whoever read what first."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from dateline.bulk.shards import read_rows, write_whole
from dateline.bulk.work import WorkLedger
from dateline.ledger import Ledger
from dateline.model.report import Report

__all__ = ["merge", "write_manifest"]


def merge(work: WorkLedger, shards: Path, ledger: Ledger, watch: Callable[[], None]) -> tuple[int, int]:
    """Add every report of the done units to ``ledger``; how many are new, and how many were there.

    A pass that was cut off is simply made again: what is there already is passed by. Raises
    :class:`~dateline.errors.BulkError` for a shard that is damaged.
    """
    added = there = 0
    for done in work.done():
        for row in read_rows(shards, done.shard):
            if "report" not in row:
                continue
            if row["report"]["report"]["id"] in ledger or not ledger.add(
                Report.from_dict(row["report"], row["text"])
            ):
                there += 1
            else:
                added += 1
            watch()
    return added, there


def write_manifest(work: WorkLedger, folder: Path) -> Path:
    """``manifest.jsonl``: each unit with its shard and counts, in the order of the plan."""
    rows = [
        {
            "unit": done.number,
            "source": done.unit.path,
            "kind": done.unit.kind.value,
            "start": done.unit.start,
            "end": done.unit.end,
            "shard": done.shard,
            **done.counts.as_dict(),
        }
        for done in work.done()
    ]
    path = folder / "manifest.jsonl"
    write_whole(path, "".join(json.dumps(row) + "\n" for row in rows).encode())
    return path
