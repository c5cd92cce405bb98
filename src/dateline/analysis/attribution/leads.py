"""A sentence that begins before its tag: ``If Quito refuses, she said, "we will leave the room."``.

The condition is hers, though the marks begin behind the tag; what is said on a condition must not lose it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.marks import MARKS
from dateline.analysis.parse import Parsed
from dateline.model.text import Span

__all__ = ["with_lead"]

LEAD: Final = re.compile(
    r"(?:(?:so|but|and|yet) (?:when|while|as|after|if|unless|because)|if|unless|because|although|though"
    r"|until)\b(?! (?:asked|pressed|questioned)\b)",
    re.IGNORECASE,
)
"""How a clause begins that is no circumstance of the telling ("When she arrived, she said, ...")."""


def with_lead(parsed: Parsed, attribution: Attribution) -> Attribution:
    """The attribution with the clause before its tag, where the quotation behind it begins in the middle."""
    tag = attribution.source + attribution.cue
    if not (attribution.source and attribution.cue and attribution.content):
        return attribution
    start, end = min(p.start for p in tag), max(p.end for p in tag)
    said = attribution.content[0]
    words = parsed.text[said.start : said.end]
    if said.start < end or words[0] not in MARKS or not words.lstrip(MARKS)[:1].islower():
        return attribution
    sentence = parsed.sentence_at(start)
    begin = parsed.span(sentence).start if sentence is not None else start
    lead = parsed.text[begin:start].rstrip()
    if not lead.endswith(",") or not LEAD.match(lead):
        return attribution
    return replace(attribution, content=(Span(begin, begin + len(lead) - 1), *attribution.content))
