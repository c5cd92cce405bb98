"""The file of feeds: a TOML table for each, and what holds for all of them above.

::

    pause = "2s"                       # between two requests to one host
    contact = "desk@meridian.example"  # told to the servers

    [meridian]
    url = "https://meridian.example/world.xml"
    outlet = "Meridian Wire"
    every = "10m"
    full_text = "feed"
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from dateline.errors import SettingError
from dateline.sources.feeds import FeedKind, canonical, link_of

__all__ = ["FeedSetting", "Watched", "duration", "read_settings"]

EVERY, PAUSE = 900.0, 2.0
SHORTEST, LONGEST = 60.0, 7 * 86400.0
LONGEST_PAUSE = 3600.0
MOST_FEEDS = 10_000
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_KEYS = ("url", "outlet", "every", "kind", "full_text")
_COMMON = ("every", "pause", "contact")


@dataclass(frozen=True, slots=True)
class FeedSetting:
    """One feed: where it is, whose it is, how often it is visited (seconds), where the text is taken from."""

    name: str
    url: str
    outlet: str | None = None
    every: float = EVERY
    kind: FeedKind | None = None
    from_feed: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """The feeds of a file; ``pause`` is in seconds, ``contact`` goes into the User-Agent."""

    feeds: tuple[FeedSetting, ...]
    pause: float = PAUSE
    contact: str | None = None


def duration(words: object) -> float | None:
    """Seconds of ``"90s"``, ``"15m"``, ``"2h"``, ``"1d"`` or a plain number; None for anything else."""
    if isinstance(words, int | float) and not isinstance(words, bool):
        return float(words) if 0 <= words < 1e9 else None
    found = (
        re.fullmatch(r"\s*(\d{1,7}(?:\.\d{1,3})?)\s*([smhd])\s*", words) if isinstance(words, str) else None
    )
    return float(found[1]) * _UNITS[found[2]] if found else None


def read_settings(path: str | os.PathLike[str]) -> Watched:
    """The feeds in the file at ``path``.

    Raises :class:`~dateline.errors.SettingError` with one sentence that names the file and the line.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        message = f"The feeds in {path} cannot be read ({reason}); name a TOML file."
        raise SettingError(message) from error
    except tomllib.TOMLDecodeError as error:
        message = f"{path} is no TOML ({error}); see docs/watch.md for a file of feeds."
        raise SettingError(message) from error
    return _File(path, text).watched(table)


class _File:
    """The file while it is checked: knows on which line what stands."""

    def __init__(self, path: str | os.PathLike[str], text: str) -> None:
        self._path, self._lines = path, dict(_lines(text))

    def watched(self, table: Mapping[str, Any]) -> Watched:
        """Everything in the file, checked."""
        common = {key: value for key, value in table.items() if not isinstance(value, dict)}
        self._known(common, _COMMON, None)
        every = self._seconds(common, "every", None, EVERY, (SHORTEST, LONGEST))
        pause = self._seconds(common, "pause", None, PAUSE, (0.0, LONGEST_PAUSE))
        contact = self._words(common, "contact", None)
        feeds = [self._feed(name, row, every) for name, row in table.items() if isinstance(row, dict)]
        if not feeds:
            message = (
                f"{self._path} names no feed; write a table such as [meridian] with a url (docs/watch.md)."
            )
            raise SettingError(message)
        self._refuse_twice(feeds)
        return Watched(tuple(feeds), pause, contact)

    def _feed(self, name: str, row: Mapping[str, Any], every: float) -> FeedSetting:
        self._known(row, _KEYS, name)
        url = self._words(row, "url", name)
        if url is None or link_of(url, "") != url.partition("#")[0]:
            raise self._wrong(name, "url", 'needs a url such as "https://host/feed.xml"')
        return FeedSetting(
            name=name,
            url=url,
            outlet=self._words(row, "outlet", name),
            every=self._seconds(row, "every", name, every, (SHORTEST, LONGEST)),
            kind=self._one_of(row, "kind", name, {kind.value: kind for kind in FeedKind}),
            from_feed=self._one_of(row, "full_text", name, {"page": False, "feed": True}) or False,
        )

    def _known(self, row: Mapping[str, Any], keys: tuple[str, ...], name: str | None) -> None:
        for key in row:
            if key not in keys:
                near = get_close_matches(key, keys, 1)
                hint = f"; did you mean {near[0]}" if near else f"; it may have {', '.join(keys)}"
                raise self._wrong(name, key, f"has no use for {key!r}{hint}")

    def _words(self, row: Mapping[str, Any], key: str, name: str | None) -> str | None:
        value = row.get(key)
        if value is None:
            return None
        if isinstance(value, str) and value.strip() and value.isprintable():
            return value.strip()
        raise self._wrong(name, key, f"needs words in quotation marks for {key}")

    def _seconds(
        self, row: Mapping[str, Any], key: str, name: str | None, default: float, within: tuple[float, float]
    ) -> float:
        if key not in row:
            return default
        seconds = duration(row[key])
        if seconds is None or not within[0] <= seconds <= within[1]:
            span = f"from {_spelled(within[0])} to {_spelled(within[1])}"
            raise self._wrong(name, key, f'needs a time for {key} such as "15m", {span}')
        return seconds

    def _one_of(self, row: Mapping[str, Any], key: str, name: str, known: Mapping[str, Any]) -> Any:
        value = row.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or value not in known:
            raise self._wrong(name, key, f"needs one of {', '.join(known)} for {key}")
        return known[value]

    def _refuse_twice(self, feeds: list[FeedSetting]) -> None:
        seen: dict[str, str] = {}
        for feed in feeds:
            before = seen.setdefault(canonical(feed.url), feed.name)
            if before != feed.name:
                raise self._wrong(feed.name, "url", f"has the address of [{before}]; leave one of them out")
        if len(feeds) > MOST_FEEDS:
            message = f"{self._path} names more than {MOST_FEEDS:,} feeds; share them among several watchers."
            raise SettingError(message)

    def _wrong(self, name: str | None, key: str, what: str) -> SettingError:
        line = self._lines.get((name, key)) or self._lines.get((name, ""))
        place = f"{self._path}, line {line}" if line else str(self._path)
        return SettingError(f"{place}: {f'[{name}]' if name is not None else 'the file'} {what}.")


def _spelled(seconds: float) -> str:
    unit = next((u for u in "dhm" if seconds and seconds % _UNITS[u] == 0), "s")
    return f"{seconds / _UNITS[unit]:g}{unit}"


def _lines(text: str) -> Iterator[tuple[tuple[str | None, str], int]]:
    """The line of each table (under the key ``""``) and of each key in it."""
    table: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"""\s*\[\s*["']?([^\]"']+?)["']?\s*\]""", line):
            table = head[1]
            yield (table, ""), number
        elif pair := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line):
            yield (table, pair[1]), number
