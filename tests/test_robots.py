"""robots.txt as RFC 9309 has it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.sources.robots import LARGEST_ROBOTS, Robots

SITE = "https://news.example"


def _allowed(file, path, product="dateline"):
    return Robots.read(file.encode(), product).allow(SITE + path)


@pytest.mark.parametrize(
    ("file", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /private", "/private/talks", False),
        ("User-agent: *\nDisallow: /private\nAllow: /private/open", "/private/open/talks", True),
        ("User-agent: *\nAllow: /private/open\nDisallow: /private", "/private/talks", False),
        ("User-agent: *\nAllow: /p\nDisallow: /p", "/p", True),
        ("User-agent: *\nDisallow: /*?print=", "/talks?print=1", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/talks.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/talks.pdf?page=2", True),
        ("User-agent: *\nDisallow: /a*c$", "/abcxc", False),
        ("User-agent: *\nDisallow: /only$", "/only/not", True),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: *\n\n# a remark\n\nDisallow: /a # and one more", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: Dateline\nDisallow: /", "/a", False),
        ("User-agent: dateline/0.1 (news)\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow: /x", "/a", True),
        ("User-agent: dateline\nDisallow: /x\nUser-agent: dateline\nDisallow: /y", "/y", False),
        ("\ufeffuser-AGENT : *\rDISALLOW : /a", "/a", False),
        ("Disallow: /a", "/a", True),
        ("<html>Not found</html>", "/a", True),
    ],
)
def test_what_may_be_fetched(file, path, allowed):
    """The longest rule of the reader's own group decides, else that of the group for everybody."""
    assert _allowed(file, path) is allowed


def test_the_pause_it_asks_for():
    """Crawl-delay is kept, also with a fraction; nonsense is none."""
    assert Robots.read(b"User-agent: *\nCrawl-delay: 2.5\nDisallow:", "dateline").delay == 2.5
    assert Robots.read(b"User-agent: *\nCrawl-delay: soon\nDisallow:", "dateline").delay is None


def test_a_hostile_file_is_read_in_part():
    """A file of many megabytes, or of one endless line, is no trouble."""
    big = b"User-agent: *\nDisallow: /a\n" + b"Disallow: /" + b"*a" * LARGEST_ROBOTS
    robots = Robots.read(big, "dateline")
    assert not robots.allow(f"{SITE}/a")
    assert robots.allow(f"{SITE}/b")


@settings(deadline=None)
@given(st.binary(max_size=300), st.text(max_size=60))
def test_any_file_can_be_read(data, path):
    """Whatever the bytes are, the answer is yes or no."""
    assert Robots.read(data, "dateline").allow(f"{SITE}/{path}") in {True, False}
