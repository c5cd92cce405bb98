"""The tools for agents at ``/mcp`` of the desk: the Model Context Protocol over streamable HTTP.

They stand behind the same guard as the pages, only read, and keep no session: each request is answered by
itself. The SDK is loaded when the first agent comes.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dateline.serve.readers import Readers
from dateline.serve.remembered import answer_of

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

__all__ = ["ASKING", "Tools"]


class Tools:
    """The tools over the ledgers of a desk."""

    def __init__(self, readers: Readers) -> None:
        """Nothing is loaded before the first question."""
        self._readers = readers
        self._started: asyncio.Future[StreamableHTTPSessionManager] | None = None
        self._ended = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def answer(self, request: Request) -> Response:
        """What the tools answer to one request."""
        if self._started is None:
            self._started = asyncio.get_running_loop().create_future()
            self._task = asyncio.create_task(self._run(self._started))
        manager = await asyncio.shield(self._started)
        told = await answer_of(manager.handle_request, request.scope, request.receive)
        answer = Response(told.body, told.status)
        answer.raw_headers[:] = told.headers
        return answer

    async def _run(self, started: asyncio.Future[StreamableHTTPSessionManager]) -> None:
        """Hold the tools open: they must be closed by the task that opened them."""
        try:
            manager = await asyncio.to_thread(self._manager)
            async with manager.run():
                started.set_result(manager)
                await self._ended.wait()
        except BaseException as error:
            if not started.done():
                started.set_exception(error)
            raise

    def _manager(self) -> StreamableHTTPSessionManager:
        from dateline.serve.mcp import over  # noqa: PLC0415 - loaded when the first agent comes

        return over(self._readers.ask)

    async def close(self) -> None:
        """End them."""
        self._ended.set()
        if self._task is not None:
            await asyncio.wait([self._task])


async def _asked(request: Request) -> Response:
    tools: Tools = request.app.state.tools
    return await tools.answer(request)


ASKING = [Route("/mcp", _asked, methods=["POST"])]
