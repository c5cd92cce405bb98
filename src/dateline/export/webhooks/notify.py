"""Sending what an endpoint has not been told yet."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dateline.export.webhooks.outbox import Fate, Letter, Outbox
from dateline.export.webhooks.post import GONE, Answer, Endpoint, Patience
from dateline.model.entries import Change

__all__ = ["Told", "message", "notify", "skip"]

TYPE = "dateline.change"


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one change; ``fate`` None: not sent, because the endpoint has stopped answering."""

    change: Change
    fate: Fate | None
    attempts: int
    reason: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The outcome as plain values."""
        fate = self.fate.value if self.fate else "pending"
        return {
            "id": self.change.id,
            "fate": fate,
            "attempts": self.attempts,
            "reason": self.reason,
            "claim": self.change.as_dict()["claim"],
        }


def notify(
    changes: Iterable[Change],
    endpoint: Endpoint,
    outbox: Outbox,
    *,
    patience: Patience | None = None,
    dead: bool = False,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[Told]:
    """Send each of ``changes`` that the endpoint does not have, oldest first, and tell what became of it.

    A message that is refused, or not taken in as many attempts as there is patience, is a dead letter: it is
    kept in the outbox and not sent again unless ``dead``. An endpoint that gives no answer at all, or says
    that it is gone, is left alone: what is behind stays pending. A message may come twice after a crash;
    its ``webhook-id`` is the id of the change, so the receiver can tell.
    """
    patience = patience or Patience()
    settled = {
        name
        for name, letter in outbox.letters(endpoint.url).items()
        if not (dead and letter.fate is Fate.DEAD)
    }
    silent = False
    for change in changes:
        if change.id in settled:
            continue
        if silent:
            yield Told(change, None, 0)
            continue
        attempts, answer = _deliver(change, endpoint, patience, pause)
        fate = Fate.DELIVERED if answer.taken else Fate.DEAD
        silent = answer.status in {None, GONE}
        reason = None if answer.taken else answer.reason
        outbox.write(_letter(change, endpoint, fate, attempts, reason))
        yield Told(change, fate, attempts, reason)


def skip(changes: Iterable[Change], endpoint: Endpoint, outbox: Outbox) -> int:
    """Count all of ``changes`` as told without sending them: the endpoint hears of what comes after."""
    known = outbox.letters(endpoint.url)
    new = [change for change in changes if change.id not in known]
    for change in new:
        outbox.write(_letter(change, endpoint, Fate.SKIPPED, 0, None))
    return len(new)


def message(change: Change) -> bytes:
    """The body: type, the time of publication, and the change as every other face gives it."""
    row = change.as_dict()
    body = {"type": TYPE, "timestamp": row["at"], "data": row}
    return json.dumps(body, ensure_ascii=True).encode()


def _deliver(
    change: Change, endpoint: Endpoint, patience: Patience, pause: Callable[[float], None]
) -> tuple[int, Answer]:
    body = message(change)
    attempt = 1
    while True:
        answer = endpoint.post(change.id, body, patience.seconds)
        if answer.taken or not answer.passing or attempt >= patience.attempts:
            return attempt, answer
        pause(patience.pause_after(attempt, answer.wait))
        attempt += 1


def _letter(change: Change, endpoint: Endpoint, fate: Fate, attempts: int, reason: str | None) -> Letter:
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    claim: str = change.as_dict()["claim"]
    return Letter(change.id, Outbox.endpoint(endpoint.url), fate, now, attempts, claim, reason)
