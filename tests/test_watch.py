"""Watching feeds: conditional requests, manners, versions, once and only once."""

import itertools

from watching import Rig, article, item, rss, send, send_feed, sites, story

from dateline.ledger import Ledger
from dateline.sources.feeds import FeedKind
from dateline.watch import FeedSetting, Watched

HOUR = 3600.0


def watched(*urls, pause=2.0, **options):
    """Feeds that are visited every ten minutes."""
    every = options.pop("every", 600.0)
    feeds = [FeedSetting(f"feed{n}", url, "Harbour Post", every, **options) for n, url in enumerate(urls, 1)]
    return Watched(tuple(feeds), pause)


def test_what_a_feed_offers_is_read_once(tmp_path):
    """Each article is fetched and added once, however often the feed is visited."""
    names = ["Alder", "Birch", "Cedar"]
    pages = {f"/{name}": article(name) for name in names} | {"/feed": rss(*map(item, names)).encode()}
    rig = Rig(tmp_path)
    with sites(pages) as site:
        tally = rig.run(watched(f"{site.url}/feed"), seconds=HOUR)
        assert rig.titles() == {f"Talks in {name}": 1 for name in names}
        assert [site.asked[f"/{name}"] for name in names] == [1, 1, 1]
    assert (tally.offered, tally.added, tally.given_up) == (3, 3, 0)
    assert tally.visits >= 5


def test_conditional_requests(tmp_path):
    """What a feed said of its version is sent back, and a 304 brings nothing and costs nothing."""

    def feed(handler, _):
        if handler.headers.get("If-None-Match") == '"v1"' and handler.headers.get("If-Modified-Since"):
            send(handler, b"", status=304, length=0)
        else:
            send_feed(handler, rss(item("Alder")), ETag='"v1"', Last_Modified="Thu, 20 Mar 2031 10:00:00 GMT")

    rig = Rig(tmp_path)
    with sites({"/feed": feed, "/Alder": article("Alder")}) as site:
        rig.run(watched(f"{site.url}/feed"), seconds=HOUR)
        conditions = [h.get("if-none-match") for path, h in site.seen if path == "/feed"]
    assert conditions[0] is None
    assert set(conditions[1:]) == {'"v1"'}
    assert rig.titles() == {"Talks in Alder": 1}


def test_the_first_round_is_resumed_with_what_is_known(tmp_path):
    """A restart asks with the validators of before, and fetches nothing again."""
    rig = Rig(tmp_path)
    feed = lambda h, _: send_feed(h, rss(item("Alder")), ETag='"v1"')  # noqa: E731
    with sites({"/feed": feed, "/Alder": article("Alder")}) as site:
        for _ in range(3):
            rig.run(watched(f"{site.url}/feed"), once=True)
        assert site.seen[-1][1]["if-none-match"] == '"v1"'
        assert (site.asked["/feed"], site.asked["/Alder"]) == (3, 1)


def test_one_connection_and_a_pause_for_each_host(tmp_path):
    """A host is asked one thing at a time, with the pause between two that robots.txt asks for."""
    moments = []
    rig = Rig(tmp_path)

    def page(handler, _):
        moments.append(rig.clock.now())
        send(handler, article(handler.path[1:]))

    names = [f"Alder{n}" for n in range(12)]
    pages = {f"/{name}": page for name in names} | {
        "/feed": rss(*map(item, names)).encode(),
        "/robots.txt": b"User-agent: *\nCrawl-delay: 7\nDisallow: /private",
    }
    with sites(pages, dict(pages), {"/feed": rss().encode()}) as (slow, other, _):
        rig.run(watched(f"{slow.url}/feed", f"{other.url}/feed", pause=1.5), once=True)
        assert (slow.most_open, other.most_open) == (1, 1)
    assert len(moments) == 24
    assert rig.clock.now() - moments[0] >= 7 * 11


def test_robots_txt_is_kept(tmp_path):
    """What robots.txt forbids is not fetched, and the entry says why."""
    pages = {
        "/feed": rss(item("Alder"), item("Birch", "/private/Birch")).encode(),
        "/robots.txt": b"User-agent: *\nDisallow: /private",
        "/Alder": article("Alder"),
        "/private/Birch": article("Birch"),
    }
    rig = Rig(tmp_path)
    with sites(pages) as site:
        tally = rig.run(watched(f"{site.url}/feed"), seconds=HOUR)
        assert site.asked["/private/Birch"] == 0
        assert site.asked["/robots.txt"] == 1
        assert site.seen[0][1]["user-agent"].startswith("dateline/")
    assert (tally.added, tally.given_up) == (1, 1)
    assert [line for line in rig.told if "robots.txt" in line and "/private/Birch" in line]


