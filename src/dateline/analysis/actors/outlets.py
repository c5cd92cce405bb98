"""Outlets that a report teaches: names that stand where outlets stand, or are made like an outlet's.

The world tables know the large outlets. A small one is known by the report's own heading and teasers
("- Coastal Post"), by the last or first word of its name ("Meridian Wire", "Radio Fjord"), and by the
words around it ("told X that", "X reported, citing"). The words are in ``lexicon/outlets.toml``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Line, Parsed
from dateline.model.text import Span
from dateline.world import EntryKind, Form, Mention, World

__all__ = ["OutletNames"]

UPPER = "A-ZÀ-ÖØ-ÞĄĆĈĊČĎĐĒĘĚĜĞĠĢĤĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŖŘŚŜŞŠŢŤŪŮŰŲŴŶŸŹŻŽ"
WORD = rf"[{UPPER}][\w’'-]*(?<!['’]s)"
NAME = rf"{WORD}(?: (?:(?:of|and|de|del|da|do|du|la|le|&) )?{WORD}){{0,3}}"
ARTICLE = r"(?:[Tt]he )?"
PROPER = frozenset({EntryKind.PERSON, EntryKind.ORGANISATION, EntryKind.OUTLET, EntryKind.OFFICE})


class OutletNames:
    """The names of a report's outlets that the world tables do not know, and where they stand."""

    def __init__(self, parsed: Parsed, found: Sequence[Sequence[Mention]]) -> None:
        """Learn from the whole report; ``found`` are the world's mentions, line by line."""
        names = dict.fromkeys(n for n in _given(parsed) if World.default().outlet(n) is None)
        for line, mentions in zip(parsed.lines, found, strict=True):
            names |= dict.fromkeys(_learned(line.doc.text, mentions))
        self.names = tuple(sorted(names, key=lambda n: (-len(n), n)))
        words = "|".join(re.escape(n) for n in self.names)
        self._pattern = re.compile(rf"(?<!\w)(?:{words})(?![^\W\d]|-\w)") if words else None

    def sweep(self, line: Line, mentions: Sequence[Mention]) -> Iterator[tuple[Span, str]]:
        """Every place in the line where one of the names stands, outside a longer known name."""
        for match in self._pattern.finditer(line.doc.text) if self._pattern else ():
            if _inside(match.start(), match.end(), mentions) or not _proper(line.doc, match):
                continue
            yield Span(line.start + match.start(), line.start + match.end()), match[0]


def _given(parsed: Parsed) -> Iterator[str]:
    """What the report's heading and its teasers give; an address is no name."""
    document = parsed.document
    for name in (document.outlet, *(s.outlet for s in document.segments)):
        if name and len(name) > 1 and name[:1].isupper() and not re.search(r"\.\w+$|/", name):
            yield name


def _proper(doc: Any, match: re.Match[str]) -> bool:
    """A name of one word that opens a sentence may be a common word ("Time is short")."""
    if " " in match[0]:
        return True
    span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
    return span is None or not span[0].is_sent_start or span[0].pos_ == "PROPN"


@functools.cache
def _slots() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Patterns whose first group is a name, each with whether the name must look like an outlet's."""
    words = lexicon("outlets")
    published = f" (?:{_any(words['published'])})s?(?!\\w)"
    told = _any(words["descriptions"])
    slots = [
        (rf"(?<!\w)((?:{WORD} )*{WORD} (?:{_any(words['heads'])}|News Agency|TV))(?![\w-])", False),
        (rf"(?<!\w)((?:{_any(words['firsts'])})(?: {WORD}){{1,2}})(?![\w-])", False),
        (rf"(?<!\w)(?:{told}) ({NAME})(?![\w-])", False),
        (rf"(?<!\w)(?:[Tt]he|[Aa]|an|by|to|citing) (?:[a-z]+ )?({NAME}) (?:{told})(?!\w)", False),
    ]
    for row in words["slot"]:
        if row.get("dateline"):
            slots.append((rf"^[{UPPER}][^()]{{2,40}}\(({NAME})\)\s*[-–—]", False))
        elif "before" in row:
            head = row.get("needs_head", False)
            slots.append((rf"(?<!\w)({NAME})(?:{_any(row['before'])})(?!\w)", head))
        else:
            tail = published if row.get("published") else r"(?![\w-])"
            start = rf"(?<!\w)(?i:{_any(row['after'])}) {ARTICLE}"
            slots.append((rf"{start}({NAME}){tail}", row.get("needs_head", False)))
    return tuple((re.compile(pattern), head) for pattern, head in slots)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def _learned(text: str, mentions: Sequence[Mention]) -> Iterator[str]:
    if _is_title_case(text):
        return
    for pattern, needs_head in _slots():
        for match in pattern.finditer(text):
            start, name = _without_first(match.start(1), match[1])
            if not name or (needs_head and not _outlet_like(name)):
                continue
            if not _known(start, start + len(name), mentions):
                yield name


def _is_title_case(text: str) -> bool:
    words = [w for w in text.split() if len(w) > 3]
    return len(words) > 4 and all(w[:1].isupper() or not w[:1].isalpha() for w in words)


def _without_first(start: int, name: str) -> tuple[int, str]:
    """The name without a word before it that is none of it ("Another", "Friday")."""
    words = name.split()
    while words and words[0] in lexicon("outlets")["not_names"]:
        start += len(words[0]) + 1
        words = words[1:]
    return start, " ".join(words) if len(" ".join(words)) > 2 else ""


def _outlet_like(name: str) -> bool:
    words, own = name.split(), lexicon("outlets")
    if words[0] in own["firsts"] or ("-" in name and name.split("-", maxsplit=1)[0] in own["slot_heads"]):
        return True
    return len(words) > 1 and words[-1] in (*own["heads"], *own["slot_heads"])


def _known(start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Whether the tables know the name, all of it or what makes it a person's or a body's."""
    for mention in mentions:
        if mention.start < end and start < mention.end:
            whole = mention.start <= start and end <= mention.end
            name = mention.entries[0].kind in PROPER and mention.form is Form.NAME
            if whole or name:
                return True
    return False


def _inside(start: int, end: int, mentions: Sequence[Mention]) -> bool:
    return any(
        m.start <= start and end <= m.end and (m.end - m.start > end - start or _is_outlet(m))
        for m in mentions
    )


def _is_outlet(mention: Mention) -> bool:
    return mention.entries[0].kind is EntryKind.OUTLET
