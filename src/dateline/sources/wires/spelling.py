"""ninjs of every version in one spelling: names in small letters, and lists where later versions have lists.

ninjs 1 has ``headline``, ``body_text`` and ``body_xhtml``, ``subject``; ninjs 2 has ``headlines`` and
``bodies`` with a content type each, ``subjects``; ninjs 3 the same with capitals (``versionCreated``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["in_one_spelling"]

PLURALS = {
    "subject": "subjects",
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "infosource": "infosources",
    "byline": "by",
    "embargoeduntil": "embargoed",
    "$standard": "standard",
}
TEXTS = {"headline": "headlines", "body": "bodies", "description": "descriptions"}
TYPES = {"text": "text/plain", "xhtml": "application/xhtml+xml", "html": "text/html", "html5": "text/html"}
DEEPEST = 12


def in_one_spelling(item: Mapping[str, Any]) -> dict[str, Any]:
    """``item`` as ninjs 2 would have it, its names in small letters."""
    found: dict[str, Any] = {}
    texts: dict[str, list[dict[str, str]]] = {}
    for key, value in item.items():
        name = PLURALS.get(key.lower(), key.lower())
        stem, _, part = name.partition("_")
        if stem in TEXTS and (part or isinstance(value, str)):
            if isinstance(value, str):
                texts.setdefault(TEXTS[stem], []).append(_text(part, value))
        elif name == "associations":
            found[name] = _associations(value)
        else:
            found[name] = _lower(value, DEEPEST)
    return texts | {k: v for k, v in found.items() if v is not None}


def _text(part: str, value: str) -> dict[str, str]:
    """``body_text`` and ``body_xhtml`` by what they are; any other part of ninjs 1 is a role."""
    kind = TYPES.get(part) or next((t for end, t in TYPES.items() if part.endswith(f"_{end}")), "text/plain")
    return {"role": part or "main", "contenttype": kind, "value": value}


def _associations(value: Any) -> Any:
    """Items with their names: ninjs 1 has an object of them, later versions a list."""
    if isinstance(value, dict):
        return [v | {"name": k} for k, v in value.items() if isinstance(v, dict)]
    return value


def _lower(value: Any, depth: int) -> Any:
    if isinstance(value, dict) and depth:
        return {str(k).lower(): _lower(v, depth - 1) for k, v in value.items() if v is not None}
    if isinstance(value, list) and depth:
        return [_lower(v, depth - 1) for v in value]
    return value
