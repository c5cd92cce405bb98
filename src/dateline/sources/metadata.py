"""What is said of a report beside its text: when it appeared, where, under which title and address."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.errors import SourceError
from dateline.model.times import When
from dateline.sources.raw import Raw, quotable

__all__ = ["Metadata", "metadata_in", "read_published", "read_sidecar", "sidecar_of"]

YEARS = range(1900, 2101)
"""The years a report can be from; anything else is a slip of the keyboard."""
LONGEST_SIDECAR = 1_000_000
REPORT_SUFFIXES = (".txt", ".text", ".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The four facts a report may carry beside its text; each may be missing."""

    published: When | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None

    def over(self, raw: Raw) -> Raw:
        """``raw`` with every fact that is given here put in the place of its own."""
        return replace(
            raw,
            published=self.published or raw.published,
            outlet=self.outlet or raw.outlet,
            title=self.title or raw.title,
            url=self.url or raw.url,
        )


def read_published(value: object, where: str) -> When | None:
    """A publication time as ISO 8601, or None for an empty value.

    ``where`` names the file or flag in the message of the :class:`~dateline.errors.SourceError` that
    is raised when the value is no time, or lies outside the years 1900 to 2100.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, When):
        return _within_years(value, str(value.iso), where)
    words = str(value).strip()
    try:
        when = When.parse(_iso(words))
    except (ValueError, OverflowError):
        message = (
            f"{where}: {_short(words)} is not a publication time; "
            "write a day such as 2025-10-21 or a minute such as 2025-10-21T08:00."
        )
        raise SourceError(message) from None
    return _within_years(when, words, where)


def _iso(words: str) -> str:
    """Three spellings that ISO 8601 or its writers allow and :meth:`When.parse` would misread."""
    if re.fullmatch(r"\d{8}", words):
        return f"{words[:4]}-{words[4:6]}-{words[6:]}"
    return re.sub(r"(?<=[T ]\d\d:\d\d:\d\d)\.\d+", "", words)


def _within_years(when: When, words: str, where: str) -> When:
    if when.first is not None and when.last is not None:
        if when.first.year in YEARS and when.last.year in YEARS:
            return when
        message = (
            f"{where}: the publication time {_short(words)} lies outside {YEARS[0]} to {YEARS[-1]}; "
            "correct the year."
        )
        raise SourceError(message)
    message = f"{where}: a publication time needs a day; write one such as 2025-10-21."
    raise SourceError(message)


def _short(words: str) -> str:
    return quotable(json.dumps(words if len(words) <= 40 else words[:39] + "…", ensure_ascii=False), 120)


def sidecar_of(path: Path) -> Path:
    """Where the metadata of a report lies: ``name.meta.json`` beside ``name.txt`` or ``name.html.gz``."""
    name = path.name.removesuffix(".gz")
    stem = next((name.removesuffix(s) for s in REPORT_SUFFIXES if name.lower().endswith(s)), None)
    if stem is None:
        stem = name if "." not in name else name.rsplit(".", 1)[0]
    return path.with_name(f"{stem}.meta.json")


def read_sidecar(path: Path, where: str) -> Metadata:
    """The metadata in a sidecar file; an empty :class:`Metadata` where there is no such file.

    Raises :class:`~dateline.errors.SourceError` for a sidecar that is not a JSON object of strings.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST_SIDECAR + 1)
    except FileNotFoundError:
        return Metadata()
    except OSError as error:
        message = (
            f"{where}: the metadata cannot be read ({error.strerror}); make the file readable or remove it."
        )
        raise SourceError(message) from error
    return metadata_in(data, where)


def metadata_in(data: bytes, where: str) -> Metadata:
    """The metadata in the bytes of a sidecar called ``where``; raises as :func:`read_sidecar` does."""
    return _metadata(_object(data, where), where)


def _object(data: bytes, where: str) -> Mapping[str, object]:
    try:
        facts = json.loads(data) if len(data) <= LONGEST_SIDECAR else None
    except (ValueError, RecursionError):
        facts = None
    if isinstance(facts, dict):
        return facts
    message = f'{where}: the metadata is not a JSON object such as {{"published": "2025-10-21"}}; correct it.'
    raise SourceError(message)


def _metadata(facts: Mapping[str, object], where: str) -> Metadata:
    words = {key: _words(facts.get(key), key, where) for key in ("outlet", "title", "url")}
    published = _words(facts.get("published"), "published", where)
    return Metadata(published=read_published(published, where), **words)


def _words(value: object, key: str, where: str) -> str | None:
    if value is None or isinstance(value, str):
        return (value or "").strip() or None
    found = json.dumps(value)
    found = found if len(found) <= 40 else found[:39] + "…"
    message = f'{where}: "{key}" must be words in quotation marks, not {found}; correct it.'
    raise SourceError(message)
