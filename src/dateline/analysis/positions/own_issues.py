"""A user's own issues: a TOML file with rows like those of ``lexicon/issues.toml``, checked when it is read.

[[rows]]
issue = "fisheries"            # a known issue gets more words, a new name is a new issue
words = ["fishing", "trawler*", "catch quota*"]
weight = 3                     # 3 names it (the default), 2 is a usual part of it, 1 leans to it
example = "The islanders want the trawlers out of their bay."
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from dateline.analysis.positions.issues import IssueTable, best
from dateline.errors import SettingError

__all__ = ["read_issues"]

NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
LONGEST_NAME = 40
WEIGHTS = (1, 2, 3)


def read_issues(path: str | os.PathLike[str]) -> IssueTable:
    """The table that ships with the rows of the file at ``path`` before it.

    Raises :class:`~dateline.errors.SettingError` with one sentence when the file cannot be read, a row
    is not as it should be, or its example is not read as its issue.
    """
    rows = [_row(row, f"{path}, row {number}") for number, row in enumerate(_rows(path), start=1)]
    table = IssueTable([*rows, *IssueTable.default().rows])
    for number, row in enumerate(rows, start=1):
        read_as = best(table.weigh(row["example"])).issue
        if str(read_as) != row["issue"]:
            message = (
                f"{path}, row {number}: the example is read as {str(read_as)!r} and not as {row['issue']!r}; "
                "use more of the row's words in it, or give the row more weight."
            )
            raise SettingError(message)
    return table


def _rows(path: str | os.PathLike[str]) -> list[Any]:
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        message = f"The issues in {path} cannot be read ({reason}); name a TOML file."
        raise SettingError(message) from error
    except tomllib.TOMLDecodeError as error:
        message = f"{path} is no TOML ({error}); see docs/positions.md for a file of issues."
        raise SettingError(message) from error
    rows = table.get("rows")
    if not isinstance(rows, list) or not rows:
        message = f"{path} holds no [[rows]]; write one for each list of words, as in docs/positions.md."
        raise SettingError(message)
    return rows


def _row(row: Any, where: str) -> dict[str, Any]:
    """The row itself, when each of its keys is as it should be."""
    if not isinstance(row, dict):
        message = f"{where} is not a table; begin it with [[rows]]."
        raise SettingError(message)
    unknown = sorted(row.keys() - {"issue", "words", "weight", "example"})
    name, words, example = row.get("issue"), row.get("words"), row.get("example")
    if unknown:
        message = f"{where}: {unknown[0]!r} is no key of a row; use issue, words, weight and example."
    elif not isinstance(name, str) or not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        message = f"{where}: the issue {name!r} is no name; write one such as fish_trade."
    elif not _are_words(words):
        message = f"{where}: words must be a list of words of two letters or more."
    elif row.get("weight", 3) not in WEIGHTS:
        message = f"{where}: the weight {row['weight']!r} is none; write 3 (names the issue), 2 or 1."
    elif not isinstance(example, str) or not example.strip():
        message = f"{where} has no example; write a sentence of your own that uses its words."
    else:
        return row
    raise SettingError(message)


def _are_words(words: Any) -> bool:
    return (
        isinstance(words, list)
        and bool(words)
        and all(isinstance(w, str) and re.match(r"\W*\w{2}", w.strip()) is not None for w in words)
    )
