"""Where and when a mention says that the encounter is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from dateline.analysis.meetings.clusters import Told
from dateline.analysis.meetings.mentions import Mention
from dateline.analysis.meetings.verb_status import FINAL, TARGETS
from dateline.analysis.meetings.words import cue_of
from dateline.analysis.parse import Parsed
from dateline.model.findings import Format, MeetingKind, Status
from dateline.model.times import When
from dateline.reading.dates import Tense, find
from dateline.world import EntryKind, Form, World
from dateline.world import Mention as Known

__all__ = ["scene_of"]

AT = frozenset({"in", "at"})
COUNTS = frozenset({"round", "series", "session", "string", "number"})
GOALS = frozenset({"to", "in", "at", "into"})
NO_PLACE = frozenset({"DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW", "NORP", "LANGUAGE"})
ACTS = FINAL - {Status.UNCLEAR} | {Status.PROPOSED}
TELLING = frozenset({"announce", "confirm", "discuss", "report", "reveal", "agree", "accept", "approve"})
OPENING = 30
"""Code points at the beginning of a paragraph that may hold the day of all that it lists."""
TENSES = {
    Status.HELD: Tense.PAST,
    Status.ONGOING: Tense.PRESENT,
    Status.PLANNED: Tense.FUTURE,
    Status.PROPOSED: Tense.FUTURE,
    Status.POSTPONED: Tense.FUTURE,
    Status.RESCHEDULED: Tense.FUTURE,
}


def scene_of(parsed: Parsed, mention: Mention) -> Told:
    """``mention`` with its place and its time; None where it gives none."""
    when, acted = _times(parsed, mention)
    return Told(mention, mention.city or _place(mention), when, acted)


def _heads(mention: Mention) -> list[Any]:
    """The words whose complements belong to the encounter."""
    token = mention.token
    if mention.verbal:
        return [token, *_hosts(token), *_around_where(token)]
    top = _counted(token)
    heads = [token, *([top] if top != token else [])]
    if top.dep_ in {"dobj", "nsubj", "nsubjpass", "attr"}:
        heads += [top.head, *_hosts(top.head)]
    of = [h for h in _objects(token, {"of"}) if h.pos_ in {"NOUN", "PROPN"}]  # "a round of talks in Geneva"
    of += [h for noun in of for h in _objects(noun, {"of"})]  # "a meeting of the club of the rich in Paris"
    named = [h for n in _objects(token, {"between", "with"}) for h in (n, *n.conjuncts)]
    return [*heads, *of, *named]


def _counted(token: Any) -> Any:
    """What counts the encounter: "round" of "another round of talks"; else the noun itself."""
    of = token.head
    counts = token.dep_ == "pobj" and of.lower_ == "of" and of.head.lemma_.lower() in COUNTS
    return of.head if counts else token


def _hosts(verb: Any) -> list[Any]:
    """Who does it, of a passive verb: "hosted by the EU in Brussels" has the city behind the host."""
    agents = (c for c in verb.children if c.dep_ == "agent")
    return [n for agent in agents for n in agent.children if n.dep_ == "pobj"]


def _around_where(verb: Any) -> list[Any]:
    """The verb around "..., where he will be received": what it says of the place holds for both."""
    where = verb.dep_ in {"relcl", "advcl"} and any(c.lower_ == "where" for c in verb.children)
    return [next((a for a in verb.ancestors if a.pos_ in {"VERB", "AUX"}), verb)] if where else []


def _objects(noun: Any, words: Collection[str]) -> list[Any]:
    preps = (c for c in noun.children if c.dep_ == "prep" and c.lower_ in words)
    return [n for prep in preps for n in prep.children if n.dep_ == "pobj"]


def _place(mention: Mention) -> str | None:
    if mention.format in {Format.CALL, Format.VIDEO}:
        return None
    words = GOALS if mention.kind is MeetingKind.VISIT else AT
    for head in _heads(mention):
        if mention.verbal and mention.kind is MeetingKind.VISIT:
            for child in head.children:
                if child.dep_ == "dobj" and (place := _named(child)):
                    return place
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in words:
                for noun in child.children:
                    if noun.dep_ == "pobj" and (place := _named(noun)):
                        return place
    return None


def _named(noun: Any) -> str | None:
    """The place that a noun phrase names: the world's name for it, else the words as they stand."""
    start, end = noun.left_edge.i, noun.i + 1
    words = noun.doc[start:end].text
    known_words = World.default().find(words)
    for known in known_words:
        for entry in known.entries:
            if entry.kind is EntryKind.PLACE:
                return entry.name
            if entry.kind is EntryKind.STATE and known.form in {Form.NAME, Form.ABBREVIATION}:
                return entry.name
    if noun.pos_ == "PROPN" and noun.ent_type_ not in NO_PLACE and not _organisation(noun, known_words):
        return " ".join(t.text for t in noun.doc[start:end] if t.pos_ == "PROPN") or None
    return None


