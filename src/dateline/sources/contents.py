"""What a file's name and content say it is: one report, items of a wire, a feed, a message, many records."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from dateline.errors import SourceError
from dateline.sources.raw import HTML, TEXT, Failure, Raw, record_of

__all__ = [
    "HTML_SUFFIXES",
    "MAIL_SUFFIXES",
    "RECORD_SUFFIXES",
    "REPORT_SUFFIXES",
    "SNIFFED",
    "TEXT_SUFFIXES",
    "WIRE_SUFFIXES",
    "NoWire",
    "media_type",
    "name_of",
    "reports_of",
    "suffixed",
]

TEXT_SUFFIXES = (".txt", ".text")
HTML_SUFFIXES = (".html", ".htm", ".xhtml")
RECORD_SUFFIXES = (".jsonl", ".ndjson")
MAIL_SUFFIXES = (".eml",)
JSON_SUFFIXES = (".json",)
XML_SUFFIXES = (".xml", ".nml", ".newsml", ".rss", ".atom")
WIRE_SUFFIXES = (*JSON_SUFFIXES, *XML_SUFFIXES)
REPORT_SUFFIXES = (*TEXT_SUFFIXES, *HTML_SUFFIXES, *RECORD_SUFFIXES, *MAIL_SUFFIXES, *WIRE_SUFFIXES)
"""The endings of files that hold reports, packed with gzip or not."""
SNIFFED = 20_000
"""Bytes at the beginning of what has no name, by which a wire is known."""


class NoWire(SourceError):
    """JSON or XML that is no item of a wire: in a folder it is passed over, named it is an error."""


def suffixed(name: str, suffixes: tuple[str, ...]) -> bool:
    """Whether a file's name has one of the endings, a ``.gz`` aside."""
    return name.lower().removesuffix(".gz").endswith(suffixes)


def media_type(name: str) -> str:
    """What a file of that name holds if it holds one report."""
    return HTML if suffixed(name, HTML_SUFFIXES) else TEXT


def name_of(data: bytes) -> str:
    """A file name for bytes that came without one: that of an item of a wire or of a feed, else none."""
    from dateline.sources.saved_feeds import is_feed  # noqa: PLC0415 - it asks this module what a wire is

    start = data[:SNIFFED].removeprefix(b"\xef\xbb\xbf").lstrip()
    if is_feed(data):
        return JSON_SUFFIXES[0] if start.startswith(b"{") else XML_SUFFIXES[0]
    if start.startswith((b"{", b"[")) and b'"uri"' in data:
        return JSON_SUFFIXES[0]
    is_item = b"iptc.org/std/nar" in start or b"<NewsML" in start
    return XML_SUFFIXES[0] if is_item and start.startswith(b"<") else ""


def reports_of(raw: Raw, name: str) -> Iterator[Raw | Failure]:
    """The reports in the bytes of ``raw``, which came under the file name ``name``.

    Raises :class:`NoWire` for JSON or XML without one, as for a feed without words, and
    :class:`~dateline.errors.SourceError` for what is damaged.
    """
    if not suffixed(name, (*RECORD_SUFFIXES, *MAIL_SUFFIXES, *WIRE_SUFFIXES)):
        yield raw
        return
    for found in _several(raw, name):
        if isinstance(found, Raw) and found.record is None and raw.record is not None:
            yield replace(found, record=record_of(found.where, raw.path))
        else:
            yield found


def _several(raw: Raw, name: str) -> Iterator[Raw | Failure]:
    if suffixed(name, RECORD_SUFFIXES):
        from dateline.sources.records import records_in  # noqa: PLC0415 - it asks this module what files are

        return records_in(io.BytesIO(raw.data), raw.where)
    if suffixed(name, MAIL_SUFFIXES):
        from dateline.sources.mail import reports_in_message  # noqa: PLC0415 - email is loaded for mail

        return reports_in_message(raw.data, raw.where, raw.path)
    from dateline.sources.saved_feeds import is_feed, open_feed  # noqa: PLC0415 - as above

    if is_feed(raw.data):
        return open_feed(raw)
    from dateline.sources.wires import json_items, xml_items  # noqa: PLC0415 - lxml is loaded for wires

    read = json_items if suffixed(name, JSON_SUFFIXES) else xml_items
    return read(raw.data, raw.where, raw.path)
