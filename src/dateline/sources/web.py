"""One GET over the open web: http and https only, public addresses only, and never too much or too long.

Every address on the way, redirects included, is resolved, checked and then connected to as checked
(:mod:`~dateline.sources.address`); proxies from the environment are not used.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from http.client import HTTPException, IncompleteRead
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, ProtocolError

from dateline.errors import SourceError
from dateline.sources.address import PinnedConnection, Target, target_of
from dateline.sources.gzipped import inflate

__all__ = ["LIMITS", "Answer", "Halt", "Limits", "Request", "get"]

REDIRECTS = (301, 302, 303, 307, 308)
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may cost: bytes on the wire, bytes decompressed, seconds in all, redirects."""

    wire: int = 8_000_000
    size: int = 16_000_000
    seconds: float = 30.0
    redirects: int = 5


LIMITS = Limits()


class Halt:
    """Ends all fetches that were given it, however long they would still wait; from any thread."""

    def __init__(self) -> None:
        """Nothing is halted yet."""
        self._came = threading.Condition(threading.RLock())
        self._is_set = False
        self._open: set[PinnedConnection] = set()

    def __bool__(self) -> bool:
        """Whether everything is to end."""
        return self._is_set

    def set(self) -> None:
        """End everything now; safe in a signal handler, which may come while this very thread is here."""
        with self._came:
            self._is_set = True
            self._came.notify_all()
        for connection in tuple(self._open):
            connection.cut()

    def wait(self, seconds: float) -> bool:
        """Wait, but not longer than until the halt; whether it came."""
        with self._came:
            return self._came.wait_for(self.__bool__, seconds)

    @contextmanager
    def over(self, connection: PinnedConnection) -> Iterator[None]:
        """While ``connection`` is to be cut when everything ends."""
        self._open.add(connection)
        try:
            if self:
                connection.cut()
            yield
        finally:
            self._open.discard(connection)


def _at_once(_: str) -> AbstractContextManager[None]:
    return nullcontext()


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, and under which conditions.

    ``headers`` go beside those that every request has. ``turn`` is entered for each address before a
    connection to it is made, and left when the connection is closed: the place for manners, and for a
    refusal (any :class:`~dateline.errors.DatelineError`). With ``partly`` a body that breaks off is given
    as far as it came. ``advice`` ends the sentences about what may go better another time.
    """

    url: str
    headers: Mapping[str, str]
    limits: Limits = LIMITS
    allow_private: bool = False
    partly: bool = False
    turn: Callable[[str], AbstractContextManager[None]] = _at_once
    halt: Halt | None = None
    advice: str = "try again later or save the page as a file"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from ``url``, the address after all redirects: the body decompressed, if it is 200.

    ``whole`` is False when the body broke off. Header names are in lower case.
    """

    url: str
    status: int
    reason: str
    headers: Mapping[str, str]
    data: bytes = b""
    whole: bool = True


def get(request: Request) -> Answer:
    """The answer to a request, whatever its status.

    Raises :class:`~dateline.errors.ForbiddenAddress` for an address that is not fetched by default,
    :class:`~dateline.errors.SourceError` for everything else that goes wrong, and what ``turn`` raises.
    """
    seconds_left = request.limits.seconds
    address = request.url
    for _ in range(request.limits.redirects + 1):
        target = _target(address, request)
        with request.turn(target.url):  # waiting for one's turn is not the server's time
            began = time.monotonic()
            answer = _answer(target, request, began + seconds_left)
            seconds_left -= time.monotonic() - began
        if isinstance(answer, Answer):
            return answer
        address = answer
    message = (
        f"{request.url}: more than {request.limits.redirects} redirects; "
        "give the address of the report itself."
    )
    raise SourceError(message)


def _target(address: str, request: Request) -> Target:
    """The target of ``address``; an error names the address given too when a redirect led there."""
    try:
        return target_of(address, allow_private=request.allow_private)
    except SourceError as error:
        if address == request.url:
            raise
        message = f"{request.url}: redirects to {error}"
        raise type(error)(message) from error


