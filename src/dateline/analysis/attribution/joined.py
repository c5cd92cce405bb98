"""The trained network's attributions, and what only the rules know.

PolNeAR has no nesting and nothing that looks back, and its articles no headline suffixes and few signatures.
Inside what somebody says, for "this was reported by" and in headlines the rules speak where the network is
silent.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.crossings import uncrossed
from dateline.analysis.attribution.headlines import headline_attributions
from dateline.analysis.attribution.hearsay import hearsay
from dateline.analysis.attribution.leads import with_lead
from dateline.analysis.attribution.openings import opened
from dateline.analysis.attribution.places import Places
from dateline.analysis.attribution.rules import framed
from dateline.analysis.attribution.signed import signed
from dateline.analysis.attribution.subjects import with_subject
from dateline.analysis.attribution.trained import trained
from dateline.analysis.attribution.turns import said_in_turns
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Parsed
from dateline.model.text import Span

__all__ = ["joined", "merged"]

ALONE: Final = 0.58
"""How sure the network must be of a cue that the rules do not see."""
NOBODYS: Final = 0.7
"""How sure of such a cue that has no source."""
TOGETHER: Final = 0.35
"""How sure it must be of one that they see as well."""
QUOTING: Final = 0.5
"""How sure it must be of a cue for words in quotation marks, which are seldom nobody's.

All four were set on the development part of PolNeAR.
"""

LONGEST_ASIDE: Final = 90
"""Code points of a clause that keeps a name back; what is longer says something besides."""


def joined(parsed: Parsed) -> Sequence[Attribution]:
    """Every attribution that the network is sure of, and those of the rules that do not contradict one."""
    ruled = framed(parsed)
    known = [with_subject(parsed, a) for a in merged([*trained(parsed), *said_in_turns(parsed)], ruled)]
    told = set(_taken_up(parsed, known, ruled))
    kept = [a for a in known if a not in told and not _withholds(parsed, a)]
    found = tuple(with_lead(parsed, a) for a in uncrossed(parsed.text, kept))
    headlines = (a for n in range(len(parsed.lines)) for a in headline_attributions(parsed, n))
    found += tuple(_silent(found, (*headlines, *signed(parsed))))
    found = _replaced(found, tuple(opened(parsed)))
    found += tuple(hearsay(parsed, found))
    return sorted(found, key=lambda a: (a.cue, a.content))


def merged(network: Sequence[Attribution], ruled: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions of both; the network is believed where both have a cue.

    Of the rules' stay those that look back, those inside what the network has somebody say, and those that
    still wait for a quotation.
    """
    seen = Places((cue, a) for a in ruled for cue in a.cue)
    believed = [_believed(a, seen) for a in network if a.sure >= _least(a, seen)]
    plain = Places((cue, a) for a in believed if not a.nested for cue in a.cue)
    believed = [a for a in believed if not (a.nested and any(plain.touching(cue) for cue in a.cue))]
    return tuple(dict.fromkeys((*believed, *_added(believed, ruled))))


def _replaced(found: tuple[Attribution, ...], others: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """``found`` with those of ``others`` whose cue carries nothing yet; what has no content gives way."""
    added = tuple(_silent([a for a in found if a.content], others))
    cues = Places((cue, a) for a in added for cue in a.cue)
    return *(a for a in found if a.content or not any(map(cues.touching, a.cue))), *added


def _taken_up(
    parsed: Parsed, known: Sequence[Attribution], ruled: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Those that only tell what somebody does with another's words ("seized on the envoy's claim that ...").

    The rules do not see their cue, and all of their content is a noun for what the other one says, with its
    source and content.
    """
    seen = Places((cue, a) for a in ruled for cue in a.cue)
    nouns = {_whole(a) for a in (*known, *ruled) if a.source and a.content and _is_noun(parsed, a.cue)}
    for attribution in known:
        doubted = not any(seen.touching(cue) for cue in attribution.cue)
        if doubted and len(attribution.content) == 1 and attribution.content[0] in nouns:
            yield attribution


def _whole(attribution: Attribution) -> Span:
    parts = (*attribution.source, *attribution.cue, *attribution.content)
    return Span(min(p.start for p in parts), max(p.end for p in parts))


def _is_noun(parsed: Parsed, cue: Sequence[Span]) -> bool:
    tokens = [token for part in cue for token in parsed.tokens(part)]
    return bool(tokens) and tokens[0].pos_ == "NOUN"


def _withholds(parsed: Parsed, attribution: Attribution) -> bool:
    """Whether it only tells that a name is kept back ("who asked not to be named")."""
    parts = attribution.cue + attribution.content
    words = parsed.text[min(p.start for p in parts) : max(p.end for p in parts)].casefold()
    return len(words) < LONGEST_ASIDE and any(phrase in words for phrase in _anonymity())


@functools.cache
def _anonymity() -> tuple[str, ...]:
    return tuple(words for row in lexicon("records")["anonymity"] for words in row["words"])


def _least(attribution: Attribution, seen: Places[Attribution]) -> float:
    if any(seen.touching(cue) for cue in attribution.cue):
        return TOGETHER
    if attribution.marked:
        return QUOTING
    return ALONE if attribution.source else NOBODYS


def _believed(attribution: Attribution, seen: Places[Attribution]) -> Attribution:
    """The attribution with what the rules know of its cue, or theirs where the network never learnt to read.

    That is what looks back ("this was reported by"), and who stands behind a dash ("... - said the envoy").
    """
    same = [a for cue in attribution.cue for a in seen.touching(cue)]
    for other in same:
        if (other.looks_back and other.content) or _is_swallowed(other.source, attribution):
            return other
    return replace(attribution, slight=any(a.slight for a in same))


def _is_swallowed(source: Sequence[Span], attribution: Attribution) -> bool:
    """Whether the attribution has this source in its content: nobody says it, or it is all that is said."""
    if not source or not attribution.content:
        return False
    if attribution.source:
        return all(any(span.holds(part) for span in source) for part in attribution.content)
    return all(any(part.holds(span) for part in attribution.content) for span in source)


def _added(network: Sequence[Attribution], ruled: Sequence[Attribution]) -> Iterator[Attribution]:
    taken = Places((part, a) for a in network for part in (*a.cue, *a.source))
    contents = Places((part, a) for a in network for part in a.content)
    for attribution in ruled:
        heard = any(taken.touching(cue) for cue in attribution.cue)
        if attribution.looks_back or (not heard and not attribution.content):
            yield attribution
        elif not heard:
            yield from _nested(attribution, contents)


def _nested(attribution: Attribution, contents: Places[Attribution]) -> Iterator[Attribution]:
    """The attribution as far as it lies in what somebody says; nothing where it does not begin in it.

    The parse has no idea where the words of another end ("He told us that none was, according to CNN").
    """
    parts = (*attribution.source, *attribution.cue, *attribution.content[:1])
    first, stop = min(p.start for p in parts), max(p.end for p in (*attribution.source, *attribution.cue))
    around = contents.holding(Span(first, stop))
    if around:
        end = max(where.end for where, _ in around)
        content = tuple(Span(p.start, min(p.end, end)) for p in attribution.content if p.start < end)
        if content:
            yield replace(attribution, content=content)


def _silent(found: Sequence[Attribution], others: Sequence[Attribution]) -> Iterator[Attribution]:
    """Those of ``others`` of whose cue and content nothing is attributed yet."""
    taken = Places((part, a) for a in found for part in (*a.cue, *a.source, *(a.content if a.cue else ())))
    for attribution in others:
        if not any(taken.touching(part) for part in attribution.cue):
            yield attribution
