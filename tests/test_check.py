"""`check` finds every broken law in a ledger that was edited behind its back."""

import json

import pytest
from ledger_reports import harbour
from raw_rows import run

from dateline.ledger import Ledger


@pytest.fixture
def path(place):
    """A ledger with one report."""
    with Ledger(place) as ledger:
        ledger.add(harbour())
    return place


def broken(path, command, *values):
    """What check says after ``command`` was run without the triggers."""
    run(path, command, values, freely=True)
    with Ledger(path) as ledger:
        return " ".join(map(str, ledger.check()))


def test_a_good_ledger_is_clean(path):
    """There is nothing to find in a ledger that only Dateline wrote."""
    with Ledger(path) as ledger:
        assert ledger.check() == ()


def test_a_changed_text_is_found(path):
    """Another text under the same report has another digest, and its quotes do not open."""
    words = harbour().text.replace("Friday", "Monday").encode()
    found = broken(path, "UPDATE frozen_text SET body = ?", words)
    assert "SHA-256" in found


def test_a_changed_quote_is_found(path):
    """A quote that is not the words at its offsets is found."""
    found = broken(path, "UPDATE position SET body = replace(body, 'garrison leaves', 'garrison stays!')")
    assert "are not its quote" in found


def test_a_range_outside_the_text_is_found(path):
    """Offsets beyond the text are found."""
    body = json.loads(run(path, "SELECT body FROM statement WHERE ordinal = 0")[0][0])
    body["content"] = [[90, 9000]]
    found = broken(path, "UPDATE statement SET body = ? WHERE ordinal = 0", json.dumps(body))
    assert "No words stand at 90:9000" in found


def test_a_lost_finding_is_found(path):
    """A statement that was taken out is missed."""
    found = broken(path, "DELETE FROM statement WHERE ordinal = 1")
    assert "not those that were added" in found
    assert "s2" in found


def test_a_foreign_reference_is_found(path):
    """A finding that speaks of a statement its report does not have is found."""
    found = broken(path, "UPDATE assertion SET body = replace(body, '\"s1\"', '\"s9\"')")
    assert "the statement s9" in found


def test_rows_without_a_report_are_found(path):
    """Findings whose report is gone point at nothing."""
    found = broken(path, "DELETE FROM report")
    assert "not there" in found
