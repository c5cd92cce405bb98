"""The constructions in which English attributes words: who (source), by which word (cue), what (content).

A frame is read off the dependency parse alone; whether its word is a cue is for the lexicon to say.
The kinds follow the boundary rules of PolNeAR (Newell, Margolin and Ruths, LREC 2018): ``that`` belongs to
the content, auxiliaries, negation and manner adverbs to the cue, appositions to the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dateline.analysis.stretches import Range, phrase, tidy, without

__all__ = ["Frame", "FrameKind", "frames"]


class FrameKind(StrEnum):
    """How the content hangs on the cue."""

    CLAUSE = "clause"  # X said that Y
    AROUND = "around"  # Y, X said, Z
    INFINITIVE = "infinitive"  # X promised to Y
    RAISED = "raised"  # Y is expected to Z
    OBJECT = "object"  # X criticised Y
    NAMING = "naming"  # X called Y a Z
    ABOUT = "about"  # X spoke of Y
    BY = "by"  # Y was criticised by X
    BARE = "bare"  # X said. (what is said stands elsewhere)
    NOUN_CLAUSE = "noun_clause"  # X's claim that Y
    NOUN_INFINITIVE = "noun_infinitive"  # X's plan to Y
    NOUN_ABOUT = "noun_about"  # X's criticism of Y
    STATE_CLAUSE = "state_clause"  # X is confident that Y
    STATE_INFINITIVE = "state_infinitive"  # X is ready to Y
    STATE_ABOUT = "state_about"  # X is worried about Y
    ACCORDING = "according"  # Y, according to X
    MANNER = "manner"  # Y reportedly Z
    BACK = "back"  # Y. This was reported by X.


@dataclass(frozen=True, slots=True)
class Frame:
    """A possible attribution in token places of one line; ``lemma`` and ``kind`` are the lexicon's key."""

    kind: FrameKind
    lemma: str
    head: int
    source: tuple[Range, ...]
    cue: Range
    content: tuple[Range, ...]


SUBJECT = frozenset({"nsubj", "csubj"})
PASSIVE = frozenset({"nsubjpass", "csubjpass"})
HELPING = frozenset({"aux", "auxpass"})
CUE_PARTS = frozenset({"aux", "auxpass", "neg", "prt"})
CONTROL = frozenset({"xcomp", "advcl", "conj"})
LEADING = frozenset({"go", "continue", "want", "appear", "seem", "begin", "proceed", "choose", "use"})
OCCASION = frozenset(
    "statement interview speech tweet letter email memo post release message remarks briefing conference".split()
)
ABOUT = frozenset("of about for on against to with as into over from at in that regarding".split())
CLOSING = frozenset({"”", '"', "''", "»"})


def frames(sentence: Any) -> Iterator[Frame]:
    """Every frame in ``sentence`` (a ``spacy.tokens.Span``), in text order of the cue's head."""
    for token in sentence:
        frame = _frame(token)
        if frame is not None:
            yield frame


def _frame(token: Any) -> Frame | None:
    tag = token.pos_
    if tag in {"VERB", "AUX"}:
        if token.lower_ == "according":
            return _according(token)
        return None if token.dep_ in HELPING else _verb(token)
    if tag == "NOUN":
        return _noun(token)
    if tag == "ADV" and token.lower_.endswith("ly") and token.head.pos_ in {"VERB", "AUX"}:
        return _manner(token)
    return None


def _children(token: Any) -> dict[str, Any]:
    """The first child under each label."""
    found: dict[str, Any] = {}
    for child in token.children:
        found.setdefault(child.dep_, child)
    return found


# ------------------------------------------------------------------ verbs


def _verb(verb: Any) -> Frame | None:
    kids = _children(verb)
    if verb.lemma_ in LEADING and "xcomp" in kids and kids["xcomp"].pos_ == "VERB" and verb.lemma_ != "want":
        if verb.lemma_ not in {"seem", "appear"}:
            return None
    passive = "nsubjpass" in kids or "auxpass" in kids
    if verb.lemma_ == "be" or verb.pos_ == "AUX":
        return _state(verb, kids)
    subject = _subject(verb)
    cue = _verb_cue(verb)
    if passive:
        return _passive(verb, kids, subject, cue)
    return _active(verb, kids, subject, cue)


