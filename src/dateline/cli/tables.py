"""Rows as a person reads them: one line each where the words have room, else a short block each.

Words are cut at a space with an ellipsis; the whole text is in the other forms. Ids, dates and
statuses are never cut, for they are what one copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.text import Text

__all__ = ["STATUS_STYLE", "lay_out"]

STATUS_STYLE = {
    "proposed": "blue",
    "planned": "cyan",
    "postponed": "yellow",
    "rescheduled": "yellow",
    "cancelled": "red",
    "refused": "red",
    "ongoing": "green",
    "held": "green",
    "contested": "bold magenta",
    "unclear": "dim",
}
"""Colour is an addition: the word always stands there too."""

_WHOLE = frozenset(
    {"id", "report", "status", "published", "when", "stance", "issue", "added", "start", "end", "counts"}
)
_DIM = frozenset({"id", "report", "published", "when"})
_WIDEST = 30  # cells of a column that may be cut and is not the last
_ROOM = 40  # cells that the words need on the line of their row
_GAP = "  "
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})\S*")

Line = list[tuple[str, str]]
"""Cells of a line with the key of each."""


def lay_out(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], width: int) -> Iterator[Text]:
    """The lines of a table ``width`` cells wide; nothing for no rows.

    ``columns`` maps a row's key to its heading; of ``quote``, ``claim``, ``text``, ``message`` the
    last one there takes all the room that the others leave.
    """
    words = [key for key in columns if key in {"quote", "claim", "text", "message"}][-1:]
    told = [{key: _plain(row.get(key)) for key in columns} for row in rows]
    widths = {key: _width(key, [columns[key], *(row[key] for row in told)]) for key in columns}
    room = width - sum(widths[k] + len(_GAP) for k in columns if k not in words)
    for key in words:
        widths[key] = min(max(room, 0), max((cell_len(r[key]) for r in told), default=0))
    if not told:
        return
    if room < (_ROOM if words else 0):
        for row in told:
            yield from _block(row, words, width)
        return
    yield _line([(columns[k], widths[k], "bold") for k in columns])
    yield Text("─" * (sum(widths.values()) + len(_GAP) * (len(widths) - 1)), style="dim")
    for row in told:
        yield _line([(row[k], widths[k], _style(k, row[k])) for k in columns])


def _width(key: str, cells: Sequence[str]) -> int:
    widest = max(map(cell_len, cells))
    return widest if key in _WHOLE else min(widest, _WIDEST * 2 if key == "claim" else _WIDEST)


def _line(cells: Sequence[tuple[str, int, str]]) -> Text:
    """One row of a table, without spaces at its end."""
    line = Text()
    for number, (cell, width, style) in enumerate(cells):
        line.append(_GAP if number else "")
        line.append(set_cell_size(_cut(cell, width), width), style=style)
    line.rstrip()
    return line


def _block(row: Mapping[str, str], words: Sequence[str], width: int) -> Iterator[Text]:
    """One row on several lines: its facts, as many to a line as fit, then its words in up to three."""
    line, used = Text(), 0
    for key, cell in row.items():
        if key in words or cell == "–":
            continue
        fact = _cut(cell, width if key in _WHOLE else width - 4)
        if used and used + 3 + cell_len(fact) > width:
            yield line
            line, used = Text("  "), 2
        elif used:
            line.append(" · ")
            used += 3
        line.append(fact, style=_style(key, cell))
        used += cell_len(fact)
    yield line
    for key in words:
        yield from (Text(f"    {part}") for part in _wrapped(row[key], max(width - 4, 16), 3))


def _wrapped(words: str, width: int, most: int) -> Iterator[str]:
    """``words`` on at most ``most`` lines, the last of them cut."""
    rest = words
    for _ in range(most - 1):
        if cell_len(rest) <= width:
            break
        head = _cut(rest, width + 1).removesuffix("…")
        yield head
        rest = rest[len(head) :].lstrip()
    yield _cut(rest, width)


def _cut(words: str, width: int) -> str:
    """``words`` within ``width`` cells: whole, or up to a space (in a long word anywhere) and an ellipsis."""
    if cell_len(words) <= width:
        return words
    head = set_cell_size(words, max(width - 1, 0)).rstrip()
    space = head.rfind(" ")
    follows = words[len(head) : len(head) + 1]
    if follows != " " and space > len(head) // 2:
        head = head[:space].rstrip()
    return f"{head}…" if width > 0 else ""


def _plain(value: Any) -> str:
    """A value in one line of printable characters; a time to the minute, as the report gives it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_plain(v) for v in value) or "–"
    if isinstance(value, dict):
        return _plain(value.get("name") or value.get("quote"))
    line = "".join(c for c in " ".join(str(value).split()) if c.isprintable())
    time = _TIME.fullmatch(line)
    return " ".join(time.groups()) if time else line or "–"


def _style(key: str, cell: str) -> str:
    if key == "status":
        return STATUS_STYLE.get(cell, "")
    return "dim" if key in _DIM else ""
