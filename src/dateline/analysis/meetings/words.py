"""The lexicons of encounters and of what becomes of them, ready to be looked up by lemma."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from dateline.analysis.lexicons import lexicon
from dateline.model.findings import Format, MeetingKind, Status

__all__ = [
    "Cue",
    "MeetingNoun",
    "MeetingVerb",
    "cue_of",
    "nouns",
    "phrase_in",
    "phrase_of",
    "travellers",
    "verb_row",
]


PARTICLES = frozenset({"prt", "advmod", "npadvmod"})
SPOKEN: dict[str, bool | None] = {"call": True, "talks": None}
"""Whether an encounter of a kind is of voices only; None: the word does not tell."""


@dataclass(frozen=True, slots=True)
class MeetingNoun:
    """A noun that names an encounter (``lexicon/meeting_nouns.toml`` says what the fields mean)."""

    word: str
    kind: MeetingKind
    format: Format
    needs: int
    recalls: bool
    plural: bool
    spoken: bool | None
    in_person: MeetingKind | None = None
    beside: frozenset[str] = frozenset()
    mass: bool = False


@dataclass(frozen=True, slots=True)
class MeetingVerb:
    """A verb that names an encounter (``lexicon/meeting_verbs.toml`` says what the fields mean)."""

    lemma: str
    particle: str | None
    kind: MeetingKind
    format: Format
    counterpart: tuple[str, ...]
    place: tuple[str, ...]
    plural: bool
    spoken: bool | None
    in_person: MeetingKind | None = None
    object: str | None = None
    brings: bool = False
    guarded: bool = False

    def fits(self, token: Any) -> bool:
        """Whether the particle and the object that the row needs stand at ``token``."""
        particle = self.particle is None or any(
            c.dep_ in PARTICLES and c.lower_ == self.particle for c in token.children
        )
        thing = self.object is None or any(
            c.dep_ == "dobj" and c.lemma_.lower() == self.object for c in token.children
        )
        return particle and thing


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word does to the encounter under it; ``status`` None: the word's own tense decides."""

    effect: str
    status: Status | None
    weak: bool
    negated: Status
    lifts: bool = False


@functools.cache
def nouns() -> dict[str, MeetingNoun]:
    """The nouns, by lemma."""
    return {
        row["word"]: MeetingNoun(
            word=row["word"],
            kind=MeetingKind(row["kind"]),
            format=Format(row["format"]),
            needs=row["needs"],
            recalls=row["recalls"],
            plural=row.get("plural", False),
            spoken=row.get("spoken", SPOKEN.get(row["kind"], False)),
            in_person=MeetingKind(row["in_person"]) if "in_person" in row else None,
            beside=frozenset(row.get("beside", ())),
            mass=row.get("mass", False),
        )
        for row in lexicon("meeting_nouns")["noun"]
    }


@functools.cache
def _verbs() -> dict[str, list[MeetingVerb]]:
    """The verbs, by lemma; those that need a particle or an object come first."""
    table: dict[str, list[MeetingVerb]] = {}
    for row in lexicon("meeting_verbs")["verb"]:
        verb = MeetingVerb(
            lemma=row["lemma"],
            particle=row.get("particle"),
            kind=MeetingKind(row["kind"]),
            format=Format(row["format"]),
            counterpart=tuple(row["counterpart"]),
            place=tuple(row.get("place", ())),
            plural=row["plural"],
            spoken=row.get("spoken", SPOKEN.get(row["kind"], False)),
            in_person=MeetingKind(row["in_person"]) if "in_person" in row else None,
            object=row.get("object"),
            brings=row.get("brings", False),
            guarded=row.get("guarded", False),
        )
        table.setdefault(verb.lemma, []).append(verb)
    for rows in table.values():
        rows.sort(key=lambda v: v.particle is None and v.object is None)
    return table


def verb_row(token: Any) -> MeetingVerb | None:
    """The row of the encounter that the verb ``token`` names, with its particle and its object."""
    rows = (row for lemma in _lemmas(token) for row in _verbs().get(lemma, ()))
    return next((row for row in rows if row.fits(token)), None)


