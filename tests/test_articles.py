"""The versions of one article: the newest counts, and a cancellation takes all of them back."""

import itertools
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_reports import claim, document, meeting, statement

from dateline.ledger import Ledger
from dateline.ledger.articles import counted, standings
from dateline.ledger.carriers import Carrier
from dateline.ledger.fold import fold
from dateline.ledger.found import Found, found_in
from dateline.ledger.reuse import fingerprint
from dateline.model.findings import Findings, Status
from dateline.model.lineage import StandingKind
from dateline.model.provenance import Form, Provenance, PubStatus
from dateline.model.report import Report
from dateline.model.text import Document
from dateline.model.times import When

EMPTY = fingerprint(Document(""))


def version(text, published, status, **facts):
    """A report of the article that says the talks of Brook and Stern are ``status``."""
    doc = document(text, published, provenance=Provenance(**facts))
    one = meeting(1, ("Ana Brook", "Ivo Stern"), [claim(doc, text, status)])
    return Report(doc, Findings(meetings=(one,)))


PLANNED = version(
    "Ana Brook will meet Ivo Stern in Lund.", "2031-03-10T10:00", Status.PLANNED, key="a:1", version="1"
)
PUT_OFF = version(
    "Ana Brook will not meet Ivo Stern yet.", "2031-03-10T12:00", Status.POSTPONED, key="a:1", version="2"
)
NOTICE = version(
    "Please kill the story on Ana Brook.",
    "2031-03-10T13:00",
    Status.UNCLEAR,
    key="a:1",
    version="3",
    pub_status=PubStatus.CANCELED,
)


@pytest.fixture
def ledger(tmp_path):
    """An empty ledger."""
    with Ledger(tmp_path / "desk.db") as opened:
        yield opened


def kinds(ledger):
    """Of every report that does not count: why, and which report says so."""
    return {r.id: (r.standing.kind.value, r.standing.by) for r in ledger.reports() if r.standing}


@pytest.mark.parametrize("order", list(itertools.permutations([PLANNED, PUT_OFF])))
def test_a_newer_version_supersedes_the_older_one(ledger, order):
    """Whichever version comes first, only the newest counts, and the older one says by which."""
    for one in order:
        ledger.add(one)
    assert kinds(ledger) == {PLANNED.id: ("superseded", PUT_OFF.id)}
    (talks,) = ledger.meetings()
    assert talks.status is Status.POSTPONED
    assert {a.passage.report for a in talks.history} == {PUT_OFF.id}


def test_a_superseded_report_stays_readable(ledger):
    """Text and findings of an older version stay in the ledger as they were, and say that they are old."""
    ledger.add(PLANNED)
    ledger.add(PUT_OFF)
    assert ledger.report(PLANNED.id) == PLANNED
    (shown,) = ledger.show(PLANNED.id)
    assert shown.report.standing.kind is StandingKind.SUPERSEDED
    assert not ledger.check()


@pytest.mark.parametrize("order", list(itertools.permutations([PLANNED, PUT_OFF, NOTICE])))
def test_a_cancellation_takes_back_every_version(ledger, order):
    """After the notice no meeting rests on the article; every version names the notice, with its time."""
    for one in order:
        ledger.add(one)
    assert kinds(ledger) == {
        PLANNED.id: ("withdrawn", NOTICE.id),
        PUT_OFF.id: ("withdrawn", NOTICE.id),
        NOTICE.id: ("withdrawal", NOTICE.id),
    }
    assert ledger.meetings() == ledger.changes() == ()
    assert ledger.reports()[0].standing.when == When.parse("2031-03-10T13:00")
    assert not ledger.check()


def test_before_the_notice_the_article_counted(ledger):
    """Asked as of a moment before the notice, the ledger answers as it would have answered then."""
    for one in (PLANNED, PUT_OFF, NOTICE):
        ledger.add(one)
    (then,) = ledger.meetings(as_of="2031-03-10T11:00")
    assert then.status is Status.PLANNED


def test_a_usable_version_after_a_cancellation_counts_again(ledger):
    """A publisher who sends the article anew after taking it back is believed."""
    again = version("Ana Brook met Ivo Stern.", "2031-03-11T09:00", Status.HELD, key="a:1", version="4")
    for one in (again, NOTICE, PLANNED):
        ledger.add(one)
    assert set(kinds(ledger)) == {PLANNED.id, NOTICE.id}
    assert [m.status for m in ledger.meetings()] == [Status.HELD]


