"""Candidates for positions in one sentence, each with its holder, issue, condition and score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from dateline.analysis.clauses import is_first_person, reporting_subject, subject
from dateline.analysis.parse import Parsed
from dateline.analysis.positions import complements, conditions, contents, stances
from dateline.analysis.positions.candidates import Candidates
from dateline.analysis.positions.claims import Candidate, Claim
from dateline.analysis.positions.conditions import Condition
from dateline.analysis.positions.holders import Holder, Holders
from dateline.analysis.positions.issues import IssueTable
from dateline.analysis.positions.said import Said
from dateline.analysis.positions.topics import POINTING, Topics
from dateline.analysis.positions.words import words
from dateline.model.findings import Stance, Statement

__all__ = ["Reading"]

THIRD_PERSON = frozenset({"it", "he", "she", "they"})
CLIMB = 12
BOUND = 2.0
"""The weight of a refusal that only a condition lifts, whatever its words."""


class Reading:
    """Read the sentences of one report for candidates, in text order: "the deal" looks back."""

    def __init__(
        self, parsed: Parsed, statements: Iterable[Statement], holders: Holders, issues: IssueTable
    ) -> None:
        """Read ``parsed`` with its ``statements``; ``holders`` says who stands where."""
        self._parsed = parsed
        self._said = Said(statements)
        self._holders = holders
        self._topics = Topics(issues)
        self._candidates = Candidates(parsed, holders, self._topics)
        self._joint: list[Holder] = []

    def candidates(self, sentence: Any) -> Iterator[Candidate]:
        """Every candidate in ``sentence`` (a ``spacy.tokens.Span``)."""
        conds = conditions.find(sentence)
        taken: set[int] = set()
        joint: list[Holder] = []
        for claim, holders in self._claims(sentence, conds, taken):
            joint = holders if len(holders) > 1 else joint
            for holder in holders:
                yield self._candidates.of(holder, self._announced(claim, holder), sentence)
        self._joint = joint
        self._topics.read(sentence.text)

    def _claims(
        self, sentence: Any, conds: Sequence[Condition], taken: set[int]
    ) -> Iterator[tuple[Claim, list[Holder]]]:
        yield from self._by_cue(sentence, conds, taken)
        whole = self._parsed.span(sentence)
        for statement in self._said.within(whole):
            holders = self._holders.of_speakers(statement.speaker)
            if holders:
                tokens = [t for t in sentence if self._said.innermost(self._parsed.span(t)) is statement]
                for claim in self._by_words(tokens, holders[0], statement, conds, taken):
                    yield claim, holders
        for holder in self._viewpoints(sentence):
            for claim in self._by_words(list(sentence), holder, None, conds, taken):
                yield claim, [holder]
        yield from self._by_condition(conds, taken)

    # -- by a cue of stance ---------------------------------------------------------------------

    def _by_cue(
        self, sentence: Any, conds: Sequence[Condition], taken: set[int]
    ) -> Iterator[tuple[Claim, list[Holder]]]:
        for cue in stances.find(sentence):
            if any(c.start <= cue.token.i < c.end for c in conds):
                continue
            at = self._parsed.span(cue.token)
            statement = self._said.innermost(at)
            noun, holders = self._held_by(cue, statement)
            if noun is None:
                continue
            taken.update(t.i for t in cue.token.subtree)
            addressee = complements.addressed(cue.token) if cue.addressed else None
            claim = Claim(
                cue.token,
                cue.stance,
                cue.weight,
                None,
                noun,
                addressee,
                _condition_of(cue.token, conds),
                self._said.cued_by(at) or statement,
            )
            for topic in complements.topics(cue.token, addressee) or [None]:
                yield replace(claim, topic=topic), holders

    def _held_by(self, cue: stances.Cue, statement: Statement | None) -> tuple[Any | None, list[Holder]]:
        for noun in self._holder_nouns(cue):
            holders = self._holders.of_noun(noun, statement)
            if noun.lower_ == "they" and self._joint and all(h in self._joint for h in holders):
                return noun, self._joint
            if not holders and noun.lower_ in THIRD_PERSON:
                above = reporting_subject(cue.token)
                holders = self._holders.of_noun(above, statement) if above is not None else []
                if not holders and noun.lower_ in {"it", "they"}:
                    holders = self._named_before(noun, statement)
            if holders:
                return noun, [*holders, *self._joined(cue.token, holders)]
        return self._source(cue.token)

    def _source(self, token: Any) -> tuple[Any | None, list[Holder]]:
        """The subject whom the statement of this cue resolves: "the bloc's envoy", "the minister"."""
        statement = self._said.cued_by(self._parsed.span(token))
        noun = subject(token) if statement is not None and token.pos_ == "VERB" else None
        if (
            statement is None
            or noun is None
            or not any(s.holds(self._parsed.span(noun)) for s in statement.source)
        ):
            return None, []
        holders = self._holders.of_speakers(statement.speaker) if statement.speaker.side else []
        return (noun, holders) if holders else (None, [])

    def _named_before(self, pronoun: Any, statement: Statement | None) -> list[Holder]:
        """The side that was the subject right before in the sentence: "X did not ..., they refuse ..."."""
        before = pronoun.doc[pronoun.sent.start : pronoun.i]
        subjects = [t for t in before if t.dep_ == "nsubj" and t.pos_ == "PROPN"]
        return self._holders.of_noun(subjects[-1], statement) if subjects else []

    def _joined(self, verb: Any, holders: Sequence[Holder]) -> list[Holder]:
        """Who is joined in what he does: B in "A joined B in condemning"."""
        above = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "in" else None
        if above is None or above.lemma_ != "join":
            return []
        nouns = (c for c in above.children if c.dep_ == "dobj")
        found = (h for noun in nouns for h in self._holders.of_noun(noun, None))
        return [h for h in found if all(h.name != other.name for other in holders)]

    def _holder_nouns(self, cue: stances.Cue) -> Iterator[Any]:
        token = cue.token
        if cue.part == "noun":
            yield from _owners(token, cue.verbs)
            return
        if cue.part == "adjective" and token.pos_ == "VERB" and token.dep_ != "acomp":
            yield from (c for c in token.children if c.dep_ == "nsubjpass")
            return
        if self._is_named_before(token):
            yield token.doc[token.i - 1]
        of_link = cue.part == "adjective" and token.dep_ not in {"ROOT", "relcl", "ccomp"}
        verb = token.head if of_link else token
        found = subject(verb)
        if found is not None and not cue.adjacent and not _is_done_to(verb):
            yield found

    def _is_named_before(self, verb: Any) -> bool:
        """Whether a name stands right before a finite verb that the parser gave no subject of its own."""
        if verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"} or verb.i == verb.sent.start or _has_subject(verb):
            return False
        before = verb.nbor(-1)
        return (
            before.text[:1].isupper() and before.dep_ not in {"pobj", "dobj"} and self._holders.names(before)
        )

    def _announced(self, claim: Claim, holder: Holder) -> Claim:
        """A warning of one's own act is a threat ("that it would ...") or a refusal ("will not ...")."""
        if claim.stance in {Stance.COMMITS, Stance.OFFERS} and _is_reprisal(claim):
            return replace(claim, stance=Stance.THREATENS)
        if claim.stance not in {Stance.WARNS, Stance.DEMANDS} or claim.token.pos_ != "VERB":
            return claim
        own = self._owns(holder, None, loosely=claim.addressee is None)
        for aux in (
            g for c in claim.token.children if c.dep_ == "ccomp" for g in c.children if g.dep_ == "aux"
        ):
            verdict = contents.modal(aux, own)
            if verdict is not None and verdict.stance is Stance.REJECTS:
                return replace(claim, stance=Stance.CONDITIONS if claim.condition else Stance.REJECTS)
            if verdict is not None and verdict.stance is Stance.COMMITS and claim.stance is Stance.WARNS:
                return replace(claim, stance=Stance.THREATENS)
        return claim

    # -- by the speaker's own words -------------------------------------------------------------

    def _by_words(
        self,
        tokens: list[Any],
        holder: Holder,
        statement: Statement | None,
        conds: Sequence[Condition],
        taken: set[int],
    ) -> Iterator[Claim]:
        for verdict in contents.find(tokens, self._owns(holder, statement, loosely=statement is None)):
            token, about = verdict.token, verdict.about
            if token.i in taken or any(c.start <= token.i < c.end for c in conds):
                continue
            taken.add(token.i)
            condition = _condition_of(token, conds)
            is_bound = condition is not None and verdict.stance is Stance.REJECTS
            stance = Stance.CONDITIONS if is_bound else verdict.stance
            weight = max(verdict.weight, BOUND) if is_bound else verdict.weight
            pointing = about is not None and about.lower_ in POINTING
            yield Claim(
                token,
                stance,
                weight,
                complements.clause(token),
                about,
                about,
                condition,
                statement,
                pointing,
                by_words=True,
            )

    def _owns(self, holder: Holder, statement: Statement | None, *, loosely: bool) -> contents.Own:
        """A test whether a subject is the holder; ``loosely``: also an unresolved "it" or "they"."""

        def is_own(noun: Any) -> bool:
            if is_first_person(noun):
                return True
            named = self._holders.of_noun(noun, statement)
            return any(h.name == holder.name for h in named) or (
                loosely and not named and noun.lower_ in THIRD_PERSON
            )

        return is_own

    def _viewpoints(self, sentence: Any) -> list[Holder]:
        """Who sees it so: "For Norland, ..." gives the rest of the sentence as Norland sees it."""
        first = sentence[0]
        if first.lower_ != "for" or first.dep_ != "prep" or first.head.i < first.i:
            return []
        nouns = [c for c in first.children if c.dep_ == "pobj"]
        return [h for noun in nouns for h in self._holders.of_noun(noun, None) if noun.i < first.head.i]

    # -- by a condition -------------------------------------------------------------------------

    def _by_condition(
        self, conds: Sequence[Condition], taken: set[int]
    ) -> Iterator[tuple[Claim, list[Holder]]]:
        """A strong condition is a position of the clause it hangs on, without any other cue."""
        for condition in conds:
            verb = condition.governor
            if (
                not condition.strong
                or verb is None
                or verb.i in taken
                or verb.pos_ not in {"VERB", "AUX", "ADJ"}
            ):
                continue
            statement = self._said.innermost(self._parsed.span(verb))
            about = subject(verb)
            speaker = self._holders.of_speaker(statement.speaker) if statement else None
            holders = [speaker] if speaker else []
            if not holders and about is not None and any(c.tag_ == "MD" for c in verb.children):
                holders = self._holders.of_noun(about, None)
            topic = (
                verb.doc[verb.left_edge.i : condition.start] if verb.left_edge.i < condition.start else None
            )
            yield Claim(verb, Stance.CONDITIONS, BOUND, topic, about, about, condition, statement), holders