@functools.cache
def travellers() -> frozenset[str]:
    """Nouns, by lemma, for people who go to see others."""
    return frozenset(w for row in lexicon("meeting_verbs")["traveller"] for w in row["words"])


@functools.cache
def _cues() -> dict[tuple[str, str], Cue]:
    """Cues by part of speech and words; a phrase is its lemmas with single blanks."""
    table: dict[tuple[str, str], Cue] = {}
    for row in lexicon("status_cues")["cue"]:
        status = Status(row["effect"]) if row["effect"] in set(Status) else None
        cue = Cue(
            row["effect"],
            status,
            row.get("weak", False),
            Status(row.get("negated", "refused")),
            row.get("lifts", False),
        )
        for part in row["as"].split():
            for words in row["words"]:
                table.setdefault((part, words), cue)
    return table


def cue_of(token: Any, part: str | None = None) -> Cue | None:
    """What ``token`` does, as the part of speech it is (or ``part``); phrases before single words."""
    table, kind = _cues(), part or _part(token)
    for lemma in _lemmas(token):
        cue = (_particle(table, lemma, token) if kind == "verb" else None) or table.get((kind, lemma))
        if cue is not None:
            return cue
    return None


def _lemmas(token: Any) -> list[str]:
    """The lemma, the word as it stands and, where the lemmatizer errs ("hop" of "hopes"), the bare stem."""
    word = token.lower_
    stems = [word[: -len(end)] for end in ("s", "d", "ed") if word.endswith(end) and len(word) > len(end) + 2]
    return [token.lemma_.lower(), word, *stems]


PHRASAL = frozenset({"prt", "prep", "dobj", "advmod", "acomp", "oprd"})


def _particle(table: dict[tuple[str, str], Cue], lemma: str, verb: Any) -> Cue | None:
    """A verb with the word that makes it another one: "call off", "walk out of", "bring forward"."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in PHRASAL:
            cue = table.get(("verb", f"{lemma} {child.lower_}"))
            if cue is not None:
                return cue
    return None


LONGEST_PHRASE = 4
"""Words of a phrase, articles and owners aside."""


def phrase_of(head: Any) -> Cue | None:
    """What a phrase under ``head`` says of its subject or object: "is on hold", "put in doubt", "is off"."""
    table = _cues()
    for child in head.children:
        if child.i <= head.i or child.dep_ not in PHRASAL - {"dobj"}:
            continue
        words = _bare(child)
        cue = phrase_in(words) if len(words) > 1 else None
        if cue is not None:
            return cue
        if len(words) == 1 and ("phrase", words[0]) in table and _links(head):
            return table["phrase", words[0]]
    return None


def phrase_in(words: list[str]) -> Cue | None:
    """The phrase of two words or more that ``words`` begin with, the longest first; a single one alone."""
    table = _cues()
    if len(words) == 1:
        return table.get(("phrase", words[0]))
    lengths = range(min(len(words), LONGEST_PHRASE), 1, -1)
    return next((c for n in lengths if (c := table.get(("phrase", " ".join(words[:n]))))), None)


LINKING = frozenset({"be", "remain", "stay", "get", "look", "seem"})


def _links(head: Any) -> bool:
    """Whether a bare "on" or "off" after ``head`` is a state: not of "put off", not of "called on"."""
    return head.lemma_ in LINKING or head.pos_ in {"NOUN", "PROPN"}


def _bare(phrase: Any) -> list[str]:
    """The words of a phrase without articles and owners: "on agenda" of "on the chancellor's agenda"."""
    owners = {t.i for w in phrase.subtree if w.dep_ == "poss" for t in w.subtree}
    return [t.lower_ for t in phrase.subtree if t.dep_ != "det" and t.i not in owners]


def _part(token: Any) -> str:
    if token.pos_ in {"VERB", "AUX"}:
        return "verb"
    if token.pos_ == "ADP" or token.dep_ in {"prep", "mark"}:
        return "preposition"
    return "adj" if token.pos_ == "ADJ" else "noun"