def test_a_server_says_how_long_to_wait(tmp_path):
    """After a 429 with Retry-After nothing is asked of that host before the time is over, feed or article."""
    moments = []
    rig = Rig(tmp_path)

    def page(handler, times):
        moments.append(rig.clock.now())
        if times == 1:
            send(handler, b"", status=429, Retry_After="1200")
        else:
            send(handler, article("Alder"))

    with sites({"/feed": rss(item("Alder"), item("Birch")).encode(), "/Alder": page}) as site:
        site.pages["/Birch"] = lambda h, _: (moments.append(rig.clock.now()), send(h, article("Birch")))
        rig.run(watched(f"{site.url}/feed"), seconds=2 * HOUR)
    assert sorted(rig.titles()) == ["Talks in Alder", "Talks in Birch"]
    assert moments[1] - moments[0] >= 1200


def test_a_feed_that_fails_is_visited_less_and_less(tmp_path):
    """The pause before a failing feed doubles up to a day, and is as before once it answers again."""
    moments = []
    rig = Rig(tmp_path)

    def feed(handler, times):
        moments.append(rig.clock.now())
        if times <= 9:
            send(handler, b"", status=500)
        else:
            send_feed(handler, rss(item("Alder")))

    with sites({"/feed": feed, "/Alder": article("Alder")}) as site:
        rig.run(watched(f"{site.url}/feed"), seconds=6 * 24 * HOUR)
        with rig.state() as state:
            row = state.feed("feed1")
    pauses = [b - a for a, b in itertools.pairwise(moments)]
    assert all(wait <= 24 * HOUR * 1.06 for wait in pauses)
    assert all(1.7 < b / a < 2.3 for a, b in itertools.pairwise(pauses[:7]))
    assert min(pauses[9:]) < 700
    assert (row["failures"], row["error"], rig.titles()["Talks in Alder"]) == (0, None, 1)
    assert sum("500" in line for line in rig.told) == 1


def test_an_update_is_another_version_of_the_same_report(tmp_path):
    """A corrected article is read again under the same key; an update without other words adds nothing."""
    texts = {"now": story("Alder")}
    updates = {"now": "2031-03-20T10:00:00Z"}

    def feed(handler, _):
        send_feed(handler, rss(item("Alder", **{"atom:updated": updates["now"]})))

    pages = {"/feed": feed, "/Alder": lambda h, _: send(h, article("Alder", text=texts["now"]))}
    rig = Rig(tmp_path)
    with sites(pages) as site:
        feeds = watched(f"{site.url}/feed")
        rig.run(feeds, once=True)
        updates["now"] = "2031-03-20T13:00:00Z"
        assert rig.run(feeds, once=True).known == 1
        rig.clock.turn(3 * HOUR)
        updates["now"], texts["now"] = "2031-03-20T15:00:00Z", story("Alder").replace("Thursday", "Friday")
        rig.run(feeds, once=True)
        rig.clock.turn(3 * HOUR)
        updates["now"], texts["now"] = "2031-03-20T18:00:00Z", story("Alder")
        rig.run(feeds, once=True)
    found = [(r.document.provenance.key, r.document.provenance.version) for r in rig.reports()]
    assert len({key for key, _ in found}) == 1
    assert sorted(version for _, version in found) == [f"2031-03-20T{hour}:00:00Z" for hour in (10, 15, 18)]
    with Ledger(rig.ledger_path) as ledger:
        counts = [entry.id for entry in ledger.reports() if entry.standing is None]
        assert [ledger.report(one).document.provenance.version[11:13] for one in counts] == ["18"]


def test_a_feed_that_does_not_date_its_updates(tmp_path):
    """Without an update time the version is when the change was seen."""
    names = {"now": "Alder"}
    pages = {
        "/feed": lambda h, _: send_feed(h, rss(item("Alder", title=f"{names['now']} again"))),
        "/Alder": lambda h, _: send(h, article(names["now"])),
    }
    rig = Rig(tmp_path)
    with sites(pages) as site:
        rig.run(watched(f"{site.url}/feed"), once=True)
        rig.clock.turn(HOUR)
        names["now"] = "Birch"
        rig.run(watched(f"{site.url}/feed"), once=True)
    versions = [r.document.provenance.version for r in rig.reports()]
    first, second = sorted(v or "" for v in versions)
    assert first == ""
    assert second.startswith("2031-03-20T13:")


def test_an_article_that_moves_stays_the_same(tmp_path):
    """An entry with the same id at another address, in the place of the old one, is a version of it."""
    link = {"now": "/talks-in-ader"}
    pages = {
        "/feed": lambda h, _: send_feed(h, rss(item("Alder", link["now"]))),
        "/talks-in-ader": article("Alder"),
        "/talks-in-alder": article("Alder", text=story("Alder").replace("Thursday", "Friday")),
    }
    rig = Rig(tmp_path)
    with sites(pages) as site:
        rig.run(watched(f"{site.url}/feed"), once=True)
        link["now"] = "/talks-in-alder"
        rig.run(watched(f"{site.url}/feed"), once=True)
    assert len(rig.reports()) == 2
    assert len({r.document.provenance.key for r in rig.reports()}) == 1


