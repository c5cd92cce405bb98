"""Backup: a whole ledger in another place, in whatever kind of store."""

import itertools
import subprocess
import sys

import pytest
from ledger_reports import harbour, told

from dateline.errors import LedgerError
from dateline.ledger import Ledger
from dateline.ledger.filing import file_report

NUMBERS = itertools.count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request, tmp_path):
    """Where the copy goes."""
    if request.param == "sqlite":
        return tmp_path / "copy.db"
    return f"{request.getfixturevalue('postgresql')}#copy{next(NUMBERS)}"


def test_a_backup_is_the_ledger(place, target):
    """Reports, older readings, decisions and words: the copy answers as the ledger does."""
    with Ledger(place) as ledger:
        ledger._store.add(file_report(harbour()), "older")
        list(ledger.reanalyse())
        ledger.add(told("\U0001f600 They met \x00 in the old \ud800 mill.", "held", "2031-03-08"))
        ledger.review.accept(f"{harbour().id}.s1", who="Ana Brook")
        ledger.mark_seen()
        assert ledger.backup(target) == 2
        with Ledger(target) as copy:
            assert copy.entries() == ledger.entries()
            assert copy.reports() == ledger.reports()
            assert copy.statements() == ledger.statements()
            assert [r.id for r in copy.reports(about="mill")] == [r.id for r in ledger.reports(about="mill")]
            assert copy.statements(about="truce") == ledger.statements(about="truce")
            assert list(copy.review) == list(ledger.review)
            assert list(copy._store.superseded()) == list(ledger._store.superseded())
            assert copy.changes("last") == ()
            assert copy.check() == ()
            assert copy.add(told("They met again.", "held", "2031-03-09"))


def test_a_backup_overwrites_nothing(place, target):
    """A place that is taken is refused, and stays as it was."""
    with Ledger(place) as ledger, Ledger(target) as other:
        ledger.add(harbour())
        other.add(told("They met.", "held", "2031-01-01"))
        with pytest.raises(LedgerError, match="already"):
            ledger.backup(target)
        assert len(other) == 1


def test_a_backup_that_fails_leaves_nothing(place, tmp_path):
    """Where the copy cannot be written, nothing is left of it."""
    with Ledger(place) as ledger:
        ledger.add(harbour())
        with pytest.raises(LedgerError):
            ledger.backup(tmp_path / "no" / "copy.db")
    assert not (tmp_path / "no").exists()


def test_backup_from_the_command_line(tmp_path):
    """The copy is made, is one file, and is not made twice."""
    db, copy = tmp_path / "desk.db", tmp_path / "copy.db"
    with Ledger(db) as ledger:
        ledger.add(harbour())
    command = [sys.executable, "-c", "from dateline.cli import main; main()", "backup", copy, "--db", db]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, f"1 reports copied from {db}\n")
    assert sorted(p.name for p in tmp_path.iterdir() if "copy" in p.name) == ["copy.db"]
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
