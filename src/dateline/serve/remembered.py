"""Answers that are remembered while the ledger stays as it is, and questions that are asked once at a time.

An answer depends on its address, on who asks (may he write, what has he seen) and on the ledger, whose
version is asked first. So nothing is ever older than the ledger, and who has the answer already is told so by
its ETag before anything is read.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.serve.guard import is_writer
from dateline.serve.layout import has_tag
from dateline.serve.readers import Readers
from dateline.serve.settings import SEEN, Settings

__all__ = ["Answer", "Memory", "Remembering", "answer_of"]

LARGEST = 64_000_000
"""Bytes of all answers that are remembered."""
PART = 16
"""One answer may have one in so many of them."""
OTHERS = ("/static/", "/add", "/sign-", "/seen", "/watch", "/mcp")
"""Where answers depend on more than the ledger, or are files."""
KEPT = frozenset({b"etag", b"cache-control", b"link", b"vary"})

Key = tuple[str, ...]
Elsewhere = Callable[[Scope], Awaitable["Answer | None"]]
"""Who else answers a question without a body; None where he does not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: its status, its headers as they are sent, its bytes."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    @property
    def tag(self) -> str | None:
        """Its ETag."""
        return next((value.decode("latin-1") for name, value in self.headers if name == b"etag"), None)

    def unchanged(self) -> Answer:
        """What is said instead to who has it already."""
        return Answer(304, tuple(h for h in self.headers if h[0] in KEPT), b"")

    async def __call__(self, send: Send) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": self.status, "headers": [*self.headers]})
        await send({"type": "http.response.body", "body": self.body})


async def answer_of(app: ASGIApp, scope: Scope, receive: Receive) -> Answer:
    """What ``app`` answers, as a whole."""
    parts: list[Message] = []

    async def send(message: Message) -> None:
        parts.append(message)

    await app(scope, receive, send)
    start, *rest = parts
    headers = tuple((bytes(name), bytes(value)) for name, value in start.get("headers", ()))
    return Answer(start["status"], headers, b"".join(part.get("body", b"") for part in rest))


class Memory:
    """The answers of one version of a ledger, those that were asked for last, up to so many bytes."""

    def __init__(self, largest: int = LARGEST) -> None:
        """With nothing in it."""
        self._largest = largest
        self._size = 0
        self._version: str | None = None
        self._answers: OrderedDict[Key, Answer] = OrderedDict()

    def get(self, version: str, key: Key) -> Answer | None:
        """The answer to ``key`` at that version, if it is remembered."""
        if version != self._version:
            return None
        if key in self._answers:
            self._answers.move_to_end(key)
        return self._answers.get(key)

    def put(self, version: str, key: Key, answer: Answer) -> None:
        """Remember an answer; those of another version are forgotten."""
        if version != self._version:
            self._answers.clear()
            self._version, self._size = version, 0
        if _size(key, answer) > self._largest // PART:
            return
        if (before := self._answers.pop(key, None)) is not None:
            self._size -= _size(key, before)
        self._answers[key] = answer
        self._size += _size(key, answer)
        while self._size > self._largest:
            self._size -= _size(*self._answers.popitem(last=False))


def _size(key: Key, answer: Answer) -> int:
    """About how many bytes an answer takes with its question."""
    return len(answer.body) + sum(map(len, key)) + 1000


class Remembering:
    """ASGI middleware: reads of the ledger are answered from memory, or once for all who ask for the same."""

    def __init__(
        self, app: ASGIApp, settings: Settings, readers: Readers, elsewhere: Elsewhere | None = None
    ) -> None:
        """Stand before ``app``; what ``elsewhere`` answers it is not asked."""
        self._app = app
        self._settings = settings
        self._readers = readers
        self._elsewhere = elsewhere
        self._memory = Memory()
        self._asked: dict[tuple[str, Key], asyncio.Future[Answer]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let ``app`` answer."""
        if not _is_read(scope):
            await self._app(scope, receive, send)
            return
        version = await self._readers.version()
        if version is None:  # nobody may fold what is new: every question is of its own moment
            await (await self._made(scope, receive))(send)
            return
        key = self._key(scope)
        answer = self._memory.get(version, key) or await self._once(version, key, scope, receive)
        known = Headers(scope=scope).get("if-none-match", "")
        if answer.status == 200 and answer.tag and has_tag(known, answer.tag):
            answer = answer.unchanged()
        await answer(send)

    async def _once(self, version: str, key: Key, scope: Scope, receive: Receive) -> Answer:
        """The answer, which is made once however many wait for it."""
        waiting = self._asked.get((version, key))
        if waiting is not None:
            return await asyncio.shield(waiting)
        made: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._asked[version, key] = made
        try:
            answer = await self._made(_unconditional(scope), receive)
            if answer.status == 200:
                self._memory.put(version, key, answer)
            made.set_result(answer)
        except BaseException as error:
            made.set_exception(error)
            made.exception()  # whoever does not wait for it need not hear of it
            raise
        finally:
            del self._asked[version, key]
        return answer

    async def _made(self, scope: Scope, receive: Receive) -> Answer:
        """The answer, made anew."""
        made = await self._elsewhere(scope) if self._elsewhere is not None else None
        return made or await answer_of(self._app, scope, receive)

    def _key(self, scope: Scope) -> Key:
        request = Request(scope)
        writer = "writer" if is_writer(request, self._settings) else ""
        seen = request.cookies.get(SEEN, "")
        html = "html" if "text/html" in request.headers.get("accept", "") else ""
        query = scope["query_string"].decode("latin-1")
        return request.url.path, query, request.headers.get("host", ""), seen, writer, html


def _is_read(scope: Scope) -> bool:
    """Whether the answer depends on the ledger alone; what was seen last is not told by its version."""
    return bool(
        scope["type"] == "http"
        and scope["method"] == "GET"
        and not scope["path"].startswith(OTHERS)
        and b"last" not in scope["query_string"]
    )


def _unconditional(scope: Scope) -> Scope:
    """The question without what the asker has already: others may wait for the whole answer."""
    return {**scope, "headers": [h for h in scope["headers"] if h[0] != b"if-none-match"]}
