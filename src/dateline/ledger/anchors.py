"""Names that last: an entry is called after the words by which it was first known.

The text is frozen, so a report and a place in it mean the same for ever; the number that an analysis gives
to what it finds there does not. A newer analysis that finds the same words gives the same id, and one that
finds the same thing in words that overlap keeps it (:mod:`dateline.ledger.former`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

__all__ = ["anchored"]


def anchored(
    letter: str,
    places: Iterable[tuple[str, str, int]],
    called: Mapping[str, str | None] | None = None,
    others: Iterable[str] = (),
) -> dict[str, str]:
    """For each finding (its id, report and first place in the text) the id of what it is the first word of.

    The second thing told of in the same words is numbered, in the order of the findings' ids. ``called`` are
    the ids that findings have from an older reading; these, and ``others``, no other one gets.
    """
    known = {finding: name for finding, name in (called or {}).items() if name}
    taken = {*known.values(), *others}
    seen: Counter[tuple[str, int]] = Counter()
    names: dict[str, str] = {}
    for finding, report, start in sorted(places, key=lambda p: (len(p[0]), p)):
        if finding in known:
            names[finding] = known[finding]
            continue
        name = None
        while name is None or name in taken:
            name = _name(letter, report, start, seen[report, start])
            seen[report, start] += 1
        names[finding] = name
    return names


def _name(letter: str, report: str, start: int, number: int) -> str:
    words = f"{report}\x1f{start}" + (f"\x1f{number}" if number else "")
    return letter + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:12]
