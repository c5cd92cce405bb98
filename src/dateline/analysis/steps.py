"""The whole analysis in plain sight: a document in, findings out, step by step.

A step is a total, deterministic function ``(Parsed, Findings) -> Findings`` without I/O; ``Parsed``
is the document with the one parse that all steps share. A new step is one file and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from dateline.analysis.actors.coreference import resolve
from dateline.analysis.actors.names import name_actors
from dateline.analysis.attribution.attribute import attribute
from dateline.analysis.chains.link import link
from dateline.analysis.meetings.find import find as find_meetings
from dateline.analysis.meetings.records import read_record
from dateline.analysis.parse import Parsed, parse_many
from dateline.analysis.positions.find import find as find_positions
from dateline.analysis.positions.issues import IssueTable
from dateline.model.findings import Findings
from dateline.model.report import Report
from dateline.model.text import Document

__all__ = ["STEPS", "Step", "analyse", "analyse_many"]

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

    ``issues`` takes the place of the table of issues that ships.
    """
    steps: tuple[Step, ...] = STEPS
    if issues is not None:
        steps = tuple(partial(find_positions, issues=issues) if s is find_positions else s for s in STEPS)
    for parsed in parse_many(documents):
        findings = Findings()
        for step in steps:
            findings = step(parsed, findings)
        yield Report(parsed.document, findings)
