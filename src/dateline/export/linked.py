"""JSON-LD 1.1: meetings, statements and positions as linked data that opens at the words.

The vocabularies are schema.org (``Event``, ``Quotation``, ``Claim``, ``NewsArticle``), the Web Annotation
vocabulary (https://www.w3.org/TR/annotation-vocab/, whose text positions count code points as ours do)
and PROV-O (https://www.w3.org/TR/prov-o/). The context is written out, so nothing is fetched to read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dateline.export.cite import Shelf
from dateline.model.actors import ActorKind
from dateline.model.entries import DatedAssertion, DatedPosition, Meeting, Position
from dateline.model.findings import Hop, Participant, Status
from dateline.model.lineage import Derivation, Origin
from dateline.model.rows import Passage, StatementEntry
from dateline.model.times import When

__all__ = ["CONTEXT", "NAMES", "linked"]

NAMES = "tag:dateline.invalid,2025:"
"""Where ids stand without a desk's address: a tag URI (RFC 4151) under nobody's domain (RFC 2606)."""

CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dateline": f"{NAMES}terms/",
    "id": "@id",
    "type": "@type",
    "name": "schema:name",
    "text": "schema:text",
    "eventStatus": {"@id": "schema:eventStatus", "@type": "@id"},
    "startDate": "schema:startDate",
    "endDate": "schema:endDate",
    "previousStartDate": "schema:previousStartDate",
    "location": "schema:location",
    "attendee": "schema:attendee",
    "memberOf": "schema:memberOf",
    "spokenByCharacter": "schema:spokenByCharacter",
    "isPartOf": {"@id": "schema:isPartOf", "@type": "@id"},
    "appearance": {"@id": "schema:appearance", "@type": "@id"},
    "about": "schema:about",
    "author": "schema:author",
    "publisher": "schema:publisher",
    "headline": "schema:headline",
    "datePublished": "schema:datePublished",
    "url": "schema:url",
    "inLanguage": "schema:inLanguage",
    "sha256": "schema:sha256",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": "oa:hasTarget",
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": "oa:hasSelector",
    "exact": "oa:exact",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "wasAttributedTo": "prov:wasAttributedTo",
    "status": "dateline:status",
    "stance": "dateline:stance",
    "issue": "dateline:issue",
    "mode": "dateline:mode",
    "origin": "dateline:origin",
    "condition": "dateline:condition",
    "through": {"@id": "dateline:through", "@container": "@list"},
}
_EVENT_STATUS = {
    Status.PLANNED: "schema:EventScheduled",
    Status.ONGOING: "schema:EventScheduled",
    Status.HELD: "schema:EventScheduled",
    Status.POSTPONED: "schema:EventPostponed",
    Status.RESCHEDULED: "schema:EventRescheduled",
    Status.CANCELLED: "schema:EventCancelled",
}
"""schema.org has no word for what is proposed, refused, contested or unclear: those have our status only."""
_TYPES = {
    ActorKind.PERSON: "schema:Person",
    ActorKind.STATE: "schema:Country",
    ActorKind.OUTLET: "schema:NewsMediaOrganization",
    ActorKind.OFFICE: "schema:GovernmentOrganization",
    ActorKind.DOCUMENT: "schema:CreativeWork",
    ActorKind.UNNAMED: "schema:Person",
}

Node = dict[str, Any]


def linked(
    entries: Iterable[Meeting | StatementEntry | Position], shelf: Shelf, *, base: str | None = None
) -> Node:
    """The document: ``@context`` and a ``@graph`` of the entries, their passages and their reports.

    ``base`` is the address of a desk, under whose pages the ids stand; else they are tag URIs.
    """
    return _Graph(shelf, f"{base.rstrip('/')}/" if base else NAMES).of(entries)


class _Graph:
    """Nodes by their ids, in the order in which they are first spoken of."""

    def __init__(self, shelf: Shelf, base: str) -> None:
        self.shelf = shelf
        self.base = base
        self.nodes: dict[str, Node] = {}

    def of(self, entries: Iterable[Meeting | StatementEntry | Position]) -> Node:
        for entry in entries:
            if isinstance(entry, Meeting):
                self.meeting(entry)
            elif isinstance(entry, Position):
                self.position(entry)
            else:
                self.statement(entry)
        self.derivations()
        return {"@context": CONTEXT, "@graph": list(self.nodes.values())}

    def put(self, node: Node) -> str:
        """Add a node, without what is empty; its id."""
        name: str = node["id"]
        self.nodes.setdefault(name, {k: v for k, v in node.items() if v not in (None, [], "")})
        return name

    def meeting(self, meeting: Meeting) -> None:
        name = f"{self.base}meetings/{meeting.id}"
        self.put(
            {
                "id": name,
                "type": "schema:Event",
                "name": meeting.label,
                "status": meeting.status.value,
                "eventStatus": _EVENT_STATUS.get(meeting.status),
                "startDate": _start(meeting.when),
                "endDate": _end(meeting.when),
                "previousStartDate": _previous(meeting),
                "location": {"type": "schema:Place", "name": meeting.place} if meeting.place else None,
                "attendee": [_attendee(p) for p in meeting.participants],
                "origin": [_origin(o) for o in meeting.origins],
                "wasDerivedFrom": list(dict.fromkeys(self.place(c.passage) for c in meeting.history)),
            }
        )
        for number, claim in enumerate(meeting.history, 1):
            self.claim(name, number, claim)

    def claim(self, meeting: str, number: int, claim: DatedAssertion) -> None:
        self.put(
            {
                "id": f"{meeting}#claim-{number}",
                "type": "oa:Annotation",
                "body": meeting,
                "target": self.target(claim.passage),
                "status": claim.status.value,
                "wasAttributedTo": {"name": claim.voice} if claim.voice else None,
                "through": list(claim.by),
            }
        )

    def position(self, position: Position) -> None:
        for told in position.history:
            self.stance(position, told)

    def stance(self, position: Position, told: DatedPosition) -> None:
        name = f"{self.base}positions/{told.finding}"
        self.put(
            {
                "id": name,
                "type": "schema:Claim",
                "text": told.passage.quote,
                "author": _attendee(told.actor),
                "about": told.issue_text,
                "stance": told.stance.value,
                "issue": position.issue.value,
                "condition": told.condition.quote if told.condition else None,
                "appearance": self.report(told.passage.report),
                "wasAttributedTo": {"name": told.voice},
                "wasDerivedFrom": self.place(told.passage),
            }
        )
        self.annotation(name, told.passage)

    def statement(self, entry: StatementEntry) -> None:
        name = f"{self.base}statements/{entry.id}"
        speaker = _hop(entry.chain[-1]) if entry.chain else ({"name": entry.who} if entry.who else None)
        self.put(
            {
                "id": name,
                "type": "schema:Quotation",
                "text": entry.words,
                "mode": entry.statement.mode.value,
                "spokenByCharacter": speaker,
                "through": [_hop(hop) for hop in entry.chain],
                "origin": [_origin(o) for o in entry.origins],
                "isPartOf": self.report(entry.passage.report),
                "wasDerivedFrom": self.place(entry.passage),
            }
        )
        self.annotation(name, entry.passage)

    def annotation(self, body: str, passage: Passage) -> None:
        self.put(
            {
                "id": f"{body}#words",
                "type": "oa:Annotation",
                "body": body,
                "target": self.target(passage),
            }
        )

    def target(self, passage: Passage) -> Node:
        """The passage as a resource of its own: the report, and two selectors of the words in it."""
        return {
            "id": self.place(passage),
            "type": "oa:SpecificResource",
            "source": self.report(passage.report),
            "wasDerivedFrom": self.report(passage.report),
            "selector": [
                {"type": "oa:TextPositionSelector", "start": passage.start, "end": passage.end},
                {"type": "oa:TextQuoteSelector", "exact": passage.quote},
            ],
        }

    def place(self, passage: Passage) -> str:
        """The passage's address: a fragment as RFC 5147 has it for plain text."""
        return f"{self.report(passage.report)}#char={passage.start},{passage.end}"

    def report(self, report_id: str) -> str:
        name = f"{self.base}reports/{report_id}"
        if name in self.nodes:
            return name
        document = self.shelf.report(report_id).document
        outlet = {"type": "schema:NewsMediaOrganization", "name": document.outlet}
        return self.put(
            {
                "id": name,
                "type": "schema:NewsArticle",
                "headline": document.title,
                "publisher": outlet if document.outlet else None,
                "datePublished": document.published.iso if document.published else None,
                "url": document.url,
                "inLanguage": document.language,
                "sha256": document.sha256,
            }
        )

    def derivations(self) -> None:
        """From which reports those of the graph are made; an original that is not here has only a name."""
        for name in [n for n, node in self.nodes.items() if node["type"] == "schema:NewsArticle"]:
            found = [self.original(d) for d in self.shelf.derived(name.rpartition("/")[2])]
            if found:
                self.nodes[name]["wasDerivedFrom"] = found

    def original(self, derivation: Derivation) -> str | Node:
        if derivation.source is not None:
            return self.report(derivation.source)
        outlet = {"type": "schema:NewsMediaOrganization", "name": derivation.name or "unknown"}
        return {"type": "schema:NewsArticle", "publisher": outlet}


def _start(when: When | None) -> str | None:
    """The first day or minute; a month or a year stays one."""
    return when.iso.partition("/")[0] if when and when.iso else None


def _end(when: When | None) -> str | None:
    return when.iso.partition("/")[2] or None if when and when.iso else None


def _previous(meeting: Meeting) -> list[str]:
    """Dates that it had: those of older claims that share no day with the date it has now."""
    now = meeting.when
    if now is None:
        return []
    told = [c.when for c in meeting.history if c.when and c.when.first and not c.when.overlaps(now)]
    return list(dict.fromkeys(start for when in told if (start := _start(when))))


def _attendee(participant: Participant) -> Node:
    side = participant.side
    if side in {None, participant.name}:
        return {"type": "schema:Organization" if side else "prov:Agent", "name": participant.name}
    return {"type": "schema:Person", "name": participant.name, "memberOf": {"name": side}}


def _origin(origin: Origin) -> Node:
    return {"type": ["prov:Agent", _TYPES.get(origin.kind, "schema:Organization")], "name": origin.name}


def _hop(hop: Hop) -> Node:
    return {"type": ["prov:Agent", _TYPES.get(hop.kind, "schema:Organization")], "name": hop.name}
