"""Sentences about positions, read end to end: side, stance, issue, condition, and those that take none."""

import tomllib
from pathlib import Path

import pytest

import dateline

SENTENCES = tomllib.loads((Path(__file__).parent / "position_examples.toml").read_text(encoding="utf-8"))[
    "sentences"
]


def params():
    """Each sentence; one that is known to be missed must fail."""
    for row in SENTENCES:
        marks = [pytest.mark.xfail(reason="known miss", strict=True)] if row.get("missed") else []
        yield pytest.param(row, id=row["text"][:60], marks=marks)


@pytest.mark.parametrize("row", list(params()))
def test_a_sentence_says_what_a_reader_takes_from_it(row):
    """Exactly the positions of the sentence are found, with the condition and the one spoken to."""
    found = dateline.read_text(row["text"], published="2031-03-04").positions
    left = [(p.actor.side or p.actor.name, p.stance.value, p.issue.value) for p in found]
    for wanted in row.get("positions", ()):
        side, stances, issues = wanted.rsplit(" ", 2)
        fits = [p for p in left if p[0] == side and p[1] in stances.split("|") and p[2] in issues.split("|")]
        assert fits, (wanted, left)
        left.remove(fits[0])
    assert not left
    if "condition" in row:
        assert row["condition"] in {p.condition.quote for p in found if p.condition}
    if "to" in row:
        assert row["to"] in {p.addressee for p in found}


def test_the_table_is_large_and_mostly_right():
    """At least 150 sentences, of which at least seven in eight are read as they should be."""
    assert len(SENTENCES) >= 150
    assert sum(row.get("missed", False) for row in SENTENCES) <= len(SENTENCES) // 8
