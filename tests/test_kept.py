"""The entries that a store keeps: the same answers as folding everything, whatever is asked."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_reports import harbour, told
from raw_rows import run

from dateline.errors import LedgerError
from dateline.ledger import Ledger
from dateline.ledger.answers import FromMemory, FromStore
from dateline.ledger.codec import read_value, write_value
from dateline.ledger.kept import Kept
from dateline.ledger.wanted import select
from dateline.model.entries import Change, Meeting, Position

WHO = [("Ana Brook", "Ivo Stern"), ("Paul Reed", "Mila Kern"), ("Ana Brook", "Paul Reed")]
NUMBERS = itertools.count(1)


def _some_reports():
    reports = [harbour()]
    for number, (who, day, status) in enumerate(
        itertools.product(WHO, ("2031-03-01", "2031-03-04", "2031-05-09"), ("planned", "held", "postponed"))
    ):
        text = f"In room {number} {who[0]} and {who[1]} {status}: words \ud800 and \x00 of all sorts."
        reports.append(told(text, status, day, who=who, by=(who[0],), outlet=("A", "B")[number % 2]))
    return reports


@pytest.fixture
def ledger(place):
    """A ledger with reports about several meetings, which keeps its entries."""
    with Ledger(place) as opened:
        for report in _some_reports():
            opened.add(report)
        opened.meetings()
        yield opened


QUESTIONS = [
    {},
    {"by": "Brook"},
    {"by": "Ana Reed"},
    {"side": "Norland"},
    {"side": "Nor"},
    {"about": "room 3"},
    {"about": "roo"},
    {"about": "oom"},
    {"about": "ceasefire"},
    {"since": "2031-03-02", "until": "2031-04-01"},
    {"outlet": "A"},
    {"by": "Kern", "side": "Southmark", "since": "2031-05-01"},
    {"limit": 2},
]


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_kept_entries_answer_as_folded_ones(ledger, question):
    """Every filter gives the same from the rows of the store as from everything in memory."""
    kept, folded = FromStore(Kept(ledger._store)), FromMemory(ledger.entries())
    wanted = select(**question)
    assert kept.meetings(wanted) == folded.meetings(wanted)
    assert kept.meetings(wanted, "held") == folded.meetings(wanted, "held")
    assert kept.positions(wanted) == folded.positions(wanted)
    assert kept.changes(wanted) == folded.changes(wanted)


def test_kept_entries_are_found_by_name(ledger):
    """Every id that opens something in memory opens the same from the store."""
    entries = ledger.entries()
    kept = FromStore(Kept(ledger._store))
    for meeting in entries.meetings:
        assert all(meeting in kept.called(name).meetings for name in (meeting.id, *meeting.findings))
    assert kept.carried(entries.carried) == entries.carried
    assert {r: list(d) for r, d in kept.derived(entries.derived).items()} == entries.derived


def test_another_process_reads_and_folds_nothing(ledger, place):
    """Who only reads answers from what is kept."""
    expected = ledger.meetings(), ledger.positions(), ledger.changes()
    with Ledger(place, read_only=True) as reader:
        assert (reader.meetings(), reader.positions(), reader.changes()) == expected
        assert reader._entries is None


def test_kept_entries_never_outlive_what_they_come_from(ledger, place):
    """A new report, a decision: the next answer knows it, also where nothing may be written."""
    before = len(ledger.meetings())
    ledger._store.add(_filed("They meet in another town.", "2032-01-01"), "test")
    with Ledger(place, read_only=True) as reader:
        assert len(reader.meetings()) == before + 1
    assert len(ledger.meetings()) == before + 1
    ledger.review.reject(ledger.meetings()[0].id, who="Ana Brook")
    with Ledger(place, read_only=True) as reader:
        assert len(reader.meetings()) == before


def test_who_only_reads_folds_only_what_is_new(ledger, place):
    """Beside a ledger that was folded once, a reader folds a new report for himself, and writes nothing."""
    rows = list(Kept(ledger._store).rows())
    ledger._store.add(_filed("They meet in another town.", "2032-01-01"), "test")
    with Ledger(place, read_only=True) as reader:
        answers = reader.meetings(), reader.changes()
        assert reader._entries is None
    assert list(Kept(ledger._store).rows()) == rows
    assert answers == (ledger.meetings(), ledger.changes())


def _filed(text, day):
    from dateline.ledger.filing import file_report

    return file_report(told(text, "planned", day, who=("Marco Rubio", "Sergey Lavrov")))


def test_rebuilding_gives_the_same_bytes(ledger):
    """What is thrown away and derived again is the same, row by row, and words are found again."""
    before = list(Kept(ledger._store).rows())
    assert before
    ledger.rebuild()
    assert list(Kept(ledger._store).rows()) == before
    assert len(ledger.reports(about="garrison")) == 1
    assert len(ledger.statements(about="garrison")) == 1
    assert ledger.check() == ()


def test_changed_rows_are_found(ledger, place):
    """An entry that was changed behind the ledger's back is found by check and mended by rebuild."""
    run(place, "UPDATE entry SET status = 'held', body = replace(body, 'planned', 'held')")
    assert "run dateline rebuild" in " ".join(map(str, ledger.check()))
    ledger.rebuild()
    assert ledger.check() == ()


