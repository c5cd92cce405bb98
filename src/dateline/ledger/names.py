"""Names as they are compared: case, diacritics and punctuation do not matter, whole words do."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["key", "tokens"]

_WORD = re.compile(r"\w+")


def tokens(name: str) -> tuple[str, ...]:
    """The words of ``name`` in lower case without diacritics: ``Şimşek's`` gives simsek, s."""
    spread = unicodedata.normalize("NFKD", name.encode("utf-8", "replace").decode().casefold())
    return tuple(_WORD.findall("".join(c for c in spread if not unicodedata.combining(c))))


def key(name: str) -> str:
    """The words with a space on each side, so that ``" lavrov "`` is found in whole words only."""
    return f" {' '.join(tokens(name))} "
