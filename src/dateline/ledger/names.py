"""Names as they are compared: case, diacritics and punctuation do not matter, whole words do."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["key", "tokens"]

_NAMES = 1 << 16  # names whose words are remembered: as many as a large ledger holds
_WORD = re.compile(r"\w+")


@lru_cache(_NAMES)
def tokens(name: str) -> tuple[str, ...]:
    """The words of ``name`` in lower case without diacritics: ``Şimşek's`` gives simsek, s."""
    spread = unicodedata.normalize("NFKD", name.encode("utf-8", "replace").decode().casefold())
    return tuple(_WORD.findall("".join(c for c in spread if not unicodedata.combining(c))))


def key(name: str) -> str:
    """The words with a space on each side, so that ``" lavrov "`` is found in whole words only."""
    return f" {' '.join(tokens(name))} "