def test_an_article_in_two_feeds_and_under_two_addresses(tmp_path):
    """Counting parameters, a second feed, and a second address with the same words make no second report."""
    pages = {
        "/world": rss(item("Alder", "/Alder?utm_source=world")).encode(),
        "/politics": rss(item("Alder", "/Alder?utm_source=politics"), item("Alder", "/2031/Alder")).encode(),
    }
    page = article("Alder")
    pages |= dict.fromkeys(("/Alder?utm_source=world", "/Alder?utm_source=politics", "/2031/Alder"), page)
    rig = Rig(tmp_path)
    with sites(pages) as site:
        tally = rig.run(watched(f"{site.url}/world", f"{site.url}/politics"), seconds=HOUR)
        with rig.state() as state:
            counts = state.counts()
    assert rig.titles() == {"Talks in Alder": 1}
    assert (tally.offered, tally.known) == (2, 1)
    assert (sum(counts["feed1"].values()), sum(counts["feed2"].values())) == (2, 3)


def test_the_same_words_of_another_outlet_are_another_report(tmp_path):
    """A copy in another paper is kept: the ledger tells copies from origins."""
    pages = {"/feed": rss(item("Alder")).encode(), "/Alder": article("Alder")}
    rig = Rig(tmp_path)
    with sites(pages, dict(pages)) as (one, other):
        feeds = (
            FeedSetting("one", f"{one.url}/feed", "Harbour Post"),
            FeedSetting("two", f"{other.url}/feed", "Andean Post"),
        )
        rig.run(Watched(feeds), once=True)
    assert sorted(r.document.outlet for r in rig.reports()) == ["Andean Post", "Harbour Post"]


def test_credits_are_kept(tmp_path):
    """The source that an item names, and an author that is a news agency, are credits; a person is none."""
    author = "desk@x.example (Ada Lind and Reuters)"
    credited = item("Alder", source="Coast Wire", author=author)
    pages = {"/feed": rss(credited).encode(), "/Alder": article("Alder")}
    rig = Rig(tmp_path)
    with sites(pages) as site:
        rig.run(watched(f"{site.url}/feed"), once=True)
    (report,) = rig.reports()
    assert report.document.provenance.credits == ("Coast Wire", "Reuters")
    assert report.document.provenance.key.endswith("/Alder")
    assert report.document.provenance.record == "feed feed1"


def test_the_text_can_come_from_the_feed(tmp_path):
    """With full_text = "feed" only the feed is fetched; an entry without text is fetched all the same."""
    text = "".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in story("Alder").split("\n"))
    full = item("Alder", description=text)
    pages = {"/feed": rss(full, item("Birch")).encode(), "/Birch": article("Birch")}
    rig = Rig(tmp_path)
    with sites(pages) as site:
        rig.run(watched(f"{site.url}/feed", from_feed=True), once=True)
        assert site.asked["/Alder"] == 0
        texts = {r.document.title: r.document for r in rig.reports()}
        assert texts["Talks in Alder"].text == f"Talks in Alder\n{story('Alder')}"
        assert texts["Talks in Alder"].url == f"{site.url}/Alder"
    assert "Talks in Birch" in texts


def test_an_index_of_news_sitemaps(tmp_path):
    """The sitemaps that an index names are read with it."""
    space = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    news = (
        f"<urlset {space}><url><loc>/Alder</loc><news:news><news:title>Talks in Alder</news:title>"
        "<news:publication_date>2031-03-20</news:publication_date></news:news></url></urlset>"
    )
    one = "<sitemap><loc>{}</loc></sitemap>".format
    pages = {
        "/index": f"<sitemapindex>{one('/news')}{one('/none')}</sitemapindex>".encode(),
        "/news": news.encode(),
        "/Alder": article("Alder"),
    }
    rig = Rig(tmp_path)
    with sites(pages) as site:
        rig.run(watched(f"{site.url}/index", kind=FeedKind.SITEMAP), once=True)
        with rig.state() as state:
            assert "404" in state.feed("feed1")["error"]
    assert rig.titles() == {"Talks in Alder": 1}


def test_a_round_ends_and_leaves_what_is_put_off(tmp_path):
    """With once the watcher ends by itself; an article that failed waits for another round."""
    pages = {
        "/feed": rss(item("Alder"), item("Birch")).encode(),
        "/Alder": lambda h, n: send(h, article("Alder")) if n > 1 else send(h, b"", status=503),
        "/Birch": article("Birch"),
    }
    rig = Rig(tmp_path)
    with sites(pages) as site:
        feeds = watched(f"{site.url}/feed")
        first = rig.run(feeds, once=True)
        again = rig.run(feeds, once=True)
        rig.clock.turn(120)
        last = rig.run(feeds, once=True)
    assert [(t.added, t.failed) for t in (first, again, last)] == [(1, 1), (0, 0), (1, 0)]
