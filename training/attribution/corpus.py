"""The corpora of attribution as rows of words with roles: PolNeAR (brat files) and GUM (JSON Lines).

PolNeAR: Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News", LREC 2018.
GUM: Zeldes, Language Resources and Evaluation 51, 2017; its eRST attributions. Texts are read and parsed by
the package itself, so that training and reading see the same words.
"""

from __future__ import annotations

import json
import pickle
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dateline.analysis.attribution.words import Words, words_of
from dateline.analysis.parse import parse_many
from dateline.reading import read_text

POLNEAR, GUM = 0, 1
"""The two ways to annotate; the network is told which one it reads."""


@dataclass(frozen=True, slots=True)
class Relation:
    """The words (rows of :class:`Words`) of one attribution."""

    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A parsed text; ``versions`` holds what each annotator marked (none for an unlabelled text)."""

    name: str
    style: int
    text: str
    words: Words
    versions: tuple[tuple[Relation, ...], ...]


def polnear(folder: Path) -> Iterator[tuple[str, str, list[list[dict]]]]:
    """(name, text, one list of attributions an annotator) of a compartment of PolNeAR."""
    files = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        files[path.stem.rsplit("_", 1)[0]].append(path)
    for name, paths in sorted(files.items()):
        text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        yield name, text, [_brat(path) for path in paths]


def _brat(path: Path) -> list[dict]:
    spans: dict[str, list[tuple[int, int]]] = {}
    events = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        columns = line.split("\t")
        if re.match(r"T\d+$", columns[0]) and len(columns) > 1:
            offsets = columns[1].partition(" ")[2]
            spans[columns[0]] = [tuple(map(int, part.split())) for part in offsets.split(";")]
        elif re.match(r"E\d+$", columns[0]) and len(columns) > 1:
            events.append([part.split(":") for part in columns[1].split()])
    found = []
    for event in events:
        roles: dict[str, list] = {"source": [], "cue": [], "content": []}
        for numbered, key in event:
            role = re.sub(r"\d+$", "", numbered).lower()
            if role in roles and key in spans:
                roles[role] += spans[key]
        found.append(roles)
    return found


def gum(path: Path) -> Iterator[tuple[str, str, list[list[dict]]]]:
    """(name, text, [attributions]) of a file that ``gum_attributions.py`` wrote."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["doc_id"], row["text"], [row["attributions"]]


def plain(paths: Iterable[Path]) -> Iterator[tuple[str, str, list[list[dict]]]]:
    """Texts without annotation, for distillation."""
    for path in paths:
        yield path.stem, path.read_text(encoding="utf-8", errors="replace"), []


def articles(rows: Iterable[tuple[str, str, list[list[dict]]]], style: int, cache: Path) -> list[Article]:
    """The parsed articles; what was parsed once is read back from ``cache``."""
    if cache.exists():
        return pickle.loads(cache.read_bytes())
    kept = []
    for name, text, versions in rows:
        try:
            kept.append((name, text, versions, read_text(text)))
        except Exception as error:  # noqa: BLE001 - an unreadable text teaches nothing, whatever is wrong with it
            print("left out", name, error)
    found = []
    for (name, text, versions, _), parsed in zip(kept, parse_many([k[3] for k in kept]), strict=True):
        words = words_of(parsed)
        marked = tuple(tuple(_relations(words, version)) for version in versions)
        found.append(Article(name, style, text, words, marked))
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_bytes(pickle.dumps(found))
    return found


def _relations(words: Words, version: Sequence[dict]) -> Iterator[Relation]:
    for attribution in version:
        roles = {role: _rows(words, attribution[role]) for role in ("cue", "source", "content")}
        if roles["cue"] and roles["content"]:
            yield Relation(**roles)


def _rows(words: Words, spans: Sequence[Sequence[int]]) -> tuple[int, ...]:
    rows: set[int] = set()
    for start, end in spans:
        first = int(np.searchsorted(words.end, start, "right"))
        stop = int(np.searchsorted(words.start, end, "left"))
        rows.update(range(first, stop))
    return tuple(sorted(rows))
