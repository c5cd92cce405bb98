"""The table of stages: the life of each meeting, one step a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.export.columns.column import Table
from dateline.model.entries import Meeting, Stage
from dateline.model.findings import Status


@dataclass(frozen=True, slots=True)
class Step:
    """A stage with the meeting it belongs to and the status that held before."""

    meeting: Meeting
    number: int
    before: Status | None
    stage: Stage


def _steps(meeting: Meeting) -> Iterator[Step]:
    before = None
    for number, stage in enumerate(meeting.stages, 1):
        yield Step(meeting, number, before, stage)
        before = stage.status


STAGES: Table[Step] = Table(
    "stages",
    "One row for each status that a meeting had, with the words that brought it.",
    "meetings",
    _steps,
)


@STAGES.column
def meeting(entry: Step) -> str:
    """The id of the meeting (table meetings)."""
    return entry.meeting.id


@STAGES.column
def label(entry: Step) -> str:
    """The meeting's name for people."""
    return entry.meeting.label


@STAGES.column
def number(entry: Step) -> int:
    """The place of the step in the meeting's life, from 1."""
    return entry.number


@STAGES.column
def before(entry: Step) -> Status | None:
    """The status that held until then; empty for the first."""
    return entry.before


@STAGES.column
def status(entry: Step) -> Status:
    """The status that holds from here on, folded from every claim up to then."""
    return entry.stage.status


@STAGES.column
def claimed(entry: Step) -> Status:
    """What the words that brought it claim themselves; contested is brought by the newer of two voices."""
    return entry.stage.said.status


@STAGES.column
def voice(entry: Step) -> str | None:
    """Who says so in the end: the innermost source, else the outlet."""
    return entry.stage.said.voice


@STAGES.column
def said_when(entry: Step) -> str | None:
    """When it was said, in ISO 8601, where the report tells."""
    said = entry.stage.said.said_when
    return said.iso if said else None


STAGES.words(lambda entry: entry.stage.said.passage)
