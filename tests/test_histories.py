"""The histories of positions as rows: a word is written once, and questions read what memory gives."""

import pytest
from ledger_reports import document, position

from dateline.ledger import Ledger
from dateline.ledger.answers import FromMemory, FromStore
from dateline.ledger.histories import Histories
from dateline.ledger.kept import Kept
from dateline.ledger.wanted import select
from dateline.model.findings import Findings
from dateline.model.report import Report

SPEAKERS = ("Ana Brook", "Mila Kern", None)
QUESTIONS = (
    {},
    {"by": "Kern"},
    {"by": "Ana Kern"},
    {"by": "Norland"},
    {"side": "Norland"},
    {"about": "ceasefire"},
    {"about": "ceasefire", "by": "Brook"},
    {"about": "pass 4"},
    {"about": '"near pass"', "side": "Southmark"},
    {"since": "2031-03-04", "until": "2031-03-08"},
    {"outlet": "Coast Wire", "limit": 1},
    {"about": "pass 7", "limit": 1},
    {"limit": 1},
)


def says(number, side="Norland", issue="ceasefire"):
    """A report in which a side says one word more on an issue."""
    speaker, stance = SPEAKERS[number % 3], ("demands", "rejects", "demands", "accepts")[number % 4]
    words = f"{speaker or side} of {side} {stance} \x00 a {issue} near pass {number}."
    day, outlet = (
        f"2031-03-{number + 1:02}" if number % 5 else None,
        ("Coast Wire", "Bree Letter")[number % 2],
    )
    doc = document(words, day, outlet)
    actor = speaker if speaker and side == "Norland" else side
    return Report(doc, Findings(positions=(position(doc, actor, stance, issue, words, speaker=speaker),)))


@pytest.fixture
def ledger(place):
    """A ledger of positions, one of them with many words, which keeps its entries."""
    with Ledger(place) as opened:
        for number in range(8):
            opened.add(says(number))
            opened.add(says(number, ("Southmark", "Eastria")[number % 2], "sanctions"))
        opened.add(says(2, "Southmark"))
        opened.meetings()
        yield opened


def _numbers(ledger):
    return set(ledger._store.tuples("SELECT item, position, place FROM told"))


def test_a_history_is_read_as_it_was_folded(ledger):
    """Whatever is asked of positions, words, speakers, days or outlets, rows answer as memory does."""
    kept, folded = FromStore(Kept(ledger._store)), FromMemory(ledger.entries())
    for question in QUESTIONS:
        wanted = select(**question)
        assert kept.positions(wanted) == folded.positions(wanted), question
        assert kept.position_glances(wanted, 3) == folded.position_glances(wanted, 3), question


def test_every_word_opens_its_position(ledger):
    """A position answers to its own id and to the id of each of its words, and is whole."""
    kept = FromStore(Kept(ledger._store))
    for one in ledger.entries().positions:
        names = [one.id, *(told.finding for told in one.history)]
        assert all(kept.called(name).positions == (one,) for name in names)
        assert kept.ids(names, "position") == dict.fromkeys(names, one.id)
    assert kept.called("nothing").positions == ()


def test_one_more_word_is_one_more_row(ledger):
    """A word that is new, the newest or one of long ago, is written; those before stay as they were."""
    before = _numbers(ledger)
    for number in (20, 3):
        ledger.add(says(number, "Norland", "prisoners" if number == 3 else "ceasefire"))
        ledger.meetings()
        after = _numbers(ledger)
        assert before < after
        assert len(after - before) == 1
        before = after
    assert ledger.check() == ()


def test_a_word_that_somebody_rejects_is_gone(ledger):
    """A rejected word leaves the history, alone, and comes back with the decision undone."""
    (norland,) = ledger.positions(side="Norland")
    before, finding = _numbers(ledger), norland.history[3].finding
    ledger.review.reject(finding, who="Ana Brook")
    (now,) = ledger.positions(side="Norland")
    assert [p.finding for p in now.history] == [p.finding for p in norland.history if p.finding != finding]
    assert len(before - _numbers(ledger)) == 1
    ledger.review.undo(1, who="Ana Brook")
    assert ledger.positions(side="Norland")[0].history == norland.history
    assert ledger.check() == ()


def test_a_word_that_was_changed_is_found(ledger):
    """What somebody changed in a history behind the ledger's back is found by check and mended by rebuild."""
    with ledger._store.filling():
        ledger._store.run("UPDATE told SET words = 'peace' WHERE item = (SELECT min(item) FROM told)")
    assert "run dateline rebuild" in " ".join(map(str, ledger.check()))
    ledger.rebuild()
    assert ledger.check() == ()
    assert len(list(Histories(ledger._store).rows())) == 17
