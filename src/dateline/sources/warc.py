"""Web archives (WARC, as of Common Crawl's CC-NEWS): the pages in them, as reports.

A page is the body of an HTTP answer with status 200 that holds HTML. Everything else in an archive
(requests, redirects, pictures, feeds) is passed over, and counted by its reason. Each record is taken
apart by fastwarc; its offset in the archive goes with the report.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fastwarc.stream_io import BrotliReader, ChunkedReader
from fastwarc.warc import WarcRecord, WarcRecordType

from dateline.errors import SourceError
from dateline.sources.files import LARGEST, shown
from dateline.sources.gzipped import inflate
from dateline.sources.raw import HTML, Failure, Raw, quotable
from dateline.sources.warc_blocks import Block, Damage, blocks

__all__ = ["open_warc", "pages_in", "spans_in"]

KINDS = ("warcinfo", "request", "metadata", "revisit", "resource", "conversion", "continuation")
PAGES = ("text/html", "application/xhtml+xml")


def open_warc(path: str) -> Iterator[Raw | Failure]:
    """The pages of an archive in their order; at the end, in one sentence, what was passed over.

    A damaged place is a :class:`~dateline.sources.Failure` with its offset; what is whole is read.
    Raises ``OSError`` for a file that cannot be read.
    """
    where, passed, pages = shown(path), Counter[str](), 0
    for found in pages_in(path, passed):
        pages += isinstance(found, Raw)
        yield found
    if passed:
        message = f"{where}: {_summary(passed)} passed over."
        yield Failure(where, SourceError(message), skipped=True)
    if not pages:
        message = f"{where}: no page in the archive; give one with HTTP answers that hold HTML."
        yield Failure(where, SourceError(message))


def pages_in(
    path: str, passed: Counter[str], start: int = 0, end: int | None = None
) -> Iterator[Raw | Failure]:
    """The pages whose records begin in ``start`` to ``end``; ``passed`` counts the others by reason.

    ``start`` must be the offset of a record. Raises ``OSError`` for a file that cannot be read.
    """
    where = shown(path)
    for block in blocks(path, start, end):
        if isinstance(block, Damage):
            yield _damaged(where, block)
            continue
        record = _record(block)
        reason = _why_passed_over(record)
        if record is None or reason:
            passed[reason or "unreadable"] += 1
            continue
        try:
            yield _page(record, path, block.at)
        except (OSError, SourceError):
            yield _damaged(where, Damage(block.at, "the body of the answer cannot be decoded"))


def spans_in(path: str) -> Iterator[tuple[int, int]]:
    """Every record of an archive, or damaged place: where it begins, and how many pages it is (0 or 1).

    Bodies are not looked at. Raises ``OSError`` for a file that cannot be read.
    """
    for block in blocks(path):
        is_page = isinstance(block, Block) and _why_passed_over(_record(block)) is None
        yield block.at, int(is_page)


def _summary(passed: Counter[str]) -> str:
    total = sum(passed.values())
    reasons = ", ".join(f"{count} {reason}" for reason, count in passed.most_common())
    return f"{total} {'record' if total == 1 else 'records'} ({reasons})"


def _damaged(where: str, damage: Damage) -> Failure:
    place = f"{where}@{damage.at}"
    message = f"{place}: {damage.reason}; what is whole before and behind is read, get the archive again."
    return Failure(place, SourceError(message))


def _record(block: Block) -> WarcRecord | None:
    """The record with its HTTP headers parsed; None for one that is too large."""
    if block.data is None:
        return None
    try:
        record = WarcRecord.from_bytes(block.data)
        if record.is_http and record.record_type == WarcRecordType.response:
            record.parse_http()
    except (OSError, ValueError):
        return WarcRecord()
    return record


def _why_passed_over(record: WarcRecord | None) -> str | None:
    """Why a record is no page, in two or three words; None for a page."""
    if record is None:
        return "too large"
    if record.record_type != WarcRecordType.response:
        return _kind(record)
    if not record.is_http_parsed:
        return "no HTTP answer"
    status, media_type = record.http_headers.status_code, record.http_content_type
    if status != 200:
        return f"HTTP {status}" if status else "no HTTP status"
    if media_type not in PAGES:
        return f"of type {quotable(media_type) or 'unknown'}"
    return None


def _kind(record: WarcRecord) -> str:
    words = (record.headers.get("WARC-Type") or "").strip().lower()
    return f"{words} record" if words in KINDS else "unknown record"


def _page(record: WarcRecord, path: str, at: int) -> Raw:
    place = f"{Path(shown(path)).name}@{at}"
    return Raw(
        data=_body(record, shown(path)),
        media_type=HTML,
        where=f"{shown(path)}@{at}",
        path=shown(path),
        url=(record.headers.get("WARC-Target-URI") or "").strip("<>") or None,
        charset=record.http_charset,
        record=" ".join((place, record.headers.get("WARC-Date") or "")).strip(),
    )


def _body(record: WarcRecord, where: str) -> bytes:
    """The page's bytes, its transfer and content codings undone.

    Common Crawl keeps the headers of an answer under other names once it has decoded the body; other
    crawlers decode the body and leave the headers as they were. So a body that is plainly not
    compressed is taken as it is.
    """
    headers = record.http_headers
    body = record.reader.read(LARGEST + 1)
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        body = _unchunked(body)
    coding = (headers.get("Content-Encoding") or "").strip().lower()
    if coding in ("gzip", "x-gzip") and not body.startswith(b"\x1f\x8b"):
        return body
    if coding in ("gzip", "x-gzip", "deflate"):
        return inflate((body,), where, LARGEST)
    if coding == "br" and not body.lstrip().startswith(b"<"):
        return _limited(BrotliReader(io.BytesIO(body)).read(LARGEST + 1), where)
    return body


def _unchunked(body: bytes) -> bytes:
    try:
        return ChunkedReader(io.BytesIO(body)).read(LARGEST + 1) or body
    except OSError:  # the crawler has joined the chunks and left the header
        return body


def _limited(body: bytes, where: str) -> bytes:
    if len(body) > LARGEST:
        message = f"{where}: more than {LARGEST // 1_000_000} MB when decompressed."
        raise SourceError(message)
    return body
