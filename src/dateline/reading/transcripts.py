"""Transcripts in a plain text: which lines begin a turn with a label, ``QUESTION: ...`` or ``Jane Doe: ...``.

Briefings, press conferences and interviews are printed turn by turn, each behind the name of who speaks and
a colon. So are boxes, recipes and credits; hence no line is judged alone. Labels are a transcript together:
there are turns enough, of two speakers at least, one of whom comes back or only ever asks; most of what they
say ends as sentences do; and somebody says "I" or "we". The words are in ``transcripts.toml``.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Any, Final

from dateline.model.text import Span

__all__ = ["PREFIXES", "Label", "LabelKind", "asks", "has_first_person", "labels", "lexicon", "role_of"]

FEWEST: Final = 3
"""Turns of a transcript."""
OPENING_LINES: Final = 3
"""Paragraphs among which a headline may stand."""
CLOSING: Final = "”»\"'’"
OPENING: Final = '"“”„«'
STAMP = r"(?:[\[(]\d{1,2}(?::\d\d){1,2}[\])]\s*)?"
LEAD = rf"(?P<mark>[{OPENING}]\s?)?{STAMP}[*_]{{0,2}}"
"""What may stand before a label: a mark, the time, stars for bold letters."""
LABEL = re.compile(
    LEAD + r"(?P<name>[^\W\d_](?:[^\n:;!?*_\"“”„«»()\[\]]{0,98}[^\s:;,!?*_\"“”„«»()\[\]])?)"
    r"(?P<aside>\s?(?:\([^()\n]{1,60}\)|\[[^\[\]\n]{1,60}\]))?"
    r"[*_]{0,2}\s?(?P<colon>:)[*_]{0,2}(?=\s|$|[\"“„«(\[]|[^\W\d_])"
)
"""What opens a line up to the first colon, with a remark behind the name: ``MS QUISPE (off mic):``."""
LETTER = re.compile(
    LEAD + r"(?P<name>[QA])(?P<colon>)(?:\.[*_]{0,2}\s+|(?:(?<=Q)\s|\s\s)\s*)(?=[A-Z\"“„(\[…])"
)
"""Question and answer without a colon: ``Q. When?``, ``Q    When?``."""
BLANK = re.compile(rf"\s*{STAMP}")
NUMBER = re.compile(r"\s?(?:No\.?\s?|#)?\d{1,2}$")
ASKED_BY = re.compile(r"(?:,|\s[–—-]|\s(?:from|by|of)\b)\s*\S.*$", re.IGNORECASE)
"""Who put a question: ``Question from Meridian Wire``."""
PREFIXES: Final = ("Mc", "Mac", "De", "Di", "Del", "La", "Le", "Van", "Von", "Fitz")
"""What a name may begin with before its other capitals: ``McConnell``."""
PREFIX = re.compile(rf"(?:{'|'.join(PREFIXES)}|al-|el-)(?=[^\W\d_]{{2}})")
"""What may stand in small letters before a name in capitals: ``McCONNELL``."""
LONGEST: Final = 10
"""Words of a name with its titles; an office behind a comma is not counted."""
LONGEST_OFFICE: Final = 90
FULL = re.compile(r"(?<!\w)(?=([^\W\d_a-z][\w’'-]+)\s([^\W\d_a-z][\w’'-]+))")
FIRST_PERSON = re.compile(
    r"(?<![\w.-])(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|us|[Mm]ine|[Oo]urs|[Mm]yself|[Oo]urselves|[Ll]et(?=['’]s))"
    r"(?:['’](?:m|ve|d|ll|re|s))?(?![\w-])"
)
ENDS = re.compile(r"(?:[.!?…]|[–—-]|\.\.)\s?[\"”’»)\]]*\s?\.?$")
MOST_LOST: Final = 1 / 2
"""The share of turns that may end without a stop: in a list nearly all do."""
LEAST_PERSONAL: Final = 1 / 6
"""The share of turns, questions aside, with a first person in their first paragraph."""


class LabelKind(StrEnum):
    """How a label looks."""

    ROLE = "role"
    CAPITALS = "capitals"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Label:
    """The label that opens the paragraph ``line``: ``text[name.start:name.end]``, without mark and remark.

    ``colon`` is its colon, ``begin`` where the words begin (or the end of the line), ``key`` what tells one
    speaker from another, ``marked`` whether a quotation mark stands before it.
    """

    line: int
    kind: LabelKind
    key: str
    name: Span
    colon: Span
    begin: int
    marked: bool


def labels(text: str, lines: Sequence[Span]) -> tuple[Label, ...]:
    """The labels of the paragraphs ``lines`` that make a transcript, in text order; empty where none do.

    Total: any text and any list of disjoint, ordered ranges of it.
    """
    found = [label for number, line in enumerate(lines) if (label := _label(text, line, number)) is not None]
    if len(found) < FEWEST:
        return ()
    known = _speakers(text, _of_one_kind(_lettered(found)))
    if known and _is_headline(text, lines, known):
        known = known[1:]
    return tuple(known) if _is_transcript(text, lines, known) else ()


def asks(label: Label) -> bool:
    """Whether the label only ever asks: ``QUESTION``, ``MODERATOR``."""
    return label.kind is LabelKind.ROLE and bool(_roles()[label.key].get("asks"))


def role_of(label: Label) -> str | None:
    """What a speaker without a name is called ("a journalist"); None for a name, and for who only answers."""
    return _roles()[label.key].get("speaker") if label.kind is LabelKind.ROLE else None


def has_first_person(words: str) -> bool:
    """Whether somebody says "I" or "we" there."""
    return FIRST_PERSON.search(words) is not None


@functools.cache
def lexicon() -> Mapping[str, Any]:
    """The table ``transcripts.toml``."""
    file = resources.files("dateline.reading") / "transcripts.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@functools.cache
def _roles() -> Mapping[str, Mapping[str, Any]]:
    return {word: row for row in lexicon()["role"] for word in row["words"]}


@functools.cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(lexicon()[kind]["words"])


def _label(text: str, line: Span, number: int) -> Label | None:
    match = LABEL.match(text, line.start, line.end) or LETTER.match(text, line.start, line.end)
    told = _kind(match["name"]) if match is not None else None
    if match is None or told is None:
        return None
    kind, key = told
    start = match.start("name")
    name = Span(start, start + len(_before_comma(match["name"], kind)))
    blank = BLANK.match(text, match.end(), line.end)
    begin = blank.end() if blank is not None else match.end()
    return Label(number, kind, key, name, Span(*match.span("colon")), begin, match["mark"] is not None)


def _before_comma(words: str, kind: LabelKind) -> str:
    """The name without the office behind it (``JANE DOE, HOST``)."""
    return words if kind is LabelKind.ROLE else words.split(",", 1)[0].rstrip()


def _kind(words: str) -> tuple[LabelKind, str] | None:
    """What kind of label the words are, and their key; None for what can be nobody."""
    role = _role(words)
    if role is not None:
        return LabelKind.ROLE, role
    name, _, office = words.partition(",")
    parts = name.split()
    if not parts or len(parts) > LONGEST or len(office) > LONGEST_OFFICE or _is_nobody(parts):
        return None
    if len(name) > 1 and _all_capitals(parts) and (not office or office.upper() == office):
        return LabelKind.CAPITALS, _key(parts)
    if not office and _all_capitalised(parts):
        return LabelKind.NAME, _key(parts)
    return None


def _role(words: str) -> str | None:
    """The role that the words name, numbers and who asks left out (``REPORTER 2``, ``Question from ...``)."""
    if words[:1].islower():
        return None
    bare = NUMBER.sub("", words.casefold()).rstrip(".")
    if bare in _roles():
        return bare
    asking = ASKED_BY.sub("", bare)
    return asking if asking in _roles() and _roles()[asking].get("asks") and len(asking) > 1 else None


def _is_nobody(parts: Sequence[str]) -> bool:
    first, last = (part.casefold().strip(".,") for part in (parts[0], parts[-1]))
    numbered = any(c.isdigit() for part in parts for c in part)
    return numbered or last in _words("never") or first in _words("never_first")


def _all_capitals(parts: Sequence[str]) -> bool:
    small = _words("small")
    named = [part for part in parts if part not in small]
    return bool(named) and parts[-1] not in small and all(map(_is_capital, named))


def _is_capital(word: str) -> bool:
    """Whether a word of a name is in capitals: ``MONTALVÁN``, ``McCONNELL``, ``O'BRIEN``, ``J.D.``."""
    rest = PREFIX.sub("", word)
    return rest.upper() == rest and any(c.isalpha() for c in rest)


