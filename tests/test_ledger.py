"""The ledger: what goes in stays, once, and every answer opens at its words."""

import sqlite3
import subprocess
import sys
from dataclasses import replace

import pytest
from ledger_reports import harbour, told
from raw_rows import run

from dateline.errors import EvidenceError, LedgerError
from dateline.ledger import Ledger


@pytest.fixture
def ledger(place):
    """An empty ledger in a real file, then in a real database."""
    with Ledger(place) as opened:
        yield opened


def test_a_report_goes_in_once(ledger):
    """Adding a report twice adds nothing the second time, and says so."""
    report = harbour()
    assert (ledger.add(report), ledger.add(report)) == (True, False)
    assert len(ledger) == 1
    assert report.id in ledger


def test_a_report_comes_out_as_it_went_in(ledger):
    """The whole report, text and findings, is read back equal."""
    report = harbour()
    ledger.add(report)
    assert ledger.report(report.id) == report


def test_the_same_words_from_two_outlets_are_stored_once(ledger, place):
    """Two reports with one text share it."""
    ledger.add(told("They meet soon.", "planned", "2031-01-01", outlet="A"))
    ledger.add(told("They meet soon.", "planned", "2031-01-01", outlet="B"))
    assert run(place, "SELECT count(*) FROM frozen_text") == [(1,)]
    assert len(ledger) == 2


def test_odd_characters_survive(ledger):
    """Astral, combining, NUL and lone surrogate characters change no offset."""
    text = "\U0001f600 e\u0301 \x00 \ud800 They meet soon."
    report = told(text, "planned", "2031-01-01")
    ledger.add(report)
    assert ledger.report(report.id) == report
    assert ledger.check() == ()


def test_a_ledger_outlives_its_process(place):
    """What was added is there when the ledger is opened again."""
    with Ledger(place) as first:
        first.add(harbour())
    with Ledger(place, read_only=True) as again:
        assert len(again.statements()) == 3


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"by": "lavrov"}, ["s1"]),
        ({"by": "Sergei Lavrov"}, ["s1"]),
        ({"by": "LÁVROV"}, ["s1"]),
        ({"by": "Lav"}, []),
        ({"side": "Moscow"}, ["s1"]),
        ({"side": "norland"}, []),
        ({"side": "Norland"}, ["s2"]),
        ({"about": "truce talk"}, ["s1"]),
        ({"about": '"any meeting"'}, ["s3"]),
        ({"about": '"meeting any"'}, []),
        ({"about": 'talks" OR NEAR('}, []),
        ({"about": "ceasefire"}, ["s2"]),
        ({"outlet": "Coast Wire"}, ["s3"]),
        ({"until": "2031-03-02"}, ["s3"]),
        ({"since": "2031-03-03"}, ["s1", "s2"]),
        ({"since": "2031-03-02", "limit": 1}, ["s3"]),
        ({}, ["s3", "s1", "s2"]),
    ],
)
def test_statements_are_found(ledger, filters, ids):
    """By speaker, side, words, outlet and time, in the order of publication; a teaser has its own time."""
    report = harbour()
    ledger.add(report)
    assert [s.id for s in ledger.statements(**filters)] == [f"{report.id}.{i}" for i in ids]


def test_a_statement_opens_at_its_words(ledger):
    """A row has the flat columns first, and its quote stands at its offsets."""
    report = harbour()
    ledger.add(report)
    row = ledger.statements(by="Lavrov")[0].as_dict()
    assert list(row)[:8] == ["claim", "who", "quote", "outlet", "published", "report", "start", "end"]
    assert report.text[row["start"] : row["end"]] == row["quote"]


def test_reports_are_found_by_their_words(ledger):
    """The full text of every report is searched."""
    ledger.add(harbour())
    assert len(ledger.reports(about="garrisons leaving")) == 1
    assert ledger.reports(about="submarine") == ()


