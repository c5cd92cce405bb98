"""A city that stands for the meeting that is to be there."""

import pytest

from dateline import read_text

PLANNED = "Donald Trump and Vladimir Putin will meet in Budapest next week.\nGas was cheap that morning."


def meetings(text):
    """(status, quotes) of each meeting of a report."""
    found = read_text(text, published="2025-10-21").findings.meetings
    return [(str(m.status), [a.evidence.quote for a in m.assertions]) for m in found]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("A senior official told reporters that Budapest is off.", "cancelled"),
        ("Budapest has been postponed, the agency reports.", "postponed"),
        ("“Budapest will not take place,” Trump's spokesman said.", "cancelled"),
    ],
)
def test_a_city_speaks_of_the_meeting_that_is_to_be_there(said, status):
    """Budapest that is off is the summit in Budapest, however far above it was named."""
    (meeting,) = meetings(f"{PLANNED}\n{said}")

    assert meeting[0] == status
    assert "Budapest" in meeting[1][-1]


@pytest.mark.parametrize(
    "said",
    [
        "Budapest is against the sanctions.",
        "Budapest was refused a loan.",
        "Vienna is off.",
        "Budapest is a fine city.",
    ],
)
def test_a_city_is_also_a_city_and_a_government(said):
    """What a government or a town does, and another city, says nothing of the meeting."""
    (meeting,) = meetings(f"{PLANNED}\n{said}")

    assert meeting[0] == "planned"


def test_without_a_meeting_there_a_city_makes_none():
    """A city that is off, in a report of no meeting there, tells of nothing."""
    assert meetings("Budapest is off, a senior official told reporters on Monday.") == []
