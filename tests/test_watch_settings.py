"""The file of feeds, and what is wrong in it."""

import re
from pathlib import Path

import pytest

from dateline.errors import SettingError
from dateline.sources.feeds import FeedKind
from dateline.watch import FeedSetting, read_settings
from dateline.watch.patience import DAY, Patience, retry_after
from dateline.watch.settings import duration

DOCS = Path(__file__).resolve().parent.parent / "docs" / "watch.md"


def written(folder, text):
    """A file with that text."""
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file(tmp_path):
    """Every key of a feed, and what holds for all unless a feed says otherwise."""
    watched = read_settings(
        written(
            tmp_path,
            'every = "1h"\npause = 5\ncontact = "desk@harbour.example"\n[harbour]\n'
            'url = "https://harbour.example/feed"\n["andean post"]\nurl = "https://andean.example/sitemap.xml"\n'
            'outlet = "Andean Post"\nevery = "90s"\nkind = "sitemap"\nfull_text = "feed"\n',
        )
    )
    assert (watched.pause, watched.contact) == (5.0, "desk@harbour.example")
    assert watched.feeds == (
        FeedSetting("harbour", "https://harbour.example/feed", None, 3600.0),
        FeedSetting(
            "andean post",
            "https://andean.example/sitemap.xml",
            "Andean Post",
            90.0,
            FeedKind.SITEMAP,
            from_feed=True,
        ),
    )


def test_the_example_of_a_file_of_feeds_can_be_used(tmp_path):
    """The TOML in docs/watch.md is a file that the command takes."""
    toml = re.search(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert [feed.name for feed in read_settings(written(tmp_path, toml[1])).feeds] == [
        "meridian",
        "andean-news",
    ]


GOOD = '[a]\nurl = "https://a.example/feed"\n'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", None, "names no feed"),
        ("[a\n", 1, "is no TOML"),
        (GOOD + "[a]\n", 3, "is no TOML"),
        ("[a]\noutlet = 'A'\n", 1, "needs a url"),
        ("[a]\n\nurl = 'feed.xml'\n", 3, "needs a url"),
        ("[a]\nurl = 'ftp://a.example/'\n", 2, "needs a url"),
        ("[a]\nurl = 3\n", 2, "needs words in quotation marks for url"),
        (GOOD + "outlet = ''\n", 3, "needs words in quotation marks for outlet"),
        (GOOD + "every = '1s'\n", 3, "needs a time for every"),
        (GOOD + "every = 'often'\n", 3, "from 1m to 7d"),
        (GOOD + "every = true\n", 3, "needs a time for every"),
        ("pause = '-1s'\n" + GOOD, 1, "needs a time for pause"),
        (GOOD + "kind = 'html'\n", 3, "needs one of rss, atom, json, sitemap"),
        (GOOD + "full_text = true\n", 3, "needs one of page, feed"),
        (GOOD + "outlt = 'A'\n", 3, "did you mean outlet"),
        ("evry = '1h'\n" + GOOD, 1, "did you mean every"),
        (GOOD + "\n['b c']\nurl = 'http://a.example/feed/'\n", 5, "has the address of [a]"),
        (GOOD + "[a.b]\nc = 1\n", None, "has no use for 'b'"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, text, line, words):
    """One sentence that names the file, the line and what to do."""
    with pytest.raises(SettingError, match=re.escape(words)) as caught:
        read_settings(written(tmp_path, text))
    message = str(caught.value)
    assert "feeds.toml" in message
    assert "\n" not in message
    assert line is None or f"line {line}" in message


@pytest.mark.parametrize("data", [b"\xff\xfe", None])
def test_a_file_that_cannot_be_read(tmp_path, data):
    """A file that is not there, or is no UTF-8, is told."""
    path = tmp_path / "feeds.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(SettingError, match=r"cannot be read"):
        read_settings(path)


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("90s", 90),
        (" 15m ", 900),
        ("1.5h", 5400),
        ("7d", 604800),
        (30, 30),
        ("15", None),
        ("m", None),
        (True, None),
    ],
)
def test_times(words, seconds):
    """A time is a number with s, m, h or d, or a number of seconds."""
    assert duration(words) == seconds


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("Thu, 20 Mar 2031 12:10:00 GMT", 600),
        ("Thu, 20 Mar 2031 11:00:00 GMT", 0),
        ("99999999999999", DAY),
        ("Thu, 20 Mar 2131 12:00:00 GMT", DAY),
        ("-5", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after(header, seconds):
    """Seconds or a date; a day at most, and nonsense is nothing."""
    assert retry_after({"retry-after": header}, 1_931_774_400.0) == seconds


def test_patience_has_an_end():
    """However often something failed, the wait stays within a day, and is no shorter than was asked."""
    patience = Patience()
    assert max(patience.visit(600, n) for n in range(2_000)) <= DAY * 1.05
    assert patience.visit(7 * DAY, 3) >= 7 * DAY * 0.95
    assert patience.visit(600, 0, 5_000) >= 5_000
    assert max(patience.fetch(n) for n in range(1, 2_000)) <= 6 * 3600 * 1.2
