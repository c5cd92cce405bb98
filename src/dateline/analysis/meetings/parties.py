"""Who a noun or verb of meeting names: before it, after it, as its owner, its doer, its counterpart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.analysis.meetings.doers import doers_of
from dateline.analysis.meetings.participants import Cast, Party, merged
from dateline.analysis.meetings.words import MeetingVerb, cue_of, nouns, travellers
from dateline.model.findings import Status

__all__ = [
    "GUESTS",
    "beside",
    "counterparts",
    "faces",
    "holders",
    "named_after",
    "named_before",
    "only_with",
    "subject",
    "travels",
    "with_hosts",
    "words_before",
]

WITH = frozenset({"with", "between", "of", "by", "among", "from"})
ELSEWHERE = frozenset({"in", "at", "on", "about", "over", "for", "during", "after", "before", "amid"})
AGENDAS = frozenset({"agenda", "schedule", "programme", "program", "calendar", "diary", "itinerary", "plan"})
SCENES = frozenset({"at", "during", "in"})
ABOUT = frozenset({"discussion", "negotiation", "consultation", "dialogue", "conversation"})
TOPICAL = frozenset({"of"})
"""After a "discussion", "of" says what it is about, and not who holds it."""
BESIDE = frozenset(
    {"wife", "husband", "son", "daughter", "brother", "sister", "mother", "father", "lawyer", "critic"}
    | {"adviser", "advisor", "aide", "ally", "opponent", "supporter", "spokesman", "spokeswoman"}
)
"""Nouns for people beside somebody: "the wife of the president" is not the president."""
CONCERTING = frozenset({"discuss", "negotiate", "explore"})
"""Verbs whose doers meet when they are of two sides: "Iran and the US are discussing a meeting"."""
PLACING = frozenset({"in", "at", "on", "during"})
GUESTS = frozenset({"receive", "host", "welcome"})
IMPERSONAL = frozenset({"it", "this", "that", "which", "what", "these", "those"})
CLAUSE_WORDS = frozenset({"who", "which", "that", "where", "when", "whose", "if", "because", "as", "while"})
NARRATES = frozenset(
    {"confirm", "announce", "discuss", "say", "expect", "await", "question", "raise", "see", "anticipate"}
)


def words_before(token: Any) -> list[Any]:
    """The words of the noun phrase before its noun."""
    start = token.i
    floor = token.sent.start
    while start > floor and _is_modifier(token.doc[start - 1], token):
        start -= 1
    return list(token.doc[start : token.i])


def _is_modifier(word: Any, noun: Any) -> bool:
    if word.pos_ in {"ADJ", "NOUN", "PROPN", "NUM", "DET", "PRON"} or word.dep_ in {"poss", "case", "amod"}:
        return word.dep_ not in {"pobj", "dobj", "nsubj"} or word.head.i >= noun.i or noun.dep_ == "compound"
    return word.text in {"-", "–", "—", "/", "'s", "’s"} or (
        word.lower_ == "and" and word.head.i > word.i - 3
    )


def named_before(cast: Cast, token: Any) -> list[Party]:
    """Those before the noun: "the Trump-Xi summit", "Macron's visit"; a lone capital is a place."""
    return cast.parties(words_before(token))


def named_after(cast: Cast, token: Any, *, mutual: bool = False) -> list[Party]:
    """Those after it: "between A and B", "with C", also where the parser hangs them on the verb.

    ``mutual``: who holds it is known, so that "his counterpart" is the other one alone.
    """
    found: list[list[Party]] = []
    preps = [c for c in token.children if c.dep_ in {"prep", "agent"} and c.i > token.i]
    if token.dep_ in {"dobj", "pobj"}:
        preps += [c for c in _host(token).children if c.dep_ == "prep" and c.i > token.i]
    made = [c for c in token.children if (c.dep_ == "acl" and c.tag_ == "VBN") or _held_so(c)]
    found += [subject(cast, verb) for verb in made if verb.dep_ == "relcl"]
    preps += [
        c for verb in made for c in verb.children if c.dep_ == "agent" or c.lower_ in {"with", "between"}
    ]
    if token.dep_ in {"nsubj", "nsubjpass"}:
        preps += [c for c in token.head.children if c.lower_ in {"between", "with"} and c.i > token.head.i]
    for prep in preps:
        for below in [prep, *(c for c in prep.children if c.dep_ == "prep")]:
            found += [named_after(cast, n) for n in below.children if n.lemma_.lower() in nouns()]
            if below.lower_ in WITH - (TOPICAL if token.lemma_.lower() in ABOUT else frozenset()):
                words = _phrase(below)
                found.append(cast.parties(_without_own(words) if mutual else words))
    if not found and token.i + 1 < len(token.doc) and token.nbor(1).lower_ in {"with", "between"}:
        found.append(cast.parties(_phrase(token.nbor(1))))
    return merged(found)


def _held_so(clause: Any) -> bool:
    """Whether a relative clause says who holds it: "the call, which Fico held with Babis"."""
    return clause.dep_ == "relcl" and any(c.tag_ == "WDT" and c.dep_ == "dobj" for c in clause.children)


def faces(token: Any) -> bool:
    """Whether it is "with" somebody, and whose it is is not said."""
    heads = [token, token.head] if token.dep_ in {"nsubj", "nsubjpass"} else [token]
    return any(c.dep_ == "prep" and c.lower_ == "with" for head in heads for c in head.children)


def only_with(token: Any) -> bool:
    """Whether those after it are all "with" somebody who is not named there: "a call with A and B"."""
    preps = {c.lower_ for c in token.children if c.dep_ in {"prep", "agent"} and c.i > token.i}
    return "with" in preps and not preps & {"between", "among", "of", "by"}


def beside(cast: Cast, token: Any) -> list[Party]:
    """Those of the clause whose scene it is: "raised the matter with B at a meeting" was A with B."""
    prep = token.head
    if token.dep_ != "pobj" or prep.lower_ not in SCENES or prep.head.pos_ != "VERB":
        return []
    faced = [c for c in prep.head.children if c.dep_ == "prep" and c.lower_ in {"with", "to"}]
    others = merged(cast.parties(_phrase(c)) for c in faced)
    return merged([subject(cast, prep.head), others]) if any(p.person for p in others) else []


def _host(token: Any) -> Any:
    return token.head.head if token.dep_ == "pobj" else token.head


def _phrase(prep: Any) -> list[Any]:
    """The words under a preposition, as far as the next clause."""
    words: list[Any] = []
    for word in prep.doc[prep.i + 1 : min(prep.right_edge.i + 1, prep.i + 40)]:
        verb = word.pos_ in {"VERB", "AUX"} and word.dep_ not in {"amod", "compound"}
        away = word.lower_ in ELSEWHERE and word.i > prep.i + 1
        if (
            verb
            or away
            or word.lower_ in CLAUSE_WORDS
            or word.lemma_ in nouns()
            or word.text in {".", ";", ":"}
        ):
            break
        words.append(word)
    return words


def _without_own(words: list[Any]) -> list[Any]:
    """A noun phrase from after "his" in "his counterpart": the pronoun is the doer, whoever he is."""
    own = [k for k, w in enumerate(words) if w.dep_ == "poss" and w.head.lemma_ == "counterpart"]
    return words[own[0] + 1 :] if own and words[own[0]].pos_ == "PRON" else words


def holders(cast: Cast, token: Any) -> list[Party]:
    """Who has, holds, cancels or attends it, when the noun phrase itself does not say."""
    heads = [n for n in (token.head, token.head.head) if n.pos_ == "NOUN"]
    if any(n.lemma_ == "absence" for n in heads):
        return []
    owners = [c for n in heads for c in n.children if c.dep_ == "poss"]
    if owners and token.dep_ == "pobj":
        return merged(cast.parties(_nominal(o)) for o in owners)
    scheduled = _scheduled(cast, token, token.head)
    if scheduled:
        return scheduled
    verb = _governor(token)
    return _of_verb(cast, token, verb) if verb is not None else []


def _of_verb(cast: Cast, token: Any, verb: Any) -> list[Party]:
    """The doer of the verb over it, where he takes part, with those whom he asks for it."""
    asked = _asked(verb, cast)
    if asked:
        return merged([subject(cast, verb), asked])
    if verb.lemma_ in CONCERTING:
        both = subject(cast, verb)
        return both if len({p.side or p.name for p in both}) > 1 else []
    faced = token.dep_ == "pobj" and any(c.lower_ in {"with", "to"} for c in token.children)
    return subject(cast, verb) if faced or _holds(verb) else []


def _asked(verb: Any, cast: Cast) -> list[Party]:
    """Whom a proposal is made to: "asked Modi for a meeting", "was offered a visit"."""
    cue = cue_of(verb)
    if cue is None or cue.status is not Status.PROPOSED:
        return []
    to = [c for c in verb.children if c.dep_ in {"dobj", "dative", "nsubjpass"} and c.ent_type_ != "DATE"]
    return merged(_named(cast, c) for c in to if c.lemma_.lower() not in nouns())


def _scheduled(cast: Cast, token: Any, verb: Any) -> list[Party]:
    """Whose agenda it is on: "Putin's schedule contains no meeting", "is on Macron's agenda"."""
    pobj = [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "on" for g in c.children]
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and c != token]
    agendas = [n for n in (*pobj, *subjects) if n.lemma_.lower() in AGENDAS]
    return merged(cast.parties(_nominal(o)) for n in agendas for o in n.children if o.dep_ == "poss")


def _holds(verb: Any) -> bool:
    """Whether the doer of ``verb`` takes part: he holds or plans it, and does not only tell of it."""
    return cue_of(verb) is not None and verb.lemma_.lower() not in NARRATES


def _governor(token: Any) -> Any | None:
    head, dep = token.head, token.dep_
    while dep in {"pobj", "prep", "conj", "dobj", "attr", "pcomp", "advmod", "acomp"} and head.pos_ in {
        "ADP",
        "ADV",
        "ADJ",
        "NOUN",
        "SCONJ",
    }:
        if head.head == head:
            return None
        head, dep = head.head, head.dep_
    if head.pos_ in {"VERB", "AUX"} and dep not in {"nsubj", "nsubjpass"}:
        return head
    return None


def subject(cast: Cast, verb: Any) -> list[Party]:
    """The doer of ``verb`` with those joined to it, and for "invite X to" the one invited."""
    return merged(_named(cast, doer) for doer in doers_of(verb))


def travels(verb: Any) -> bool:
    """Whether the doer of ``verb`` is people who can go places: by noun, by name, or "they" and the like."""
    return any(
        d.lemma_.lower() in travellers()
        or d.ent_type_ == "PERSON"
        or (d.pos_ == "PRON" and d.lower_ not in IMPERSONAL)
        for d in doers_of(verb)
    )


def _named(cast: Cast, noun: Any) -> list[Party]:
    """Who a noun phrase names; an apposition counts only when the rest names nobody."""
    words = _without_owner(noun)
    led = [c for c in noun.children if c.dep_ == "acl" and c.lemma_ in {"lead", "head"} and c.tag_ == "VBN"]
    heads = [g for v in led for c in v.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
    if heads:
        return merged([cast.parties(words), *(cast.parties(_nominal(h)) for h in heads)])
    beside = {t.i for c in noun.children if c.dep_ == "appos" for t in c.subtree}
    first = next((k for k, w in enumerate(words) if w.i in beside), len(words))
    if noun.lemma_.lower() in BESIDE:
        first = min(first, next((k for k, w in enumerate(words) if w.i > noun.i and w.lower_ == "of"), first))
    named = cast.parties(words[:first]) or _sent_by(cast, noun)
    return named if any(p.person for p in named) or not beside else merged([named, cast.parties(words)])


def _sent_by(cast: Cast, noun: Any) -> list[Party]:
    """The side of those whose people are named by their office alone: "Macron's envoy" is France."""
    if noun.lemma_.lower() not in travellers():
        return []
    owners = [c for c in noun.children if c.dep_ == "poss"]
    sides = [p.side for o in owners for p in cast.parties(_nominal(o)) if p.side]
    return [Party(s, s, person=False, start=0) for s in dict.fromkeys(sides)]


def _without_owner(noun: Any) -> list[Any]:
    """The words of a noun phrase; what is Macron's ("his thoughts", "Macron's adviser") is not Macron."""
    owners = [c for c in noun.children if c.dep_ == "poss"] if noun.pos_ == "NOUN" else []
    owned = {t.i for c in owners for t in c.subtree}
    return [t for t in _nominal(noun) if t.i not in owned]


