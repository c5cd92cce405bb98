"""What the ledger gives back of one report: the report, its statements, and the words as passages.

``as_dict`` gives plain values whose first columns are flat: a row of a table is the same object as
the JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.model.contract import hop_as_dict, iso, speaker_as_dict
from dateline.model.findings import Hop, Statement
from dateline.model.lineage import Derivation, Origin, Standing
from dateline.model.reviewed import Reviewed
from dateline.model.times import When

__all__ = ["Gone", "Passage", "ReportEntry", "StatementEntry"]


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One report in the ledger: where it came from, without its text.

    ``derived_from`` says which reports or absent originals it was made from; empty for an original.
    ``standing`` says why it does not count; None for one that does.
    """

    id: str
    outlet: str | None
    published: When | None
    title: str | None
    path: str | None
    url: str | None
    language: str
    sha256: str
    length: int
    derived_from: tuple[Derivation, ...] = ()
    standing: Standing | None = None

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values; ``claim`` is what a table shows of it."""
        return {
            "claim": self.title or self.path or self.url,
            "id": self.id,
            "outlet": self.outlet,
            "published": iso(self.published),
            "title": self.title,
            "path": self.path,
            "url": self.url,
            "language": self.language,
            "sha256": self.sha256,
            "length": self.length,
            "derived_from": [d.as_dict() for d in self.derived_from],
            "standing": self.standing.as_dict() if self.standing else None,
        }


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one report that something rests on: ``text[start:end] == quote`` in ``report``.

    ``outlet`` and ``published`` are those of the words: a teaser inside a report has its own.
    """

    report: str
    start: int
    end: int
    quote: str
    outlet: str | None = None
    published: When | None = None

    def as_dict(self) -> dict[str, Any]:
        """The flat columns that every answer has."""
        return {
            "quote": self.quote,
            "outlet": self.outlet,
            "published": iso(self.published),
            "report": self.report,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """A statement as one report gives it, with its ledger-wide id ``<report id>.s3``.

    ``passage`` runs from the first to the last character of source, cue and content; ``words`` are
    the content, with an ellipsis where the report interrupts it. ``utterance`` is the id of what was
    said, which other reports may carry too; ``origins`` are those of the utterance; ``standing`` is that
    of the report.
    """

    id: str
    statement: Statement
    words: str
    passage: Passage
    utterance: str | None = None
    origins: tuple[Origin, ...] = ()
    review: Reviewed | None = None
    standing: Standing | None = None

    @property
    def who(self) -> str | None:
        """The speaker's name as far as the report gives it."""
        return self.statement.speaker.name

    @property
    def side(self) -> str | None:
        """The state or organisation spoken for."""
        return self.statement.speaker.side

    @property
    def chain(self) -> tuple[Hop, ...]:
        """Through whom the words reach the reader, outermost first."""
        return self.statement.chain

    @property
    def quote(self) -> str:
        """The whole passage, source and cue included."""
        return self.passage.quote

    def as_dict(self) -> dict[str, Any]:
        """Flat columns first, then what ``dateline read`` prints of a statement."""
        said, report = self.statement, self.passage.report
        return (
            {"claim": self.words, "who": self.who}
            | self.passage.as_dict()
            | {
                "id": self.id,
                "parent": f"{report}.{said.parent}" if said.parent else None,
                "mode": said.mode.value,
                "speaker": speaker_as_dict(said.speaker),
                "addressee": said.addressee,
                "said_when": iso(said.said_when),
                "act": said.act.value,
                "medium": said.medium.value if said.medium else None,
                "hedges": [list(s) for s in said.hedges],
                "chain": [hop_as_dict(h) for h in said.chain],
                "source": [list(s) for s in said.source],
                "cue": [list(s) for s in said.cue],
                "content": [list(s) for s in said.content],
                "utterance": self.utterance,
                "origins": [o.as_dict() for o in self.origins],
                "review": self.review.as_dict() if self.review else None,
                "standing": self.standing.as_dict() if self.standing else None,
            }
        )


@dataclass(frozen=True, slots=True)
class Gone:
    """The tombstone of an id: the words that it stood for, and the ids that stand in their place now."""

    id: str
    passage: Passage
    became: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What became of it, in a sentence."""
        at = self.passage
        place = f"“{at.quote}” ({at.report}:{at.start}:{at.end})"
        heirs = " and ".join(self.became)
        now = f"{heirs} took its place" if heirs else "nothing took its place"
        return f"{self.id} is gone: its report was read again, and of {place} {now}."
