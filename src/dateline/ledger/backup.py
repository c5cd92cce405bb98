"""A whole ledger copied to another place, in whatever kind of store: reports, older readings, decisions.

What is derived is not copied: it is derived again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from dateline.errors import LedgerError
from dateline.ledger.filing import Row
from dateline.ledger.opening import is_address, open_store
from dateline.ledger.relational import RelationalStore

__all__ = ["back_up", "index_again"]

TABLES = (
    "frozen_text",
    "report",
    "statement",
    "meeting",
    "assertion",
    "position",
    "superseded",
    "decision",
    "seen",
    "late_change",
)
"""What a ledger is made of, each table after those that it points at."""
_ROWS = 500  # rows that are copied at once


def back_up(store: RelationalStore, place: str | os.PathLike[str]) -> int:
    """Copy the ledger, as it is at one moment, to ``place``; the number of its reports.

    A file is made under another name first, and is there when it is whole; a database must hold no
    ledger with reports. Raises :class:`~dateline.errors.LedgerError` for a place that is taken.
    """
    if is_address(place):
        return _copy(store, place)
    path = Path(place)
    if path.exists():
        message = f"There is something at {path} already; give another path for the backup."
        raise LedgerError(message)
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        _remove(unfinished)
        count = _copy(store, unfinished)
        with unfinished.open("rb") as whole:
            os.fsync(whole.fileno())
        unfinished.rename(path)
    except OSError as error:
        message = f"The backup {path} cannot be written ({error.strerror or error}); give another path."
        raise LedgerError(message) from error
    finally:
        _remove(unfinished)
    return count


def _remove(path: Path) -> None:
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        with suppress(FileNotFoundError):
            name.unlink()


def _copy(store: RelationalStore, place: str | os.PathLike[str]) -> int:
    copy = open_store(place)
    try:
        if copy.revision() != (0, 0, 0):
            message = f"There is a ledger with reports at {copy.where} already; give another place."
            raise LedgerError(message)
        with store.snapshot(), copy.filling():
            for table in TABLES:
                for rows in _chunks(store.ask(f"SELECT * FROM {table}")):  # noqa: S608 - constants
                    copy.fill(table, rows)
                    _index(store, copy, table, rows)
            return store.count()
    finally:
        copy.close()


def _index(store: RelationalStore, copy: RelationalStore, table: str, rows: list[Row]) -> None:
    """The words of reports and statements, made searchable again."""
    if table == "report":
        copy.index(table, ((r["arrival"], _plain(store.text(r["id"]))) for r in rows))
    elif table == "statement":
        texts: dict[str, str] = {}
        for row in rows:
            if row["report"] not in texts:
                texts[row["report"]] = store.text(row["report"])
        copy.index(table, ((r["number"], _plain(_words(r, texts[r["report"]]))) for r in rows))


def index_again(store: RelationalStore) -> None:
    """Throw the searchable words away and make them again from the texts."""
    with store.filling():
        store.unindex()
        for table in ("report", "statement"):
            for rows in _chunks(list(store.ask(f"SELECT * FROM {table}"))):  # noqa: S608 - constants
                _index(store, store, table, rows)


def _words(row: Row, text: str) -> str:
    content: list[list[int]] = json.loads(row["body"])["content"]
    return " … ".join(text[start:end] for start, end in content)


def _plain(words: str) -> str:
    return words.encode("utf-8", "replace").decode()


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while chunk := list(islice(left, _ROWS)):
        yield chunk
