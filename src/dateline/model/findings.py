"""What ONE report says: statements, meeting assertions, positions, and what could not be read.

Findings are immutable values. Vocabularies are closed: a new word is a change of the contract.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from dateline.model.actors import Actor, ActorKind
from dateline.model.text import Evidence, Span
from dateline.model.times import When

__all__ = [
    "NOBODY",
    "Act",
    "Findings",
    "Format",
    "Hop",
    "Issue",
    "Medium",
    "MeetingAssertion",
    "MeetingKind",
    "MeetingLink",
    "MeetingReport",
    "Mode",
    "Participant",
    "PositionReport",
    "Record",
    "Relation",
    "Signal",
    "Speaker",
    "Stance",
    "Statement",
    "Status",
    "issue_named",
]


class Mode(StrEnum):
    """How the words reach us."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Act(StrEnum):
    """What the cue reports: words that were uttered, or a state of mind that the report ascribes.

    ``speech`` is the rule: said, written, asked, demanded, shown by figures. ``belief`` takes in
    knowledge, ``attitude`` hopes, fears and support.
    """

    SPEECH = "speech"
    BELIEF = "belief"
    INTENTION = "intention"
    ATTITUDE = "attitude"
    PERCEPTION = "perception"


class Medium(StrEnum):
    """In what form the words were uttered, as far as the report says."""

    INTERVIEW = "interview"
    PRESS_CONFERENCE = "press_conference"
    BRIEFING = "briefing"
    STATEMENT = "statement"
    SPEECH = "speech"
    TESTIMONY = "testimony"
    CALL = "call"
    POST = "post"
    MESSAGE = "message"
    LETTER = "letter"
    ARTICLE = "article"
    DOCUMENT = "document"
    BROADCAST = "broadcast"
    MEETING = "meeting"


class Record(StrEnum):
    """Whether the speaker stands by the words with a name.

    ``anonymous`` only where the report says so ("who asked not to be named") or calls the speaker a
    source; somebody whom it merely does not name ("a senior official") is ``unknown``.
    """

    ON_RECORD = "on_record"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """What an assertion says of a meeting; ``contested`` only ever comes from the fold."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    POSTPONED = "postponed"
    RESCHEDULED = "rescheduled"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    ONGOING = "ongoing"
    HELD = "held"
    CONTESTED = "contested"
    UNCLEAR = "unclear"


class Format(StrEnum):
    """In what way people meet."""

    IN_PERSON = "in_person"
    CALL = "call"
    VIDEO = "video"
    UNKNOWN = "unknown"


class MeetingKind(StrEnum):
    """What sort of encounter it is."""

    SUMMIT = "summit"
    MEETING = "meeting"
    TALKS = "talks"
    VISIT = "visit"
    CALL = "call"
    GATHERING = "gathering"


class Relation(StrEnum):
    """How one encounter stands to another that is told of beside it.

    ``ahead_of``: it comes before the other, or prepares it; ``during``: on its sidelines; ``after``:
    it follows.
    """

    AHEAD_OF = "ahead_of"
    DURING = "during"
    AFTER = "after"


class Stance(StrEnum):
    """What an actor does about an issue."""

    DEMANDS = "demands"
    REJECTS = "rejects"
    ACCEPTS = "accepts"
    OFFERS = "offers"
    SUPPORTS = "supports"
    OPPOSES = "opposes"
    URGES = "urges"
    CONDITIONS = "conditions"
    THREATENS = "threatens"
    WARNS = "warns"
    DENIES = "denies"
    CONDEMNS = "condemns"
    COMMITS = "commits"


class Issue(StrEnum):
    """What a position is about."""

    CEASEFIRE = "ceasefire"
    TERRITORY = "territory"
    TROOP_WITHDRAWAL = "troop_withdrawal"
    SANCTIONS = "sanctions"
    SECURITY_GUARANTEES = "security_guarantees"
    NATO_MEMBERSHIP = "nato_membership"
    NUCLEAR_PROGRAMME = "nuclear_programme"
    ARMS_SUPPLY = "arms_supply"
    MILITARY_AID = "military_aid"
    TRADE = "trade"
    PRISONERS = "prisoners"
    HUMANITARIAN = "humanitarian"
    TALKS = "talks"
    INVASION_THREAT = "invasion_threat"
    ALLIANCE_UNITY = "alliance_unity"
    ENERGY = "energy"
    ACCESSION = "accession"
    OTHER = "other"


def issue_named(name: str) -> Issue | str:
    """The issue of that name; a name that only a user's own table knows stays a plain string."""
    return Issue(name) if name in set(Issue) else name


