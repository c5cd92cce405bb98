"""Folding letters so that a name matches with and without its diacritics, offsets unmoved.

Every character folds to exactly one character, so an offset into the folded text is an offset into
the text. Only combining marks and invisible characters vanish; then a list leads back.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["fold", "fold_with_offsets"]

# Letters that Unicode does not decompose, as news agencies write them in plain ASCII.
_PLAIN = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i"}
# Apostrophes and the marks that stand for ayn and hamza; hyphens join the parts of a name as a
# space does (Kim Jong-un, Kim Jong Un). The em dash does not: it parts clauses.
_APOSTROPHES = "\u2018\u2019\u02bc\u02bb\u02be\u02bf\u201b\u2032\u00b4`"
_SPACES = "-\u2010\u2011\u2012\u2013\u00a0\u2007\u2009\u202f\t"
_VANISHING = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")


@cache
def _table() -> dict[int, str]:
    table = {ord(a): b for a, b in _PLAIN.items()}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code):
            table[code] = base
    table.update(dict.fromkeys(map(ord, _APOSTROPHES), "'"))
    table.update(dict.fromkeys(map(ord, _SPACES), " "))
    return table


def fold(text: str) -> str:
    """``text`` with each character folded to one character: ``len(fold(t)) == len(t)``."""
    return text.translate(_table())


def fold_with_offsets(text: str) -> tuple[str, list[int] | None]:
    """The folded text without combining marks, and where each of its characters lies in ``text``.

    The offsets are None when nothing vanished (nearly always): then they are the same. Otherwise the
    list has one more item than the folded text, its last being ``len(text)``.
    """
    if text.isascii() or not _VANISHING.search(text):
        return fold(text), None
    kept = [i for i, char in enumerate(text) if not _VANISHING.match(char)]
    return fold("".join(text[i] for i in kept)), [*kept, len(text)]
