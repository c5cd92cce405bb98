"""A dated snapshot: the whole ledger as JSON Lines, with hashes, and tombstones for what is no longer there.

A folder with one file for each sort of thing, ``tombstones.jsonl``, ``manifest.json`` (what, when, how many,
which hashes) and ``SHA256SUMS`` for ``sha256sum --check``. An id that the snapshot before this one had and
this one has not gets a tombstone: the date from which it is gone, and what became of it. Meetings and
positions are folded from what reports say, so a new report or a review can make two of them one; whoever
cited the old id finds the new one there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dateline.errors import ExportError
from dateline.export.writing import as_json, unwritable
from dateline.ledger import Ledger

__all__ = ["SCHEMA", "read_manifest", "snapshot", "verify"]

SCHEMA = "dateline.snapshot/1"
SORTS = ("reports", "statements", "utterances", "meetings", "positions", "changes", "actors")
_TOMBSTONES = "tombstones"

Row = dict[str, Any]


def snapshot(ledger: Ledger, place: Path, *, date: dt.date, previous: Path | None = None) -> Row:
    """Write the snapshot to the new folder ``place`` and give its manifest.

    The folder appears whole or not at all. ``previous`` is the folder of the snapshot before this one, whose
    tombstones are carried on. Raises :class:`~dateline.errors.ExportError`: the place is taken or cannot be
    written, or ``previous`` is no snapshot or not older.
    """
    if place.exists():
        message = f"{place} is there already; a snapshot is never overwritten, so name another folder."
        raise ExportError(message)
    before = _before(previous, date)
    try:
        building = Path(tempfile.mkdtemp(prefix=f".{place.name[:40]}.", dir=place.absolute().parent))
    except OSError as error:
        raise unwritable(place, error) from error
    try:
        manifest = _write(ledger, building, date, before)
        building.chmod(0o755)
        building.rename(place)
    except OSError as error:
        raise unwritable(place, error) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return manifest


def _write(ledger: Ledger, folder: Path, date: dt.date, before: _Before) -> Row:
    ids: dict[str, set[str]] = {}
    became: dict[str, str] = {}
    files = {}
    for sort in SORTS:
        known = ids.setdefault(sort, set())
        rows = _noting(_rows(ledger, sort), known, became)
        files[f"{sort}.jsonl"] = _file(folder / f"{sort}.jsonl", rows)
    stones = before.tombstones(ids, became, date)
    files[f"{_TOMBSTONES}.jsonl"] = _file(folder / f"{_TOMBSTONES}.jsonl", stones)
    manifest = {
        "schema": SCHEMA,
        "date": date.isoformat(),
        "previous": before.reference,
        "files": files,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    sums = {name: facts["sha256"] for name, facts in files.items()} | {
        "manifest.json": hashlib.sha256(text.encode()).hexdigest()
    }
    lines = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    (folder / "SHA256SUMS").write_text(lines, encoding="utf-8")
    return manifest


def _rows(ledger: Ledger, sort: str) -> Iterator[Row]:
    """The rows of one sort; a report is its contract with its text beside it, so all can be read again."""
    if sort == "reports":
        for entry in ledger.reports():
            report = ledger.report(entry.id)
            derived = [d.as_dict() for d in entry.derived_from]
            yield {"id": entry.id} | report.as_dict() | {"derived_from": derived, "text": report.text}
        return
    answers = ledger.statements() if sort == "statements" else getattr(ledger.entries(), sort)
    for one in answers:
        yield one.as_dict()


def _noting(rows: Iterable[Row], known: set[str], became: dict[str, str]) -> Iterator[Row]:
    """The rows as they come; their ids go to ``known``, the findings of a meeting to ``became``."""
    for row in rows:
        known.add(row["id"])
        for finding in _findings(row):
            became[finding] = row["id"]
        yield row


def _findings(row: Row) -> list[str]:
    """What a meeting or position was folded from; of an actor, every id that one of his names would give."""
    if "merged_from" in row and "names" in row:
        return [row["id"], *row["merged_from"]]
    findings: list[str] = row.get("findings") or [h["finding"] for h in row.get("history", ())]
    return findings


def _file(path: Path, rows: Iterable[Row]) -> Row:
    digest, size, count = hashlib.sha256(), 0, 0
    with path.open("wb") as out:
        for row in rows:
            line = f"{as_json(row)}\n".encode()
            out.write(line)
            digest.update(line)
            size += len(line)
            count += 1
    return {"rows": count, "bytes": size, "sha256": digest.hexdigest()}


class _Before:
    """The snapshot before: its ids, what they were folded from, and its tombstones."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        manifest = read_manifest(folder) if folder else None
        self.date: str | None = manifest["date"] if manifest else None
        digest = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest() if folder else None
        self.reference = {"date": self.date, "sha256": digest} if folder else None

    def _read(self, sort: str) -> Iterator[Row]:
        if self._folder is not None and (self._folder / f"{sort}.jsonl").exists():  # older ones lack some
            with (self._folder / f"{sort}.jsonl").open(encoding="utf-8") as lines:
                yield from map(json.loads, lines)

    def tombstones(self, ids: dict[str, set[str]], became: dict[str, str], date: dt.date) -> Iterator[Row]:
        """Those of before whose ids have not come back, then those of what is gone since."""
        for stone in self._read(_TOMBSTONES):
            if stone["id"] not in ids[stone["sort"]]:
                yield _again(stone, became)
        for sort in SORTS:
            for row in self._read(sort):
                if row["id"] not in ids[sort]:
                    findings = _findings(row)
                    yield {
                        "sort": sort,
                        "id": row["id"],
                        "claim": row.get("claim") or row.get("name"),
                        "last": self.date,
                        "gone": date.isoformat(),
                        "became": _heirs(findings, became),
                        "findings": findings,
                    }


def _again(stone: Row, became: dict[str, str]) -> Row:
    """A tombstone of before, with what has become of its findings by now."""
    return stone | {"became": _heirs(stone["findings"], became)}


def _heirs(findings: Iterable[str], became: dict[str, str]) -> list[str]:
    return list(dict.fromkeys(became[f] for f in findings if f in became))


def _before(folder: Path | None, date: dt.date) -> _Before:
    before = _Before(folder)
    if before.date is not None and before.date >= date.isoformat():
        message = f"The snapshot {folder} is of {before.date}, which is not before {date}; name an older one."
        raise ExportError(message)
    return before


def read_manifest(folder: Path) -> Row:
    """The manifest of the snapshot in ``folder``; raises :class:`~dateline.errors.ExportError` for none."""
    try:
        manifest: Row = json.loads((folder / "manifest.json").read_bytes())
    except (OSError, ValueError):
        manifest = {}
    if not isinstance(manifest, dict) or manifest.get("schema") != SCHEMA:
        message = f"{folder} is not a snapshot; make one with 'dateline export snapshot -o FOLDER'."
        raise ExportError(message)
    return manifest


def verify(folder: Path) -> list[str]:
    """A sentence for each file of the snapshot in ``folder`` that is not what was written; none is well."""
    wrong = []
    for name, facts in read_manifest(folder)["files"].items():
        path = folder / name
        if not path.is_file():
            wrong.append(f"{path} is missing.")
            continue
        with path.open("rb") as data:
            digest = hashlib.file_digest(data, "sha256").hexdigest()
        if digest != facts["sha256"]:
            wrong.append(f"{path} is not the file that was written: its SHA-256 is {digest}.")
    return wrong
