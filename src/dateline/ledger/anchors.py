"""Names that last: an entry is called after the words by which it was first known.

The text is frozen, so a report and a place in it mean the same for ever; the number that an analysis gives
to what it finds there does not. A newer analysis that finds the same words gives the same id.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

__all__ = ["anchored"]


def anchored(letter: str, places: Iterable[tuple[str, str, int]]) -> dict[str, str]:
    """For each finding (its id, report and first place in the text) the id of what it is the first word of.

    The second thing told of in the same words is numbered, in the order of the findings' ids.
    """
    seen: Counter[tuple[str, int]] = Counter()
    names: dict[str, str] = {}
    for finding, report, start in sorted(places, key=lambda p: (len(p[0]), p)):
        number = seen[report, start]
        seen[report, start] += 1
        words = f"{report}\x1f{start}" + (f"\x1f{number}" if number else "")
        names[finding] = letter + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:12]
    return names
