"""One message to one endpoint: a POST, and what the answer means."""

from __future__ import annotations

import threading
import time
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException
from typing import Self

from urllib3.exceptions import HTTPError

from dateline.errors import ExportError, SourceError
from dateline.export.webhooks.signature import sign
from dateline.sources.address import Target, is_public, target_of

__all__ = ["Answer", "Endpoint", "Patience"]

AGAIN = frozenset({408, 425, 429})
"""Answers below 500 that ask to try again (RFC 9110, RFC 8470, RFC 6585)."""
GONE = 410
"""The answer by which an endpoint says that it wants no more (Standard Webhooks)."""
_LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a message is tried and how long is waited: ``pause`` seconds, doubled each time."""

    attempts: int = 5
    pause: float = 1.0
    seconds: float = 10.0

    def pause_after(self, attempt: int, asked: float | None = None) -> float:
        """Seconds between attempt number ``attempt`` (from 1) and the next; at least what was ``asked``."""
        own = self.pause * 2.0 ** (attempt - 1)
        return float(min(max(own, asked or 0.0), _LONGEST_PAUSE))


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a status, or None with a reason; ``wait`` is what ``Retry-After`` asks for."""

    status: int | None
    reason: str
    wait: float | None = None

    @property
    def taken(self) -> bool:
        """Whether the endpoint has the message."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def passing(self) -> bool:
        """Whether it may go better the next time."""
        return self.status is None or self.status >= 500 or self.status in AGAIN


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where messages go, and the secret that signs them."""

    url: str
    secret: bytes

    @classmethod
    def of(cls, url: str, secret: bytes) -> Self:
        """The endpoint, its address checked.

        Raises :class:`~dateline.errors.ExportError` for another scheme than http and https, credentials in
        the address, a name that cannot be resolved, and http to an address outside the own network: the
        words of a ledger do not go over the internet for everybody to read.
        """
        endpoint = cls(url, secret)
        endpoint.target()
        return endpoint

    def target(self) -> Target:
        """The address, resolved anew."""
        try:
            target = target_of(self.url, allow_private=True)
        except SourceError as error:
            raise ExportError(str(error)) from error
        if target.scheme == "http" and any(map(is_public, target.addresses)):
            message = f"{self.url}: an address on the internet is notified by https only; write https://."
            raise ExportError(message)
        return target

    def post(self, message_id: str, body: bytes, seconds: float) -> Answer:
        """Send one message; redirects are not followed."""
        try:
            return self._post(self.target(), message_id, body, seconds)
        except (OSError, HTTPError, HTTPException, ExportError) as error:
            reason = str(getattr(error, "strerror", None) or error) or type(error).__name__
            return Answer(None, "no answer in time" if isinstance(error, TimeoutError) else reason)

    def _post(self, target: Target, message_id: str, body: bytes, seconds: float) -> Answer:
        failure: OSError = TimeoutError()
        for connection in target.connections(seconds):
            watch = threading.Timer(seconds, connection.cut)  # however slowly the other side drips
            watch.daemon = True
            watch.start()
            try:
                connection.connect()
                headers = self._headers(target, message_id, body)
                connection.request("POST", target.request, body=body, headers=headers, preload_content=False)
                with closing(connection.getresponse()) as response:
                    status, wait = response.status, _wait(response.headers.get("Retry-After"))
                return Answer(status, f"answered {status}", wait)
            except ConnectionRefusedError as error:  # perhaps another address of the same name listens
                failure = error
            finally:
                watch.cancel()
                connection.release()
        raise failure

    def _headers(self, target: Target, message_id: str, body: bytes) -> dict[str, str]:
        now = int(time.time())
        return {
            "Host": target.host_header,
            "User-Agent": "Dateline",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Connection": "close",
            "webhook-id": message_id,
            "webhook-timestamp": str(now),
            "webhook-signature": sign(self.secret, message_id, now, body),
        }


def _wait(header: str | None) -> float | None:
    """Seconds of ``Retry-After``; a date there is not read."""
    return float(header) if header and header.isascii() and header.isdigit() else None
