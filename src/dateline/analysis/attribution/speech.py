"""Which quoted words are speech: a sentence that somebody said, not a doubtful word, a name or a title."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from dateline.analysis.attribution.marks import MARKS
from dateline.analysis.attribution.quotations import WORD, Quotation, Shape
from dateline.analysis.attribution.stops import STOP
from dateline.analysis.lexicons import lexicon

__all__ = ["is_speech", "spoken"]

SENTENCE_WORDS = 9
"""Words that make a quotation speech whatever it begins with."""
CLAUSE_WORDS = 4
"""Words before a comma outside the marks ("We left early", she said) that make a clause."""
TITLE_WORDS = 8
"""A title is not longer."""
THAT_BLANKS = 3
LONGEST_TAG = 120
"""Code points between two halves of one sentence: ``"...," she said, "..."``."""


def spoken(text: str, quotations: Sequence[Quotation]) -> list[Quotation]:
    """The quotations that are speech, in text order; those inside another one belong to it.

    Beside what :func:`is_speech` tells, a clause after "that" and what goes on after a tag (``"...," she
    said, "and so on."``) are speech.
    """
    found: list[Quotation] = []
    for quotation in quotations:
        if quotation.depth:
            continue
        last = found[-1] if found and found[-1].line == quotation.line else None
        if (
            is_speech(text, quotation)
            or _follows_that(text, quotation)
            or (last is not None and _resumes(text, last, quotation))
        ):
            found.append(quotation)
    return found


def is_speech(text: str, quotation: Quotation) -> bool:
    """Whether the quoted words could stand as a sentence; a scare quote or a title could not."""
    words = WORD.findall(text, quotation.start, quotation.end)
    body = text[quotation.start : quotation.end].strip(MARKS + "- ")
    if quotation.shape is Shape.DASH:
        return True
    if _is_title(words, body) or (len(words) < SENTENCE_WORDS and _is_named(text, quotation)):
        return False
    if len(words) >= SENTENCE_WORDS:
        return True
    starts = bool(body) and (body[0].isupper() or body[0] in "…[.")
    if starts and len(words) >= CLAUSE_WORDS and text[quotation.end : quotation.end + 1] == ",":
        return True
    if not starts or body[-1:] not in "!?.,…—-":
        return False
    return len(words) >= 2 or (body[-1:] in "!?.," and not _runs_into(text, quotation))


def _is_title(words: Sequence[str], body: str) -> bool:
    """Whether all words but the small ones are capitalised, and more than one is."""
    if not 2 <= len(words) <= TITLE_WORDS or body[-1:] in "!?":
        return False
    small = _lowered()
    main = [w for w in words if w.lower() not in small]
    return len(main) > 1 and all(w[0].isupper() or w[0].isdigit() for w in main)


@functools.cache
def _lowered() -> frozenset[str]:
    return frozenset(lexicon("quoted_names")["lowered"]["words"])


@functools.cache
def _naming() -> re.Pattern[str]:
    words = (word for row in lexicon("quoted_names")["naming"] for word in row["words"])
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})\s*$", re.IGNORECASE)


def _is_named(text: str, quotation: Quotation) -> bool:
    """Whether the words before say that a name or a word follows: "so-called", "the film", "titled"."""
    return _naming().search(text, max(0, quotation.start - 40), quotation.start) is not None


def _runs_into(text: str, quotation: Quotation) -> bool:
    """Whether the sentence runs into the quotation without a stop: the full stop inside is the sentence's."""
    before = text[max(0, quotation.start - 2) : quotation.start].strip()
    return before.isalnum() or before[-1:] == ","


def _follows_that(text: str, quotation: Quotation) -> bool:
    lead = text[max(0, quotation.start - 5) : quotation.start]
    return lead.endswith("that ") and text.count(" ", quotation.start, quotation.end) >= THAT_BLANKS


def _resumes(text: str, last: Quotation, quotation: Quotation) -> bool:
    between = text[last.end : quotation.start].strip()
    comma = text[last.start : last.end].rstrip(MARKS)[-1:] == "," or between[:1] == ","
    return comma and between[-1:] == "," and len(between) < LONGEST_TAG and not STOP.search(between)
