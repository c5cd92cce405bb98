"""What a speaker's own words say without a verb of stance: modals and judgements.

The words are data: ``lexicon/verdicts.toml``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from dateline.analysis.clauses import is_negated, is_question, is_supposed, subject, thought_away
from dateline.analysis.lexicons import lexicon
from dateline.analysis.positions import predicates
from dateline.model.findings import Stance

__all__ = ["Own", "Verdict", "find", "modal", "named"]

Own = Callable[[Any], bool]
"""Whether a noun is the speaker or his side."""
NAMES = frozenset({"oprd", "ccomp", "xcomp", "prep", "advcl", "attr", "acomp"})
BEFORE_ORDERS = frozenset({"punct", "advmod", "cc", "intj", "npadvmod"})
FUTURE = frozenset({"will", "'ll", "\u2019ll", "would", "wo", "'d", "\u2019d", "shall"})
OUGHT = frozenset({"should", "must", "ought"})
CONTRACTED = {
    "wo": "will",
    "ca": "cannot",
    "'ll": "will",
    "\u2019ll": "will",
    "'d": "would",
    "\u2019d": "would",
    "can": "cannot",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A clause of a statement that takes a stance; ``about`` is its subject, if it has one."""

    token: Any
    stance: Stance
    weight: float
    about: Any | None


@dataclass(frozen=True, slots=True)
class _Modal:
    own: bool
    stance: Stance | None
    negated: Stance | None
    weight: float


@functools.cache
def _modals() -> dict[str, _Modal]:
    return {
        row["modal"]: _Modal(
            row["whose"] == "own",
            Stance(row["stance"]) if "stance" in row else None,
            Stance(row["negated"]) if "negated" in row else None,
            float(row["weight"]),
        )
        for row in lexicon("verdicts")["modals"]
    }


@dataclass(frozen=True, slots=True)
class _Judgement:
    stance: Stance
    negated: Stance | None
    clausal: Stance | None
    weight: float


@functools.cache
def _judgements() -> dict[str, _Judgement]:
    return {
        word: _Judgement(
            Stance(row["stance"]),
            Stance(row["negated"]) if "negated" in row else None,
            Stance(row["clausal"]) if "clausal" in row else None,
            float(row["weight"]),
        )
        for row in lexicon("verdicts")["verdicts"]
        for word in row["words"]
    }


@functools.cache
def _prices() -> dict[str, tuple[Stance, float]]:
    rows = lexicon("verdicts")["prices"]
    return {word: (Stance(row["stance"]), float(row["weight"])) for row in rows for word in row["words"]}


def find(tokens: list[Any], is_own: Own) -> Iterator[Verdict]:
    """The verdicts among ``tokens`` (one sentence of a statement's content).

    ``is_own(noun)`` says whether a subject is the speaker or his side.
    """
    if not tokens or is_question(tokens[0].sent):
        return
    for token in tokens:
        found = (
            _price(token, is_own)
            or modal(token, is_own)
            or _judgement(token)
            or _aim(token, is_own)
            or _order(token)
        )
        if found is not None:
            yield found


def modal(token: Any, is_own: Own) -> Verdict | None:
    """What a modal takes a stance on: "must", "should", and of the speaker's own acts "will", "would"."""
    word = CONTRACTED.get(token.lower_, token.lemma_.casefold())
    row = _modals().get(word)
    verb = _ruled(token, word) if row is not None else None
    if row is None or verb is None or is_supposed(verb) or verb.lemma_ in lexicon("verdicts")["mental"]:
        return None
    if is_negated(verb) and _rules_out(verb):
        return None
    if word == "could" and verb.dep_ == "relcl":
        return None
    about = subject(verb) if word != "let" else None
    if row.own and (about is None or not is_own(about)):
        return None
    if _is_regret(verb):
        return Verdict(verb, Stance.CONDEMNS, row.weight, about) if word in OUGHT else None
    denied = is_negated(verb) or is_negated(token) or thought_away(verb) or thought_away(token)
    stance = row.negated if denied else row.stance
    return Verdict(verb, stance, row.weight, about) if stance else None


def _rules_out(verb: Any) -> bool:
    """As in "will not rule out", which leaves it open."""
    return verb.lemma_ in {"rule", "exclude"} and any(c.dep_ in {"prt", "dobj"} for c in verb.children)


def _is_regret(verb: Any) -> bool:
    """Whether it is about what is done already: "should never have been signed"."""
    return any(c.dep_ == "aux" and c.lower_ in {"have", "'ve", "\u2019ve"} for c in verb.children)


