"""Candidates for positions in one sentence, each with its holder, issue, condition and score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.analysis import conditions, contents, issues, stances
from dateline.analysis.clauses import conjuncts, subject
from dateline.analysis.conditions import Condition
from dateline.analysis.holders import FIRST_PERSON, Holder, Holders
from dateline.analysis.parse import Parsed
from dateline.model.findings import Issue, Stance, Statement
from dateline.model.text import Span

__all__ = ["Candidate", "Reading"]

CONDITIONABLE = frozenset(
    {Stance.DEMANDS, Stance.ACCEPTS, Stance.OFFERS, Stance.REJECTS, Stance.COMMITS, Stance.SUPPORTS}
)
"""Stances that a strong condition turns into ``conditions``; a threat or a plea keeps its own name."""
COMPLEMENTS = ("xcomp", "ccomp", "dobj", "prep", "acl", "attr", "relcl", "pcomp", "dative")
AGREEMENTS = frozenset(
    {"deal", "agreement", "pact", "accord", "treaty", "program", "programme", "initiative"}
)
LONGEST_ISSUE = 14
"""Words. ``issue_text`` is a short phrase; the evidence carries the rest."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible position; ``evidence`` and ``condition`` are ranges of the report."""

    holder: Holder
    stance: Stance
    issue: Issue
    issue_text: str
    evidence: Span
    score: float
    addressee: str | None = None
    condition: Span | None = None
    statement: str | None = None


class Topics:
    """What "the deal" is: an agreement that was named in full keeps its issue for the rest of the report."""

    def __init__(self) -> None:
        """Nothing is named yet."""
        self._issues: dict[str, Issue] = {}

    def read(self, text: str) -> None:
        """Remember the agreements that ``text`` names with an issue."""
        for match in issues.weigh(text):
            words = text[match.start : match.end].casefold().split()
            after = text[match.end : match.end + 12].casefold().split()
            for word in (words[-1], *after[:1]):
                if word.strip(".,;") in AGREEMENTS and match.weight >= 2 and match.issue is not Issue.TALKS:
                    self._issues[word.strip(".,;")] = match.issue

    def recall(self, text: str) -> Issue | None:
        """The issue of the first agreement in ``text`` that was named before."""
        words = (w.strip(".,;:\"'\u201c\u201d\u2019") for w in text.casefold().split())
        return next((self._issues[w] for w in words if w in self._issues), None)


