"""One watcher over a good feed and more than thirty that misbehave, each in another way, for many hours."""

import re

import pytest
from misbehaviour import WAYS
from watching import Rig, Site, article, item, rss, send_feed

from dateline.sources import address as address_module
from dateline.watch import FeedSetting, Watched
from dateline.watch.status import status, troubles

HOURS = 30
GOOD = [f"Good{n}" for n in range(1, 7)]


@pytest.fixture(scope="module")
def watch(tmp_path_factory):
    """What came of it: by feed its status, the titles in the ledger, the lines that were told."""
    patch = pytest.MonkeyPatch()
    patch.setattr(address_module, "is_public", lambda ip: ip == "127.0.0.1")
    rig = Rig(tmp_path_factory.mktemp("watch"))
    opened = {way.name: Site(dict(way.pages)) for way in WAYS}
    good = lambda h, n: send_feed(h, rss(*map(item, GOOD[max(0, n - 5) : n])))  # noqa: E731
    opened["good"] = Site({f"/{name}": article(name) for name in GOOD} | {"/feed": good})
    feeds = [FeedSetting(name, f"{site.url}/feed", "Harbour Post", 14400.0) for name, site in opened.items()]
    try:
        tally = rig.run(Watched(tuple(feeds), 2.0), seconds=HOURS * 3600.0, allow_private=False)
        with rig.state() as state:
            feeds, sorrows = {row.feed: row for row in status(state)}, troubles(state, 200)
        yield {
            "tally": tally,
            "feeds": feeds,
            "sorrows": sorrows,
            "titles": rig.titles(),
            "told": rig.told,
            "asked": {name: site.asked for name, site in opened.items()},
        }
    finally:
        patch.undo()
        for site in opened.values():
            site.close()


def test_there_are_thirty_ways():
    """The list of ways is as long as was promised, and no two have one name."""
    assert len({way.name for way in WAYS}) == len(WAYS) >= 30


def test_the_watcher_goes_on(watch):
    """The feed that behaves is visited all the time, and each of its articles is there once."""
    assert {f"Talks in {name}": watch["titles"][f"Talks in {name}"] for name in GOOD} == {
        f"Talks in {name}": 1 for name in GOOD
    }
    assert watch["feeds"]["good"].error is None
    assert watch["asked"]["good"]["/feed"] >= HOURS // 4 - 1


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_what_was_offered_is_there_once(watch, way):
    """Whatever the server does, every article that can be had is in the ledger, and once."""
    found = {name: watch["titles"][f"Talks in {name}"] for name in way.articles}
    assert found == dict.fromkeys(way.articles, 1)
    row = watch["feeds"][way.name]
    assert row.entries == row.added + row.given_up + row.known == len(way.articles) + way.given_up
    assert row.given_up == way.given_up


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_it_says_what_happened(watch, way):
    """What went wrong is told in one sentence that names the feed; where nothing did, nothing is."""
    told = [line for line in watch["told"] if line.startswith(f"{way.name}: ")]
    told = [line for line in told if not re.search(r": \d+ new, \d+ changed of ", line)]
    told += [t.reason for t in watch["sorrows"] if t.feed == way.name]
    if way.said is None:
        assert told == [] or way.name == "an article that fails at first"
    else:
        assert any(way.said in line for line in told)
    assert all("\n" not in line and line.rstrip().endswith(".") for line in told)


def test_nobody_is_asked_more_than_is_due(watch):
    """No article that was had is fetched again, and robots.txt is asked for once a day."""
    for way in WAYS:
        asked = watch["asked"][way.name]
        assert all(asked[f"/{name}"] <= 6 for name in way.articles)
        assert asked["/robots.txt"] <= HOURS // 24 + 3
