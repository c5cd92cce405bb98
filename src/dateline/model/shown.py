"""Words of a report as a reader's program may show them.

A report is hostile input: control characters command terminals and break XML, and the formatting
characters of bidirectional text (UAX #9) make words read in another order than they stand ("Trojan
Source", Boucher and Anderson 2021). Both are shown as U+FFFD. What carries data (tables, JSON-LD,
snapshots) is exact and does not pass through here.
"""

from __future__ import annotations

import re

__all__ = ["one_line", "shorter", "shown"]

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, but tab and line ends
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides, isolates
    "\ud800-\udfff\ufffe\uffff]"  # no characters at all: XML 1.0 forbids them
)


def shown(words: str) -> str:
    """``words`` with what commands instead of saying replaced by U+FFFD; line ends as line feeds."""
    return _HIDDEN.sub("\ufffd", words.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(words: str) -> str:
    """The same in one line, with single spaces."""
    return " ".join(shown(words).split())


def shorter(words: str, most: int) -> str:
    """The same in one line of at most ``most`` code points, cut at a space where there is one."""
    line = one_line(words)
    if len(line) <= most:
        return line
    head = line[: most - 1]
    space = head.rfind(" ")
    return (head[:space] if space > most // 2 else head).rstrip() + "…"
