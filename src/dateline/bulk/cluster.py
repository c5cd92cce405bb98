"""Workers that are actors of Ray (ray.io), on this machine or on a cluster: each loads the models once.

Ray schedules tasks of its own beside the actors, and waits for ever when all slots are taken; so two more
CPUs than there are workers must be there, logical ones on this machine. Its usage reports and its dashboard
are off: nothing leaves the machine.
"""

from __future__ import annotations

import os
import time
from typing import Any, Self

from dateline.bulk.reader import Broken, Outcome, Reader, environment
from dateline.bulk.work import Claim
from dateline.errors import BulkError

__all__ = ["SPARE", "Cluster"]

SPARE = 2
"""CPUs that are left to Ray's own tasks."""
PAUSE, PATIENCE = 0.2, 300
"""Seconds between two questions whether an actor that died is back, and how many are asked."""
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # no accelerators are asked for; spares a warning
    "RAY_DEDUP_LOGS": "0",
}


class Cluster:
    """``workers`` actors on the cluster at ``address``; without one, on this machine alone."""

    name = "ray"

    def __init__(self, reader: Reader, workers: int, address: str | None) -> None:
        """Nothing is started yet."""
        self._reader, self._count, self._address = reader, workers, address
        self._actors: list[Any] = []
        self._read: dict[Any, tuple[Any, Claim]] = {}
        self._away: dict[Any, tuple[Any, int]] = {}
        """By what tells that it is back: an actor that died and begins again, and how often it was asked."""

    def __enter__(self) -> Self:
        os.environ.update(QUIET | environment())  # before Ray is loaded; its processes inherit it
        import ray  # noqa: PLC0415 - an extra

        self._ray: Any = ray
        quiet: dict[str, Any] = {"log_to_driver": False, "configure_logging": False}
        try:
            if self._address:
                ray.init(address=self._address, **quiet)
                self._refuse_narrow()
            else:
                ray.init(
                    address="local",
                    num_cpus=self._count + SPARE,
                    num_gpus=0,
                    include_dashboard=False,
                    **quiet,
                )
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            where = self._address or "this machine"
            message = f"Ray cannot be begun at {where} ({error}); check it, or use --engine processes."
            raise BulkError(message) from error
        actor = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=0)(_Actor)
        self._actors = [actor.remote(self._reader, environment()) for _ in range(self._count)]
        return self

    def _refuse_narrow(self) -> None:
        there: int = int(self._ray.cluster_resources().get("CPU", 0))
        if there < self._count + SPARE:
            self._ray.shutdown()
            message = (
                f"The cluster at {self._address} has {there} CPUs; {self._count} workers and {SPARE} for "
                f"Ray's own tasks need {self._count + SPARE}, so give fewer --workers."
            )
            raise BulkError(message)

    def __exit__(self, *_: object) -> None:
        for actor in self._actors:
            self._ray.kill(actor)
        self._ray.shutdown()

    def free(self) -> int:
        """Actors that read nothing; one that is being started again would fail at whatever it got."""
        return self._count - len(self._read) - len(self._away)

    def take(self, claim: Claim) -> None:
        """Give a unit to an actor that is free."""
        busy = {actor for actor, _ in (*self._read.values(), *self._away.values())}
        actor = next(a for a in self._actors if a not in busy)
        self._read[actor.read.remote(claim)] = actor, claim

    def outcomes(self, seconds: float) -> list[Outcome]:
        """What actors have read, and the claims of those that have died; Ray starts them again."""
        waited_for = [*self._read, *self._away]
        if not waited_for:
            return []
        ready, _ = self._ray.wait(waited_for, num_returns=1, timeout=seconds)
        for reference in ready:
            if reference in self._away:
                self._ask_again(reference)
        return [self._outcome(reference) for reference in ready if reference in self._read]

    def _ask_again(self, reference: Any) -> None:
        """See whether an actor is back; one that never comes back is given units again, which then fail."""
        actor, asked = self._away.pop(reference)
        try:
            self._ray.get(reference)
        except self._ray.exceptions.RayActorError:
            if asked < PATIENCE:
                time.sleep(PAUSE)
                self._away[actor.is_up.remote()] = actor, asked + 1

    def _outcome(self, reference: Any) -> Outcome:
        actor, claim = self._read.pop(reference)
        try:
            outcome: Outcome = self._ray.get(reference)
        except self._ray.exceptions.RayActorError:
            self._away[actor.is_up.remote()] = actor, 1
            return Broken(claim.number, "a worker died", died=True)
        except self._ray.exceptions.RayError as error:
            return Broken(claim.number, str(error).strip().rpartition("\n")[2])
        return outcome

    def stop(self, number: int) -> None:
        """Kill the actor that reads a unit; Ray starts another."""
        for actor, claim in self._read.values():
            if claim.number == number:
                self._ray.kill(actor, no_restart=False)


class _Actor:
    """An actor: it loads the models when it begins, and reads what it is given."""

    def __init__(self, reader: Reader, surroundings: dict[str, str]) -> None:
        os.environ.update(surroundings)
        self._reader = reader
        reader.warm_up()

    def is_up(self) -> bool:
        """Whether it has loaded its models: it answers only then."""
        return True

    def read(self, claim: Claim) -> Outcome:
        """Read a unit."""
        return self._reader.read(claim)
