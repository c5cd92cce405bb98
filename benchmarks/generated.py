"""Reports without end, made of our own examples: the same findings about other people, places and days.

A *story* is all the example reports with one change of names, words and dates. Every word is replaced
by one of the same length, so every offset still opens at its words, and no model is needed. Two
stories share no more words than two of the world's: about half of the ordinary words are new. Some
400 pairs of states take turns, each with leaders of its own who come back in every story of theirs,
so that meetings of the same people in other weeks must be told apart.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.model.report import Report
from dateline.reports import read_all
from dateline.sources import Failure

__all__ = ["STORY", "generate", "templates"]

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "examples-read.json"
STORY = 13
"""Reports of one story: as many as there are examples."""

STORIES_A_DAY = 2
_WORD = re.compile(r"[^\W\d_]+")
_DATE = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)")
_TEXT = frozenset(
    {"quote", "name", "label", "title", "issue_text", "addressee", "role", "place", "side", "by", "speaker"}
    | {"members", "message"}
)
_DATES = frozenset({"published", "when", "said_when"})
_PERSONS = frozenset(
    {"Lucía", "Montalván", "Tomás", "Echandía", "Paulo", "Brandt", "Inés", "Carpio", "Julio", "Terán"}
    | {"Marta", "Salcedo", "Gonzalo", "Prado"}
)
_SHORT = ("Peru", "Cuba", "Chad", "Iran", "Iraq", "Mali", "Oman", "Togo", "Laos", "Fiji")
_LONG = (
    *("Ecuador", "Albania", "Algeria", "Andorra", "Armenia", "Austria", "Bahrain", "Belarus", "Belgium"),
    *("Bolivia", "Burundi", "Comoros", "Croatia", "Denmark", "Eritrea", "Estonia", "Finland", "Georgia"),
    *("Germany", "Grenada", "Hungary", "Iceland", "Ireland", "Jamaica", "Lebanon", "Lesotho", "Liberia"),
    *("Moldova", "Morocco", "Myanmar", "Namibia", "Nigeria", "Romania", "Senegal", "Somalia", "Tunisia"),
    *("Ukraine", "Uruguay", "Vietnam"),
)
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"


def templates() -> list[tuple[dict[str, Any], str]]:
    """What the examples say, and their texts; read once and kept under ``build/``."""
    if KEPT.exists():
        return [(contract, text) for contract, text in json.loads(KEPT.read_text("utf-8"))]
    found = [r for r in read_all([ROOT / "examples"]) if not isinstance(r, Failure)]
    told = [(report.as_dict(), report.text) for report in found]
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(told), "utf-8")
    return told


def generate(first: int, last: int) -> Iterator[Report]:
    """Reports ``first`` to ``last`` (not included) of the endless row; the same number is the same report."""
    told = templates()
    for number in range(first, last):
        story, place = divmod(number, STORY)
        contract, text = told[place % len(told)]
        yield Report.from_dict(_changed(contract, story, None), _words(text, story))


def _changed(value: Any, story: int, key: str | None) -> Any:
    if isinstance(value, dict):
        return {k: _changed(v, story, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_changed(v, story, key) for v in value]
    if isinstance(value, str) and key in _TEXT:
        return _words(value, story)
    if isinstance(value, str) and key in _DATES:
        return _DATE.sub(lambda m: _moved(m, story), value)
    return value


def _moved(found: re.Match[str], story: int) -> str:
    day = dt.date(*map(int, found.groups()))
    return (day + dt.timedelta(days=story // STORIES_A_DAY)).isoformat()


def _words(text: str, story: int) -> str:
    return _WORD.sub(lambda m: _word(m[0], story), text)


@lru_cache(1 << 14)
def _word(word: str, story: int) -> str:
    """What ``word`` is in a story: a state, a person, a new word, or itself."""
    pair = story % (len(_SHORT) * len(_LONG))
    if word == "Peru":
        return _SHORT[pair % len(_SHORT)]
    if word == "Ecuador":
        return _LONG[pair // len(_SHORT)]
    if word in _PERSONS:
        return _new(word, f"leader {pair}")
    chance = hashlib.sha256(f"{story} {word.lower()}".encode()).digest()[0]
    if len(word) < 5 or word[0].isupper() or chance < 128:
        return word
    return _new(word, f"word {story}")


def _new(word: str, salt: str) -> str:
    """A word of the same length that can be said."""
    noise = hashlib.sha256(f"{salt} {word}".encode()).digest()
    letters = [(_CONSONANTS, _VOWELS)[i % 2] for i in range(len(word))]
    made = "".join(some[noise[i % 32] % len(some)] for i, some in enumerate(letters))
    return made.capitalize() if word[0].isupper() else made
