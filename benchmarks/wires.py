"""The IPTC's own samples of ninjs and NewsML-G2: each is read, or refused with a reason.

python benchmarks/wires.py ../shared/gold/iptc_ninjs ../shared/gold/iptc_newsmlg2 [--all]

With ``--all`` every sample is listed with its outcome. Of the samples of ninjs, the folder's own schemas
(``specification/ninjs-schema_*.json``) are asked too: what one of them accepts must not be called invalid
by the schema that ships with Dateline, which describes only what is read.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, validators

from dateline.errors import DatelineError, SourceError
from dateline.reading import read
from dateline.sources import Failure, open_sources
from dateline.sources.wires.ninjs import is_ninjs, valid

_VERSION = re.compile(r"ninjs-schema_(\d+\.\d+)\.json")


def outcomes(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every sample below a folder with "read", or the sentence of its refusal."""
    for file in sorted(f for f in folder.rglob("*") if f.suffix in {".json", ".xml"}):
        if file.parent.name != "specification":
            for found in open_sources([str(file)]):
                yield file, _outcome(found)


def _outcome(found: Any) -> str:
    if isinstance(found, Failure):
        return str(found.error)
    try:
        read(found)
    except DatelineError as error:
        return str(error)
    return "read"


def schemas(folder: Path) -> dict[str, Any]:
    """The IPTC's schemas by version, as validators of whatever draft each is written in."""
    found = {}
    for file in sorted((folder / "specification").glob("ninjs-schema_*.json")):
        if (version := _VERSION.fullmatch(file.name)) is not None:
            schema = json.loads(file.read_text("utf-8"))
            found[version[1]] = validators.validator_for(schema, default=Draft4Validator)(
                _without_remote(schema)
            )
    return found


def _without_remote(schema: Any) -> Any:
    """The schema without what it takes from the network: a shape of GeoJSON, which is not read."""
    if isinstance(schema, dict):
        remote = str(schema.get("$ref", "")).startswith("http")
        return {k: _without_remote(v) for k, v in schema.items() if not (remote and k == "$ref")}
    return [_without_remote(v) for v in schema] if isinstance(schema, list) else schema


def agreement(folder: Path) -> Iterator[tuple[Path, list[str], str | None]]:
    """Each item of ninjs: the versions whose schema accepts it, and why ours does not (None: it does)."""
    theirs = schemas(folder)
    for file in sorted(folder.rglob("*.json")):
        value = json.loads(file.read_text("utf-8"))
        if file.parent.name == "specification" or not is_ninjs(value):
            continue
        for item in value if isinstance(value, list) else [value]:
            accepted = [version for version, schema in theirs.items() if schema.is_valid(item)]
            try:
                valid(item, file.name)
            except SourceError as error:
                yield file, accepted, str(error)
            else:
                yield file, accepted, None


def main() -> int:
    """Print what becomes of the samples; exit with 1 for a sample without an outcome in one sentence."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--all", action="store_true", help="list every sample")
    given = parser.parse_args()
    wrong = 0
    for folder in given.folders:
        told = list(outcomes(folder))
        counts = Counter("read" if outcome == "read" else "refused" for _, outcome in told)
        files = len({file for file, _ in told})
        print(
            f"{folder.name}: {files} files, {counts['read']} reports read, {counts['refused']} items refused"
        )
        for file, outcome in told:
            fair = outcome == "read" or (outcome.endswith(".") and str(file) in outcome)
            wrong += not fair
            if given.all or not fair:
                print(f"  {file.relative_to(folder)}: {outcome.replace(str(file), file.name)}")
        if (folder / "specification").is_dir():
            wrong += _compared(folder, every=given.all)
    return 1 if wrong else 0


def _compared(folder: Path, *, every: bool) -> int:
    rows = list(agreement(folder))
    both = sum(bool(theirs) and ours is None for _, theirs, ours in rows)
    stricter = [(file, ours) for file, theirs, ours in rows if theirs and ours is not None]
    looser = [file for file, theirs, ours in rows if not theirs and ours is None]
    print(
        f"{folder.name}: {len(rows)} items of ninjs; {both} valid by a schema of the IPTC and by ours, "
        f"{len(stricter)} by theirs alone, {len(looser)} by ours alone"
    )
    for file, ours in stricter:
        print(f"  {file.relative_to(folder)}: {ours}")
    for file in looser if every else ():
        print(f"  {file.relative_to(folder)}: valid by none of the IPTC's schemas")
    return len(stricter)


if __name__ == "__main__":
    sys.exit(main())