@dataclass(frozen=True, slots=True)
class Hop:
    """One carrier on the way from the speaker to the reader.

    ``evidence`` is None for an outlet that only the metadata names: the publishing one, or one it credits.
    """

    name: str
    kind: ActorKind
    named: bool
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a statement is attributed to, as far as the report tells.

    ``actor`` is an :class:`~dateline.model.actors.Actor` id of the same report; everything is
    None but ``kind`` and ``named`` when the report does not say.

    ``role`` is the office or description in words ("foreign minister", "senior White House
    official"). ``count`` is how many people speak: 1 for a person, 2 for "two sources", None for a
    body and where the report does not tell ("several diplomats"). ``members`` are the names of those
    who speak together ("A and B said"), empty for a single speaker.
    """

    kind: ActorKind
    named: bool
    actor: str | None = None
    name: str | None = None
    side: str | None = None
    role: str | None = None
    record: Record = Record.UNKNOWN
    count: int | None = None
    members: tuple[str, ...] = ()


NOBODY = Speaker(kind=ActorKind.UNNAMED, named=False)
"""The speaker of whom nothing can be told."""


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution: source, cue and content, each one or more ranges of the text in order.

    ``parent`` is the id of the statement in whose content this one is nested. ``chain`` runs
    outermost first and ends with the speaker. ``addressee`` is who is spoken to; an outlet that is
    told something is a hop of the chain instead. ``hedges`` are the words by which the report itself
    keeps its distance ("reportedly"), never those inside quotation marks.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    mode: Mode
    speaker: Speaker
    parent: str | None = None
    addressee: str | None = None
    said_when: When | None = None
    chain: tuple[Hop, ...] = ()
    act: Act = Act.SPEECH
    medium: Medium | None = None
    hedges: tuple[Span, ...] = ()

    @property
    def whole(self) -> Span:
        """From the first to the last character of source, cue and content."""
        spans = self.source + self.cue + self.content
        return Span(min(s.start for s in spans), max(s.end for s in spans))

    def says(self, span: Span) -> bool:
        """Whether a content range holds ``span`` wholly."""
        return any(part.holds(span) for part in self.content)


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part in a meeting, and the side he is on."""

    name: str
    side: str | None = None


class Cited:
    """What rests on words of the report, and opens at them."""

    __slots__ = ()
    evidence: Evidence

    @property
    def start(self) -> int:
        """Where the evidence begins."""
        return self.evidence.start

    @property
    def end(self) -> int:
        """Where the evidence ends (exclusive)."""
        return self.evidence.end

    @property
    def quote(self) -> str:
        """The very words."""
        return self.evidence.quote


@dataclass(frozen=True, slots=True)
class MeetingLink(Cited):
    """One encounter told of beside another; the evidence is the cue ("ahead of", "on the sidelines of").

    ``event`` are the words of the report that name the other one ("the Budapest summit"). ``meeting`` is
    its :class:`MeetingReport` id in the same report; None where the report only names it.
    """

    evidence: Evidence
    relation: Relation
    event: str
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class MeetingAssertion(Cited):
    """One sourced claim about one meeting.

    ``by`` names who asserts it, outermost first, without the report's own outlet; empty when the
    outlet says so in its own voice. ``statement`` is the id of the statement that carries it.
    ``when`` is the date of the meeting that this claim gives, ``links`` the encounters beside which
    it puts the meeting.
    """

    evidence: Evidence
    status: Status
    by: tuple[str, ...] = ()
    said_when: When | None = None
    statement: str | None = None
    when: When | None = None
    links: tuple[MeetingLink, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingReport:
    """One encounter as one report tells of it; ``status`` is folded from its assertions."""

    id: str
    label: str
    participants: tuple[Participant, ...]
    kind: MeetingKind
    format: Format
    status: Status
    assertions: tuple[MeetingAssertion, ...]
    place: str | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class PositionReport(Cited):
    """What an actor wants, refuses or offers, and on what condition.

    ``issue`` is a plain string where a user's own table of issues named it.
    """

    actor: Participant
    stance: Stance
    issue: Issue | str
    issue_text: str
    evidence: Evidence
    speaker: str | None = None
    addressee: str | None = None
    condition: Evidence | None = None
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that a step met and could not read: a code, a range, a sentence."""

    code: str
    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything one report says, in text order. ``Findings()`` is what an empty text says."""

    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    meetings: tuple[MeetingReport, ...] = ()
    positions: tuple[PositionReport, ...] = ()
    signals: tuple[Signal, ...] = field(default=())
