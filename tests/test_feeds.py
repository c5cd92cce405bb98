"""Feeds to entries: RSS, Atom, JSON Feed, news sitemaps, and what is none of them."""

import contextlib
import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import SourceError
from dateline.sources.feeds import FeedKind, canonical, host_of, link_of, read_feed
from dateline.sources.feeds import reading as reading_module
from dateline.sources.feeds.prose import plain_line, prose
from dateline.sources.feeds.times import when_of

BASE = "https://meridian.example/feeds/world.xml"


def read(data, **options):
    """A feed that came from one address."""
    return read_feed(data if isinstance(data, bytes) else data.encode(), BASE, base=BASE, **options)


def rss(*items, head=""):
    """A feed of RSS 2.0 around items."""
    inner = "".join(f"<item>{item}</item>" for item in items)
    return (
        f"<?xml version='1.0'?>{head}<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
        "xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        f"<channel><title>Meridian</title>{inner}</channel></rss>"
    )


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://andean.example/news/">
<title>Andean Post</title>
<entry><id>tag:andean.example,2031:1</id><title type="html">Talks &lt;i&gt;off&lt;/i&gt; &amp;amp; on</title>
<link rel="alternate" href="talks"/><published>2031-03-14T10:30:05.25+02:00</published>
<updated>2031-03-14T12:00:00Z</updated><source><title>Coast Wire</title></source>
<content type="html">&lt;p&gt;The envoys met.&lt;/p&gt;&lt;p&gt;They agreed.&lt;/p&gt;</content>
</entry></feed>"""

SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://meridian.example/a</loc>
<lastmod>2031-03-15T08:00:00Z</lastmod><news:news><news:publication><news:name>Meridian</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2031-03-14</news:publication_date>
<news:title>Talks</news:title></news:news></url><url><loc>https://meridian.example/about</loc></url></urlset>"""


def test_rss():
    """An item's address is absolute, its title plain, its time has its own offset, its source is a credit."""
    feed = read(
        rss(
            "<title>Talks &lt;b&gt;off&lt;/b&gt; &amp;amp; on</title><link> /talks \n</link><guid>g1</guid>"
            "<pubDate>Fri, 14 Mar 2031 10:30:59 +0200</pubDate>"
            "<description>&lt;p&gt;Short.&lt;/p&gt;</description>"
            "<content:encoded>&lt;p&gt;The envoys&lt;br&gt;met.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;So."
            "</content:encoded><source url='https://coast.example/f'>Coast Wire</source>"
        )
    )
    (entry,) = feed.entries
    assert (feed.kind, feed.title, feed.broken) == (FeedKind.RSS, "Meridian", None)
    assert entry.url == "https://meridian.example/talks"
    assert entry.title == "Talks off & on"
    assert entry.published.iso == "2031-03-14T10:30+02:00"
    assert entry.text == "The envoys\nmet.\nSo."
    assert entry.credits == ("Coast Wire",)


def test_atom():
    """An entry's link is resolved by xml:base; an update is told apart from the publication."""
    (entry,) = read(ATOM).entries
    assert entry.url == "https://andean.example/news/talks"
    assert (entry.title, entry.text) == ("Talks off & on", "The envoys met.\nThey agreed.")
    assert (entry.published.iso, entry.updated) == ("2031-03-14T10:30+02:00", "2031-03-14T12:00:00Z")
    assert entry.credits == ("Coast Wire",)


def test_json_feed():
    """An item of a JSON Feed, whatever its id is; what is no item is left out and told."""
    item = {
        "id": 7,
        "url": "talks",
        "title": "Talks",
        "content_text": "They met.",
        "date_modified": "2031-03-14",
    }
    feed = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item, None, 3]}))
    (entry,) = feed.entries
    assert (entry.url, entry.guid, entry.text) == ("https://meridian.example/feeds/talks", "7", "They met.")
    assert feed.broken == "2 of its items are none"


def test_a_news_sitemap():
    """The pages of a sitemap that are news, with their times; compressed as a file too."""
    for data in (SITEMAP.encode(), gzip.compress(SITEMAP.encode())):
        (entry,) = read(data).entries
        assert (entry.url, entry.title) == ("https://meridian.example/a", "Talks")
        assert (entry.published.iso, entry.updated) == ("2031-03-14", "2031-03-15T08:00:00Z")


