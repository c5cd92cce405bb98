"""Who said what: an attributor behind a seam, joined with quotation geometry.

The third step of the analysis: fills :attr:`Findings.statements`, and :attr:`Findings.signals` for quotation
marks that do not pair. Source, cue and content are the roles of PolNeAR (Newell, Margolin and Ruths, "An
Attribution Relations Corpus for Political News", LREC 2018); its training part weighs the cues.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.analysis.attribution.attributions import Attribution, Attributor
from dateline.analysis.attribution.geometry import quotations_of
from dateline.analysis.attribution.joined import joined
from dateline.analysis.attribution.nesting import nested_in
from dateline.analysis.attribution.places import Places
from dateline.analysis.attribution.quoting import give_quotations
from dateline.analysis.attribution.turns import kept_apart, with_turns
from dateline.analysis.parse import Parsed
from dateline.model.findings import NOBODY, Findings, Mode, Statement
from dateline.model.text import Span

__all__ = ["Attribution", "Attributor", "attribute", "attribute_with"]


def attribute(parsed: Parsed, findings: Findings) -> Findings:
    """``findings`` with the statements of the report, found by the trained network and the rules."""
    return attribute_with(joined, parsed, findings)


def attribute_with(attributor: Attributor, parsed: Parsed, findings: Findings) -> Findings:
    """``findings`` with the statements that ``attributor`` and the quotation marks give.

    Ids are ``s1``, ``s2``, ... in text order; ``parent`` is the innermost statement whose content holds
    the whole of another one; the speaker is left to the next steps.
    """
    quotations, signals = parsed.once(quotations_of)
    given = give_quotations(parsed, kept_apart(parsed, attributor(parsed)), quotations)
    found = with_turns(parsed, given, quotations)
    quoted = Places((q.span, q.span) for q in quotations)
    ordered = sorted(found, key=lambda a: (_first(a), a.cue, a.content))
    parents = nested_in(ordered)
    statements = tuple(
        Statement(f"s{k}", a.source, a.cue, a.content, _mode(parsed.text, a, quoted), NOBODY, _id(parent))
        for k, (a, parent) in enumerate(zip(ordered, parents, strict=True), start=1)
    )
    return replace(findings, statements=statements, signals=(*findings.signals, *signals))


def _id(place: int | None) -> str | None:
    return None if place is None else f"s{place + 1}"


def _first(attribution: Attribution) -> int:
    spans = (
        attribution.source + attribution.cue + attribution.content if attribution.cue else attribution.content
    )
    return min(s.start for s in spans)


def _mode(text: str, attribution: Attribution, quoted: Places[Span]) -> Mode:
    """Direct where quotations make up the whole content or it is a turn's, mixed where they stand in it."""
    if attribution.verbatim:
        return Mode.DIRECT
    touching = [quoted.touching(part) for part in attribution.content]
    if not any(touching):
        return Mode.INDIRECT if attribution.cue else Mode.DIRECT
    for part, spans in zip(attribution.content, touching, strict=True):
        at = part.start
        for span in spans:
            if text[at : span.start].strip(" ,.;:—–-\n"):
                return Mode.MIXED
            at = max(at, span.end)
        if text[at : part.end].strip(" ,.;:—–-\n"):
            return Mode.MIXED
    return Mode.DIRECT