def _answer(target: Target, request: Request, deadline: float) -> Answer | str:
    """What a target answers, or the address it redirects to."""
    late = threading.Event()
    headers = {"Host": target.host_header, "Connection": "close", **request.headers}
    try:
        with _connected(target, request, deadline, late) as connection:
            connection.request(
                "GET", target.request, headers=headers, preload_content=False, decode_content=False
            )
            with closing(connection.getresponse()) as response:
                if response.status in REDIRECTS:
                    return _redirected(response, target, request.url)
                return _taken(response, target, request, late)
    except (OSError, HTTPError, HTTPException, ValueError) as error:
        message = f"{request.url}: {_reason(error, request, late)}."
        raise SourceError(message) from error


@contextmanager
def _connected(
    target: Target, request: Request, deadline: float, late: threading.Event
) -> Iterator[PinnedConnection]:
    """An open connection that is cut at the deadline, however slowly the other side drips."""
    failure: OSError = TimeoutError("the time is up")
    halt = request.halt or Halt()
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
            with halt.over(connection):
                yield connection
            _refuse_cut(late, halt)
            return
        finally:
            watch.cancel()
            connection.release()
    raise failure


def _cut(connection: PinnedConnection, late: threading.Event) -> None:
    late.set()
    connection.cut()


def _refuse_cut(late: threading.Event, halt: Halt) -> None:
    """A body without a length ends when it is cut, as if it were whole; it is not."""
    if late.is_set() or halt:
        message = "the time is up"
        raise TimeoutError(message)


def _reason(error: Exception, request: Request, late: threading.Event) -> str:
    if late.is_set() or isinstance(error, TimeoutError):
        return f"no whole answer within {request.limits.seconds:g} seconds; {request.advice}"
    if isinstance(error, (ProtocolError, IncompleteRead)):
        return f"cannot be fetched (the answer breaks off); {request.advice}"
    words = "".join(c if c.isprintable() else " " for c in str(getattr(error, "strerror", None) or error))
    words = " ".join(words.split()) or type(error).__name__  # a server may have put anything into it
    return f"cannot be fetched ({words}); check the address"


def _redirected(response: BaseHTTPResponse, target: Target, where: str) -> str:
    location = response.headers.get("Location")
    if not location:
        message = f"{where}: redirects to nowhere; give the address of the report itself."
        raise SourceError(message)
    with suppress(UnicodeError):  # headers come as Latin-1; what servers send is UTF-8
        location = location.encode("latin-1").decode("utf-8")
    return urljoin(target.url, location.strip().replace(" ", "%20"))


def _taken(response: BaseHTTPResponse, target: Target, request: Request, late: threading.Event) -> Answer:
    whole, length = True, 0

    def chunks() -> Iterator[bytes]:
        nonlocal whole, length
        try:
            for chunk in _chunks(response, request):
                length += len(chunk)
                yield chunk
        except (HTTPError, HTTPException, OSError):
            if late.is_set() or request.halt or not request.partly or not length:
                raise
            whole = False

    data = _body(response, request, chunks()) if response.status == 200 else b""
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(target.url, response.status, response.reason or "", headers, data, whole)


def _body(response: BaseHTTPResponse, request: Request, chunks: Iterator[bytes]) -> bytes:
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    if coding in ("", "identity"):
        return b"".join(chunks)
    if coding in ("gzip", "x-gzip", "deflate"):
        return inflate(chunks, request.url, request.limits.size)
    message = f"{request.url}: sent as {coding}, which was not asked for; {request.advice}."
    raise SourceError(message)


def _chunks(response: BaseHTTPResponse, request: Request) -> Iterator[bytes]:
    """The body as it comes in; the wire limit holds whatever the server says of its length."""
    length = 0
    while chunk := response.read1(CHUNK, decode_content=False):
        length += len(chunk)
        if length > request.limits.wire:
            message = f"{request.url}: more than {request.limits.wire / 1e6:g} MB, too much for one address."
            raise SourceError(message)
        yield chunk
