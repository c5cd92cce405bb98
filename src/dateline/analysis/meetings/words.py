"""The lexicons of encounters and of what becomes of them, ready to be looked up by lemma."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from dateline.analysis.lexicons import lexicon
from dateline.model.findings import Format, MeetingKind, Status

__all__ = ["Cue", "MeetingNoun", "MeetingVerb", "cue_of", "nouns", "travellers", "verbs"]


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


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word does to the encounter under it; ``status`` None: the word's own tense decides."""

    effect: str
    status: Status | None
    weak: bool
    negated: Status


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
        )
        for row in lexicon("meeting_nouns")["noun"]
    }


@functools.cache
def verbs() -> dict[str, MeetingVerb]:
    """The verbs, by lemma."""
    return {
        row["lemma"]: MeetingVerb(
            lemma=row["lemma"],
            particle=row.get("particle"),
            kind=MeetingKind(row["kind"]),
            format=Format(row["format"]),
            counterpart=tuple(row["counterpart"]),
            place=tuple(row.get("place", ())),
            plural=row["plural"],
            spoken=row.get("spoken", SPOKEN.get(row["kind"], False)),
            in_person=MeetingKind(row["in_person"]) if "in_person" in row else None,
        )
        for row in lexicon("meeting_verbs")["verb"]
    }


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
        cue = Cue(row["effect"], status, row.get("weak", False), Status(row.get("negated", "refused")))
        for part in row["as"].split():
            for words in row["words"]:
                table.setdefault((part, words), cue)
    return table


def cue_of(token: Any, part: str | None = None) -> Cue | None:
    """What ``token`` does, as the part of speech it is (or ``part``); phrases before single words."""
    table, kind = _cues(), part or _part(token)
    lemma = token.lemma_.lower()
    if kind == "verb":
        for child in token.children:
            if child.i > token.i and child.dep_ in PHRASAL:
                cue = table.get((kind, f"{lemma} {child.lower_}")) or _deeper(table, lemma, child)
                if cue is not None:
                    return cue
    return table.get((kind, lemma)) or (table.get((kind, token.lower_)) if kind == "modifier" else None)


PHRASAL = frozenset({"prt", "prep", "dobj", "advmod", "acomp"})


def _deeper(table: dict[tuple[str, str], Cue], lemma: str, child: Any) -> Cue | None:
    """A phrase of three words: "put on hold"."""
    for below in child.children:
        cue = table.get(("verb", f"{lemma} {child.lower_} {below.lower_}"))
        if cue is not None:
            return cue
    return None


def _part(token: Any) -> str:
    if token.pos_ in {"VERB", "AUX"}:
        return "verb"
    if token.pos_ == "ADP" or token.dep_ in {"prep", "mark"}:
        return "preposition"
    return "adj" if token.pos_ == "ADJ" else "noun"