def _active(verb: Any, kids: dict[str, Any], subject: Any | None, cue: Range) -> Frame | None:
    source = _sources(verb, subject, kids)
    clause = kids.get("ccomp")
    holes = [cue, *source]
    if subject is None and source:
        return _make(FrameKind.BARE, verb, source, cue, [], holes)
    if clause is not None and verb.lemma_ == "make" and clause.lemma_ == "clear":
        return _make_clear(verb, clause, source, cue)
    if clause is not None and clause.i > verb.i or (clause is not None and clause.right_edge.i < verb.i):
        return _make(FrameKind.CLAUSE, verb, source, cue, [_clause(verb, clause)], holes)
    if clause is not None:
        return _make(FrameKind.AROUND, verb, source, cue, [_clause(verb, clause)], holes)
    if verb.dep_ in {"parataxis", "ccomp"} and _is_inserted(verb, subject):
        inner = _inserted(verb)
        return _make(FrameKind.AROUND, verb, source, cue, [_host(verb)], [inner])
    if "xcomp" in kids:
        return _infinitive(verb, kids, source, cue, holes)
    if "oprd" in kids and "dobj" in kids:
        parts = [phrase(kids["dobj"]), phrase(kids["oprd"])]
        return _make(FrameKind.NAMING, verb, source, cue, parts, holes)
    if "dobj" in kids and kids["dobj"].lower_ in {"this", "that"} and source:
        return _make(FrameKind.BACK, verb, source, cue, [], holes)
    if "dobj" in kids:
        thing = kids["dobj"]
        parts = [_object(verb, thing)]
        as_ = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as"), None)
        if as_ is not None and as_.i > thing.i:
            return _make(FrameKind.NAMING, verb, source, cue, [*parts, phrase(as_)], holes)
        return _make(FrameKind.OBJECT, verb, source, cue, parts, holes)
    return _about(verb, source, cue, holes) or _make(FrameKind.BARE, verb, source, cue, [], holes)


def _make_clear(verb: Any, clear: Any, source: tuple[Range, ...], cue: Range) -> Frame | None:
    """``X made it clear that Y``."""
    inner = next((c for c in [*clear.children, *verb.children] if c.dep_ == "ccomp" and c.i > clear.i), None)
    if inner is None:
        return None
    cue = (cue[0], clear.i + 1)
    return _make(FrameKind.CLAUSE, verb, source, cue, [phrase(inner)], [cue, *source], "make clear")


def _sources(verb: Any, subject: Any | None, kids: dict[str, Any]) -> tuple[Range, ...]:
    """The subject outside the quoted words; or what follows an inverted verb: ``"...," said X``."""
    if subject is None:
        after = kids.get("dobj") or kids.get("attr") or kids.get("oprd") or kids.get("dep")
        inverted = verb.i > 0 and _closes(verb.nbor(-1)) and verb.tag_ in {"VBD", "VBZ"}
        return (_source(after),) if inverted and after is not None and after.i > verb.i else ()
    found = _source(subject)
    mark = next((t.i for t in reversed(verb.doc[found[0] : verb.i]) if _closes(t)), None)
    if mark is not None and subject.i < verb.i:
        rest = tidy(verb.doc, mark + 1, verb.i)
        return (rest,) if rest is not None and rest[1] - rest[0] <= 20 else (found,)
    return (found,)


def _closes(token: Any) -> bool:
    """Whether a token is a quotation mark that closes: it touches the word before it."""
    return token.text in CLOSING and (token.i == 0 or not token.nbor(-1).whitespace_)


def _hangs_back(verb: Any) -> bool:
    """``X said "...", hinting that Z``: after a closed quotation a participle belongs to the one who quotes."""
    if verb.tag_ != "VBG" or verb.i < 2 or verb.nbor(-1).text != ",":
        return False
    return _closes(verb.nbor(-2))


def _infinitive(
    verb: Any, kids: dict[str, Any], source: tuple[Range, ...], cue: Range, holes: list[Range]
) -> Frame | None:
    inner = kids["xcomp"]
    parts = [phrase(inner)]
    if "dobj" in kids and kids["dobj"].i < inner.i:
        parts.insert(0, phrase(kids["dobj"]))
    if verb.lemma_ in {"seem", "appear", "look"} and source:
        return _make(FrameKind.RAISED, verb, (), cue, [*source, *parts], [cue])
    return _make(FrameKind.INFINITIVE, verb, source, cue, parts, holes)


