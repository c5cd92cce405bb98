"""Mail: a message (.eml) and mailboxes of them (.mbox, streamed) as reports.

The text is the plain part, its wrapped lines joined again, else the words of the HTML part. The list or
the sender is the outlet, the subject the title. What somebody forwards is a report of its own.
"""

from __future__ import annotations

import email
import email.utils
import gzip
import re
import zlib
from collections.abc import Iterator
from email.message import Message
from email.policy import compat32
from pathlib import Path
from typing import BinaryIO, cast

from dateline.errors import SourceError
from dateline.model.times import When
from dateline.sources.feeds.prose import prose
from dateline.sources.files import LARGEST, shown
from dateline.sources.mail_words import decoded, header, sender, subject, unwrapped
from dateline.sources.metadata import read_published
from dateline.sources.raw import TEXT, Failure, Raw, quotable, record_of, under_title

__all__ = ["mailbox_on", "messages_in", "open_mbox", "reports_in_message"]

DEEPEST = 8
"""Messages inside messages."""
SHORTEST_NOTE = 60
"""Characters of what somebody writes over a forwarded message to be a report of its own."""
_FORWARDED = re.compile(
    r"^[ \t]*(?:-{3,} *(?:Forwarded message|Original Message) *-{3,}|Begin forwarded message:)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_TIME = re.compile(rb"\d\d:\d\d")
_INNER = re.compile(r"[ \t>*]*(From|Date|Sent|Subject|To|Cc|Reply-To):[ \t*]*(.*)", re.IGNORECASE)


def open_mbox(path: str) -> Iterator[Raw | Failure]:
    """The reports in a mailbox, message by message (``.gz`` too); a bad message is a Failure.

    Raises :class:`~dateline.errors.SourceError` when the file cannot be read, or is no mailbox.
    """
    where = shown(path)
    try:
        with _opened(path) as file:
            yield from mailbox_on(file, where)
    except (OSError, EOFError, zlib.error) as error:
        why = quotable(getattr(error, "strerror", None) or str(error))
        message = f"{where}: cannot be read ({why}); check the path."
        raise SourceError(message) from error


def mailbox_on(file: BinaryIO, where: str) -> Iterator[Raw | Failure]:
    """The reports in a mailbox on an open file or stream that is called ``where``.

    Raises :class:`~dateline.errors.SourceError` when it is no mailbox.
    """
    for number, data in messages_in(file):
        yield from _in_box(data, where, number)


def _opened(path: str) -> BinaryIO:
    if path.lower().endswith(".gz"):
        return cast("BinaryIO", gzip.open(path, "rb"))
    return Path(path).open("rb")


def _in_box(data: bytes | None, where: str, number: int) -> Iterator[Raw | Failure]:
    place = f"{where}#{number}"
    if number == 0:
        message = f'{where}: no mailbox, which begins with a line such as "From sender date"; check the file.'
        raise SourceError(message)
    if data is None:
        message = f"{place}: a message of more than {LARGEST // 1_000_000} MB; Dateline reads single reports."
        yield Failure(place, SourceError(message))
        return
    yield from reports_in_message(data, place, where)


def messages_in(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The messages of a mailbox, numbered from 1, each when it is read; None for one that is too large.

    Lines before the first ``From `` line are given as number 0; a later one has a time of day, for a
    paragraph may begin with "From" too.
    """
    number, kept, blank = 0, bytearray(), True
    too_large = False
    while line := file.readline(LARGEST):
        if blank and line.startswith(b"From ") and (number == 0 or _TIME.search(line)):
            if number or kept.strip():
                yield number, None if too_large else bytes(kept)
            number, too_large = number + 1, False
            kept.clear()
        elif len(kept) + len(line) > LARGEST:
            too_large = True
        else:
            kept += line[1:] if line.startswith(b">") and line.lstrip(b">").startswith(b"From ") else line
        blank = not line.strip()
    if number or kept.strip():
        yield number, None if too_large else bytes(kept)


def reports_in_message(data: bytes, where: str, path: str | None) -> Iterator[Raw | Failure]:
    """The report in a message, and those that it forwards; what cannot be read is a Failure."""
    try:
        message = email.message_from_bytes(data, policy=compat32)
        yield from _reports(message, where, path, 1)
    except SourceError as error:
        yield Failure(where, error)
    except Exception as error:  # noqa: BLE001 - the email package breaks on some of what is sent
        words = f"{where}: the message is broken ({type(error).__name__}); get it again."
        yield Failure(where, SourceError(words))


def _reports(message: Message, where: str, path: str | None, depth: int) -> Iterator[Raw | Failure]:
    parts = list(_parts(message))
    forwarded = [p for p in parts if p.get_content_type() == "message/rfc822"]
    text = _text(parts)
    if not text.strip() and not forwarded:
        words = f"{where}: no text in the message; give one with a plain or an HTML part."
        raise SourceError(words)
    note, inner = _split(text)
    if len(note.strip()) >= (SHORTEST_NOTE if inner or forwarded else 1):
        yield _raw(message, note, where, path)
    if inner:
        yield _inner_report(message, inner, f"{where}/forwarded", path)
    for number, part in enumerate(forwarded if depth < DEEPEST else (), 1):
        payload = part.get_payload()
        for one in payload if isinstance(payload, list) else ():
            if isinstance(one, Message):
                yield from _reports(one, f"{where}/forwarded/{number}", path, depth + 1)


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a message in order; those inside a forwarded message are its own."""
    if message.is_multipart() and message.get_content_type() != "message/rfc822":
        for part in cast("list[Message]", message.get_payload()):
            yield from _parts(part)
    else:
        yield message


def _text(parts: list[Message]) -> str:
    """The words of the first plain part that has any, else of the first HTML part."""
    shown_parts = [p for p in parts if (p.get_content_disposition() or "") != "attachment"]
    for kind in ("text/plain", "text/html"):
        for part in shown_parts:
            if part.get_content_type() != kind:
                continue
            payload = part.get_payload(decode=True)
            words = decoded(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
            if words.strip():
                flowed = str(part.get_param("format", "")).lower() == "flowed"
                return unwrapped(words, flowed=flowed) if kind == "text/plain" else prose(words)
    return ""


def _split(text: str) -> tuple[str, str]:
    """What the sender writes, and the message that he forwards below it."""
    found = _FORWARDED.search(text)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")


def _raw(message: Message, text: str, where: str, path: str | None) -> Raw:
    title = subject(header(message, "Subject"))
    listed = sender(header(message, "List-Id")) or sender(header(message, "From"))
    return Raw(
        data=under_title(title, text).encode("utf-8", "replace"),
        media_type=TEXT,
        where=where,
        path=path,
        title=title,
        outlet=listed,
        published=_date(header(message, "Date")),
        charset="utf-8",
        key=_ident(message),
        record=record_of(where, path),
    )


def _inner_report(message: Message, text: str, where: str, path: str | None) -> Raw:
    """The forwarded message below its headers, as far as the mail program has kept them."""
    lines = text.lstrip("\n").split("\n")
    facts: dict[str, str] = {}
    while lines and (found := _INNER.fullmatch(lines[0].strip())):
        facts[found[1].lower()] = found[2]
        lines.pop(0)
    title = subject(facts.get("subject")) or subject(header(message, "Subject"))
    body = "\n".join(lines).strip("\n") + "\n"
    if not body.strip():
        words = f"{where}: no text in the forwarded message; give the message itself."
        raise SourceError(words)
    return Raw(
        data=under_title(title, body).encode("utf-8", "replace"),
        media_type=TEXT,
        where=where,
        path=path,
        title=title,
        outlet=sender(facts.get("from")),
        published=_date(facts.get("date") or facts.get("sent")),
        charset="utf-8",
        record=record_of(where, path),
    )


def _ident(message: Message) -> str | None:
    ident = header(message, "Message-ID")
    return f"mid:{ident.strip('<>')}" if ident else None


def _date(words: str | None) -> When | None:
    """A time as mail writes it (RFC 5322), to the minute; None for what is none."""
    try:
        when = email.utils.parsedate_to_datetime(words or "")
        return read_published(when.isoformat(timespec="minutes"), "Date")
    except (ValueError, TypeError, IndexError, OverflowError, SourceError):
        return None
