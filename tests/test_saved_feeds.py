"""Feeds that were saved as files: their entries are reports, as far as the feed holds their words."""

import gzip
import io
import json
from collections import Counter

import dateline
from dateline.bulk.plan import sources_of, units_of
from dateline.bulk.units import Kind, raws_of
from dateline.sources import Failure, open_sources
from dateline.sources.saved_feeds import is_feed

TALKS = "The foreign ministers of Norway and Finland will hold talks in Oslo on Monday, round {}."
ATOM = """<?xml version="1.0"?><!-- saved --><!DOCTYPE feed><feed xmlns="http://www.w3.org/2005/Atom">
<title>Andean Post</title><entry><id>tag:andean.example,2031:1</id><title>Talks on</title>
<link href="https://andean.example/talks?utm_source=rss"/><updated>2031-03-14T12:00:00Z</updated>
<author><name>Coast Wire</name></author><source><title>Meridian Wire</title></source>
<content type="html">&lt;p&gt;The envoys met.&lt;/p&gt;&lt;p&gt;They agreed.&lt;/p&gt;</content>
</entry></feed>"""


def rss(count, *more):
    """A feed of so many items, and others."""
    items = [
        f"<item><title>Round {n}</title><link>https://post.example/{n}</link>"
        f"<pubDate>Fri, 14 Mar 2031 10:{n:02}:00 +0000</pubDate>"
        f"<description>{TALKS.format(n)}</description></item>"
        for n in range(count)
    ]
    head = "<rss version='2.0'><channel><title>Andean Post</title>"
    return f"{head}{''.join([*items, *more])}</channel></rss>"


BARE = "<item><title>Only a title</title><link>https://post.example/bare</link></item>"


def test_an_entry_is_a_report_with_what_the_feed_says_of_it(tmp_path):
    """Words, title, outlet, address, time, version, credit and place come from the entry."""
    path = tmp_path / "andean.xml"
    path.write_text(ATOM, "utf-8")
    (raw,) = open_sources([str(path)])
    assert raw.data.decode() == "Talks on\nThe envoys met.\nThey agreed."
    assert (raw.title, raw.outlet, raw.published.iso) == ("Talks on", "Andean Post", "2031-03-14T12:00+00:00")
    assert (raw.url, raw.key) == (
        "https://andean.example/talks?utm_source=rss",
        "https://andean.example/talks",
    )
    assert (raw.version, raw.credits, raw.byline) == (
        "2031-03-14T12:00+00:00",
        ("Meridian Wire",),
        "Coast Wire",
    )
    assert (raw.where, raw.record) == (f"{path}#1", "andean.xml#1")


def test_every_kind_of_feed_is_known_by_its_content(tmp_path):
    """RSS, Atom and JSON Feed are read from files, gzipped ones and standard input; a sitemap is no feed."""
    item = {"id": "1", "title": "Round 1", "content_text": TALKS.format(1)}
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [item]})
    (tmp_path / "a.rss").write_text(rss(1), "utf-8")
    (tmp_path / "b.atom").write_text(ATOM, "utf-8")
    (tmp_path / "c.json").write_text(feed, "utf-8")
    (tmp_path / "d.xml.gz").write_bytes(gzip.compress(rss(2).encode()))
    found = list(open_sources([str(tmp_path)]))
    assert [type(raw).__name__ for raw in found] == ["Raw"] * 5
    for data in (feed, rss(1)):
        (piped,) = open_sources(["-"], stdin=io.BytesIO(data.encode()))
        assert TALKS.format(1 if data is feed else 0) in piped.data.decode()
    assert not is_feed(b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>")
    assert not is_feed(b"<newsItem/>")
    assert not is_feed(b"The feed <rss> is empty.")


def test_entries_without_words_are_counted_in_one_sentence(tmp_path):
    """An entry that is only a title and a link is passed over, and told at the end."""
    path = tmp_path / "post.xml"
    path.write_text(rss(1, BARE, BARE), "utf-8")
    one, told = open_sources([str(path)])
    assert one.title == "Round 0"
    assert told.skipped
    assert "2 entries without words passed over" in str(told.error)


def test_a_feed_that_breaks_off_gives_what_is_whole(tmp_path):
    """Of a feed whose end is missing the last entry is left out, and one sentence says so."""
    path = tmp_path / "torn.xml"
    path.write_text(rss(3)[:-60], "utf-8")
    *whole, torn = open_sources([str(path)])
    assert [raw.title for raw in whole] == ["Round 0", "Round 1"]
    assert isinstance(torn, Failure)
    assert "breaks off" in str(torn.error)


def test_a_feed_in_a_folder_is_read_into_reports(tmp_path):
    """``read_all`` of a folder reads the entries of a feed beside other reports, through the gate."""
    (tmp_path / "post.xml").write_text(rss(2), "utf-8")
    reports = list(dateline.read_all([tmp_path], keep_all=False))
    assert [r.document.outlet for r in reports] == ["Andean Post"] * 2
    assert all(r.meetings for r in reports)


def test_bulk_cuts_a_feed_into_batches_of_entries(tmp_path):
    """The batches together are the feed's reports, in order, each once; other files are put together."""
    (tmp_path / "post.xml").write_text(rss(5, BARE), "utf-8")
    (tmp_path / "bare.xml").write_text(rss(0, BARE), "utf-8")
    (tmp_path / "note.txt").write_text("A note.", "utf-8")
    sources = list(sources_of([str(tmp_path)], Counter()))
    assert [source.files != () for source in sources] == [True, False, False]
    passed: Counter[str] = Counter()
    units = [unit for source in sources[1:] for unit in units_of(source, 2)]
    assert [(u.kind, u.start, u.end, u.expected) for u in units] == [
        (Kind.FEED, 0, 1, 1),
        *((Kind.FEED, n, n + 2, 2) for n in (0, 2, 4)),
    ]
    raws = [raw for unit in units for raw in raws_of(unit, passed)]
    assert raws == [raw for raw in open_sources([str(tmp_path / "post.xml")]) if not isinstance(raw, Failure)]
    assert passed == {"feed without words": 1, "entry without words": 1}


def test_bulk_tells_of_a_feed_that_cannot_be_read(tmp_path):
    """A feed that is too large for one is a unit with one failure, and costs nothing else."""
    path = tmp_path / "large.json"
    path.write_text('{"version": "https://jsonfeed.org/version/1", "items": 7}', "utf-8")
    (source,) = sources_of([str(path)], Counter())
    (unit,) = units_of(source, 64)
    (failure,) = raws_of(unit, Counter())
    assert "no JSON Feed" in str(failure.error)
