"""The table of statements: who said what, and through whom."""

from __future__ import annotations

from dateline.export.columns.column import Table
from dateline.model.actors import ActorKind
from dateline.model.findings import Act, Medium, Mode, Record
from dateline.model.lineage import StandingKind
from dateline.model.rows import StatementEntry

STATEMENTS: Table[StatementEntry] = Table(
    "statements",
    "One row for each statement in each report: an attribution of words to a source.",
    "statements",
    lambda entry: (entry,),
)


@STATEMENTS.column
def id_(entry: StatementEntry) -> str:
    """The statement's id: the report's, a full stop, and its number in the report (s3)."""
    return entry.id


@STATEMENTS.column
def parent(entry: StatementEntry) -> str | None:
    """The id of the statement in whose content it is nested."""
    outer = entry.statement.parent
    return f"{entry.passage.report}.{outer}" if outer else None


@STATEMENTS.column
def speaker(entry: StatementEntry) -> str | None:
    """Who says it, as far as the report tells."""
    return entry.who


@STATEMENTS.column
def speaker_kind(entry: StatementEntry) -> ActorKind:
    """What the speaker is."""
    return entry.statement.speaker.kind


@STATEMENTS.column
def named(entry: StatementEntry) -> bool:
    """Whether the report gives the speaker's name."""
    return entry.statement.speaker.named


@STATEMENTS.column
def record(entry: StatementEntry) -> Record:
    """Whether the speaker stands by the words with a name."""
    return entry.statement.speaker.record


@STATEMENTS.column
def role(entry: StatementEntry) -> str | None:
    """The speaker's office or description, in words."""
    return entry.statement.speaker.role


@STATEMENTS.column
def side(entry: StatementEntry) -> str | None:
    """The state or organisation spoken for."""
    return entry.side


@STATEMENTS.column
def members(entry: StatementEntry) -> tuple[str, ...]:
    """Those who speak together, where several do."""
    return entry.statement.speaker.members


@STATEMENTS.column
def addressee(entry: StatementEntry) -> str | None:
    """Who is spoken to."""
    return entry.statement.addressee


@STATEMENTS.column
def chain(entry: StatementEntry) -> tuple[str, ...]:
    """Through whom the words reach the reader: outlet first, speaker last."""
    return tuple(hop.name for hop in entry.chain)


@STATEMENTS.column
def mode(entry: StatementEntry) -> Mode:
    """Whether the words are quoted, told, or both."""
    return entry.statement.mode


@STATEMENTS.column
def act(entry: StatementEntry) -> Act:
    """Whether something was uttered, or a state of mind is ascribed."""
    return entry.statement.act


@STATEMENTS.column
def medium(entry: StatementEntry) -> Medium | None:
    """In what form it was uttered, as far as the report says."""
    return entry.statement.medium


@STATEMENTS.column
def hedged(entry: StatementEntry) -> bool:
    """Whether the report itself keeps its distance ("reportedly")."""
    return bool(entry.statement.hedges)


@STATEMENTS.column
def said_when(entry: StatementEntry) -> str | None:
    """When it was said, in ISO 8601, where the report tells."""
    when = entry.statement.said_when
    return when.iso if when else None


@STATEMENTS.column
def utterance(entry: StatementEntry) -> str | None:
    """The id of what was said: statements of other reports that carry the same words share it."""
    return entry.utterance


@STATEMENTS.column
def words(entry: StatementEntry) -> str:
    """The content alone, with an ellipsis where the report interrupts it."""
    return entry.words


@STATEMENTS.column
def standing(entry: StatementEntry) -> StandingKind | None:
    """Why its report does not count: superseded or withdrawn; empty for one that counts."""
    return entry.standing.kind if entry.standing else None


STATEMENTS.roots(lambda entry: entry.origins)
STATEMENTS.reviews(lambda entry: entry.review)
STATEMENTS.words(lambda entry: entry.passage)