@given(order=st.permutations(range(28)), pauses=st.sets(st.integers(0, 27), max_size=3))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_arrival_does_not_matter(tmp_path, order, pauses):
    """However reports arrive, and whenever somebody asks in between, the kept rows are the same bytes."""
    reports = _some_reports()
    with Ledger(tmp_path / f"{next(NUMBERS)}.db") as ledger:
        for number in order:
            ledger.add(reports[number])
            if number in pauses:
                ledger.meetings()
        ledger.meetings()
        rows = list(Kept(ledger._store).rows())
    with Ledger(tmp_path / f"{next(NUMBERS)}.db") as straight:
        for report in reports:
            straight.add(report)
        straight.changes()
        assert rows == list(Kept(straight._store).rows())


def test_entries_are_written_and_read_back(examples, tmp_path):
    """Every entry that the examples give reads back equal."""
    with Ledger(tmp_path / "desk.db") as ledger:
        for report in examples:
            ledger.add(report)
        entries = ledger.entries()
    for kind, some in ((Meeting, entries.meetings), (Position, entries.positions), (Change, entries.changes)):
        assert some
        for entry in some:
            assert read_value(kind, write_value(entry)) == entry


def test_what_is_no_value_cannot_be_written():
    """A thing without a place in an entry is refused, and not written as something else."""
    with pytest.raises(TypeError, match="has no place"):
        write_value(object())


def test_who_may_not_write_is_answered(tmp_path):
    """A ledger that is read-only for everybody still answers, from memory."""
    path = tmp_path / "desk.db"
    with Ledger(path) as ledger:
        ledger.add(harbour())
    with Ledger(path, read_only=True) as reader:
        assert len(reader.meetings()) == 1
    assert run(path, "SELECT count(*) FROM entry") == [(0,)]


def test_changes_seen_are_those_that_were_shown(ledger):
    """What arrives between a look and its end is not taken for seen."""
    assert ledger.changes("last")
    ledger._store.add(_filed("They meet in another town.", "2032-01-01"), "test")
    ledger.mark_seen()
    assert [c.passage.quote for c in ledger.changes("last")] == ["They meet in another town."]


def test_an_older_ledger_is_renewed(tmp_path):
    """A ledger of the first schema keeps its reports and answers as any other."""
    import sqlite3

    from dateline.ledger.versions import migration

    path = tmp_path / "desk.db"
    raw = sqlite3.connect(path)
    raw.executescript(migration("sqlite", 1))
    raw.execute("PRAGMA user_version = 1")
    raw.execute(f"PRAGMA application_id = {0x44544C4E}")
    raw.close()
    with pytest.raises(LedgerError, match="older Dateline"):
        Ledger(path, read_only=True)
    with Ledger(path) as ledger:
        assert ledger.add(harbour())
        assert len(ledger.meetings()) == 1
        assert ledger.check() == ()
