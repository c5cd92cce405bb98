"""robots.txt: which addresses of a host a reader may fetch, and how fast (RFC 9309), as Protego reads it.

The standard library's reader knows no wildcards and takes the first rule that fits instead of the longest;
it would fetch what ``Disallow: /*?print=`` forbids.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from protego import Protego

__all__ = ["LARGEST_ROBOTS", "Robots"]

LARGEST_ROBOTS = 512_000
"""Bytes that are read of a file; the standard asks for no fewer than 500 KiB."""
_VERSION = re.compile(r"^([ \t]*user-agent[ \t]*:[ \t]*[a-z_-]+)/[^\r\n]*", re.IGNORECASE | re.MULTILINE)
"""A version behind the name, which a line should hold alone: it is meant for that product all the same."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for the reader that calls itself ``product``; without rules it may fetch all."""

    rules: Protego | None = None
    product: str = ""

    @classmethod
    def read(cls, data: bytes, product: str) -> Self:
        """What a file says to ``product``; a bad line costs that line."""
        text = data[:LARGEST_ROBOTS].decode("utf-8", "replace").removeprefix("\ufeff")
        return cls(Protego.parse(_VERSION.sub(r"\1", text)), product)

    @property
    def delay(self) -> float | None:
        """How many seconds the host asks for between requests, if it does."""
        return self.rules.crawl_delay(self.product) if self.rules is not None else None

    def allow(self, url: str) -> bool:
        """Whether ``url`` may be fetched: the longest rule that fits says it; without one it may."""
        return self.rules is None or bool(self.rules.can_fetch(url, self.product))