def test_statements_say_that_their_report_was_superseded(ledger):
    """What an older version says is still listed, marked with why it does not count."""
    doc = document(
        "Ana Brook said the talks were on.", "2031-03-10T09:00", provenance=Provenance(key="a:1", version="0")
    )
    old = Report(doc, Findings(statements=(statement(doc, 1, "Ana Brook", "said", "the talks were on"),)))
    ledger.add(old)
    ledger.add(PUT_OFF)
    (said,) = ledger.statements(by="Brook")
    assert said.standing.by == PUT_OFF.id
    assert said.as_dict()["standing"]["kind"] == "superseded"


def test_another_outlet_cannot_supersede(ledger):
    """A report of another outlet with the same key is another article."""
    doc = replace(PUT_OFF.document, outlet="The Nobody")
    ledger.add(PLANNED)
    ledger.add(replace(PUT_OFF, document=doc))
    assert kinds(ledger) == {}


def carrier(number, version, published, status=PubStatus.USABLE, key="k", *, form=Form.PROSE):
    """A report of which nothing is known but which version it is."""
    when = When.parse(published) if published else None
    return Carrier(f"r{number}", "Post", when, EMPTY, key=key, version=version, pub_status=status, form=form)


def test_the_versions_of_an_event_are_its_life():
    """Records of one event count together; after a withdrawal only those that came since."""

    def stood(*statuses):
        found = [carrier(n, str(n), None, status, form=Form.EVENT) for n, status in enumerate(statuses)]
        return {name: s.kind.value for name, s in standings(found).items()}

    usable, gone = PubStatus.USABLE, PubStatus.CANCELED
    assert stood(usable, usable, usable) == {}
    assert stood(usable, gone) == {"r0": "withdrawn", "r1": "withdrawal"}
    assert stood(usable, gone, usable, usable) == {"r0": "superseded", "r1": "superseded"}


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (("9", "2031-03-10"), ("10", "2031-03-09")),
        (("1.9", None), ("1.10", None)),
        (("2031-03-10T23:30-05:00", None), ("2031-03-11T05:00+00:00", None)),
        ((None, "2031-03-10T10:00"), (None, "2031-03-10T10:01")),
        ((None, "2031-03-12"), ("1", "2031-03-10")),
        ((None, "2031-03-10T10:00"), ("2031-03-10T11:00", None)),
        (("draft", "2031-03-10"), ("1", "2031-03-11")),
    ],
)
def test_versions_are_ordered_by_number_or_time(older, newer):
    """Versions are compared as numbers, else as times, else by when they were published."""
    found = standings([carrier(1, *older), carrier(2, *newer)])
    assert {s.report: s.by for s in found.values()} == {"r1": "r2"}


carriers = st.lists(
    st.builds(
        carrier,
        st.integers(1, 6),
        st.none() | st.sampled_from(["1", "2", "10", "1.2", "2031-03-10", "x"]),
        st.none() | st.sampled_from(["2031-03-10", "2031-03-11T08:00"]),
        st.sampled_from(PubStatus),
        st.none() | st.sampled_from(["k", "l"]),
    ),
    unique_by=lambda c: c.id,
    max_size=6,
)


@given(carriers, st.randoms())
def test_the_order_of_arrival_changes_nothing(found, random):
    """Which reports count does not depend on the order in which they came."""
    shuffled = list(found)
    random.shuffle(shuffled)
    assert standings(found) == standings(shuffled)


@given(carriers)
def test_at_most_one_version_counts(found):
    """Of all reports of one article exactly the newest counts, or none when it was taken back."""
    out = standings(found)
    for key in {c.key for c in found} - {None}:
        versions = [c for c in found if c.key == key]
        left = [c for c in versions if c.id not in out]
        assert len(left) <= 1
        assert left or any(c.pub_status is PubStatus.CANCELED for c in versions)
    assert not any(c.id in out for c in found if c.key is None)


@settings(max_examples=30)
@given(st.lists(st.sampled_from([PLANNED, PUT_OFF, NOTICE]), max_size=5))
def test_the_fold_of_versions_is_the_fold_of_the_newest(some):
    """Folding all versions gives the entries of the newest alone, and only the standings besides."""
    everything = sum(map(found_in, some), Found())
    entries = fold(everything)
    assert replace(entries, standings=()) == fold(counted(everything))
    assert fold(everything.backwards()) == entries


def test_the_command_shows_which_reports_do_not_count(ledger):
    """``dateline reports`` has a column that says what superseded or withdrew a report, and when."""
    ledger.add(PLANNED)
    command = [sys.executable, "-c", "from dateline.cli.main import main; main()", "reports", "--table"]

    def table():
        done = subprocess.run([*command, "--db", str(ledger.where)], capture_output=True, check=True)
        return done.stdout.decode()

    assert "does not count" not in table()
    ledger.add(NOTICE)
    assert f"withdrawn by {NOTICE.id}, 2031-03-10T13:00" in table()
    assert "withdrawal, 2031-03-10T13:00" in table()
