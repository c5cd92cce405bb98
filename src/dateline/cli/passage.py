"""A passage in its surroundings, with what it rests on marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from dateline.cli import output

if TYPE_CHECKING:
    from dateline.ledger import Surroundings

__all__ = ["print_passages"]

ROLE_STYLE = {
    "source": "bold cyan",
    "cue": "underline",
    "content": "bold yellow",
    "evidence": "bold yellow",
    "condition": "bold magenta",
}


def print_passages(passages: Sequence[Surroundings]) -> None:
    """Each passage under its report, oldest first."""
    console = output.console()
    for number, passage in enumerate(passages):
        if number:
            console.print()
        console.print(Text(output.visible(_heading(passage)), style="bold"))
        pieces = [(output.visible(words), role) for words, role in passage.pieces()]
        words = _coloured(pieces) if console.is_terminal and not console.no_color else _bracketed(pieces)
        console.print(Text("…" if passage.start else "", style="dim"), words, sep="", soft_wrap=True)


def _heading(passage: Surroundings) -> str:
    report = passage.report
    published = report.published.iso if report.published else None
    facts = (report.outlet, published, report.title or report.path or report.url, passage.id)
    return " · ".join(fact for fact in facts if fact)


def _coloured(pieces: Iterable[tuple[str, str | None]]) -> Text:
    return Text.assemble(*((words, ROLE_STYLE.get(role or "", "")) for words, role in pieces))


def _bracketed(pieces: Iterable[tuple[str, str | None]]) -> Text:
    """For pipes and ``NO_COLOR``: ``[content: the words]``."""
    return Text("".join(f"[{role}: {words}]" if role else words for words, role in pieces))