def _nominal(noun: Any) -> list[Any]:
    """The words of a noun phrase without the clauses inside it, and without where and when it is."""
    words: list[Any] = []
    for word in noun.doc[noun.left_edge.i : noun.right_edge.i + 1]:
        if word.i > noun.i and (word.lower_ in CLAUSE_WORDS or word.pos_ == "VERB" or word.lower_ in PLACING):
            break
        words.append(word)
    return words


def with_hosts(cast: Cast, token: Any, parties: list[Party]) -> list[Party]:
    """A visit has a visitor and, where it goes, a host."""
    goals = _goals(token, ("to", "in"))
    hosts = [p for prep in goals for p in cast.parties(_phrase(prep), places=True)]
    return merged([parties, hosts])


def _goals(token: Any, words: Sequence[str]) -> list[Any]:
    return [c for c in token.children if c.dep_ == "prep" and c.lower_ in words]


def counterparts(cast: Cast, token: Any, row: MeetingVerb) -> list[Party]:
    """Whom the doer of a verb meets: its object, or those after "with" and "to"."""
    groups: list[list[Party]] = []
    beyond = [g for c in token.children if c.dep_ == "dobj" and row.lemma in CONCERTING for g in c.children]
    if row.particle is not None:  # "came face to face with"
        beyond += [g for t in token.subtree if t.lower_ == row.particle for g in t.children]
    for child in (*token.children, *beyond):
        if child.dep_ == "nsubjpass" and row.lemma in GUESTS:
            groups.append(cast.parties(_nominal(child)))
        elif child.i < token.i:
            continue
        elif child.dep_ == "dobj" and "object" in (*row.counterpart, *row.place):
            groups.append(cast.parties(_without_own(_nominal(child)), places=True))
        elif child.dep_ == "prep" and child.lower_ in row.counterpart and _to_somebody(child, row):
            groups.append(cast.parties(_without_own(_phrase(child))))
        elif child.dep_ == "prep" and child.lower_ in row.place and _to_place(child):
            groups.append([p for p in cast.parties(_phrase(child), places=True) if not p.person])
    return merged(groups)


CROWDS = frozenset(
    {"people", "nation", "parliament", "congress", "reporter", "journalist", "press", "crowd", "public"}
    | {"media", "audience", "lawmaker", "student", "supporter", "voter", "troop", "soldier", "worker"}
)
LANDS = frozenset(
    {"capital", "country", "city", "town", "kingdom", "republic", "state", "island", "nation", "region"}
    | {"headquarters", "palace", "embassy", "residence", "resort", "base", "summit"}
)


def _to_somebody(prep: Any, row: MeetingVerb) -> bool:
    """Whether one speaks to a counterpart, and not to a crowd: "spoke to the people of Chile"."""
    nouns_below = [c for c in prep.children if c.dep_ == "pobj"]
    return not row.spoken or not any(n.lemma_.lower() in CROWDS for n in nouns_below)


def _to_place(prep: Any) -> bool:
    """Whether one goes to a place, and not to a thing: "went to the files of the ministry"."""
    goals = [c for c in prep.children if c.dep_ == "pobj"]
    return any(g.pos_ == "PROPN" or g.lemma_.lower() in LANDS for g in goals)