def test_a_meeting_lives_through_several_reports(ledger):
    """Planned by one report and put off by the next, it is one meeting that is postponed now."""
    ledger.add(told("They meet on Friday.", "planned", "2031-01-01"))
    ledger.add(told("The meeting is put off.", "postponed", "2031-01-03"))
    (meeting,) = ledger.meetings(side="Norland")
    assert meeting.status == "postponed"
    assert [a.status.value for a in meeting.history] == ["planned", "postponed"]
    assert ledger.meetings(status="held") == ()


def test_positions_know_their_condition(ledger):
    """A side's position on an issue comes with the words of its condition."""
    ledger.add(harbour())
    (position,) = ledger.positions(about="ceasefire")
    assert position.as_dict()["condition"] == "unless the garrison leaves"


def test_changes_since_the_last_look(ledger):
    """After a look only what arrived later is new, even when it was published earlier."""
    ledger.add(told("They meet on Friday.", "planned", "2031-01-02"))
    assert [c.kind for c in ledger.changes("last")] == ["first_appearance"]
    ledger.mark_seen()
    assert ledger.changes("last") == ()
    ledger.add(told("Paul Reed met Mila Kern.", "held", "2031-01-01", who=("Paul Reed", "Mila Kern")))
    assert [c.after for c in ledger.changes("last")] == ["held"]


def test_show_opens_every_id(ledger):
    """Statements, report findings, ledger entries, changes and reports all open at marked words."""
    report = harbour()
    ledger.add(report)
    ids = [f"{report.id}.{x}" for x in ("s1", "m1", "p1")]
    ids += [e.id for e in (*ledger.meetings(), *ledger.positions(), *ledger.changes())]
    for name in ids:
        for shown in ledger.show(name):
            assert shown.marks
            assert "".join(words for words, _ in shown.pieces()) == shown.text
            assert report.text[shown.start : shown.end] == shown.text
    assert ledger.show(report.id)[0].text.startswith("Foreign Minister")


def test_show_of_nothing(ledger):
    """An unknown id is one sentence."""
    with pytest.raises(LedgerError, match="has the id 'x1'"):
        ledger.show("x1")


def test_an_earlier_report_does_not_break_a_meetings_old_id(ledger):
    """The id that a meeting had before an earlier report arrived still opens it."""
    ledger.add(told("The meeting is put off.", "postponed", "2031-01-03"))
    (before,) = ledger.meetings()
    ledger.add(told("They meet on Friday.", "planned", "2031-01-01"))
    assert len(ledger.show(before.id)) == 2


@pytest.mark.parametrize("table", ["report", "frozen_text", "statement", "meeting", "assertion", "position"])
def test_findings_cannot_be_changed(ledger, place, table):
    """The database itself refuses to change or remove what a report says."""
    ledger.add(harbour())
    for command in (f"UPDATE {table} SET body = ''", f"DELETE FROM {table}"):  # noqa: S608 - a constant
        with pytest.raises(Exception, match="only appends"):
            run(place, command)


def test_a_failed_add_leaves_nothing(ledger, monkeypatch):
    """When the last row of a report cannot be written, none is."""
    from dateline.ledger import ledger as module

    real = module.file_report

    def doubled(report):
        filing = real(report)
        return replace(filing, positions=filing.positions * 2)

    monkeypatch.setattr(module, "file_report", doubled)
    with pytest.raises(LedgerError, match="nothing was kept"):
        ledger.add(harbour())
    assert (len(ledger), ledger.statements(), ledger.check()) == (0, (), ())


def test_a_folder_is_not_a_ledger(tmp_path):
    """A folder is refused with a sentence."""
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger(tmp_path)


def test_a_text_file_is_not_a_ledger(tmp_path):
    """Any other file is refused with a sentence and stays as it was."""
    path = tmp_path / "notes.txt"
    path.write_text("Buy bread and milk, and do not forget the eggs.\n" * 50)
    with pytest.raises(LedgerError, match="is not a Dateline ledger"):
        Ledger(path)
    assert path.read_text().startswith("Buy bread")


def test_somebody_elses_database_is_not_a_ledger(tmp_path):
    """Another program's SQLite file is refused and not written to."""
    path = tmp_path / "other.db"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE recipe (name)")
    raw.close()
    with pytest.raises(LedgerError, match="not a Dateline ledger"):
        Ledger(path)


