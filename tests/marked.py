"""Statements written by hand into a sentence: ``[S Alma Doe] [Q said] [C that it was late]``.

``S`` is the source, ``Q`` the cue, ``C`` the content; a number tells statements apart (``[S2 ...]``) and a
part may hold others. So a chain can be tested with whatever an attributor may give.
"""

import re

from dateline.analysis.actors.coreference import resolve
from dateline.analysis.actors.names import name_actors
from dateline.analysis.chains.link import link
from dateline.analysis.parse import parse
from dateline.model.findings import NOBODY, Findings, Mode, Statement
from dateline.model.text import Document, Segment, SegmentKind, Span

PART = re.compile(r"\[([SQC])(\d?) |\]")


def unmarked(marked):
    """The text without its marks, and the parts of each statement by its number."""
    text, at, open_parts, parts = "", 0, [], {}
    for match in PART.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match[1]:
            open_parts.append((match[1], match[2] or "1", len(text)))
        else:
            role, number, start = open_parts.pop()
            parts.setdefault(number, {}).setdefault(role, []).append(Span(start, len(text)))
    return text + marked[at:], parts


def linked(marked, *, outlet="The Courier", nested=(), headline=False):
    """The statements of ``marked`` with their chains, by number; ``nested`` are (inner, outer) numbers."""
    text, parts = unmarked(marked)
    first = len(text.split("\n", maxsplit=1)[0]) if headline else 0
    segments = (Segment(0, first, SegmentKind.HEADLINE),) if headline else ()
    segments += (Segment(first, len(text), SegmentKind.BODY),)
    parsed = parse(Document(text=text, outlet=outlet, segments=segments))
    outer = {inner: f"s{number}" for inner, number in nested}
    statements = tuple(
        Statement(
            f"s{number}",
            *(tuple(sorted(roles.get(role, ()))) for role in "SQC"),
            Mode.INDIRECT,
            NOBODY,
            outer.get(number),
        )
        for number, roles in sorted(parts.items())
    )
    findings = resolve(parsed, name_actors(parsed, Findings()))
    done = link(parsed, Findings(actors=findings.actors, statements=statements)).statements
    return {s.id.removeprefix("s"): s for s in done}


def chain(marked, *, number="1", **facts):
    """The names in the chain of one statement, without the publishing outlet's."""
    names = [hop.name for hop in linked(marked, **facts)[number].chain]
    return names[1:] if names[:1] == [facts.get("outlet", "The Courier")] else names