def _all_capitalised(parts: Sequence[str]) -> bool:
    small = _words("small")
    named = [part for part in parts if part.casefold() not in small]
    whole = bool(named) and parts[-1].casefold() not in small and parts[0][:1].isupper()
    return whole and all(part[:1].isupper() and part[-1:].isalnum() | (part[-1:] == ".") for part in named)


def _key(parts: Sequence[str]) -> str:
    return parts[-1].casefold().strip(".")


def _of_one_kind(found: Sequence[Label]) -> list[Label]:
    """The labels without those that are printed otherwise than most, and once or with a name of the others.

    That is a headline ``Pence: no talks``; an outlet may ask under its initials whom others call by name.
    """
    times = Counter(label.kind for label in found)
    odd = LabelKind.NAME if times[LabelKind.CAPITALS] >= times[LabelKind.NAME] else LabelKind.CAPITALS
    keys = Counter(label.key for label in found if label.kind is odd)
    usual = {label.key for label in found if label.kind is not odd}
    return [a for a in found if a.kind is not odd or (keys[a.key] > 1 and a.key not in usual)]


def _speakers(text: str, found: Sequence[Label]) -> list[Label]:
    """The labels without names of one word that stand before one colon and nowhere else: "Result: ..."."""
    times = Counter(label.key for label in found)
    return [label for label in found if times[label.key] > 1 or _has_name(text, label)]