def test_a_sitemap_with_broken_characters():
    """Halves of surrogate pairs cost the character, and no more."""
    (entry,) = read(SITEMAP.encode().replace(b"Talks", b"Tal\xed\xa0\x80k&#55357;s")).entries
    assert entry.title.startswith("Tal")


def test_an_index_of_sitemaps():
    """The sitemaps that an index names, the newest first."""
    days = "".join(
        f"<sitemap><loc>/day{n}.xml</loc><lastmod>2031-03-{n:02}</lastmod></sitemap>" for n in range(1, 31)
    )
    feed = read(f"<sitemapindex>{days}</sitemapindex>")
    assert feed.more[0] == "https://meridian.example/day30.xml"
    assert len(feed.more) == 20


def test_an_entry_changes_when_the_feed_says_so():
    """The same entry has the same fingerprint; another update time, title or text gives another."""
    same, again = read(ATOM).entries[0], read(ATOM).entries[0]
    assert same.fingerprint == again.fingerprint
    for old, new in (("12:00", "12:01"), ("off", "again"), ("agreed", "parted")):
        assert read(ATOM.replace(old, new)).entries[0].fingerprint != same.fingerprint


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"Just words.", "no XML and no JSON"),
        (b"/etc/hostname", "no XML and no JSON"),
        (b"https://meridian.example/other.xml", "no XML and no JSON"),
        (b"<!doctype html><html><title>Oops</title></html>", "a web page"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "<svg>"),
        (b'{"items": []}', "no JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "not whole JSON"),
        (b"[" * 100_000, "no XML and no JSON"),
        (b'{"a":' * 100_000, "not whole JSON"),
        (b"<urlset><url><loc>https://x.example/</loc></url></urlset>", "a sitemap without news"),
        (b"<rss>" + b"<a>" * 500_000, "more than a feed holds"),
    ],
)
def test_what_is_no_feed(data, words):
    """What is no feed is refused in one sentence that says what it is."""
    with pytest.raises(SourceError, match=words) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_a_web_page_that_names_its_feed():
    """Whoever gives the page of a site is told the address of its feed."""
    link = '<link rel="alternate" type="application/rss+xml" title="News" href="/world.xml?a=1&amp;b=2">'
    page = f"<!doctype html><html><head><link rel=stylesheet href='/x.css'>{link}</head></html>"
    with pytest.raises(SourceError, match=r"give https://meridian\.example/world\.xml\?a=1&b=2"):
        read(page)


def test_another_kind_than_the_one_named_is_refused():
    """A feed whose kind was given is no other kind."""
    assert read(ATOM, kind=FeedKind.ATOM).entries
    with pytest.raises(SourceError, match="of kind atom, not sitemap"):
        read(ATOM, kind=FeedKind.SITEMAP)


def test_a_feed_that_is_not_well_formed_is_read_all_the_same():
    """A bare ampersand or an unknown entity costs nothing, and is told."""
    feed = read(rss("<title>War & peace &nbsp; caf&eacute;</title><link>/a?b=1&c=2</link>"))
    assert (feed.entries[0].url, feed.cut) == ("https://meridian.example/a?b=1&c=2", False)
    assert feed.broken


def test_a_feed_without_its_end_is_known_as_cut():
    """A feed that breaks off says so: its last entry may be half of one."""
    whole = rss("<link>/a</link>", "<link>/b</link>")
    assert not read(whole).cut
    feed = read(whole[: whole.index("/b") + 1])
    assert (feed.entries[0].url, feed.cut) == ("https://meridian.example/a", True)


def test_a_long_feed_that_is_not_well_formed():
    """A long damaged feed is read in pieces: the damage of one entry stays where it is."""
    items = [
        f"<title>Talks {n}</title><link>/{n}</link><description>{'words ' * 90}</description>"
        for n in range(400)
    ]
    items[200] += "<b><![CDATA[ & <<"
    for whole in (rss(*items), rss(*items).replace("version='1.0'", "version='1.0' encoding='utf-16'")):
        feed = read(whole.encode("utf-16" if "utf-16" in whole else "utf-8"))
        links = [entry.url for entry in feed.entries]
        assert set(links) >= {f"https://meridian.example/{n}" for n in range(400) if not 200 <= n <= 320}
        assert (feed.title, feed.broken, feed.cut) == ("Meridian", "it is not well-formed", False)


