"""The raw value of attribution and the seam behind which rules or a trained model find it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.analysis.parse import Parsed
from dateline.model.text import Span

__all__ = ["Attribution", "Attributor"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (``source``), by which words (``cue``), what (``content``): ranges of the report, in order.

    ``content`` may be empty when ``quotes`` is true: the cue can carry a quotation that stands beside it.
    ``looks_back``: the content stands before the sentence of the cue ("This was reported by X").
    ``reacts``: only to the one sentence before ("X denies this").
    ``slight``: worth telling only by itself; what somebody says of it ("... who asked not to be named")
    makes no statement of its own.
    ``sure``: how sure the attributor is, up to 1; ``nested``: found as a part of what somebody says;
    ``marked``: quotation marks stand in the content; ``verbatim``: the words are as spoken, marks or not.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotes: bool = False
    looks_back: bool = False
    reacts: bool = False
    slight: bool = False
    sure: float = 1.0
    nested: bool = False
    marked: bool = False
    verbatim: bool = False


class Attributor(Protocol):
    """What finds attributions: ``(Parsed) -> Sequence[Attribution]``, total and deterministic."""

    def __call__(self, parsed: Parsed, /) -> Sequence[Attribution]:
        """The attributions of one report in text order of their cues."""
        ...
