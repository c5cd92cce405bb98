"""Re-analysis: a newer analysis reads the stored texts again; older readings and decisions stay."""

import json
import subprocess
import sys

import pytest
from ledger_reports import harbour, told
from raw_rows import run

from dateline.analysis.edition import edition
from dateline.errors import LedgerError
from dateline.ledger import Ledger
from dateline.ledger.filing import file_report
from dateline.ledger.reanalysis import differences

ANA = "Ana Brook"


@pytest.fixture
def ledger(place):
    """A ledger whose one report was read by an older analysis, which found what no analysis of ours finds."""
    with Ledger(place) as opened:
        opened._store.add(file_report(harbour()), "an older analysis")
        yield opened


def test_an_edition_names_the_analysis():
    """The name holds the version and a digest, and is the same every time."""
    assert edition() == edition()
    assert len(edition().partition("+")[2]) == 12


def test_what_this_analysis_read_is_left_alone(place):
    """A report that was added by this very analysis is not read again."""
    with Ledger(place) as ledger:
        ledger.add(harbour())
        assert list(ledger.reanalyse()) == []


def test_findings_are_replaced_and_the_older_reading_is_kept(ledger):
    """The newer findings answer, the older reading is whole beside them, and check is clean."""
    (again,) = ledger.reanalyse()
    assert again.report == harbour().id
    assert {d.change for d in again.differences} <= {"new", "gone", "changed"}
    assert again.differences
    assert ledger.report(harbour().id).document.text == harbour().text
    assert ledger.report(harbour().id) != harbour()
    (kept,) = ledger._store.superseded(harbour().id)
    assert json.loads(kept["body"]) == harbour().as_dict()
    assert kept["analysis"] == "an older analysis"
    assert ledger.check() == ()
    assert list(ledger.reanalyse()) == []


def test_words_are_found_in_the_newer_reading(ledger):
    """Statements are searched as they are now, and no row of the older reading is left in the index."""
    list(ledger.reanalyse())
    for said in ledger.statements():
        word = next(w for w in said.words.split() if w.isalpha() and len(w) > 4)
        assert said.id in {s.id for s in ledger.statements(about=word)}


def test_it_goes_on_where_it_stopped(place):
    """Interrupted after one report, the next run reads the others, and only them."""
    with Ledger(place) as ledger:
        for number in range(3):
            report = told(f"They meet in room {number}.", "planned", "2031-01-01")
            ledger._store.add(file_report(report), "older")
        first = next(ledger.reanalyse()).report
        rest = [again.report for again in ledger.reanalyse()]
        assert len(rest) == 2
        assert first not in rest
        assert {r.id for r in ledger.reports()} == {first, *rest}


def test_decisions_outlive_it(ledger):
    """A decision speaks of its words: it holds for what the newer analysis finds there."""
    ledger.review.correct(f"{harbour().id}.s1", speaker="Marco Rubio", who=ANA)
    ledger.review.reject(f"{harbour().id}.s2", who=ANA)
    made = list(ledger.review)
    list(ledger.reanalyse())
    assert list(ledger.review) == made
    assert "Marco Rubio" in {s.who for s in ledger.statements()}
    assert not [s for s in ledger.statements() if "garrison" in s.words]


def test_what_was_found_cannot_be_lost(ledger, place):
    """The database refuses to take out a reading that is not kept, and to change one that is."""
    list(ledger.reanalyse())
    for command in (
        "DELETE FROM statement",
        "DELETE FROM superseded",
        "UPDATE superseded SET body = '{}'",
        "UPDATE report SET body = '{}'",
    ):
        with pytest.raises(Exception, match="only appends"):
            run(place, command)


def test_a_reading_of_no_report_is_refused(ledger):
    """There is nothing to replace where nothing was added."""
    with pytest.raises(LedgerError, match="There is no report"):
        ledger._store.replace(file_report(told("They met.", "held", "2031-01-01")), "newer")


def test_the_same_findings_are_no_difference():
    """Two equal readings differ in nothing; a reading and none differ in everything."""
    told_ = harbour().as_dict()
    nothing = told_ | {"statements": [], "meetings": [], "positions": []}
    assert differences(told_, told_) == ()
    assert {d.change for d in differences(nothing, told_)} == {"new"}
    assert {d.change for d in differences(told_, nothing)} == {"gone"}
    assert len(differences(told_, nothing)) == 6


def test_reanalyse_from_the_command_line(tmp_path):
    """The differences are printed, and a second run has nothing to do."""
    db = tmp_path / "desk.db"
    with Ledger(db) as ledger:
        ledger._store.add(file_report(harbour()), "older")
    command = [sys.executable, "-c", "from dateline.cli import main; main()", "reanalyse", "--db", db]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    rows = json.loads(done.stdout)
    assert {"report", "kind", "change", "start", "end", "before", "after"} == set(rows[0])
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (again.stdout, again.stderr) == (
        "",
        "0 reports read again, 0 of them differently, 0 not read\n",
    )