class Reading:
    """Read the sentences of one report for candidates."""

    def __init__(self, parsed: Parsed, statements: Sequence[Statement], holders: Holders) -> None:
        """Read ``parsed`` with its ``statements``; ``holders`` says who stands where."""
        self._parsed = parsed
        self._statements = statements
        self._holders = holders
        self._topics = Topics()

    def candidates(self, sentence: Any) -> Iterator[Candidate]:
        """Every candidate in ``sentence``; read the sentences in text order, for "the deal" looks back."""
        conds = conditions.find(sentence)
        taken: set[int] = set()
        yield from self._of_cues(sentence, conds, taken)
        yield from self._of_contents(sentence, conds, taken)
        yield from self._of_viewpoint(sentence, conds, taken)
        yield from self._of_conditions(sentence, conds, taken)
        self._topics.read(sentence.text)

    # -- cues -----------------------------------------------------------------------------------

    def _of_cues(self, sentence: Any, conds: Sequence[Condition], taken: set[int]) -> Iterator[Candidate]:
        for cue in stances.find(sentence):
            if any(c.start <= cue.token.i < c.end for c in conds):
                continue
            statement = self._inside(self._parsed.span(cue.token))
            for noun in self._holder_nouns(cue):
                holders = self._holders.of_noun(noun, statement)
                if holders:
                    yield from self._of_cue(cue, noun, holders, sentence, conds, statement)
                    taken.update(t.i for t in cue.token.subtree)
                    break

    def _of_cue(
        self,
        cue: stances.Cue,
        noun: Any,
        holders: Sequence[Holder],
        sentence: Any,
        conds: Sequence[Condition],
        statement: Statement | None,
    ) -> Iterator[Candidate]:
        addressee = _object(cue.token) if cue.addressed else None
        condition = _condition_of(cue.token, conds)
        said = self._cued(self._parsed.span(cue.token)) or statement
        stance, weight = cue.stance, cue.weight
        for holder in holders:
            if cue.stance in {Stance.WARNS, Stance.DEMANDS}:
                stance = self._announced(cue, holder, condition) or cue.stance
            seen: set[Issue] = set()
            for topic in _topics(cue.token, addressee):
                found = self._candidate(
                    holder, stance, weight, cue.token, topic, noun, sentence, condition, said, addressee
                )
                if found.issue not in seen:
                    seen.add(found.issue)
                    yield found

    def _announced(self, cue: stances.Cue, holder: Holder, condition: Condition | None) -> Stance | None:
        """ "Warned that it would close the strait" is a threat, "warned it will not come" a refusal."""
        for clause in (c for c in cue.token.children if c.dep_ == "ccomp"):
            for aux in clause.children:
                verdict = (
                    contents.modal(aux, lambda noun: self._is_own(noun, holder, None))
                    if aux.dep_ == "aux"
                    else None
                )
                if verdict is not None and verdict.stance is Stance.REJECTS:
                    return Stance.CONDITIONS if condition else Stance.REJECTS
                if verdict is not None and verdict.stance is Stance.COMMITS and cue.stance is Stance.WARNS:
                    return Stance.THREATENS
        return None

    def _holder_nouns(self, cue: stances.Cue) -> Iterator[Any]:
        token = cue.token
        if cue.adjacent:
            yield token.doc[token.i - 1]
        elif cue.part == "noun":
            yield from _owners(token)
        else:
            verb = (
                token.head
                if cue.part == "adjective" and token.dep_ not in {"ROOT", "relcl", "ccomp"}
                else token
            )
            found = subject(verb)
            if found is not None:
                yield found

    # -- contents -------------------------------------------------------------------------------

    def _of_contents(self, sentence: Any, conds: Sequence[Condition], taken: set[int]) -> Iterator[Candidate]:
        whole = self._parsed.span(sentence)
        for statement in self._statements:
            parts = [p for p in statement.content if p.overlaps(whole)]
            holder = self._holders.of_speaker(statement.speaker) if parts else None
            if holder is None:
                continue
            tokens = [t for t in sentence if any(p.holds(self._parsed.span(t)) for p in parts)]
            own = [t for t in tokens if self._inside(self._parsed.span(t)) is statement]
            yield from self._of_words(own, holder, statement, sentence, conds, taken)

    def _of_viewpoint(
        self, sentence: Any, conds: Sequence[Condition], taken: set[int]
    ) -> Iterator[Candidate]:
        """ "For Norland, ..." gives the rest of the sentence as Norland sees it."""
        first = sentence[0]
        noun = next((c for c in first.children if c.dep_ == "pobj"), None) if first.lower_ == "for" else None
        if noun is None or first.head.i < noun.i:
            return
        for holder in self._holders.of_noun(noun, None):
            yield from self._of_words(list(sentence), holder, None, sentence, conds, taken)

    def _of_words(
        self,
        tokens: list[Any],
        holder: Holder,
        statement: Statement | None,
        sentence: Any,
        conds: Sequence[Condition],
        taken: set[int],
    ) -> Iterator[Candidate]:
        for verdict in contents.find(tokens, lambda noun: self._is_own(noun, holder, statement)):
            token = verdict.token
            if token.i in taken or any(c.start <= token.i < c.end for c in conds):
                continue
            condition = _condition_of(token, conds)
            stance = verdict.stance
            if condition is not None and stance is Stance.REJECTS:
                stance = Stance.CONDITIONS
            topic = token.doc[token.left_edge.i : token.right_edge.i + 1]
            yield self._candidate(
                holder,
                stance,
                verdict.weight,
                token,
                topic,
                verdict.about,
                sentence,
                condition,
                statement,
                verdict.about,
            )
            taken.add(token.i)

    def _is_own(self, noun: Any, holder: Holder, statement: Statement | None) -> bool:
        if noun.lower_ in FIRST_PERSON:
            return True
        return any(h.name == holder.name for h in self._holders.of_noun(noun, statement)) or (
            statement is None
            and noun.lower_ in {"it", "he", "she", "they"}
            and not self._holders.of_noun(noun, None)
        )

    def _of_conditions(
        self, sentence: Any, conds: Sequence[Condition], taken: set[int]
    ) -> Iterator[Candidate]:
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
            statement = self._inside(self._parsed.span(verb))
            about = subject(verb)
            holders = [h for h in [self._holders.of_speaker(statement.speaker)] if h] if statement else []
            if not holders and about is not None and _is_modal(verb):
                holders = self._holders.of_noun(about, None)
            topic = verb.doc[verb.left_edge.i : condition.start]
            for holder in holders:
                yield self._candidate(
                    holder, Stance.CONDITIONS, 2.0, verb, topic, about, sentence, condition, statement, about
                )

    # -- parts ----------------------------------------------------------------------------------

    def _candidate(
        self,
        holder: Holder,
        stance: Stance,
        weight: float,
        token: Any,
        topic: Any,
        noun: Any | None,
        sentence: Any,
        condition: Condition | None,
        statement: Statement | None,
        addressed: Any | None,
    ) -> Candidate:
        evidence = self._evidence(token, noun, topic, condition, sentence)
        issue, phrase = self._issue(topic, evidence, sentence)
        addressee = self._addressee(addressed, token, holder)
        if condition is not None and condition.strong and stance in CONDITIONABLE:
            stance, weight = Stance.CONDITIONS, max(weight, 3.0)
        score = (
            weight
            + (1.0 if issue.weight >= 2 else 0.5 if issue.weight else 0.0)
            - (0.0 if holder.has_side else 1.0)
        )
        return Candidate(
            holder=holder,
            stance=stance,
            issue=issue.issue,
            issue_text=phrase,
            evidence=evidence,
            score=score,
            addressee=addressee,
            condition=self._parsed.span(condition.tokens(token.doc)) if condition else None,
            statement=statement.id if statement else None,
        )

    def _issue(self, topic: Any, evidence: Span, sentence: Any) -> tuple[issues.IssueMatch, str]:
        """The issue of the complement, else of what it looks back to, else of the clause, else of the sentence."""
        phrase = _short(topic)
        quote = self._parsed.cite(evidence).quote
        inner = topic.text if topic is not None else ""
        for text in (inner, quote, sentence.text):
            found = issues.best(issues.weigh(text))
            named = self._topics.recall(text) if found.weight < 2 else None
            if named is not None:
                return issues.IssueMatch(named, 2.0, 0, 0), phrase or quote
            if found.weight:
                return found, phrase or text[found.start : found.end]
        return issues.best(()), phrase or quote

    def _addressee(self, token: Any | None, cue: Any, holder: Holder) -> str | None:
        for noun in (token, *_towards(cue)):
            actor = self._holders.actor_of(noun) if noun is not None else None
            name = (actor.side or actor.name) if actor is not None else None
            if name and name not in {holder.name, holder.side}:
                return name
        return None

    def _evidence(
        self, token: Any, noun: Any | None, topic: Any, condition: Condition | None, sentence: Any
    ) -> Span:
        """From the holder to the end of the complement, inside the sentence."""
        doc = token.doc
        places = [token.i]
        if topic is not None and len(topic):
            places += [topic.start, topic.end - 1]
        if noun is not None and noun.sent.start == sentence.start:
            places += [noun.left_edge.i, noun.i]
        if condition is not None:
            places += [condition.start, condition.end - 1]
        start, end = max(min(places), sentence.start), min(max(places) + 1, sentence.end)
        while end - 1 > start and (doc[end - 1].is_space or doc[end - 1].text in {",", ";", "-", ".-"}):
            end -= 1
        while start + 1 < end and (doc[start].dep_ in {"mark", "cc"} or doc[start].text in {",", ";", "-"}):
            start += 1
        return self._parsed.span(doc[start:end])

    def _inside(self, span: Span) -> Statement | None:
        """The innermost statement whose content holds ``span``."""
        best: Statement | None = None
        for statement in self._statements:
            if statement.says(span) and (best is None or _size(statement) < _size(best)):
                best = statement
        return best

    def _cued(self, span: Span) -> Statement | None:
        return next((s for s in self._statements if any(c.overlaps(span) for c in s.cue)), None)


