"""Pages drawn by processes beside the one that is asked, for one interpreter uses one core.

Each has the whole desk over a ledger that is open for reading only. The process that is asked keeps what is
one for all: the door, the memory of answers, who may ask how often, what is being added, and the writing.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any

from starlette.types import ASGIApp, Message, Scope

from dateline.serve.remembered import Answer, answer_of
from dateline.serve.settings import Settings
from dateline.world import World

__all__ = ["Processes", "serve"]

STARTS = 3
"""Processes that may die one after the other before any of them was ready."""
PATIENCE = 60.0
"""Seconds that a question waits for one that is free."""
TOLD = ("type", "asgi", "http_version", "method", "scheme", "path", "raw_path", "query_string", "root_path")
"""What a process is told of a question, beside its headers and its two ends."""


class _Process:
    """One process and the pipe to it.

    A process of its own command, and not a fork of this one: threads and connections stay here. It ends
    when the pipe does, so it does not outlive who asks.
    """

    def __init__(self, settings: Settings) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        command = "from dateline.serve.processes import serve; serve()"
        handle = theirs.fileno()
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", command, str(handle)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(handle,),
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        theirs.close()
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="asking")
        with suppress(OSError):  # it has just died; that comes out
            self.pipe.send(settings)

    def ask(self, question: dict[str, Any]) -> Answer | None:
        """Its answer, None for a fault; raises OSError or EOFError when it is dead."""
        self.pipe.send(question)
        answer: Answer | None = self.pipe.recv()
        return answer

    def end(self) -> None:
        """Kill it, for it holds nothing that could be lost."""
        self._process.kill()
        self._process.wait()
        self.thread.shutdown()
        self.pipe.close()


class Processes:
    """``count`` processes that answer; one that dies is replaced."""

    def __init__(self, settings: Settings, count: int) -> None:
        """Nothing is started yet."""
        self._settings = replace(settings, processes=0)
        self._count = count
        self._all: set[_Process] = set()
        self._free: asyncio.LifoQueue[_Process] = asyncio.LifoQueue()
        self._ready = self._stillborn = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Start them, inside the loop that asks them; until one is ready it answers nothing."""
        for _ in range(self._count):
            self._start_one()

    def _start_one(self) -> None:
        if self._stillborn < STARTS:
            task = asyncio.get_running_loop().create_task(self._begin(_Process(self._settings)))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _begin(self, process: _Process) -> None:
        self._all.add(process)
        try:
            await asyncio.get_running_loop().run_in_executor(process.thread, process.pipe.recv)
        except (OSError, EOFError):
            self._stillborn += 1
            self._bury(process)
            return
        self._stillborn = 0
        self._ready += 1
        self._free.put_nowait(process)

    def _bury(self, process: _Process) -> None:
        self._all.discard(process)
        process.end()
        self._start_one()

    async def ask(self, scope: Scope) -> Answer | None:
        """The answer to a question without a body; None where no process can give one."""
        if not self._ready:
            return None
        try:
            process = await asyncio.wait_for(self._free.get(), PATIENCE)
        except TimeoutError:
            return None
        loop = asyncio.get_running_loop()
        asked = loop.run_in_executor(process.thread, process.ask, _told(scope))
        try:
            answer = await asyncio.shield(asked)
        except (OSError, EOFError):
            self._ready -= 1
            self._bury(process)
            return None
        except asyncio.CancelledError:  # it answers all the same, and is free then
            asked.add_done_callback(lambda _: self._free.put_nowait(process))
            raise
        self._free.put_nowait(process)
        return answer

    def close(self) -> None:
        """End all of them."""
        self._stillborn, self._ready = STARTS, 0
        for process in [*self._all]:
            self._all.discard(process)
            process.end()


def _told(scope: Scope) -> dict[str, Any]:
    """The question as plain values."""
    told = {name: scope[name] for name in TOLD if name in scope}
    return told | {
        "headers": [*scope["headers"]],
        "client": scope.get("client"),
        "server": scope.get("server"),
    }


async def _nothing() -> Message:
    """A request without a body."""
    return {"type": "http.request", "body": b"", "more_body": False}


def serve() -> None:
    """Answer what comes through the pipe whose number is the last argument, until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is meant for who asks, and he closes the pipe
    from dateline.serve.application import answering  # noqa: PLC0415 - the application knows the processes

    pipe = Connection(int(sys.argv[1]))
    with suppress(EOFError, OSError):
        app = answering(pipe.recv())
        loop = asyncio.new_event_loop()
        loop.run_until_complete(app.state.readers.ask(len))  # it is ready with the ledger open,
        World.default()  # and knows the names that filters ask for
        pipe.send("ready")
        while True:
            pipe.send(loop.run_until_complete(_answer(app, pipe.recv())))


async def _answer(app: ASGIApp, question: Scope) -> Answer | None:
    """The answer; a fault is met again by who asks, and told by him."""
    try:
        return await answer_of(app, question, _nothing)
    except Exception:  # noqa: BLE001 - whatever it is, this process goes on
        return None
