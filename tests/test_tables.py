"""Tables for people: they fit, they cut at words, and what one copies is never cut."""

import pytest
from rich.cells import cell_len

from dateline.cli.tables import lay_out

COLUMNS = {
    "id": "id",
    "status": "status",
    "label": "meeting",
    "when": "when",
    "who": "last word",
    "quote": "words",
}
ROW = {
    "id": "m10740549f961",
    "status": "postponed",
    "label": "Brook-Stern summit, Port Ellen",
    "when": "2031-03-10T16:40:00-03:00",
    "who": None,
    "quote": "The two of them were to have met in Port Ellen on Friday, " * 5,
}


def lines(width, *rows):
    """The lines as plain text."""
    return [line.plain for line in lay_out(rows, COLUMNS, width)]


@pytest.mark.parametrize("width", [60, 80, 100, 160, 240])
def test_a_table_fits(width):
    """No line is wider than the terminal, none is empty, none ends in a space."""
    told = lines(width, ROW, ROW | {"label": "語" * 40})
    assert all(line and cell_len(line) <= width and line == line.rstrip() for line in told)


@pytest.mark.parametrize("width", [60, 160])
def test_what_one_copies_is_whole(width):
    """Id, status and time stand in full, the time to the minute; the words end in an ellipsis."""
    told = "\n".join(lines(width, ROW))
    assert all(words in told for words in ("m10740549f961", "postponed", "2031-03-10 16:40"))
    assert "16:40:00" not in told
    assert told.endswith("…")


def test_an_unknown_value_is_a_dash():
    """Nobody named: a dash, so that the columns stay in place."""
    assert "–" in lines(160, ROW)[-1]


def test_no_rows_no_table():
    """Nothing found prints nothing."""
    assert lines(160) == []


def test_control_characters_stay_out():
    """Words from a report cannot steer the terminal."""
    assert "\x1b" not in "".join(lines(160, ROW | {"quote": "a \x1b[31m b\u202e c \ud800"}))