def _size(statement: Statement) -> int:
    return sum(p.end - p.start for p in statement.content)


def _is_modal(verb: Any) -> bool:
    return any(c.tag_ == "MD" for c in verb.children)


def _owners(noun: Any) -> Iterator[Any]:
    """Whose demand, offer or refusal it may be, the surest first.

    "X's" or "X" before it, "by X" or "from X" after it, else the subject of the verb it completes.
    """
    for child in noun.children:
        if child.dep_ == "poss" or (child.dep_ in {"amod", "compound", "nmod"} and child.text[:1].isupper()):
            yield child
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            yield from (g for g in child.children if g.dep_ == "pobj")
    if any(c.dep_ == "poss" and c.pos_ != "PRON" for c in noun.children):
        return
    verb = noun.head if noun.dep_ in {"dobj", "attr"} else None
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ == "VERB":
        verb = noun.head.head
    found = subject(verb) if verb is not None else None
    if found is not None:
        yield found


def _object(verb: Any) -> Any | None:
    for child in verb.children:
        if child.dep_ in {"dobj", "dative", "nsubjpass"}:
            return child
        if child.dep_ == "prep" and child.lower_ in {"on", "upon", "to"}:
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    for child in verb.children:
        if child.dep_ in {"ccomp", "xcomp"}:
            return next((g for g in child.children if g.dep_ == "nsubj" and g.i > verb.i), None)
    return None


