"""Workers that are processes of this machine: started fresh, replaced when they die or have grown."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Self

from dateline.bulk.reader import Broken, Outcome, Read, Reader, environment
from dateline.bulk.work import Claim
from dateline.errors import BulkError

__all__ = ["Processes", "serve"]

GROWN = 3 << 30
"""Bytes of memory at which a worker is replaced after its unit; a page of many megabytes can do it."""
STARTS = 3
"""Workers that may die one after the other before any of them is ready."""


class _Worker:
    """One process, the pipe to it, and the claim that it reads.

    A process of its own command, not a fork or a copy of this one: threads and models stay here, and the
    script that called need not be made for it.
    """

    def __init__(self, reader: Reader) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        command = "from dateline.bulk.processes import serve; serve()"
        handle = theirs.fileno()
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", command, str(handle), str(os.getpid())],
            stdin=subprocess.DEVNULL,
            pass_fds=(handle,),
            env=os.environ | environment() | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        theirs.close()
        self.claim: Claim | None = None
        self.is_ready = False
        with suppress(OSError):  # it has just died; that comes out
            self.pipe.send(reader)

    def end(self) -> int:
        """Kill it, for it holds nothing that could be lost; its exit code."""
        self.process.kill()
        self.pipe.close()
        return self.process.wait()


class Processes:
    """``workers`` processes, each with models of its own."""

    name = "processes"

    def __init__(self, reader: Reader, workers: int) -> None:
        """Nothing is started yet."""
        self._reader, self._count = reader, workers
        self._workers: list[_Worker] = []
        self._stillborn = 0

    def __enter__(self) -> Self:
        self._workers = [_Worker(self._reader) for _ in range(self._count)]
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()
        self._workers = []

    def free(self) -> int:
        """Workers that read nothing."""
        return sum(w.claim is None and w.is_ready for w in self._workers)

    def take(self, claim: Claim) -> None:
        """Give a unit to a worker that is free."""
        worker = next(w for w in self._workers if w.claim is None and w.is_ready)
        worker.claim = claim
        with suppress(OSError):  # it has just died; that comes out
            worker.pipe.send(claim)

    def outcomes(self, seconds: float) -> list[Outcome]:
        """What workers have sent, and the claims of those that have died."""
        by_handle = {w.pipe: w for w in self._workers}
        heard = [by_handle[h] for h in wait(list(by_handle), seconds) if isinstance(h, Connection)]
        return [outcome for worker in heard if (outcome := self._hear(worker)) is not None]

    def _hear(self, worker: _Worker) -> Outcome | None:
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            return self._bury(worker)
        if said is None:
            worker.is_ready, self._stillborn = True, 0
            return None
        if isinstance(said, str):
            message = f"A worker cannot begin ({said}); try --engine serial to see more."
            raise BulkError(message)
        outcome: Outcome = said
        worker.claim = None
        if isinstance(outcome, Read) and outcome.memory > GROWN:
            self._replace(worker)
        return outcome

    def _bury(self, worker: _Worker) -> Broken | None:
        """A worker is dead: another one takes its place."""
        code = self._replace(worker)
        self._stillborn += not worker.is_ready
        if self._stillborn >= STARTS:
            message = f"{STARTS} workers died before they were ready; is there memory for fewer --workers?"
            raise BulkError(message)
        reason = f"a worker died ({signal.Signals(-code).name if code < 0 else f'exit code {code}'})"
        return Broken(worker.claim.number, reason, died=True) if worker.claim else None

    def _replace(self, worker: _Worker) -> int:
        with suppress(subprocess.TimeoutExpired):  # a pipe that is closed belongs to a process that ends
            worker.process.wait(1)
        self._workers[self._workers.index(worker)] = _Worker(self._reader)
        return worker.end()

    def stop(self, number: int) -> None:
        """Kill the worker that reads a unit."""
        for worker in self._workers:
            if worker.claim and worker.claim.number == number:
                worker.process.kill()


def serve() -> None:
    """A worker's life: say when ready, then read what comes until nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a person's Ctrl-C is for the parent, which ends us
    handle, parent = map(int, sys.argv[1:3])
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    pipe = Connection(handle)
    with suppress(EOFError, OSError):
        reader: Reader = pipe.recv()
        try:
            reader.warm_up()
        except Exception as error:  # noqa: BLE001 - the parent tells it
            pipe.send(f"{type(error).__name__}: {error}")
            return
        pipe.send(None)
        while True:
            pipe.send(reader.read(pipe.recv()))


def _end_with(parent: int) -> None:
    """Nobody wants the work of an orphan."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
