"""How far a long run is: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Self

from dateline.cli import output

if TYPE_CHECKING:
    from dateline.bulk.run import Standing

__all__ = ["Bar"]

EVERY = 30.0
"""Seconds between two lines where nobody watches a terminal."""


class Bar:
    """Reports of those expected, rate, skipped, failed and the time left, on stderr."""

    def __init__(self, standing: Standing, word: str = "reading") -> None:
        """``word`` is what is being done."""
        self._standing, self._word = standing, word
        self._begun = self._said = time.monotonic()
        self._steps = 0
        self._drawn: Any = None

    def __enter__(self) -> Self:
        if output.watched():
            self._drawn = _drawn()
            self._drawn.start()
            self._task = self._drawn.add_task(self._word, total=None, told="")
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn is not None:
            self._drawn.stop()

    def show(self, standing: Standing) -> None:
        """How the reading stands now."""
        counts, failed = standing.counts, sum(standing.counts.failed.values())
        done = counts.reports + counts.skipped + failed
        now = standing.now.reports + standing.now.skipped + sum(standing.now.failed.values())
        rate = now / max(1e-9, time.monotonic() - self._begun)
        told = f"{rate:.1f}/s, {counts.skipped} skipped, {failed} not read"
        self._tell(done, max(done, standing.expected), told, rate, whole=standing.all_planned)

    def step(self) -> None:
        """One more report is merged."""
        self._steps += 1
        rate = self._steps / max(1e-9, time.monotonic() - self._begun)
        self._tell(self._steps, self._standing.counts.reports, f"{rate:.1f}/s", rate, whole=True)

    def _tell(self, done: int, total: int, told: str, rate: float, *, whole: bool) -> None:
        told += f", {_span((total - done) / rate)} left" if whole and rate and total > done else ""
        if self._drawn is not None:
            self._drawn.update(self._task, completed=done, total=total, told=told)
        elif time.monotonic() - self._said > EVERY:
            self._said = time.monotonic()
            output.say(f"{self._word}: {done} of {total}{'' if whole else ' or more'}, {told}")


def _drawn() -> Any:
    from rich.console import Console  # noqa: PLC0415 - loaded when something is drawn
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[told]}"),
        console=Console(stderr=True),
        transient=True,
    )


def _span(seconds: float) -> str:
    """A time in words: 40 s, 12 min, 3 h 20 min."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
