"""Changes in a feed (RFC 4287)."""

import uuid
from xml.etree import ElementTree as ET

import pytest
from export_reports import filled
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import query
from dateline.export.feeds import atom, entry_id
from dateline.model.entries import Change, ChangeKind
from dateline.model.rows import Passage
from dateline.model.times import When
from dateline.query import Query

ATOM = "{http://www.w3.org/2005/Atom}"
DESK = "http://127.0.0.1:8321"


def parsed(feed):
    """The feed as an XML parser reads it."""
    return ET.fromstring(feed)  # noqa: S314 - our own


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A ledger with something of everything."""
    with filled(tmp_path_factory.mktemp("feeds") / "desk.db") as opened:
        yield opened


def change(words="They met.", label="Reed–Kern meeting", published="2031-03-05T09:00+01:00"):
    """One change."""
    when = When.parse(published) if published else None
    passage = Passage("r1", 0, len(words), words, "The Harbour Post", when)
    return Change("c1", ChangeKind.STATUS, "m1", label, "planned", "held", "Mila Kern", passage)


def test_a_feed_reader_reads_the_feed(ledger):
    """Every change of the query is an entry with an id, a time, an author, a link and the words."""
    feedparser = pytest.importorskip("feedparser", reason="the reading client of this test is not installed")
    asked = Query.parse(side="Southmark")
    changes = query.changes(ledger, asked)
    read = feedparser.parse(
        atom(changes, title=asked.words("changes"), self_link=f"{DESK}/changes.atom", base=DESK)
    )
    assert not read.bozo
    assert read.feed.title == "Changes of Southmark"
    assert {link.rel: link.href for link in read.feed.links}["self"] == f"{DESK}/changes.atom"
    assert len(read.entries) == len(changes) > 2
    assert {e.id for e in read.entries} == {entry_id(c) for c in changes}
    assert [e.updated for e in read.entries] == sorted((e.updated for e in read.entries), reverse=True)
    assert all(e.author and e.link.startswith(f"{DESK}/") and e.summary for e in read.entries)
    assert read.feed.updated == read.entries[0].updated


def test_ids_stay_and_are_those_of_the_change(ledger):
    """Two queries that find the same change give it the same id; it is a UUID."""
    everything = parsed(atom(ledger.changes(), title="all"))
    some = parsed(atom(ledger.changes(since="2031-03-06"), title="some"))
    ids, fewer = ([e.findtext(f"{ATOM}id") for e in feed.iter(f"{ATOM}entry")] for feed in (everything, some))
    assert set(fewer) < set(ids)
    assert len(set(ids)) == len(ids)
    assert all(uuid.UUID(i.removeprefix("urn:uuid:")).version == 5 for i in ids)
    assert everything.findtext(f"{ATOM}id") != some.findtext(f"{ATOM}id")


def test_times_are_in_utc():
    """Nine o'clock at +01:00 is eight o'clock UTC; without a time of publication it is the epoch."""
    assert "<updated>2031-03-05T08:00:00Z</updated>" in atom([change()])
    assert "<updated>1970-01-01T00:00:00Z</updated>" in atom([change(published=None)])


def test_a_feed_of_nothing_is_a_feed():
    """A query without changes gives a feed with a title and no entry."""
    feed = parsed(atom([], title="Changes by Nobody"))
    assert feed.findtext(f"{ATOM}title") == "Changes by Nobody"
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    assert feed.find(f"{ATOM}entry") is None


def test_the_same_changes_make_the_same_feed(ledger):
    """The feed depends on the changes and on nothing else: not on the time, not on their order."""
    changes = ledger.changes()
    assert atom(changes) == atom(changes[::-1])


@settings(deadline=None, max_examples=80)
@given(st.text(min_size=1, max_size=80), st.text(max_size=80))
def test_whatever_the_words_are_the_feed_is_xml_and_the_markup_ours(words, label):
    """A report's words are text twice over: in the XML, and in the HTML of the content."""
    feed = parsed(atom([change(f"<b>{words}</b><script>x</script>", label)], title=label))
    content = feed.find(f"{ATOM}entry/{ATOM}content").text
    assert "<script" not in content
    assert "<b>" not in content
    assert content.startswith("<p>")
