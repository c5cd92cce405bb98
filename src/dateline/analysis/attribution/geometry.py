"""The quotation geometry of one report, worked out once: features, signatures and statements all need it."""

from __future__ import annotations

from dateline.analysis.attribution.quotations import Quotation, find_quotations
from dateline.analysis.parse import Parsed
from dateline.model.findings import Signal

__all__ = ["quotations_of"]


def quotations_of(parsed: Parsed) -> tuple[tuple[Quotation, ...], tuple[Signal, ...]]:
    """Every quotation of the report and what could not be paired, as ``find_quotations`` gives them.

    Ask for it with ``parsed.once(quotations_of)``.
    """
    return find_quotations(parsed.text, [line.span for line in parsed.lines])