def test_entities_are_not_resolved():
    """A bomb of entities stays small, and a file of the machine stays unread."""
    bomb = "<!DOCTYPE r [<!ENTITY a0 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
    )
    (entry,) = read(rss("<title>&a11;</title><link>/a</link>", head=bomb + "]>")).entries
    assert len(entry.title or "") < 100
    for head in ("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", ""):
        text = SITEMAP.replace("Talks", "&x;Talks")
        found = [
            *read(rss("<title>&x;</title><link>/a</link>", head=head)).entries,
            *read(head + text).entries,
        ]
        assert not [e for e in found if "root:" in (e.title or "")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1", "windows-1252"])
def test_encodings(encoding):
    """The encoding that a feed declares is used; a header that says otherwise costs nothing."""
    text = rss("<title>Montalván – “no”</title><link>/a</link>")
    text = text.replace("“no”", "no").replace("–", "-") if encoding == "latin-1" else text
    data = text.replace("version='1.0'", f"version='1.0' encoding='{encoding}'").encode(encoding)
    for header in ("text/xml; charset=utf-8", "application/rss+xml", "image/png"):
        assert read(data, content_type=header).entries[0].title.startswith("Montalván")


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("../a", "https://meridian.example/a"),
        ("//coast.example/a", "https://coast.example/a"),
        ("https://coast.example/a b\n", "https://coast.example/ab"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("mailto:desk@coast.example", None),
        ("https://[broken", None),
        ("https://coast.example:port/", None),
        ("", None),
        (None, None),
        ("https://coast.example/" + "a" * 5_000, None),
    ],
)
def test_links(words, link):
    """A link is absolute and leads to the web, or it is none."""
    assert link_of(words, BASE) == link


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/a",
        "https://NEWS.example/a/",
        "https://news.example:443/a?utm_source=feed&utm_medium=rss",
        "https://news.example./a#top",
        "https://news.example/%61?fbclid=x",
    ],
)
def test_addresses_of_one_article(url):
    """Scheme, port, slash, fragment and counting parameters do not make another article."""
    assert canonical(url) == "https://news.example/a"


def test_addresses_of_two_articles():
    """A parameter that says which article it is does make another."""
    assert canonical("https://news.example/a?id=1") != canonical("https://news.example/a?id=2")
    assert host_of("http://News.example/a") == "news.example:80"


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("Fri, 14 Mar 2031 10:30:00 GMT", "2031-03-14T10:30+00:00"),
        ("14 Mar 31 10:30 EST", "2031-03-14T10:30-05:00"),
        ("2031-03-14T10:30:00.123+0200", "2031-03-14T10:30+02:00"),
        ("2031-03-14", "2031-03-14"),
        ("yesterday", None),
        ("Fri, 14 Mar 20311 10:30:00 GMT", None),
        ("0001-01-01T00:00:00Z", None),
        ("", None),
        (None, None),
    ],
)
def test_times(words, iso):
    """A time keeps the offset it was written with; what is none, or of no year for a report, is none."""
    when = when_of(words)
    assert (when.iso if when else None) == iso


def test_prose():
    """Blocks are lines, inline marks are none, scripts are left out, plain text stays as it is."""
    assert prose("<p>A <b>bold</b> word</p>\n<ul><li>one<li>two</ul>") == "A bold word\none\ntwo"
    assert prose("2 < 3 & so on\n\nnext") == "2 < 3 & so on\nnext"
    assert prose("a&nbsp;b &amp; c<style>p{}</style>") == "a b & c"
    assert plain_line("<p>A</p><p>B</p>") == "A B"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_markup_gives_text(markup):
    """Whatever stands in a feed, its text is lines without empty ones."""
    assert all(line.strip() for line in prose(markup).split("\n") if prose(markup))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_damage_is_read_or_refused(data):
    """A feed with bytes cut out or put in is read as far as it can be, or refused in a sentence."""
    whole = data.draw(st.sampled_from([rss("<title>A</title><link>/a</link>"), ATOM, SITEMAP])).encode()
    at = data.draw(st.integers(0, len(whole)))
    damaged = whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 40)) :]
    entries = ()
    with contextlib.suppress(SourceError):
        entries = read(damaged).entries
    assert all(e.url is None or e.url.startswith("http") for e in entries)


def test_ten_thousand_entries():
    """A feed of ten thousand entries is within what is read."""
    data = SITEMAP.encode()
    page = data[data.index(b"<url>") : data.index(b"</url>") + 6]
    feed = read(data.replace(page, page * 10_000))
    assert len(feed.entries) == 10_000
    assert len(data) * 10_000 < reading_module.LARGEST_FEED * 2
