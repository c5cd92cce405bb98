"""The brief of a ledger: each meeting with its life in one line, each stand of a side with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from dateline.cli.brief import print_lines, quoted
from dateline.cli.history import day, ledger_line, stands_line
from dateline.cli.output import visible
from dateline.cli.tables import STATUS_STYLE
from dateline.model.entries import DatedPosition, Meeting, Position
from dateline.model.lineage import Origin, basis
from dateline.model.links import beside
from dateline.model.rows import Passage
from dateline.model.stands import WIDE, Contradiction

__all__ = ["print_meetings", "print_positions"]


def print_meetings(meetings: Iterable[Meeting], console: Console) -> None:
    """Print meetings: status, who, the history in one line, and the words that gave the status."""
    print_lines((line for meeting in meetings for line in _meeting(meeting)), console)


def print_positions(positions: Iterable[Position], console: Console) -> None:
    """Print where sides stand: the stance, how it came to it, its words and its condition."""
    print_lines((line for position in positions for line in _position(position)), console)


def _meeting(meeting: Meeting) -> Iterator[Text]:
    facts = (meeting.kind.value, meeting.format.value, meeting.place, meeting.when and meeting.when.iso)
    about = ", ".join(f.replace("_", " ") for f in facts if f and f != "unknown")
    status = meeting.status.value
    yield Text.assemble(
        (f"{status.upper()} ", STATUS_STYLE[status]),
        (visible(meeting.label), "bold"),
        f" ({visible(about)}) ",
        (meeting.id, "dim"),
    )
    who = (f"{p.name} ({p.side})" if p.side not in {None, p.name} else p.name for p in meeting.participants)
    yield Text.assemble(("  with ", "dim"), visible(", ".join(who)))
    yield Text("  ") + ledger_line(meeting)
    yield from _links(meeting)
    if meeting.voices:
        for voice in meeting.voices:
            yield _words(f"{visible(voice.name or 'somebody')}, {voice.status.value}: ", voice.passage)
    elif meeting.stages:
        yield _words("", meeting.stages[-1].said.passage)
    yield from _basis(meeting.origins)


def _links(meeting: Meeting) -> Iterator[Text]:
    """The meetings beside it, each once: "ahead of the Budapest summit"; those ahead of it after them."""
    for words, link in beside(meeting):
        name = f" {link.meeting}" if link.meeting else ""
        yield Text.assemble((f"  {words} ", "dim"), visible(link.event), (name, "dim"))


def _position(position: Position) -> Iterator[Text]:
    yield Text.assemble(
        (f"{visible(position.side)} {position.stance.value} ", "bold"),
        f"{str(position.issue).replace('_', ' ')}: {visible(position.last.issue_text)} ",
        (position.id, "dim"),
    )
    if len({p.stance for p in position.history}) > 1 and position.issue not in WIDE:
        yield Text("  ") + stands_line(position)
    yield _words("", position.last.passage)
    if position.last.condition:
        yield Text.assemble(("  on condition: ", "dim"), quoted(position.last.condition.quote))
    yield from _basis(position.origins)
    for pair in position.contradictions:
        yield Text.assemble(("  contradicts itself: ", "magenta"), _pair(pair))


def _basis(origins: Sequence[Origin]) -> Iterator[Text]:
    """On how many independent sources it rests, where one report alone does not go without saying."""
    words = basis(origins)
    if words and (len(origins) > 1 or len(origins[0].reports) > 1):
        yield Text.assemble(("  rests on ", "dim"), visible(words))


def _pair(pair: Contradiction) -> str:
    return " / ".join(_voiced(told) for told in (pair.one, pair.other))


def _voiced(told: DatedPosition) -> str:
    said = f"{visible(told.voice)} {told.stance.value} {quoted(told.passage.quote)}"
    return f"{day(told.passage.published)} {said}".strip()


def _words(before: str, passage: Passage) -> Text:
    published = passage.published.iso if passage.published else None
    where = ", ".join(visible(f) for f in (passage.outlet, published) if f)
    return Text.assemble(
        f"  {before}{quoted(passage.quote)} ",
        (f"{where} [{passage.report}:{passage.start}:{passage.end}]", "dim"),
    )