def _has_name(text: str, label: Label) -> bool:
    """Whether a label is more than a capitalised word, or the text has the word in a name of several."""
    name = text[label.name.start : label.name.end]
    return label.kind is not LabelKind.NAME or " " in name or name in _in_full(text)


@functools.lru_cache(maxsize=2)
def _in_full(text: str) -> frozenset[str]:
    """The words that stand beside another capitalised one, as the words of a whole name do."""
    return frozenset(word for pair in FULL.finditer(text) for word in pair.groups())


def _lettered(found: Sequence[Label]) -> Sequence[Label]:
    """The labels, with those of one letter and no colon only where one of them asks: "A. Doe" is a name."""
    if any(label.key == "q" for label in found):
        return found
    return [label for label in found if label.colon.start < label.colon.end]


def _is_headline(text: str, lines: Sequence[Span], found: Sequence[Label]) -> bool:
    """Whether the first label opens a headline: no stop ends its line, or nobody is called so again."""
    first = found[0]
    if asks(first) or first.line >= OPENING_LINES:
        return False
    words = text[first.begin : lines[first.line].end].rstrip()
    forms = [text[label.name.start : label.name.end] for label in found]
    alone = forms.count(forms[0]) == 1 and first.key in (label.key for label in found[1:])
    title = words[-1:].isalnum() or words[-1:] in CLOSING
    return bool(words) and (title or (alone and found[1].line > first.line + 1))


def _is_transcript(text: str, lines: Sequence[Span], found: Sequence[Label]) -> bool:
    times = Counter(label.key for label in found)
    if len(found) < FEWEST or len(times) < 2:
        return False
    if max(times.values()) < 2 and not any(asks(label) for label in found):
        return False
    ends = [*(label.line for label in found[1:]), len(lines)]
    first = [_paragraph(text, lines, label, end) for label, end in zip(found, ends, strict=True)]
    lost = [words for words in first if not ENDS.search(words)]
    if len(lost) > MOST_LOST * len(first):
        return False
    told = [words for words, label in zip(first, found, strict=True) if not asks(label)]
    personal = sum(has_first_person(words) for words in told)
    return personal >= max(1, LEAST_PERSONAL * len(told)) and _are_names(text, found, times)


def _paragraph(text: str, lines: Sequence[Span], label: Label, end: int) -> str:
    """The first paragraph of a turn that ends before the line ``end``: a label may stand alone in its line.

    Lines with no blank one between them are one paragraph.
    """
    at = label.line
    stop = lines[at].end
    while at + 1 < end:
        below = lines[at + 1]
        if label.begin < stop and text.count("\n", stop, below.start) > 1:
            break
        at, stop = at + 1, below.end
        if label.begin >= lines[label.line].end and at == label.line + 1:
            break
    return text[label.begin : stop]


def _are_names(text: str, found: Sequence[Label], times: Mapping[str, int]) -> bool:
    """Whether half of those who only have a capitalised word before their colon have a name elsewhere."""
    if any(label.kind is not LabelKind.NAME for label in found):
        return True
    named = {label.key for label in found if _has_name(text, label)}
    return 2 * len(named) >= len(times)
