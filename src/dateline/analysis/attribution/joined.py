"""The trained network's attributions, and what only the rules know.

PolNeAR has no nesting and nothing that looks back, and its articles no headline suffixes: inside what somebody
says, for "this was reported by" and in headlines the rules speak where the network is silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.places import Places
from dateline.analysis.attribution.rules import rules
from dateline.analysis.attribution.signed import signed
from dateline.analysis.attribution.trained import trained
from dateline.analysis.parse import Parsed

__all__ = ["joined"]


def joined(parsed: Parsed) -> Sequence[Attribution]:
    """Every attribution of the network, and those of the rules that do not contradict one."""
    return merged((*trained(parsed), *signed(parsed)), rules(parsed))


def merged(network: Sequence[Attribution], ruled: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions of both, in text order of the cues; the network is believed where both have a cue.

    Of the rules' stay those that look back, those inside what the network has somebody say, and those that
    still wait for a quotation.
    """
    back = Places((cue, a) for a in ruled if a.looks_back and a.content for cue in a.cue)
    kept = [a for a in network if not any(back.touching(cue) for cue in a.cue)]
    return tuple(sorted((*kept, *_added(kept, ruled)), key=lambda a: (a.cue, a.content)))


def _added(network: Sequence[Attribution], ruled: Sequence[Attribution]) -> Iterator[Attribution]:
    taken = Places((part, a) for a in network for part in (*a.cue, *a.source))
    contents = Places((part, a) for a in network for part in a.content)
    for attribution in ruled:
        nested = all(contents.holding(cue) for cue in attribution.cue)
        heard = any(taken.touching(cue) for cue in attribution.cue)
        if attribution.looks_back or (not heard and (nested or not attribution.content)):
            yield attribution