def _topics(cue: Any, addressee: Any | None) -> list[Any]:
    """The complement, and where it joins several clauses, each of them."""
    whole = _topic(cue, addressee)
    clauses = [c for c in cue.children if c.dep_ == "ccomp"]
    joined = list(conjuncts(clauses[0])) if clauses else []
    if len(joined) < 2 or not all(_has_own_subject(c) for c in joined):
        return [whole]
    starts = [
        min([c.i, *(g.left_edge.i for g in c.children if g.dep_ in {"nsubj", "nsubjpass"})]) for c in joined
    ]
    return [
        cue.doc[a:b] for a, b in zip(starts, [*starts[1:], joined[0].right_edge.i + 1], strict=True) if a < b
    ]


def _has_own_subject(clause: Any) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass"} for c in clause.children)


def _topic(cue: Any, addressee: Any | None) -> Any | None:
    """The complement of the cue as a spaCy span: what is demanded, refused, offered."""
    parts = [c for c in cue.children if c.dep_ in COMPLEMENTS and c is not addressee and c.i > cue.i]
    if addressee is not None:
        parts = [p for p in parts if addressee not in p.children or p.dep_ in {"ccomp", "xcomp"}]
    passive = [c for c in cue.children if c.dep_ == "nsubjpass" and c is not addressee]
    if not parts and passive:
        parts = passive
    if not parts:
        return addressee and cue.doc[addressee.left_edge.i : addressee.right_edge.i + 1]
    start, end = min(p.left_edge.i for p in parts), max(p.right_edge.i for p in parts) + 1
    return cue.doc[start:end]


def _towards(cue: Any) -> Iterator[Any]:
    for child in cue.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ in {"to", "against", "from", "with", "on", "at"}:
            yield from (g for g in child.children if g.dep_ == "pobj")
        elif child.dep_ in {"ccomp", "xcomp"}:
            yield from (g for g in child.children if g.dep_ == "nsubj")


def _short(topic: Any | None) -> str:
    if topic is None or not len(topic):
        return ""
    first = 0
    while first < len(topic) - 1 and (topic[first].dep_ in {"mark", "aux", "prep"} or topic[first].is_punct):
        first += 1
    text: str = topic[first : first + LONGEST_ISSUE].text
    return text.strip()


def _condition_of(token: Any, conds: Sequence[Condition]) -> Condition | None:
    """The condition that hangs on ``token`` or inside its complement."""
    for condition in conds:
        if condition.start <= token.i < condition.end:
            continue
        at = condition.governor
        for _ in range(12):
            if at is None:
                break
            if at.i == token.i:
                return condition
            if at.head is at:
                break
            at = at.head
    return None
