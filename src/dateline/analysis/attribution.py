"""The step that finds who said what: an attributor behind a seam, joined with quotation geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.analysis.attribution_rules import rules
from dateline.analysis.attributions import Attribution, Attributor
from dateline.analysis.parse import Parsed
from dateline.analysis.places import Places
from dateline.analysis.pulled import pulled_quotations
from dateline.analysis.quotations import find_quotations
from dateline.analysis.quoting import give_quotations
from dateline.model.actors import ActorKind
from dateline.model.findings import Findings, Mode, Speaker, Statement
from dateline.model.text import Span

__all__ = ["Attribution", "Attributor", "attribute", "attribute_with"]

NOBODY = Speaker(kind=ActorKind.UNNAMED, named=False)


def attribute(parsed: Parsed, findings: Findings) -> Findings:
    """``findings`` with the statements of the report, found by dependency rules."""
    return attribute_with(rules, parsed, findings)


def attribute_with(attributor: Attributor, parsed: Parsed, findings: Findings) -> Findings:
    """``findings`` with the statements that ``attributor`` and the quotation marks give.

    Ids are ``s1``, ``s2``, ... in text order; ``parent`` is the innermost statement whose content holds
    the whole of another one; the speaker is left to the next steps.
    """
    quotations, signals = find_quotations(parsed.text, [line.span for line in parsed.lines])
    found = give_quotations(parsed, attributor(parsed), quotations)
    found = (*found, *pulled_quotations(parsed, found, quotations))
    quoted = Places((q.span, q.span) for q in quotations)
    ordered = sorted(found, key=lambda a: (_first(a), a.cue, a.content))
    statements = [
        Statement(f"s{k}", a.source, a.cue, a.content, _mode(parsed.text, a, quoted), NOBODY)
        for k, a in enumerate(ordered, start=1)
    ]
    return replace(findings, statements=_nested(statements), signals=(*findings.signals, *signals))


def _first(attribution: Attribution) -> int:
    spans = (
        attribution.source + attribution.cue + attribution.content if attribution.cue else attribution.content
    )
    return min(s.start for s in spans)


def _mode(text: str, attribution: Attribution, quoted: Places[Span]) -> Mode:
    """Direct where quotations make up the whole content, mixed where they stand in it."""
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


def _nested(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Each statement with its parent: the one with the shortest content part that holds it wholly."""
    contents = Places((part, s) for s in statements for part in s.content)
    out = []
    for statement in statements:
        whole = statement.whole
        holders = [
            (_length(part), other.id)
            for part, other in contents.holding(whole)
            if other is not statement and not whole.holds(other.whole)
        ]
        out.append(replace(statement, parent=min(holders)[1]) if holders else statement)
    return tuple(out)


def _length(span: Span) -> int:
    return span.end - span.start