def _ruled(token: Any, word: str) -> Any | None:
    """The verb that the modal rules."""
    if word in {"have", "need", "ought"}:
        verbs = (c for c in token.children if c.dep_ == "xcomp")
        if word == "need" and token.pos_ == "VERB" and any(c.dep_ == "dobj" for c in token.children):
            return token
        return next((c for c in verbs if any(g.lower_ == "to" for g in c.children)), None)
    if word == "let":
        lets = token.tag_ == "VB" and not any(c.dep_ == "nsubj" for c in token.children)
        return next((c for c in token.children if c.dep_ == "ccomp"), None) if lets else None
    if word == "go":
        moving = token.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in token.children)
        return next((c for c in token.children if c.dep_ == "xcomp"), None) if moving else None
    return token.head if token.dep_ == "aux" and token.head.i > token.i else None


def _aim(token: Any, is_own: Own) -> Verdict | None:
    """What "our goal is ..." names as the speaker's own aim, demand or plan."""
    stance = _aims().get(token.lemma_.casefold())
    if stance is None or token.dep_ != "nsubj" or token.head.lemma_ != "be" or token.head.i < token.i:
        return None
    owners = [c for c in token.children if c.dep_ == "poss"]
    if not owners or not all(map(is_own, owners)):
        return None
    return None if is_supposed(token.head) else Verdict(token.head, stance, 2.0, token)


@functools.cache
def _aims() -> dict[str, Stance]:
    return {word: Stance(row["stance"]) for row in lexicon("verdicts")["aims"] for word in row["words"]}


def _order(token: Any) -> Verdict | None:
    """An order to those addressed: "stop the shelling", "release our people"."""
    kinds = {c.dep_ for c in token.children}
    bare = token.tag_ == "VB" and not kinds & {"nsubj", "nsubjpass", "aux", "mark", "expl"}
    if not bare or "dobj" not in kinds or token.dep_ not in {"ROOT", "ccomp"}:
        return None
    if any(c.i < token.i and c.dep_ not in BEFORE_ORDERS for c in token.children):
        return None
    first = token.i == token.sent.start or token.nbor(-1).is_punct or token.nbor(-1).pos_ in {"ADV", "CCONJ"}
    return Verdict(token, Stance.DEMANDS, 1.0, None) if first else None


def _price(token: Any, is_own: Own) -> Verdict | None:
    row = _prices().get(token.lemma_.casefold())
    verb = token.head
    verb = verb.head if token.dep_ == "pobj" and verb.lower_ == "as" else verb
    if row is None or token.dep_ not in {"dobj", "attr", "oprd", "pobj"} or not _is_future(verb):
        return None
    about = subject(verb)
    if about is not None and is_own(about):
        return None
    return Verdict(verb, row[0], row[1], about)


def _is_future(verb: Any) -> bool:
    chain = (verb, verb.head) if verb.dep_ == "xcomp" else (verb,)
    return any(c.dep_ == "aux" and c.lower_ in FUTURE for v in chain for c in v.children) or (
        verb.dep_ == "xcomp" and verb.head.lower_ in {"going", "gon"}
    )


def _judgement(token: Any) -> Verdict | None:
    row = _judgements().get(token.lemma_.casefold()) or _judgements().get(token.lower_)
    if row is None:
        return None
    head = token.head if token.dep_ in {"amod", "conj"} and token.head.pos_ in {"NOUN", "ADJ"} else token
    verb = predicates.link(head)
    if verb is None or is_supposed(verb):
        return None
    about = subject(verb)
    act = row.clausal is not None and about is not None and about.lower_ == "it" and _has_clause(head, verb)
    denied = is_negated(verb) or is_negated(head) or thought_away(verb)
    stance = row.negated if denied else row.clausal if act else row.stance
    return Verdict(verb, stance, row.weight, about) if stance else None


def named(verb: Any) -> Stance | None:
    """What "called it a disaster" says of it: the first judgement in what the verb names its object."""
    parts = (c for c in verb.children if c.i > verb.i and c.dep_ in NAMES)
    rows = (_judgements().get(t.lemma_.casefold()) for part in parts for t in (*part.subtree,)[:6])
    return next((row.stance for row in rows if row is not None), None)


def _has_clause(head: Any, verb: Any) -> bool:
    return any(
        c.dep_ in {"ccomp", "xcomp", "advcl"} and c.i > head.i for w in (head, verb) for c in w.children
    )
