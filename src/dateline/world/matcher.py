"""One Aho-Corasick automaton over all surfaces: every hit, whole words only, the longest wins.

The automaton reports *overlapping* hits: its own leftmost-longest mode would drop "Niger" for the
"Nigeria" that begins "Nigerians" and then find that neither ends at a word boundary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from dateline.world.fold import fold_with_offsets
from dateline.world.lexemes import Lexeme

__all__ = ["TITLED", "Hit", "Matcher"]

Hit = tuple[int, int, int]
"""Start, end, number of the lexeme."""

# Titles before a surname that is also a common word: "Prime Minister May", "Mr. Young".
TITLED = re.compile(
    r"\b(?:President|Minister|Premier|Chancellor|Secretary|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Sir|Lord|Lady|Dame"
    r"|General|Gen\.?|Admiral|Ambassador|Envoy|Speaker|Senator|Sen\.?|Rep\.?|Justice|King|Queen|Prince"
    r"|Princess|Pope|Commissioner|Councillor|Counsellor|Chairman|Spokesman|Spokeswoman|Spokesperson|Adviser"
    r"|Advisor|Director|Governor|Leader)\s+$"
)
_CAPITALS = re.compile(r"[A-Z]{2,}")
_WORD_BEFORE = re.compile(r"(\w+)\s+$")
_WORD_AFTER = re.compile(r"\s+(\w+)")


class Matcher:
    """Finds lexemes in a text."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        """Build the automaton over the surfaces."""
        self._rules = [lexeme.rule for lexeme in lexemes]
        self._automaton = AhoCorasick(
            [lexeme.surface for lexeme in lexemes], matchkind=MatchKind.Standard, store_patterns=False
        )

    def hits(self, text: str) -> list[Hit]:
        """Whole-word hits in text order, none overlapping another; at one start the longest wins."""
        folded, offsets = fold_with_offsets(text)
        words = [
            (start, -end, number)
            for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True)
            if _whole(folded, start, end) and self._counts(folded, start, end, number)
        ]
        words.sort()
        hits: list[Hit] = []
        reached = 0
        for start, minus_end, number in words:
            if start >= reached:
                reached = -minus_end
                hits.append((start, reached, number))
        hits = [hit for hit in hits if self._rules[hit[2]] != "never"]
        return hits if offsets is None else [(offsets[s], _end(offsets, e), n) for s, e, n in hits]

    def _counts(self, folded: str, start: int, end: int, number: int) -> bool:
        rule = self._rules[number]
        if not rule or rule == "never":
            return True
        before = folded[max(0, start - 40) : start]
        if rule == "titled":
            return TITLED.search(before) is not None
        after = folded[end : end + 40]
        return not any(
            word and _CAPITALS.fullmatch(word[1])
            for word in (_WORD_BEFORE.search(before), _WORD_AFTER.match(after))
        )


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no letter is cut from a letter, and no digit from a digit, at either end."""
    if start:
        outer, inner = text[start - 1], text[start]
        if (outer.isalpha() and inner.isalpha()) or (outer.isdigit() and inner.isdigit()):
            return False
    if end < len(text):
        inner, outer = text[end - 1], text[end]
        if (outer.isalpha() and inner.isalpha()) or (outer.isdigit() and inner.isdigit()):
            return False
    return True


def _end(offsets: list[int], end: int) -> int:
    """Where the hit ends in the text: with the combining marks of its last letter."""
    return offsets[end] if end < len(offsets) else offsets[-1]
