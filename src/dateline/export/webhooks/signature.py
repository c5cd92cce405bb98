"""Signatures of Standard Webhooks: HMAC-SHA256 over the message's id, its time and its body."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from pathlib import Path

from dateline.errors import ExportError

__all__ = ["read_secret", "sign", "verify"]

SHORTEST = 16
"""Bytes of the shortest secret that is taken."""
TOLERANCE = 300
"""Seconds by which a message may be old or early: what was recorded cannot be sent again for ever."""
_PREFIX = "whsec_"


def read_secret(path: Path) -> bytes:
    """The secret in the file: ``whsec_`` and base64, or any line of at least 16 bytes.

    Raises :class:`~dateline.errors.ExportError` when it cannot be read or is too short.
    """
    try:
        words = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        message = f"The secret {path} cannot be read; write it to a file in UTF-8, in one line."
        raise ExportError(message) from error
    try:
        encoded = words.removeprefix(_PREFIX)
        secret = base64.b64decode(encoded, validate=True) if words.startswith(_PREFIX) else words.encode()
    except binascii.Error as error:
        message = f"The secret {path} is not base64 after {_PREFIX}; copy it whole."
        raise ExportError(message) from error
    if len(secret) < SHORTEST or "\n" in words:
        message = f"The secret {path} is not one line of at least {SHORTEST} bytes; write a longer one."
        raise ExportError(message)
    return secret


def sign(secret: bytes, message_id: str, timestamp: int, body: bytes) -> str:
    """The value of ``webhook-signature``: ``v1,`` and the HMAC-SHA256 in base64."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(secret, signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def verify(secret: bytes, headers: dict[str, str], body: bytes, *, now: float) -> bool:
    """Whether a message is ours and of now; ``headers`` by their names in small letters.

    Signatures are compared in constant time; one of several (a secret that is being replaced) is enough.
    """
    name, time, given = (headers.get(f"webhook-{part}", "") for part in ("id", "timestamp", "signature"))
    if not name or not time.isascii() or not time.isdigit() or abs(now - int(time)) > TOLERANCE:
        return False
    expected = sign(secret, name, int(time), body).encode()
    matches = [hmac.compare_digest(expected, one.encode()) for one in given.split(" ")]
    return any(matches)
