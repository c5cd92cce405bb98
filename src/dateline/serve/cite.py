"""A line to cite: the words, who published them and when, where they stand, and what they are checked by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.serve.words import cut, long_day

__all__ = ["citation"]


def citation(row: Mapping[str, Any], report: Mapping[str, Any] | None) -> str:
    """Quote, outlet, title, time, code points and the hash of the text, in one line."""
    facts = report or {}
    parts = [
        f"“{cut(row['quote'], 240)}”",
        row.get("outlet") or facts.get("outlet") or "outlet unknown",
        f"“{facts['title']}”" if facts.get("title") else "",
        long_day(row.get("published")),
        f"characters {row['start']}–{row['end']} of report {row['report']}",
        f"SHA-256 {facts['sha256'][:16]}" if facts.get("sha256") else "",
    ]
    return ", ".join(p for p in parts if p) + "."
