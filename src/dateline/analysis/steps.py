"""The whole analysis in plain sight: a document in, findings out, step by step.

A step is a total, deterministic function ``(Parsed, Findings) -> Findings`` without I/O; ``Parsed``
is the document with the one parse that all steps share. A new step is one file and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from dateline.analysis.actors.coreference import resolve
from dateline.analysis.actors.names import name_actors
from dateline.analysis.attribution.attribute import attribute
from dateline.analysis.chains.link import link
from dateline.analysis.meetings.find import find as find_meetings
from dateline.analysis.meetings.records import read_record
from dateline.analysis.parse import Parsed
from dateline.analysis.positions.find import find as find_positions
from dateline.analysis.positions.issues import IssueTable
from dateline.analysis.stream import GROUP, parse_ahead
from dateline.model.findings import Findings
from dateline.model.report import Report
from dateline.model.text import Document

__all__ = ["STEPS", "Step", "analyse", "analyse_each", "analyse_many"]

T = TypeVar("T")

Step = Callable[[Parsed, Findings], Findings]

STEPS: tuple[Step, ...] = (
    name_actors,
    resolve,
    attribute,
    link,
    find_meetings,
    read_record,
    find_positions,
)


def analyse(document: Document) -> Report:
    """What ``document`` says."""
    return next(analyse_many([document]))


def analyse_many(documents: Iterable[Document], issues: IssueTable | None = None) -> Iterator[Report]:
    """What each document says, in order; parsing is batched over documents.

    ``issues`` takes the place of the table of issues that ships. An error ends it.
    """
    for found in analyse_each(documents, issues):
        if isinstance(found, Exception):
            raise found
        yield found


def analyse_each(
    items: Iterable[Document | T], issues: IssueTable | None = None, together: int = GROUP
) -> Iterator[Report | Exception | T]:
    """What each document says, in order, or the error that it met: one never costs the others anything.

    Whatever is no document is handed on in its place; :func:`~dateline.analysis.stream.parse_ahead` tells how
    many are taken ``together``.
    """
    steps = _steps(issues)
    for found in parse_ahead(items, together):
        yield _read(found, steps) if isinstance(found, Parsed) else found


def _steps(issues: IssueTable | None) -> tuple[Step, ...]:
    if issues is None:
        return STEPS
    return tuple(partial(find_positions, issues=issues) if s is find_positions else s for s in STEPS)


def _read(parsed: Parsed, steps: tuple[Step, ...]) -> Report | Exception:
    findings = Findings()
    try:
        for step in steps:
            findings = step(parsed, findings)
    except Exception as error:  # noqa: BLE001 - it is told in the place of the report
        return error
    return Report(parsed.document, findings)
