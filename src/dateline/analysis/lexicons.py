"""Word lists as data: one TOML table a file in ``lexicon/``, each row with an example that is a test."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any

__all__ = ["lexicon"]


@functools.cache
def lexicon(name: str) -> dict[str, Any]:
    """The table in ``lexicon/<name>.toml``, read once per process."""
    file = resources.files("dateline.analysis") / "lexicon" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
