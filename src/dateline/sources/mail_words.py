"""The words of mail: headers decoded, names without addresses, wrapped lines joined to paragraphs."""

from __future__ import annotations

import email.header
import email.utils
import re
from email.message import Message

from dateline.sources.raw import fact

__all__ = ["decoded", "header", "sender", "subject", "unwrapped"]

WRAPPED = 45
"""Characters: a line that is shorter was not broken because it was full."""
WIDEST = 100
"""Characters: mail with longer lines has not been wrapped."""
_REPLY = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg|tr)(?:\[\d+\])?:|\s*\[[^\]]{1,40}\])+\s*", re.IGNORECASE)
_OWN_LINE = re.compile(r"^(?:[>|*•·\-–—=_#]|\d{1,2}[.)]\s|[A-Z][A-Za-z-]{1,20}:\s)")
"""Beginnings of lines that stand alone: quotations, lists, rules, headers."""


def decoded(data: bytes, charset: str | None) -> str:
    """The text in ``data``: by its charset, else as UTF-8, else as Windows-1252; with plain line ends."""
    for name in (charset, "utf-8"):
        try:
            text = data.decode(name) if name else None
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
        if text is not None:
            break
    else:
        text = data.decode("cp1252", "replace")
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def header(message: Message, name: str) -> str | None:
    """A header in words, its encoded words decoded as far as they can be; None for none."""
    value = message.get(name)
    if value is None:
        return None
    try:
        pieces = email.header.decode_header(str(value))
    except (ValueError, email.errors.MessageError):
        return fact(str(value))
    return fact("".join(decoded(p, c) if isinstance(p, bytes) else p for p, c in pieces))


def sender(words: str | None) -> str | None:
    """The name before an address or a list's identity, else the domain that it is at; None for none."""
    if not words:
        return None
    name, address = email.utils.parseaddr(words)
    if not name and "<" in words:
        name = words.partition("<")[0].strip().strip('"')
    if name and "@" not in name:
        return fact(name)
    domain = (address or words.strip("<> ")).rpartition("@")[2]
    return fact(domain.strip("<>")) if "." in domain else None


def subject(words: str | None) -> str | None:
    """A subject without what mail programs and lists put before it."""
    return fact(_REPLY.sub("", words or "")) or None


def unwrapped(text: str, *, flowed: bool = False) -> str:
    """The paragraphs of a plain text as single lines.

    ``flowed``: by RFC 3676, a line goes on where it ends in a blank. Else a full line goes on in the next
    one, unless that begins a list, a quotation or a header.
    """
    lines = text.split("\n")
    wrapped = flowed or max(map(len, lines), default=0) <= WIDEST
    out: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and line.strip() and not _OWN_LINE.match(line):
            out[-1] = f"{out[-1].rstrip()} {line.strip()}"
        else:
            out.append(line.rstrip())
        full = line.endswith(" ") and line != "-- " if flowed else len(line) >= WRAPPED
        goes_on = wrapped and bool(line.strip()) and full
    return "\n".join(out)
