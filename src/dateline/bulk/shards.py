"""A shard: what one unit says, in one immutable file that is named by its content.

JSON Lines, gzipped: first a line for each report in the order of the unit (``{"place", "text", "report"}``,
or ``{"place", "failure", "message"}`` for one that cannot be read, ``{"place", "skipped"}`` for one that is
not about diplomacy), then the line of counts. The name is the SHA-256 of the lines. Where pyarrow is there,
a Parquet file of the same name holds the same rows.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.errors import BulkError, NotRelevant
from dateline.model.report import Report
from dateline.sources import Failure

__all__ = ["Counts", "Shard", "keep_shard", "make_shard", "read_rows", "reports_of", "write_whole"]

LINES, TABLE = ".jsonl.gz", ".parquet"
NAME = 24
"""Hexadecimal digits of a name: 96 bits, more than enough for one run."""


@dataclass(slots=True)
class Counts:
    """What became of a unit's reports.

    ``skipped`` the relevance gate, ``failed`` by the error's name, ``passed`` what was no report at all.
    """

    reports: int = 0
    skipped: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, in a fixed order."""
        return {
            "reports": self.reports,
            "skipped": self.skipped,
            "failed": dict(sorted(self.failed.items())),
            "passed": dict(sorted(self.passed.items())),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Counts:
        """What :meth:`as_dict` gave."""
        return cls(data["reports"], data["skipped"], Counter(data["failed"]), Counter(data["passed"]))

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.reports + other.reports,
            self.skipped + other.skipped,
            self.failed + other.failed,
            self.passed + other.passed,
        )


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard that is not yet on the disk: its name, its files by their ending, and its counts."""

    name: str
    files: Mapping[str, bytes]
    counts: Counts


def make_shard(rows: Iterable[tuple[str, Report | Failure]], counts: Counts) -> Shard:
    """The shard of a unit: each report with its place. ``counts`` is completed on the way.

    The same rows give the same bytes.
    """
    made = [_row(place, found, counts) for place, found in rows]
    lines = "".join(f"{_line(row)}\n" for row in [*made, {"counts": counts.as_dict()}]).encode()
    files = {LINES: gzip.compress(lines, 6, mtime=0)}
    table = _table(made)
    if table is not None:
        files[TABLE] = table
    return Shard(hashlib.sha256(lines).hexdigest()[:NAME], files, counts)


def _row(place: str, found: Report | Failure, counts: Counts) -> dict[str, Any]:
    if isinstance(found, Failure) and isinstance(found.error, NotRelevant):
        counts.skipped += 1
        return {"place": place, "skipped": True}
    if isinstance(found, Failure):
        kind = type(found.error).__name__
        counts.failed[kind] += 1
        return {"place": place, "failure": kind, "message": str(found.error)}
    counts.reports += 1
    return {"place": place, "text": found.text, "report": found.as_dict()}


def _line(row: Mapping[str, Any]) -> str:
    """JSON in ASCII: a lone surrogate survives."""
    return json.dumps(row, ensure_ascii=True, separators=(",", ":"))


def _table(rows: list[dict[str, Any]]) -> bytes | None:
    """The rows as a Parquet file; None where pyarrow is not installed."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        return None
    facts = [row["report"]["report"] if "report" in row else {} for row in rows]
    columns = {
        "place": [row["place"] for row in rows],
        "failure": [row.get("failure") for row in rows],
        "message": [row.get("message") for row in rows],
        **{k: [f.get(k) for f in facts] for k in ("id", "url", "outlet", "published", "title", "language")},
        "text": [row.get("text") for row in rows],
        "findings": [_line(row["report"]) if "report" in row else None for row in rows],
    }
    plain = {k: [None if v is None else _utf8(v) for v in values] for k, values in columns.items()}
    schema = pa.schema([(name, pa.string()) for name in plain])
    out = io.BytesIO()
    pq.write_table(pa.table(plain, schema=schema), out, compression="zstd")
    return out.getvalue()


def _utf8(words: str) -> str:
    return words.encode("utf-8", "replace").decode()


def keep_shard(folder: Path, shard: Shard) -> None:
    """Put a shard into ``folder``: whole and on the disk, or not at all. One that is there stays."""
    for ending, data in shard.files.items():
        path = folder / f"{shard.name}{ending}"
        if not path.exists():
            write_whole(path, data)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under another name, bring it to the disk, and give it its name.

    Raises :class:`~dateline.errors.BulkError` when it cannot be written.
    """
    building = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with building.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        building.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            building.unlink(missing_ok=True)
        message = (
            f"{path} cannot be written ({error.strerror or error}); make room, and call the command again."
        )
        raise BulkError(message) from error


def _sync_folder(folder: Path) -> None:
    """The new name is on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a shard with its counts as the last; raises :class:`~dateline.errors.BulkError`."""
    path = folder / f"{name}{LINES}"
    seen = hashlib.sha256()
    try:
        with gzip.open(path) as lines:
            for line in lines:
                seen.update(line)
                yield json.loads(line)
    except (OSError, EOFError, ValueError) as error:
        message = f"{path} cannot be read ({error}); remove it, and call the command again."
        raise BulkError(message) from error
    if seen.hexdigest()[:NAME] != name:
        message = f"{path} does not hold what its name says; remove it, and call the command again."
        raise BulkError(message)


def reports_of(folder: Path, name: str) -> Iterator[Report]:
    """The reports of a shard, every quote cited anew from the text."""
    for row in read_rows(folder, name):
        if "report" in row:
            yield Report.from_dict(row["report"], row["text"])