def _object(verb: Any, thing: Any) -> Range:
    """The object with what is said of it: ``praised him for his courage``, not ``on Monday``."""
    start, end = phrase(thing)
    for child in verb.children:
        if child.dep_ != "prep" or child.left_edge.i != end or child.lower_ in {"during", "after", "before", "as"}:
            continue
        inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
        if inner is None or inner.ent_type_ in {"DATE", "TIME"} or inner.lemma_ in OCCASION:
            break
        end = child.right_edge.i + 1
    return start, end


def _about(verb: Any, source: tuple[Range, ...], cue: Range, holes: list[Range]) -> Frame | None:
    """``spoke about Y``: the preposition belongs to the cue when it stands beside the verb."""
    prep = next((c for c in verb.children if c.dep_ == "prep" and c.i > verb.i and c.lower_ in ABOUT), None)
    if prep is None:
        return None
    inner = next((c for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None)
    if inner is None:
        return None
    if prep.i == cue[1]:
        cue = (cue[0], prep.i + 1)
    name = f"{verb.lemma_.lower()} {prep.lower_}"
    return _make(FrameKind.ABOUT, verb, source, cue, [phrase(inner)], [*holes, cue], name)


def _passive(verb: Any, kids: dict[str, Any], subject: Any | None, cue: Range) -> Frame | None:
    back = _back_passive(verb, subject, cue)
    if back is not None:
        return back
    agent = kids.get("agent")
    by = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
    source = (_source(by),) if by is not None else ()
    topic = [] if subject is None or subject.lower_ == "it" else [phrase(subject)]
    holes = [cue, *source]
    if agent is not None:
        holes.append((agent.i, agent.i + 1))
    clause = kids.get("ccomp")
    if clause is not None:
        if topic and not source:
            source, topic = (_source(subject),), []
        return _make(FrameKind.CLAUSE, verb, source, cue, [phrase(clause)], [*holes, *source], passive=True)
    if "xcomp" in kids:
        return _make(FrameKind.RAISED, verb, source, cue, [*topic, phrase(kids["xcomp"])], holes)
    if source:
        return _make(FrameKind.BY, verb, source, cue, topic, holes)
    if any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.children) and topic:
        as_ = next(c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as")
        if any(c.dep_ == "pcomp" for c in as_.children):
            return None
        return _make(FrameKind.NAMING, verb, (), cue, [*topic, phrase(as_)], holes, passive=True)
    if not topic or "prep" not in kids:
        return None
    return _about(verb, (), cue, [*holes]) if subject is not None else None


def _back_passive(verb: Any, subject: Any | None, cue: Range) -> Frame | None:
    """``This is stated in X``, ``this was reported by X``: the content stands before the sentence."""
    if subject is None or subject.lower_ not in {"this", "that"} or subject.right_edge.i != subject.i:
        return None
    carrier = next((c for c in verb.children if c.dep_ in {"agent", "prep"} and c.lower_ in {"by", "in", "on"}), None)
    who = next((c for c in carrier.children if c.dep_ == "pobj"), None) if carrier is not None else None
    if who is None:
        return None
    return _make(FrameKind.BACK, verb, (_source(who),), cue, [], [])


def _subject(verb: Any, depth: int = 0) -> Any | None:
    """Who does it: the verb's own subject, else the one it shares or the noun it describes."""
    for child in verb.children:
        if child.pos_ == "CCONJ":
            continue
        if child.dep_ in SUBJECT or child.dep_ in PASSIVE or (child.dep_ == "expl" and child.lower_ != "it"):
            return child
    if depth > 4:
        return None
    if verb.dep_ == "acl":
        return verb.head if verb.tag_ == "VBG" or verb.lower_ == "to" else None
    if _hangs_back(verb):
        return _subject(_quoter(verb), depth + 1) if _quoter(verb) is not verb else None
    if verb.dep_ in CONTROL and verb.head.pos_ in {"VERB", "AUX"}:
        return _subject(verb.head, depth + 1)
    if verb.dep_ == "pcomp" and verb.head.dep_ == "prep" and verb.head.head.pos_ in {"VERB", "AUX"}:
        return _subject(verb.head.head, depth + 1)
    return None


def _quoter(verb: Any) -> Any:
    """The verb of the sentence that holds ``verb`` deepest down."""
    above = verb
    while above.dep_ in {"advcl", "ccomp", "conj", "xcomp"} and above.head is not above:
        above = above.head
    return above


def _source(token: Any) -> Range:
    """The source phrase: the subtree, without a loose clause after it."""
    start, end = phrase(token)
    for child in token.children:
        if child.dep_ in {"parataxis", "advcl", "ccomp"} and child.i > token.i:
            end = min(end, child.left_edge.i)
    return tidy(token.doc, start, end) or (token.i, token.i + 1)


def _verb_cue(verb: Any) -> Range:
    """The verb with what stands beside it and belongs to it: auxiliaries, negation, manner, occasion."""
    start = end = verb.i
    doc = verb.doc
    parts = {c.i for c in verb.children if c.dep_ in CUE_PARTS or (c.dep_ == "advmod" and not _wh(c))}
    lead = verb
    while lead.dep_ == "xcomp" and lead.head.lemma_ in LEADING and lead.head.lemma_ not in {"seem", "appear"}:
        lead = lead.head
        parts |= {c.i for c in lead.children if c.dep_ in CUE_PARTS or c.dep_ == "advmod"}
        parts |= set(range(lead.i, verb.i))
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.pos_ == "VERB":
        told = verb.head.head
        parts |= {c.i for c in told.children if c.dep_ in CUE_PARTS} | set(range(told.i, verb.i))
    while start > 0 and start - 1 in parts:
        start -= 1
    end += 1
    while end < len(doc) and end in parts:
        end += 1
    while end - 1 > verb.i and doc[end - 1].dep_ == "advmod" and doc[end - 1].head is not verb:
        end -= 1
    occasion = next((c for c in verb.children if c.dep_ == "prep" and c.i == end), None)
    if occasion is not None and any(c.lemma_ in OCCASION for c in occasion.children if c.dep_ == "pobj"):
        end = max(end, occasion.right_edge.i + 1) if occasion.right_edge.i - occasion.i <= 4 else end
    return start, end


def _wh(token: Any) -> bool:
    return token.tag_ in {"WRB", "WP", "WDT"}


def _clause(verb: Any, clause: Any) -> Range:
    """The clause with the loose words of the cue's verb that stand inside or before it."""
    start, end = phrase(clause)
    for child in clause.children:
        if child.dep_ == "advcl" and child.i > clause.i and child.left_edge.lower_ in {"while", "although", "though"}:
            end = min(end, child.left_edge.i)
    back = next((t.i for t in verb.doc[clause.i : end] if _hangs_back(t)), None) if clause.i > verb.i else None
    if back is not None:
        end = back
    for child in verb.children:
        if child.dep_ == "mark" or (child.dep_ in {"advcl", "prep", "npadvmod", "dep"} and child.i < start < verb.i):
            start = min(start, child.left_edge.i) if child.i < start and clause.i < verb.i else start
    return start, end


def _is_inserted(verb: Any, subject: Any | None) -> bool:
    """Whether the verb's clause is put into another one: ``Y, X said, Z``."""
    if subject is None or subject.head is not verb:
        return False
    doc = verb.doc
    start, end = phrase(verb)
    start = next((i for i in range(start, end) if not doc[i].is_punct), start)
    before = doc[start - 1].text if start > 0 else ""
    return before in {",", "”", '"', "—", "–", "-", "("}


def _inserted(verb: Any) -> Range:
    """The inserted clause alone: the verb, its subject and what else hangs on it."""
    return phrase(verb)


def _host(verb: Any) -> Range:
    """The clause into which the verb's clause is put."""
    head = verb.head
    while head.dep_ == "conj" and head.head.pos_ in {"VERB", "AUX"}:
        head = head.head
    return phrase(head)


# ------------------------------------------------------------------ states, nouns, the rest


def _state(verb: Any, kids: dict[str, Any]) -> Frame | None:
    """``X is confident that Y``."""
    adjective = kids.get("acomp")
    subject = _subject(verb)
    if subject is not None and subject.pos_ == "NOUN" and adjective is None and "ccomp" in kids:
        return _position(verb, subject, kids["ccomp"])
    if adjective is None or subject is None:
        return None
    inner = _children(adjective)
    empty = subject.lower_ in {"it", "there"}
    source = () if empty else (_source(subject),)
    start = min([verb.i, *(c.i for c in verb.children if c.dep_ in CUE_PARTS and c.i < verb.i)])
    cue = (start, adjective.i + 1)
    holes = [cue, *source]
    lemma = f"be {adjective.lemma_.lower()}"
    clause = inner.get("ccomp") or (kids.get("ccomp") if "ccomp" in kids and kids["ccomp"].i > adjective.i else None)
    if clause is not None:
        return _make(FrameKind.STATE_CLAUSE, verb, source, cue, [phrase(clause)], holes, lemma)
    if "xcomp" in inner and not empty:
        return _make(FrameKind.STATE_INFINITIVE, verb, source, cue, [phrase(inner["xcomp"])], holes, lemma)
    prep = inner.get("prep")
    thing = next((c for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None) if prep is not None else None
    if thing is None or empty:
        return None
    cue = (start, max(cue[1], prep.i + 1)) if prep.i == cue[1] else cue
    return _make(FrameKind.STATE_ABOUT, verb, source, cue, [phrase(thing)], [*holes, cue], f"{lemma} {prep.lower_}")


def _position(verb: Any, noun: Any, clause: Any) -> Frame | None:
    """``X's position is that Y``."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None or clause.i < verb.i:
        return None
    source, cue = (_owner(owner),), (noun.i, verb.i + 1)
    return _make(FrameKind.NOUN_CLAUSE, verb, source, cue, [phrase(clause)], [cue, *source], noun.lemma_.lower())


def _noun(noun: Any) -> Frame | None:
    """``X's claim that Y``, ``the plan to Y``, ``criticism of Y``."""
    kids = _children(noun)
    owner = kids.get("poss")
    source: tuple[Range, ...] = ()
    if owner is not None:
        source = (_owner(owner),)
    cue = (noun.i, noun.i + 1)
    holes = [cue, *source]
    lemma = noun.lemma_.lower()
    clause = kids.get("acl") or kids.get("ccomp")
    if clause is not None and clause.i > noun.i:
        first = clause.left_edge
        if first.lower_ == "that" and first.dep_ == "mark":
            return _make(FrameKind.NOUN_CLAUSE, noun, source, cue, [phrase(clause)], holes, lemma)
        if first.lower_ == "to":
            return _make(FrameKind.NOUN_INFINITIVE, noun, source, cue, [phrase(clause)], holes, lemma)
        return None
    prep = next((c for c in noun.children if c.dep_ == "prep" and c.i == noun.i + 1 and c.lower_ in ABOUT), None)
    thing = next((c for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None) if prep is not None else None
    if thing is None:
        return None
    cue = (noun.i, prep.i + 1)
    return _make(FrameKind.NOUN_ABOUT, noun, source, cue, [phrase(thing)], [*holes, cue], f"{lemma} {prep.lower_}")


def _owner(owner: Any) -> Range:
    start, end = phrase(owner)
    if owner.doc[end - 1].tag_ == "POS":
        end -= 1
    return (start, end) if start < end else (owner.i, owner.i + 1)


def _according(token: Any) -> Frame | None:
    """``according to X, Y``: the content is the clause that holds the phrase."""
    to = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "to"), None)
    who = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if who is None:
        return None
    own = phrase(token)
    head = token.head
    while head.pos_ not in {"VERB", "AUX"} and head.dep_ != "ROOT":
        head = head.head
    whole = phrase(head)
    if head.dep_ in {"relcl", "acl"} or whole == own:
        whole = (token.sent.start, token.sent.end)
    cue = (token.i, to.i + 1)
    return _make(FrameKind.ACCORDING, token, (_source(who),), cue, [whole], [own], "according to")


def _manner(token: Any) -> Frame | None:
    """``Y reportedly Z``: nobody is named."""
    cue = (token.i, token.i + 1)
    return _make(FrameKind.MANNER, token, (), cue, [phrase(token.head)], [cue], token.lower_)


def _make(
    kind: FrameKind,
    head: Any,
    source: tuple[Range, ...],
    cue: Range,
    parts: list[Range],
    holes: list[Range],
    lemma: str = "",
    *,
    passive: bool = False,
) -> Frame:
    doc = head.doc
    content = tuple(piece for part in parts for piece in without(doc, part, holes))
    name = lemma or head.lemma_.lower()
    return Frame(kind, f"be {name}" if passive else name, head.i, source, cue, content)
