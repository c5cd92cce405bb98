"""Bytes to text: a byte-order mark, what was declared, UTF-8, and only then a guess."""

from __future__ import annotations

import codecs
import re

from dateline.errors import NotText

__all__ = ["decode"]

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 stands before UTF-16, whose little-endian mark is the beginning of its own."""

BINARY = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "a sound or image file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
)
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""Bytes below the space that no text holds; tab, line ends and escape are left out."""
MOST_CONTROLS = 0.01
DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
HEAD = 4096
"""Bytes looked at for magic numbers, control bytes and a page's own charset."""
SAMPLE = 100_000


def decode(data: bytes, charset: str | None, where: str, *, html: bool = False) -> str:
    """The text in ``data``, every character of it, a byte-order mark aside.

    ``charset`` is what the transport declared; a page's own ``<meta charset>`` comes after it.
    Raises :class:`~dateline.errors.NotText` for bytes that are empty, binary or undecodable.
    """
    text = _marked(data, where)
    if text is None:
        _refuse_binary(data, where)
        text = _declared(data, charset, html=html)
    if text is None:
        text = _guessed(data, where)
    if not text.strip():
        message = f"{where}: empty; give a report with text in it."
        raise NotText(message)
    if text.count("\x00") > len(text) * MOST_CONTROLS:
        message = f"{where}: binary data, not text; give the report as a text or HTML file."
        raise NotText(message)
    return text


def _marked(data: bytes, where: str) -> str | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                if encoding == "utf-8":
                    return None  # a file that begins in UTF-8 and goes on in something else
                message = f"{where}: {encoding.upper()} broken at byte {error.start}; save it as UTF-8."
                raise NotText(message) from error
    return None


def _refuse_binary(data: bytes, where: str) -> None:
    kind = next((kind for magic, kind in BINARY if data.startswith(magic) and _unprintable(data)), None)
    if kind is None and data.startswith(b"%PDF-"):
        kind = "a PDF"
    if kind is None and _unprintable(data):
        kind = "binary data"
    if kind is not None:
        message = f"{where}: {kind}, not text; give the report as a text or HTML file."
        raise NotText(message)


def _unprintable(data: bytes) -> bool:
    head = data[:HEAD]
    return len(CONTROLS.findall(head)) > len(head) * MOST_CONTROLS


def _declared(data: bytes, charset: str | None, *, html: bool) -> str | None:
    """What UTF-8 or a declared charset makes of the data, if one of them fits without an error.

    UTF-8 that decodes is UTF-8 whatever was declared: no other encoding looks like it by chance.
    """
    own = DECLARED.search(data[:HEAD]) if html else None
    for name in ("utf-8", charset, own[1].decode("ascii") if own else None):
        text = _try(data, name) if name else None
        if text is not None:
            return text
    return None


def _try(data: bytes, name: str) -> str | None:
    try:
        # What pages declare as Latin-1 is Windows-1252 in practice (WHATWG Encoding Standard).
        known = codecs.lookup(name).name
        return data.decode("cp1252" if known in ("iso8859-1", "ascii") else known)
    except (LookupError, UnicodeDecodeError, ValueError, AssertionError):
        return None


def _guessed(data: bytes, where: str) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - needed for the odd file only

    best = from_bytes(data[:SAMPLE].removeprefix(codecs.BOM_UTF8)).best()
    if best is None:
        message = f"{where}: no known encoding fits; save it as UTF-8."
        raise NotText(message)
    return data.removeprefix(codecs.BOM_UTF8).decode(best.encoding, "replace")
