"""Reports made by hand for the ledger's tests: a text, and what it says, by words rather than offsets."""

from __future__ import annotations

from dateline.model.actors import ActorKind
from dateline.model.findings import (
    Findings,
    Format,
    Hop,
    Issue,
    MeetingAssertion,
    MeetingKind,
    MeetingLink,
    MeetingReport,
    Mode,
    Participant,
    PositionReport,
    Relation,
    Speaker,
    Stance,
    Statement,
    Status,
)
from dateline.model.report import Report
from dateline.model.status import fold
from dateline.model.text import Document, Segment, SegmentKind, Span
from dateline.model.times import When

SIDES = {
    "Ana Brook": "Norland",
    "Ivo Stern": "Southmark",
    "Mila Kern": "Norland",
    "Paul Reed": "Southmark",
    "Sergey Lavrov": "Russia",
    "Marco Rubio": "United States",
}


def span(text, words):
    """Where ``words`` stand in ``text``."""
    start = text.index(words)
    return Span(start, start + len(words))


def document(text, published=None, outlet="The Harbour Post", *, teaser=None, **facts):
    """A document whose segment ``teaser`` (words, outlet, time) belongs to somebody else."""
    segments = [Segment(0, len(text), SegmentKind.BODY)]
    if teaser:
        words, whose, time = teaser
        at = span(text, words)
        segments = [
            Segment(0, at.start, SegmentKind.BODY),
            Segment(at.start, at.end, SegmentKind.TEASER, whose, When.parse(time)),
        ]
    when = When.parse(published) if published else None
    return Document(text, outlet=outlet, published=when, segments=tuple(segments), **facts)


def statement(doc, number, who, cue, content, *, side=None, mode=Mode.INDIRECT, parent=None):
    """A statement by ``who`` whose words are all in the text."""
    source = span(doc.text, who)
    speaker = Speaker(ActorKind.PERSON, named=True, name=who, side=side or SIDES.get(who))
    hop = Hop(who, ActorKind.PERSON, named=True, evidence=doc.cite(*source))
    return Statement(
        id=f"s{number}",
        source=(source,),
        cue=(span(doc.text, cue),),
        content=(span(doc.text, content),),
        mode=mode,
        speaker=speaker,
        parent=parent,
        chain=(hop,),
    )


def link(doc, relation, words, event, meeting=None):
    """A link by ``words`` to what the text calls ``event``, and its id if it is told of."""
    return MeetingLink(doc.cite(*span(doc.text, words)), Relation(relation), event, meeting)


def claim(doc, words, status, *by, said=None, statement=None, when=None, links=()):
    """An assertion that rests on ``words``."""
    return MeetingAssertion(
        evidence=doc.cite(*span(doc.text, words)),
        status=Status(status),
        by=by,
        said_when=When.parse(said) if said else None,
        statement=statement,
        when=When.parse(when) if when else None,
        links=tuple(links),
    )


def meeting(number, who, claims, *, kind="meeting", form="unknown", place=None, when=None):
    """A meeting of ``who``, persons or states."""
    people = tuple(Participant(name, SIDES.get(name, name)) for name in who)
    return MeetingReport(
        id=f"m{number}",
        label="–".join(n.split()[-1] for n in who) + f" {kind}",
        participants=people,
        kind=MeetingKind(kind),
        format=Format(form),
        status=fold(claims),
        assertions=tuple(claims),
        place=place,
        when=When.parse(when) if when else None,
    )


def position(doc, actor, stance, issue, words, *, speaker=None, condition=None, statement=None):
    """A position that rests on ``words``."""
    return PositionReport(
        actor=Participant(actor, SIDES.get(actor, actor)),
        stance=Stance(stance),
        issue=Issue(issue),
        issue_text=issue.replace("_", " "),
        evidence=doc.cite(*span(doc.text, words)),
        speaker=speaker,
        condition=doc.cite(*span(doc.text, condition)) if condition else None,
        statement=statement,
    )


def told(
    text, status, published, *, who=("Ana Brook", "Ivo Stern"), by=(), outlet="The Harbour Post", **facts
):
    """A report of one sentence about one meeting."""
    doc = document(text, published, outlet)
    one = meeting(1, who, [claim(doc, text, status, *by)], **facts)
    return Report(doc, Findings(meetings=(one,)))


def harbour(published="2031-03-04"):
    """A report with a bit of everything: statements, a nested one, a meeting, a position, a teaser."""
    text = (
        "Foreign Minister Sergey Lavrov said that the truce talks in Port Ellen would go ahead on Friday.\n"
        "Ana Brook insisted: no ceasefire unless the garrison leaves.\n"
        "READ ALSO Ivo Stern denied that any meeting was agreed. Coast Wire 02.03.31\n"
    )
    teaser = (
        "READ ALSO Ivo Stern denied that any meeting was agreed. Coast Wire 02.03.31",
        "Coast Wire",
        "2031-03-02",
    )
    doc = document(text, published, teaser=teaser, title="Talks in Port Ellen")
    said = (
        statement(doc, 1, "Sergey Lavrov", "said", "the truce talks in Port Ellen would go ahead on Friday"),
        statement(
            doc, 2, "Ana Brook", "insisted", "no ceasefire unless the garrison leaves", mode=Mode.DIRECT
        ),
        statement(doc, 3, "Ivo Stern", "denied", "any meeting was agreed", parent="s1"),
    )
    one = meeting(
        1,
        ("Ana Brook", "Ivo Stern"),
        [
            claim(
                doc,
                "the truce talks in Port Ellen would go ahead",
                "planned",
                "Sergey Lavrov",
                statement="s1",
            ),
            claim(doc, "denied that any meeting was agreed", "refused", "Ivo Stern", statement="s3"),
        ],
        place="Port Ellen",
        when="2031-03-07",
    )
    stand = position(
        doc,
        "Ana Brook",
        "conditions",
        "ceasefire",
        "no ceasefire unless the garrison leaves",
        speaker="Ana Brook",
        condition="unless the garrison leaves",
        statement="s2",
    )
    return Report(doc, Findings(statements=said, meetings=(one,), positions=(stand,)))
