"""What a position is about."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.lexicons import lexicon
from dateline.analysis.positions import issues
from dateline.model.findings import Issue

ROWS = lexicon("issues")["rows"]


def classify(text):
    """The issue that ``text`` is about."""
    return issues.best(issues.IssueTable.default().weigh(text)).issue


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['issue']}-{row['weight']}")
def test_every_row_has_an_example_of_its_issue(row):
    """The example sentence of each row of the issue list is read as that row's issue."""
    assert classify(row["example"]) == row["issue"]


def test_every_issue_but_other_has_words():
    """The issue list covers the whole vocabulary."""
    assert {row["issue"] for row in ROWS} == {i.value for i in Issue} - {"other"}


def test_no_known_word_is_other():
    """A sentence about none of the issues is about something else."""
    assert classify("The minister praised the orchestra.") is Issue.OTHER


def test_a_longer_phrase_wins():
    """In "nuclear power plant" nobody speaks of bombs."""
    assert classify("They will close the nuclear power plant.") is Issue.ENERGY


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_odd_text_is_read_in_order(text):
    """Whatever the text, matches come in order, inside it, and never overlap."""
    found = issues.IssueTable.default().weigh(text)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
