"""An answer with a limit is the beginning of the whole one, however the store finds it."""

import pytest
from ledger_reports import document, position, statement

from dateline.ledger import Ledger
from dateline.model.findings import Findings
from dateline.model.report import Report

DAYS = (
    *("2031-03-01T23:50-11:00", "2031-03-02T00:10+13:00", "2031-03-02", "2031-03", "2031", None),
    *("2031-03-01T12:00", "2031-03-02T23:59-12:00", "2031-03-03T00:00+14:00", "2031-03-03"),
)
WHO = ("Ana Brook", "Ivo Stern", "Mila Kern")
QUESTIONS = [
    {},
    {"about": "harbour"},
    {"about": "lantern"},
    {"about": "ceasefire"},
    {"about": "harbour", "by": "Stern"},
    {"about": "harbour", "side": "Norland", "since": "2031-03-02"},
    {"by": "Kern"},
    {"by": "Nobody"},
    {"side": "Southmark"},
    {"outlet": "A"},
    {"since": "2031-03-02"},
    {"until": "2031-03-01"},
    {"until": "2031-03-02", "outlet": "B"},
    {"since": "2031-03-02", "until": "2031-03-02"},
    {"until": "9999-12-31"},
]


@pytest.fixture
def ledger(place):
    """A ledger of 240 statements, most of them with one word, at times in several zones."""
    with Ledger(place) as opened:
        for number in range(240):
            who = WHO[number % 3]
            words = (
                f"the harbour stays {('shut', 'open')[number % 2]} by {'lantern' if number == 77 else 'day'}"
            )
            doc = document(f"{who} said {words} {number}.", DAYS[number % 10], "AB"[number % 2])
            said = statement(doc, 1, who, "said", words)
            stands = ()
            if number % 5 == 0:
                stands = (position(doc, who, "demands", "ceasefire", words, statement="s1"),)
            opened.add(Report(doc, Findings(statements=(said,), positions=stands)))
        yield opened


@pytest.mark.parametrize("kind", ["statements", "reports"])
def test_a_limit_keeps_the_beginning(ledger, kind):
    """Rare and common words, names, sides, outlets, times: the first rows of the whole answer, in order."""
    for question in QUESTIONS:
        if kind == "reports" and question.keys() & {"by", "side"}:
            continue
        ask = getattr(ledger, kind)
        whole = ask(**question)
        assert whole[::-1] == ask(**question, newest=True), question
        for limit in (1, 7, 120, 1000):
            assert ask(**question, limit=limit) == whole[:limit], question
            assert ask(**question, limit=limit, newest=True) == whole[::-1][:limit], question


def test_what_the_filters_of_time_mean(ledger):
    """A day is the date as written, in whatever zone; a month or year counts where it may be that day."""
    told = [s.passage.published.iso for s in ledger.statements(until="2031-03-01") if s.passage.published]
    assert set(told) == {"2031-03-01T23:50-11:00", "2031-03", "2031", "2031-03-01T12:00"}
    told = {s.passage.published.iso for s in ledger.statements(since="2031-03-02", until="2031-03-02")}
    assert told == {*DAYS[1:5], "2031-03-02T23:59-12:00"}
