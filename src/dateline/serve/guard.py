"""What stands between a request and the desk: whose it is, how large, how many; and the headers."""

from __future__ import annotations

import hmac
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.serve.problems import Problem, answer_to
from dateline.serve.settings import Settings, is_loopback

__all__ = ["COOKIE", "Guard", "is_writer", "require_writer", "signed"]

COOKIE = "dateline_writer"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """ASGI middleware around the whole desk."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Stand before ``app``."""
        self._app = app
        self._settings = settings
        self._buckets = Buckets(settings.rate, burst=settings.rate * 4)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with a problem."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sent = _with_headers(send)
        try:
            self._check(scope)
            await self._app(scope, self._measured(receive), sent)
        except Problem as problem:
            await answer_to(Request(scope), problem)(scope, receive, sent)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        if is_loopback(self._settings.host) and not is_loopback(_host(headers.get("host", ""))):
            raise Problem(
                421, "host", "This desk answers to 127.0.0.1 and localhost only; use its own address."
            )
        client = scope["client"][0] if scope.get("client") else ""
        if not is_loopback(client) and not self._buckets.take(client):
            raise Problem(429, "rate", "Too many requests from this address; wait a second and go on.")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._settings.largest:
            raise self._too_large()
        if scope["method"] not in SAFE and not _own(headers):
            raise Problem(
                403, "origin", "This form was sent from another site; open the desk and send it there."
            )

    def _too_large(self) -> Problem:
        limit = self._settings.largest // 1_000_000
        return Problem(413, "size", f"A request may have {limit} MB; send less at once.")

    def _measured(self, receive: Receive) -> Receive:
        """A body whose length was not told is counted while it comes."""
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._settings.largest:
                raise self._too_large()
            return message

        return counted


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-cache, private")
        await send(message)

    return sent


def _host(header: str) -> str:
    """The host's name in a Host header, without port and brackets; empty for what is none."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def _own(headers: Headers) -> bool:
    """Whether a writing request comes from the desk's own pages, or from no browser at all."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


class Buckets:
    """A bucket of requests for each address: it holds ``burst`` and fills at ``rate`` a second."""

    def __init__(self, rate: int, *, burst: int, most: int = 4096) -> None:
        """At most ``most`` addresses are remembered, those that came last."""
        self._rate, self._burst, self._most = rate, burst, most
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str, now: float | None = None) -> bool:
        """Whether ``address`` may make a request at ``now`` (seconds of any steady clock)."""
        if self._rate <= 0:
            return True
        at = time.monotonic() if now is None else now
        left, before = self._left.pop(address, (float(self._burst), at))
        left = min(float(self._burst), left + (at - before) * self._rate)
        allowed = left >= 1
        self._left[address] = (left - 1 if allowed else left), at
        while len(self._left) > self._most:
            self._left.popitem(last=False)
        return allowed


def signed(token: str) -> str:
    """What a browser keeps of a token: enough to show that it had it, and not the token."""
    return hmac.new(token.encode(), b"dateline desk", "sha256").hexdigest()


def is_writer(request: Request, settings: Settings) -> bool:
    """Whether the request shows the token: as a bearer, or by the cookie of a page that was signed in."""
    if not settings.write or not settings.token:
        return False
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() == "bearer":
        return hmac.compare_digest(shown.strip().encode(), settings.token.encode())
    cookie = request.cookies.get(COOKIE, "")
    return hmac.compare_digest(cookie.encode(), signed(settings.token).encode())


def require_writer(request: Request, settings: Settings) -> None:
    """Raise a problem unless the request may write."""
    if not settings.write:
        raise Problem(403, "read_only", "This desk is read-only; start it with dateline serve --write.")
    if not is_writer(request, settings):
        raise Problem(401, "token", "Writing needs the token that the desk was started with.")