def _is_reprisal(claim: Claim) -> bool:
    """Whether what is vowed is done against somebody: "pledged retaliation", "is ready to strike back"."""
    heads = [c for c in claim.token.children if c.dep_ in {"xcomp", "dobj", "prep"} and c.i > claim.token.i]
    heads = [g for c in heads for g in (c.children if c.dep_ == "prep" else [c])]
    return any(
        h.lemma_.casefold() in words("reprisals")
        or (h.lemma_ in {"hit", "strike"} and any(g.lower_ == "back" for g in h.children))
        for h in heads
    )


def _is_done_to(verb: Any) -> bool:
    """A passive that names no doer: "and will not be recognised"."""
    kinds = {c.dep_ for c in verb.children}
    return "auxpass" in kinds and "agent" not in kinds


def _has_subject(verb: Any) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"} for c in verb.children)


def _owners(noun: Any, verbs: frozenset[str] = frozenset()) -> Iterator[Any]:
    """Whose demand, offer or refusal it may be, the surest first.

    "X's" or "X" before it, "by X" or "from X" after it, else the subject of the verb it completes (``verbs``:
    more of these than the usual ones).
    """
    for child in noun.children:
        if child.dep_ == "poss" and child.lower_ in {"their", "its"}:
            continue  # too seldom whom it seems
        if child.dep_ == "poss" or (child.dep_ in {"amod", "compound", "nmod"} and child.text[:1].isupper()):
            yield child
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            yield from (g for g in child.children if g.dep_ == "pobj")
    if any(c.dep_ == "poss" and c.pos_ != "PRON" for c in noun.children):
        return
    if noun.dep_ in {"dobj", "attr", "oprd"} and noun.head.lemma_ in words("expressed") | verbs:
        found = subject(noun.head)
        if found is not None:
            yield found


def _condition_of(token: Any, conds: Sequence[Condition]) -> Condition | None:
    """The condition that hangs on ``token``, on the "be" before it, or inside its complement."""
    link = token.head if token.dep_ in {"acomp", "attr", "oprd"} and token.head.lemma_ == "be" else token
    for condition in conds:
        at = condition.governor
        for _ in range(CLIMB):
            if at is None or condition.start <= token.i < condition.end:
                break
            if at.i in {token.i, link.i}:
                return condition
            at = at.head if at.head != at else None
    return None
