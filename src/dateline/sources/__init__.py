"""Where reports come from: files, folders, standard input, JSON Lines, web pages."""

from __future__ import annotations

from dateline.sources.metadata import Metadata, read_published
from dateline.sources.opening import open_sources
from dateline.sources.raw import Failure, Raw

__all__ = ["Failure", "Metadata", "Raw", "open_sources", "read_published"]
