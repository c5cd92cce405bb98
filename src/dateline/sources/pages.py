"""Fetching one web page: http and https only, public addresses only, and never too much or too long."""

from __future__ import annotations

import importlib.metadata
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, IncompleteRead
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, ProtocolError

from dateline.errors import SourceError
from dateline.sources.address import PinnedConnection, Target, target_of
from dateline.sources.gzipped import inflate
from dateline.sources.raw import HTML, TEXT, Raw

__all__ = ["LIMITS", "Limits", "fetch"]

MEDIA_TYPES = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": TEXT, "": TEXT}
"""What is read as a report; a page sent without a type is sniffed when it is read."""
REDIRECTS = (301, 302, 303, 307, 308)
USER_AGENT = f"dateline/{importlib.metadata.version('dateline')} (reads single news reports for a person)"
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may cost: bytes on the wire, bytes decompressed, seconds in all, redirects."""

    wire: int = 8_000_000
    size: int = 16_000_000
    seconds: float = 30.0
    redirects: int = 5


LIMITS = Limits()


def fetch(url: str, *, allow_private: bool = False, limits: Limits = LIMITS) -> Raw:
    """The page at an http(s) address, with the address it came from in the end.

    Every address on the way, redirects included, is resolved, checked and then connected to as
    checked; proxies from the environment are not used. Raises
    :class:`~dateline.errors.ForbiddenAddress` for an address that is not fetched by default and
    :class:`~dateline.errors.SourceError` for everything else that goes wrong.
    """
    deadline = time.monotonic() + limits.seconds
    address = url
    for _ in range(limits.redirects + 1):
        target = _target(address, url, allow_private=allow_private)
        answer = _answer(target, url, deadline, limits)
        if isinstance(answer, Raw):
            return answer
        address = answer
    message = f"{url}: more than {limits.redirects} redirects; give the address of the report itself."
    raise SourceError(message)


def _target(address: str, url: str, *, allow_private: bool) -> Target:
    """The target of ``address``; an error names the address given too when a redirect led there."""
    try:
        return target_of(address, allow_private=allow_private)
    except SourceError as error:
        if address == url:
            raise
        message = f"{url}: redirects to {error}"
        raise type(error)(message) from error


def _answer(target: Target, where: str, deadline: float, limits: Limits) -> Raw | str:
    """The page at a target, or the address it redirects to."""
    late = threading.Event()
    try:
        with _connected(target, deadline, late) as connection:
            connection.request(
                "GET", target.request, headers=_headers(target), preload_content=False, decode_content=False
            )
            with closing(connection.getresponse()) as response:
                if response.status in REDIRECTS:
                    return _redirected(response, target, where)
                return _page(response, target, where, limits)
    except (OSError, HTTPError, HTTPException, ValueError) as error:
        message = f"{where}: {_reason(error, limits, late)}."
        raise SourceError(message) from error


@contextmanager
def _connected(target: Target, deadline: float, late: threading.Event) -> Iterator[PinnedConnection]:
    """An open connection that is cut at the deadline, however slowly the other side drips."""
    failure: OSError = TimeoutError("the time is up")
    for connection in target.connections(deadline - time.monotonic()):
        watch = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, (connection, late))
        watch.daemon = True
        watch.start()
        try:
            try:
                connection.connect()
            except OSError as error:
                failure = error
                continue
            yield connection
            _refuse_late(late)
            return
        finally:
            watch.cancel()
            connection.release()
    raise failure


def _cut(connection: PinnedConnection, late: threading.Event) -> None:
    late.set()
    connection.cut()


def _refuse_late(late: threading.Event) -> None:
    """A body without a length ends when it is cut, as if it were whole; it is not."""
    if late.is_set():
        message = "the time is up"
        raise TimeoutError(message)


def _headers(target: Target) -> dict[str, str]:
    return {
        "Host": target.host_header,
        "User-Agent": USER_AGENT,
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
        "Accept-Encoding": "gzip, deflate",
        "Accept-Language": "en",
        "Connection": "close",
    }


def _reason(error: Exception, limits: Limits, late: threading.Event) -> str:
    if late.is_set() or isinstance(error, TimeoutError):
        return (
            f"no whole answer within {limits.seconds:g} seconds; try again later or save the page as a file"
        )
    if isinstance(error, (ProtocolError, IncompleteRead)):
        return "cannot be fetched (the answer breaks off); try again later or save the page as a file"
    words = str(getattr(error, "strerror", None) or error) or type(error).__name__
    return f"cannot be fetched ({words}); check the address"


def _redirected(response: BaseHTTPResponse, target: Target, where: str) -> str:
    location = response.headers.get("Location")
    if not location:
        message = f"{where}: redirects to nowhere; give the address of the report itself."
        raise SourceError(message)
    with suppress(UnicodeError):  # headers come as Latin-1; what servers send is UTF-8
        location = location.encode("latin-1").decode("utf-8")
    return urljoin(target.url, location.strip().replace(" ", "%20"))


def _page(response: BaseHTTPResponse, target: Target, where: str, limits: Limits) -> Raw:
    if response.status != 200:
        message = f"{where}: the server answers {response.status} {response.reason or ''}".rstrip()
        raise SourceError(message + "; check the address.")
    kind, charset = _content_type(response.headers.get("Content-Type", ""))
    if kind not in MEDIA_TYPES:
        message = f"{where}: holds {kind}, not a page; give the address of a report in HTML or plain text."
        raise SourceError(message)
    data = _body(response, where, limits)
    return Raw(data=data, media_type=MEDIA_TYPES[kind], where=where, fetched=target.url, charset=charset)


def _content_type(header: str) -> tuple[str, str | None]:
    message = Message()
    message["Content-Type"] = header
    return (message.get_content_type() if header.strip() else ""), message.get_content_charset()


def _body(response: BaseHTTPResponse, where: str, limits: Limits) -> bytes:
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    chunks = _chunks(response, where, limits)
    if coding in ("", "identity"):
        return b"".join(chunks)
    if coding in ("gzip", "x-gzip", "deflate"):
        return inflate(chunks, where, limits.size)
    message = f"{where}: sent as {coding}, which was not asked for; save the page as a file."
    raise SourceError(message)


def _chunks(response: BaseHTTPResponse, where: str, limits: Limits) -> Iterator[bytes]:
    """The body as it comes in; the wire limit holds whatever the server says of its length."""
    length = 0
    while chunk := response.read1(CHUNK, decode_content=False):
        length += len(chunk)
        if length > limits.wire:
            message = f"{where}: more than {limits.wire / 1e6:g} MB; Dateline reads single reports."
            raise SourceError(message)
        yield chunk
