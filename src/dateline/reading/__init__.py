"""From the bytes of a source to a document: decoded, extracted, in English, with its segments."""

from __future__ import annotations

from dateline.reading.report import Look, read, read_text

__all__ = ["Look", "read", "read_text"]
