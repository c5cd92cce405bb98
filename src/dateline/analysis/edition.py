"""Which analysis this is: a name that changes with anything that could change what is found."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

__all__ = ["edition"]

_ROOMS = ("analysis", "model", "reading", "world")
"""Everything between a text and its findings."""
_KINDS = (".py", ".toml", ".csv", ".json", ".onnx")


@cache
def edition() -> str:
    """The version of Dateline and a digest of its rules, tables and weights: ``0.1.0+3fa9c2d1b0e4``."""
    content = hashlib.sha256()
    for room in _ROOMS:
        for name, file in sorted(_files(files("dateline").joinpath(room), room)):
            content.update(f"{name}\n".encode())
            content.update(hashlib.sha256(file.read_bytes()).digest())
    return f"{version('dateline')}+{content.hexdigest()[:12]}"


def _files(folder: Traversable, path: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            found += _files(entry, name)
        elif entry.name.endswith(_KINDS):
            found.append((name, entry))
    return found