def _organisation(noun: Any, known: Sequence[Known]) -> bool:
    """Whether a name that the parser takes for an organisation is one: known, or with an article."""
    return noun.ent_type_ == "ORG" and (bool(known) or noun.left_edge.pos_ == "DET")


def _times(parsed: Parsed, mention: Mention) -> tuple[When | None, When | None]:
    """When the encounter is, and when it was called off, announced or agreed."""
    if mention.elliptical:
        return None, None
    tense = TENSES.get(mention.status) if mention.status else None
    if mention.listed:
        return _heading_day(parsed, mention, tense), None
    dated = list(_dates(parsed, mention, tense))
    ours = [(away, when) for away, when, act in dated if not act]
    acts = [(away, when) for away, when, act in dated if act]
    first = min(ours, key=lambda d: d[0], default=(0, None))[1]
    if not acts:
        return first, None
    told = find(mention.token.sent.text, parsed.document.published, tense=Tense.PAST)
    return first, next(
        (d.when for d in told if d.when.first is not None and d.when.clock is None), acts[0][1]
    )


def _dates(parsed: Parsed, mention: Mention, tense: Tense | None) -> Iterator[tuple[int, When, bool]]:
    """The days that hang on the mention: how far off in tokens, the day, whether it is that of the act."""
    sentence = mention.token.sent
    base = sentence.start_char
    for date in find(sentence.text, parsed.document.published, tense=tense):
        word = sentence.doc.char_span(base + date.start, base + date.end, alignment_mode="expand")
        if word is None or date.when.first is None or date.when.clock is not None:
            continue
        if _belongs(word.root, mention):
            act = _of_the_act(word.root, mention)
            yield abs(word.root.i - mention.token.i), date.when, act


def _heading_day(parsed: Parsed, mention: Mention, tense: Tense | None) -> When | None:
    """The day that a paragraph of a list opens with: "Tuesday - a call with the King of Spain."."""
    opening = mention.line.doc.text[:OPENING]
    found = find(opening, parsed.document.published, tense=tense)
    first = found[0] if found and not opening[: found[0].start].strip() else None
    return first.when if first and first.when.first is not None else None


def _of_the_act(word: Any, mention: Mention) -> bool:
    """Whether a date is that of the act, not of the encounter: "called off on Friday", "announced in May"."""
    verb = mention.clause
    if verb == mention.token or verb.pos_ != "VERB" or mention.token.i < word.i < verb.i:
        return False  # "the summit next week was put off"
    cue = cue_of(verb)
    if (cue is None or cue.status not in ACTS) and verb.lemma_.lower() not in TELLING:
        return False
    steps = [word, *word.ancestors]
    if mention.token in steps[: steps.index(verb)] if verb in steps else True:
        return False
    over = steps[max(0, steps.index(verb) - 1)]
    return over.lower_ not in TARGETS


def _belongs(word: Any, mention: Mention) -> bool:
    """Whether a date hangs on the encounter or on the verb of its clause, with no other clause between."""
    for step in (word, *word.ancestors):
        if step in (mention.token, mention.clause):
            return True
        if step.pos_ in {"VERB", "AUX"} and step != word:
            return False
    return False
