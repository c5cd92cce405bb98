"""What was sent where, and what nobody took: a file of JSON Lines that is only ever added to."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from dateline.errors import ExportError

__all__ = ["Fate", "Letter", "Outbox"]


NO_OUTBOX = "it holds something else"


class Fate(StrEnum):
    """What became of a message: taken, given up, or passed over unsent."""

    DELIVERED = "delivered"
    DEAD = "dead"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Letter:
    """One line of the outbox: a change, the endpoint (a hash of its address), and what became of it.

    ``at`` is in ISO 8601 and UTC, ``reason`` why it was given up.
    """

    change: str
    endpoint: str
    fate: Fate
    at: str
    attempts: int
    claim: str
    reason: str | None = None


class Outbox:
    """The outbox in one file; it is made when something is first written to it."""

    def __init__(self, path: Path) -> None:
        """The outbox at ``path``."""
        self.path = path

    @staticmethod
    def endpoint(url: str) -> str:
        """What stands for an address in the file: addresses of webhooks are often secrets themselves."""
        return hashlib.sha256(url.encode()).hexdigest()[:16]

    def letters(self, url: str) -> dict[str, Letter]:
        """The newest line of each change for that address, in the order in which they were first written.

        Raises :class:`~dateline.errors.ExportError` when the file is no outbox.
        """
        endpoint = self.endpoint(url)
        found: dict[str, Letter] = {}
        for letter in self._read():
            if letter.endpoint == endpoint:
                found[letter.change] = letter
        return found

    def write(self, letter: Letter) -> None:
        """Add a line; when this returns it is on the disk."""
        line = f"{json.dumps(asdict(letter), ensure_ascii=True)}\n"
        try:
            with self.path.open("ab") as out:
                out.write(line.encode())
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from error

    @contextmanager
    def held(self) -> Iterator[None]:
        """While nobody else sends from it.

        Raises :class:`~dateline.errors.ExportError` when somebody does.
        """
        try:
            lock = self.path.with_name(f"{self.path.name}.lock").open("ab")
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                message = f"Another dateline notify is sending from {self.path}; let it finish."
                raise ExportError(message) from error
            self._mend()
            yield

    def _mend(self) -> None:
        """Take away a last line without an end, which a crash cut off."""
        if self.path.exists():
            data = self.path.read_bytes()
            whole = data.rfind(b"\n") + 1
            if whole < len(data):
                os.truncate(self.path, whole)

    def _read(self) -> Iterator[Letter]:
        if not self.path.exists():
            return
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from error
        for line in data.splitlines():
            try:
                row = json.loads(line)
                yield Letter(**row | {"fate": Fate(row["fate"])})
            except (ValueError, TypeError, KeyError) as error:
                raise self._unusable(NO_OUTBOX) from error

    def _unusable(self, reason: str) -> ExportError:
        return ExportError(f"The outbox {self.path} cannot be used ({reason}); name another with --outbox.")
