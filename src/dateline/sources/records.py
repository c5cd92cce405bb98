"""JSON Lines: one article a line, in the field names of news-please, trafilatura and Fundus, and our own."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from dateline.errors import SourceError
from dateline.model.times import When
from dateline.sources.files import LARGEST, shown
from dateline.sources.metadata import read_published
from dateline.sources.raw import HTML, TEXT, Failure, Raw, under_title

__all__ = ["is_record", "open_records", "read_record", "records_in"]

TEXT_FIELDS = ("maintext", "text", "raw_text", "plaintext", "body")
TITLE_FIELDS = ("title", "headline")
OUTLET_FIELDS = ("outlet", "publisher", "sitename", "source-hostname", "hostname", "source_domain")
URL_FIELDS = ("url", "source", "responded_url", "requested_url")
DATE_FIELDS = ("published", "date_publish", "publishing_date", "date")
LANGUAGE_FIELDS = ("language", "lang")
"""The first field of each row that holds something is taken."""


def open_records(path: str) -> Iterator[Raw | Failure]:
    """The records of a JSON Lines file, read line by line (``.gz`` too); a bad line is a Failure.

    Raises :class:`~dateline.errors.SourceError` when the file itself cannot be opened or is damaged.
    """
    where = shown(path)
    try:
        with _opened(path) as file:
            yield from records_in(file, where)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"{where}: cannot be read ({reason}); check the path."
        raise SourceError(message) from error


def records_in(file: BinaryIO, where: str, first: int = 1) -> Iterator[Raw | Failure]:
    """The records on an open file or stream that is called ``where``; the first line is number ``first``."""
    for number, line in _lines(file, first):
        if line.strip():
            place = f"{where}:{number}"
            try:
                yield from _line(line, place, where)
            except SourceError as error:
                yield Failure(place, error)


def _line(line: bytes, where: str, path: str) -> Iterator[Raw | Failure]:
    """The article of a line; an item of ninjs may hold more."""
    if b'"uri"' in line:
        from dateline.sources.wires import is_ninjs, ninjs_items  # noqa: PLC0415 - lxml is loaded for wires

        record = _object(line, where)
        if _text(record) is None and is_ninjs(record):
            yield from ninjs_items(record, where, path)
            return
    yield read_record(line, where, path)


def is_record(line: bytes) -> bool:
    """Whether a line is a whole JSON object: text that begins so is no report."""
    if not line.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        _object(line, "")
    except SourceError:
        return False
    return True


def _opened(path: str) -> BinaryIO:
    if path.lower().endswith(".gz"):
        return cast("BinaryIO", gzip.open(path, "rb"))
    return Path(path).open("rb")


def _lines(file: BinaryIO, first: int) -> Iterator[tuple[int, bytes]]:
    """Numbered lines; of a line that is too long only the beginning, so that it is refused as a record."""
    number = first - 1
    while line := file.readline(LARGEST + 1):
        number += 1
        yield number, line
        while line and not line.endswith(b"\n"):
            line = file.readline(LARGEST + 1)


def read_record(line: bytes, where: str, path: str | None = None) -> Raw:
    """One line of JSON as a report, its text under its title.

    Raises :class:`~dateline.errors.SourceError` when it is not a JSON object, holds neither a text
    nor a page, is too long, or has a publication time that cannot be read.
    """
    record = _object(line, where)
    page = record.get("html")
    text, media_type = _text(record), TEXT
    source: Mapping[str, Any] = record
    if isinstance(page, dict):  # Fundus: {"content", "responded_url", "source_info": {"publisher"}, ...}
        info = page.get("source_info")
        source = {**(info if isinstance(info, dict) else {}), **page, **record}
        page = page.get("content")
    if not text and isinstance(page, str) and page.strip():
        text, media_type = page, HTML
    if not text:
        message = f'{where}: no text in the record; give it as "text", "maintext", "plaintext" or "html".'
        raise SourceError(message)
    title = _first(source, TITLE_FIELDS)
    if media_type == TEXT:
        text = under_title(title, text)
    return Raw(
        data=text.encode("utf-8", "replace"),
        media_type=media_type,
        where=where,
        path=path,
        url=_url(source),
        title=title,
        outlet=_first(source, OUTLET_FIELDS),
        published=_published(source, where),
        charset="utf-8",
        language=_first(source, LANGUAGE_FIELDS),
    )


def _object(line: bytes, where: str) -> dict[str, Any]:
    if len(line) > LARGEST:
        message = f"{where}: a line of more than {LARGEST // 1_000_000} MB; one line holds one article."
        raise SourceError(message)
    try:
        record = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        record = None
    if isinstance(record, dict):
        return record
    message = f"{where}: the line is not a JSON object; one line holds one article."
    raise SourceError(message)


def _first(record: Mapping[str, Any], fields: tuple[str, ...]) -> str | None:
    for field in fields:
        value = record.get(field)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _text(record: Mapping[str, Any]) -> str | None:
    for field in TEXT_FIELDS:
        value = record.get(field)
        if isinstance(value, dict):
            value = _body(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _body(body: Mapping[str, Any]) -> str:
    """Fundus' article body: a summary, then sections of a headline and paragraphs, each a line."""
    lines = _strings(body.get("summary"))
    for section in body.get("sections") or ():
        if isinstance(section, dict):
            lines += _strings(section.get("headline")) + _strings(section.get("paragraphs"))
    return "\n".join(lines)


def _strings(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str) and item.strip()]


def _url(record: Mapping[str, Any]) -> str | None:
    values = (record.get(field) for field in URL_FIELDS)
    return next(
        (v.strip() for v in values if isinstance(v, str) and v.strip().startswith(("http://", "https://"))),
        None,
    )


def _published(record: Mapping[str, Any], where: str) -> When | None:
    value = next((record[field] for field in DATE_FIELDS if record.get(field) not in (None, "")), None)
    if isinstance(value, str) and value.strip()[10:] in (" 00:00:00", "T00:00:00"):
        value = value.strip()[:10]  # news-please writes a day without a time as its midnight
    return read_published(value, where)
