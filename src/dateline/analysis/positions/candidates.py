"""From a claim to a candidate: its issue, its addressee, the words it rests on, and its score."""

from __future__ import annotations

from typing import Any

from dateline.analysis.parse import Parsed
from dateline.analysis.positions import complements
from dateline.analysis.positions.claims import Candidate, Claim, surety
from dateline.analysis.positions.holders import Holder, Holders
from dateline.analysis.positions.topics import Topics
from dateline.model.findings import Stance
from dateline.model.text import Span

__all__ = ["Candidates"]

CONDITIONABLE = frozenset(
    {Stance.DEMANDS, Stance.ACCEPTS, Stance.OFFERS, Stance.REJECTS, Stance.COMMITS, Stance.SUPPORTS}
)
"""Stances that a strong condition turns into ``conditions``; a threat or a plea keeps its own name."""
AT_HOME = 2.0
"""What is taken off where a side only tells its own people what to do."""
TELLING = frozenset({Stance.URGES, Stance.DEMANDS, Stance.WARNS})
TRIMMED = frozenset({",", ";", "-", ".-", "\u2013", "\u2014"})


class Candidates:
    """Makes the candidates of one report."""

    def __init__(self, parsed: Parsed, holders: Holders, topics: Topics) -> None:
        """Of ``parsed``; ``topics`` are those read so far, which "the deal" looks back to."""
        self._parsed, self._holders, self._topics = parsed, holders, topics

    def of(self, holder: Holder, claim: Claim, sentence: Any) -> Candidate:
        """The candidate for the claim of ``holder`` in ``sentence`` (a ``spacy.tokens.Span``)."""
        evidence = self._evidence(claim, sentence)
        quote = self._parsed.cite(evidence).quote
        inner = claim.topic.text if claim.topic is not None else ""
        issue = self._topics.issue((inner, quote, sentence.text), pointing=claim.pointing)
        stance, weight, condition = claim.stance, claim.weight, claim.condition
        addressee, is_own = self._addressee(claim, holder)
        if condition is not None and condition.strong and stance in CONDITIONABLE:
            stance, weight = Stance.CONDITIONS, max(weight, 3.0)
        return Candidate(
            holder=holder,
            stance=stance,
            issue=issue.issue,
            issue_text=complements.short(claim.topic) or quote,
            evidence=evidence,
            score=weight + surety(claim, issue.weight, holder, stance, issue.issue) - AT_HOME * is_own,
            addressee=addressee,
            condition=self._parsed.span(condition.tokens(claim.token.doc)) if condition else None,
            statement=claim.statement.id if claim.statement else None,
        )

    def _addressee(self, claim: Claim, holder: Holder) -> tuple[str | None, bool]:
        """Who is spoken to, and whether it is the holder's own people ("asked all Norlanders to leave")."""
        is_own = False
        nouns = [claim.addressee, *complements.towards(claim.token)]
        if claim.stance is Stance.CONDEMNS:
            nouns += [c for c in claim.token.children if c.dep_ == "dobj"]
        for noun in nouns:
            actor = self._holders.actor_of(noun) if noun is not None else None
            name = (actor.side or actor.name) if actor is not None else None
            if name and name not in {holder.name, holder.side}:
                return name, False
            is_own = is_own or (bool(name) and noun.tag_ == "NNPS")
        return None, is_own and claim.stance in TELLING

    def _evidence(self, claim: Claim, sentence: Any) -> Span:
        """From the holder to the end of the complement, inside the sentence."""
        doc, noun, topic = claim.token.doc, claim.noun, claim.topic
        places = [claim.token.i]
        if topic is not None and len(topic):
            places += [topic.start, topic.end - 1]
        if noun is not None and sentence.start <= noun.i < sentence.end:
            places += [noun.left_edge.i, noun.i]
        if claim.condition is not None:
            places += [claim.condition.start, claim.condition.end - 1]
        start, end = max(min(places), sentence.start), min(max(places) + 1, sentence.end)
        while end - 1 > start and (doc[end - 1].is_space or doc[end - 1].text in TRIMMED):
            end -= 1
        while start + 1 < end and (doc[start].dep_ in {"mark", "cc"} or doc[start].text in TRIMMED):
            start += 1
        return self._parsed.span(doc[start:end])
