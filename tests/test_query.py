"""A query: what is asked, checked before any ledger is opened."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_reports import harbour, told

from dateline import query
from dateline.errors import QueryError
from dateline.ledger import Ledger
from dateline.query import Query


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A ledger with two reports."""
    with Ledger(tmp_path_factory.mktemp("query") / "desk.db") as opened:
        opened.add(harbour())
        opened.add(told("Paul Reed met Mila Kern.", "held", "2031-03-05", who=("Paul Reed", "Mila Kern")))
        yield opened


def test_a_query_in_words():
    """The question can be said in one line."""
    asked = Query.parse(by="Sergey Lavrov", about="ceasefire", since="2025-10-01")
    assert asked.words() == "Statements by Sergey Lavrov about ceasefire, since 2025-10-01"
    assert Query.parse(status="Held", limit="5").words("meetings") == "Held meetings, at most 5"


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        ({"status": "maybe"}, "write one of: proposed, planned"),
        ({"since": "yesterday"}, "--since 'yesterday' is not a date; write a day such as"),
        ({"until": "2025-13-01"}, "--until '2025-13-01' is not a date"),
        ({"since": ""}, "is not a date"),
        ({"since": "2025-10-02", "until": "2025-10-01"}, "swap them"),
        ({"limit": "0"}, "--limit 0 is not a number of rows"),
        ({"limit": "many"}, "write a whole number from 1 up"),
        ({"about": "!?"}, "holds no word to look for"),
        ({"by": "…"}, "is not a name"),
        ({"outlet": " "}, "is not a name"),
        ({"side": ""}, "--side is empty"),
    ],
)
def test_a_bad_filter_is_one_sentence(filters, sentence):
    """Each says what was written and what to write instead."""
    with pytest.raises(QueryError) as error:
        Query.parse(**filters)
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def test_a_side_is_named_by_its_capital():
    """Moscow is Russia."""
    assert Query.parse(side="Moscow").side == "Russia"


def test_each_kind_of_answer(ledger):
    """One query asks every kind of question."""
    asked = Query.parse(side="Norland")
    assert [len(f(ledger, asked)) for f in (query.statements, query.positions)] == [1, 1]
    assert [m.status for m in query.meetings(ledger, asked)] == ["refused", "held"]
    assert len(query.changes(ledger, asked)) == 3
    assert len(query.reports(ledger, Query.parse(since="2031-03-05"))) == 1


def test_meetings_by_status_and_words(ledger):
    """Status and words in label, participants, place or evidence narrow the meetings."""
    assert len(query.meetings(ledger, Query.parse(status="held"))) == 1
    assert len(query.meetings(ledger, Query.parse(about="port ellen"))) == 1
    assert query.meetings(ledger, Query.parse(status="held", about="port ellen")) == ()
    assert len(query.meetings(ledger, Query.parse(limit=1))) == 1


def test_changes_since_the_last_look(ledger):
    """Before any look everything is new, and asking does not move the bookmark."""
    asked = Query.parse(since="last")
    assert asked.last
    assert len(query.changes(ledger, asked)) == len(query.changes(ledger, asked)) == 3


def test_a_filter_that_does_not_go_with_the_question(ledger):
    """Statements have no status: the sentence says so."""
    with pytest.raises(QueryError, match="--status does not go with statements"):
        query.statements(ledger, Query.parse(status="held"))
    with pytest.raises(QueryError, match="--since last does not go with meetings"):
        query.meetings(ledger, Query.parse(since="last"))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30), st.sampled_from(["by", "about", "side", "outlet"]))
def test_no_words_break_a_search(ledger, words, name):
    """Whatever is typed is either understood or refused with a sentence: never a database error."""
    try:
        asked = Query.parse(**{name: words})
    except QueryError:
        return
    for kind in (query.statements, query.meetings, query.positions, query.changes):
        assert isinstance(kind(ledger, asked), tuple)
