"""robots.txt: which addresses of a host a reader may fetch, and how fast (RFC 9309).

The standard library's reader knows no wildcards and takes the first rule that fits instead of the longest;
it would fetch what ``Disallow: /*?print=`` forbids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, unquote, urlsplit

__all__ = ["LARGEST_ROBOTS", "Robots"]

LARGEST_ROBOTS = 512_000
"""Bytes that are read of a file; the standard asks for no fewer than 500 KiB."""
MOST_RULES = 5_000
LONGEST_RULE = 2_000
_UNRESERVED = "/*$?=&;:@!'(),+~-._"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: the paths it is about (``*`` for anything, ``$`` for the end), and what it says of them."""

    path: str
    allows: bool

    def fits(self, path: str) -> bool:
        """Whether the rule is about ``path``; in time linear in its length for each ``*``."""
        first, *rest = self.path.removesuffix("$").split("*")
        last = rest.pop() if rest and self.path.endswith("$") else None
        if not path.startswith(first):
            return False
        at = len(first)
        for part in rest:
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        if last is not None:
            return path.endswith(last) and len(path) - len(last) >= at
        return not self.path.endswith("$") or at == len(path)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for one reader; ``delay`` is how many seconds it asks for between requests."""

    rules: tuple[Rule, ...] = ()
    delay: float | None = None

    @classmethod
    def read(cls, data: bytes, product: str) -> Self:
        """What a file says to the reader that calls itself ``product``; a bad line costs that line."""
        groups = list(_groups(data[:LARGEST_ROBOTS].decode("utf-8", "replace")))
        name = product.casefold()
        own = [lines for agents, lines in groups if name in agents]
        chosen = own or [lines for agents, lines in groups if "*" in agents]
        rules = [rule for lines in chosen for rule in map(_rule, lines) if rule is not None]
        delays = [d for lines in chosen for key, value in lines if (d := _delay(key, value)) is not None]
        return cls(tuple(rules[:MOST_RULES]), max(delays, default=None))

    def allow(self, url: str) -> bool:
        """Whether ``url`` may be fetched: the longest rule that fits says it; without one it may."""
        parts = urlsplit(url)
        path = _spelled(parts.path or "/") + (f"?{_spelled(parts.query)}" if parts.query else "")
        fitting = [rule for rule in self.rules if rule.fits(path)]
        best = max(fitting, key=lambda rule: (len(rule.path), rule.allows), default=None)
        return best is None or best.allows


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """The groups of a file: the readers they name, in small letters, and their lines."""
    agents: set[str] = set()
    lines: list[tuple[str, str]] = []
    for line in re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")):
        key, colon, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        key = key.casefold()
        if not colon:
            continue
        if key == "user-agent":
            if lines:
                yield agents, lines
                agents, lines = set(), []
            agents.add(_product(value))
        elif agents and key != "sitemap":
            lines.append((key, value))
    yield agents, lines


def _product(words: str) -> str:
    """The product token of a ``User-agent`` line: letters, hyphens and underscores."""
    if words.startswith("*"):
        return "*"
    found = re.match(r"[A-Za-z_-]+", words)
    return found[0].casefold() if found else ""


def _rule(line: tuple[str, str]) -> Rule | None:
    key, value = line
    if key not in ("allow", "disallow") or not value or len(value) > LONGEST_RULE:
        return None  # an empty Disallow forbids nothing
    path = value if value.startswith(("/", "*")) else f"/{value}"
    return Rule(_spelled(path), key == "allow")


def _delay(key: str, value: str) -> float | None:
    if key != "crawl-delay" or not re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value):
        return None
    return float(value)


def _spelled(path: str) -> str:
    """One spelling for a path, whatever of it is percent-encoded."""
    return quote(unquote(path, errors="replace"), safe=_UNRESERVED)