def test_a_newer_ledger_is_refused(tmp_path):
    """A ledger of a later schema is not touched."""
    path = tmp_path / "desk.db"
    Ledger(path).close()
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(LedgerError, match="newer Dateline"):
        Ledger(path)


def test_an_empty_file_becomes_a_ledger(tmp_path):
    """A file of no bytes (a crash before the first write) is a new ledger."""
    path = tmp_path / "desk.db"
    path.touch()
    with Ledger(path) as ledger:
        assert ledger.add(harbour())


def test_a_missing_folder(tmp_path):
    """A ledger in a folder that does not exist is one sentence."""
    with pytest.raises(LedgerError, match="does not exist"):
        Ledger(tmp_path / "no" / "desk.db")


def test_reading_needs_a_ledger(tmp_path):
    """Opening for reading makes nothing."""
    with pytest.raises(LedgerError, match="There is no ledger at"):
        Ledger(tmp_path / "desk.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_ledger_takes_nothing(place):
    """A ledger opened for reading refuses a report with a sentence."""
    Ledger(place).close()
    with (
        Ledger(place, read_only=True) as ledger,
        pytest.raises(LedgerError, match="reading only"),
    ):
        ledger.add(harbour())


WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from ledger_reports import told
from dateline.ledger import Ledger
with Ledger(sys.argv[2]) as ledger:
    for number in range(int(sys.argv[3]), int(sys.argv[4])):
        report = told(f"They meet in room {number}. " * 40, "planned", "2031-01-01")
        ledger.add(report)
        print(report.id, flush=True)
"""


def _writer(place, first, last):
    command = [sys.executable, "-c", WRITER, __file__.rpartition("/")[0], str(place)]
    return subprocess.Popen([*command, str(first), str(last)], stdout=subprocess.PIPE, text=True)


def test_a_killed_process_loses_nothing_that_it_acknowledged(place):
    """Killed at any moment: acknowledged reports are there, the others absent or whole."""
    acknowledged = []
    for turn, kill_after in enumerate((0, 1, 2, 3, 5, 8, 13, 21, 34, 55)):
        with _writer(place, turn * 1000, turn * 1000 + 1000) as process:
            acknowledged += [process.stdout.readline().strip() for _ in range(kill_after)]
            process.kill()
            acknowledged += [line.strip() for line in process.stdout if line.endswith("\n")]
    with Ledger(place) as ledger:
        assert all(name in ledger for name in acknowledged)
        assert ledger.check() == ()
    assert len(acknowledged) >= 142


def test_two_processes_add_at_once(place):
    """Two writers on a ledger that does not exist yet: everything of both is there, once."""
    with _writer(place, 0, 40) as one, _writer(place, 20, 60) as other:
        ids = set(one.stdout.read().split()) | set(other.stdout.read().split())
    assert (one.returncode, other.returncode) == (0, 0)
    with Ledger(place) as ledger:
        assert {r.id for r in ledger.reports()} == ids
        assert (len(ledger), ledger.check()) == (60, ())


def test_readers_beside_a_writer(place):
    """While one process adds, readers see whole reports only, ever more of them, and never wait."""
    Ledger(place).close()
    seen = []
    with _writer(place, 0, 40) as process:
        while process.poll() is None or not seen:
            with Ledger(place, read_only=True) as one, Ledger(place, read_only=True) as other:
                reports = other.reports()
                seen.append(len(reports))
                assert all(one.report(r.id).id == r.id for r in reports[-1:])
                assert len(one.entries().meetings) <= len(one)
    assert process.returncode == 0
    assert seen == sorted(seen)
    with Ledger(place, read_only=True) as ledger:
        assert len(ledger) == 40


def test_a_tampered_text_does_not_open(ledger, place):
    """A statement whose text was shortened behind the ledger's back raises, and is never misquoted."""
    ledger.add(harbour())
    run(place, "UPDATE frozen_text SET body = ?", (b"AB",), freely=True)
    with pytest.raises(EvidenceError):
        ledger.statements()
