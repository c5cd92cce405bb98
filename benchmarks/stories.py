"""Stories for the benchmark of identity: reports with the truth marked in them.

A story is a TOML file with reports. ``[summit: will meet in Oslo]`` marks words that tell of the meeting
``summit``, ``{debt: "we pay"}`` an utterance; the marks are taken out before anything reads the text. A
report may be made from another one of its story: ``base`` names it, ``lines`` keeps some of its lines,
``swap`` replaces words. ``from`` says what it is derived from and how: a report of the story, or ``@Name``
for an absent one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

__all__ = ["Mark", "Marked", "read_stories", "unmarked"]

STORIES = Path(__file__).resolve().parent / "stories"
_OPEN = re.compile(r"[\[{](\w+): ")


@dataclass(frozen=True)
class Mark:
    """A range of a report's text that tells of one meeting or holds one utterance."""

    kind: str
    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Marked:
    """One report of a story with its marks and what it is derived from: source to kind."""

    story: str
    name: str
    outlet: str
    published: str
    text: str
    marks: tuple[Mark, ...]
    derived: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Its name among all stories."""
        return f"{self.story}/{self.name}"


def unmarked(words: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without marks, and the marks with their ranges in it; marks may be nested."""
    text, at = "", 0
    opened: list[tuple[str, str, int]] = []
    marks: list[Mark] = []
    while at < len(words):
        found = _OPEN.match(words, at)
        if found:
            opened.append(("meeting" if words[at] == "[" else "utterance", found[1], len(text)))
            at = found.end()
            continue
        if words[at] in "]}" and opened:
            kind, name, start = opened.pop()
            marks.append(Mark(kind, name, start, len(text)))
        else:
            text += words[at]
        at += 1
    return text, tuple(marks)


def read_stories(folder: Path = STORIES) -> list[Marked]:
    """Every report of every story, by story and then in the order of the file."""
    return [report for path in sorted(folder.glob("*.toml")) for report in _story(path)]


def _story(path: Path) -> Iterator[Marked]:
    written: dict[str, str] = {}
    for data in tomllib.loads(path.read_text(encoding="utf-8"))["report"]:
        written[data["id"]] = words = _words(data, written)
        text, marks = unmarked(words)
        yield Marked(
            path.stem, data["id"], data["outlet"], data["published"], text, marks, dict(data.get("from", {}))
        )


def _words(data: dict[str, Any], written: dict[str, str]) -> str:
    """The marked text of a report, its own or made from its base's."""
    words: str = data["text"].strip() if "text" in data else written[data["base"]]
    lines = words.splitlines()
    words = "\n".join(lines[n] for n in data["lines"]) if "lines" in data else words
    for old, new in data.get("swap", ()):
        if old not in words:
            message = f"The report {data['id']} swaps {old!r}, which its base does not have."
            raise ValueError(message)
        words = words.replace(old, new)
    return words


def renamed(report: Marked, names: dict[str, str]) -> Marked:
    """The report with people called otherwise: names of the same length, so that the marks stay."""
    text = report.text
    for old, new in names.items():
        text = text.replace(old, new)
    return replace(report, text=text)


def later(report: Marked, years: int) -> Marked:
    """The report as if it were published some years later."""
    year = int(report.published[:4]) + years
    return replace(report, published=f"{year}{report.published[4:]}")
