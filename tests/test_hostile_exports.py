"""Five thousand hostile strings through everything that a program might execute, render or misread."""

import itertools
import random
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from dateline.export.brief.compose import Brief, Item, Quoted, Section
from dateline.export.brief.html import brief_html
from dateline.export.brief.markdown import brief_markdown
from dateline.export.calendar import calendar
from dateline.export.cite import Citation, bibtex
from dateline.export.feeds import atom
from dateline.model.entries import Change, ChangeKind, DatedAssertion, Meeting
from dateline.model.findings import Format, MeetingKind, Participant, Status
from dateline.model.rows import Passage
from dateline.model.times import When

BATCH = 100
PIECES = (
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "</title>",
        "</style>",
    ),
    *(
        "<!--",
        "-->",
        "]]>",
        "<![CDATA[",
        "&lt;script&gt;",
        "&#60;",
        "&",
        "%3Cscript%3E",
        "<?xml?>",
        "<!DOCTYPE x>",
    ),
    *(
        '"',
        "'",
        "`",
        '" onmouseover="x',
        "' autofocus onfocus='x",
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
    ),
    *(
        "\r\n",
        "\n",
        "\r",
        "\t",
        "\x00",
        "\x07",
        "\x1b[31m",
        "\x7f",
        "\x85",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\ufffe",
    ),
    *(
        "\u202e",
        "\u202d",
        "\u202a",
        "\u2066",
        "\u2067",
        "\u2069",
        "\u200f",
        "\ud800",
        "\udfff",
        "\U0001f600",
        "e\u0301",
    ),
    *(
        "\r\nBEGIN:VEVENT\r\n",
        "\r\nEND:VCALENDAR\r\n",
        "\\n",
        "\\,",
        ";",
        ",",
        ":",
        "ATTACH:file:///etc/passwd",
    ),
    *(
        "=1+1",
        "+1",
        "@SUM(A1)",
        "[x](javascript:alert(1))",
        "![x](http://x.invalid/)",
        "# h",
        "* * *",
        "|",
        "~~~",
        "$x$",
    ),
    *("\\input{x}", "}", "{", "%", "\\end{document}", "$$", "#", "_", "^", "~", "{{7*7}}", "${x}", "{% x %}"),
    *("a", "Ana Brook", " ", "", "עברית", "العربية", "漢字", "x" * 300),
)


def strings():
    """The same five thousand on every run: each piece, pairs of pieces, and longer mixtures."""
    mixed = random.Random(7)  # noqa: S311 - a seed is what makes the run repeatable
    yield from PIECES
    yield from (f"{one}{other}" for one, other in itertools.product(PIECES[:30], PIECES[30:]))
    while True:
        yield "".join(mixed.choices(PIECES, k=mixed.randint(2, 7)))


def batches():
    """The five thousand, a hundred at a time."""
    source = itertools.islice(strings(), 5000)
    return [list(itertools.islice(source, BATCH)) for _ in range(5000 // BATCH)]


HIDDEN = set("\x00\x07\x1b\x7f\x85\u202e\u202d\u202a\u2066\u2067\u2069\ufffe\ud800\udfff")


def passage(words):
    """Words in a report by an outlet of the same name."""
    return Passage("r1", 0, len(words), words, words, When.parse("2031-03-05"))


def change(number, words):
    """A change in which everything is hostile."""
    return Change(f"c{number}", ChangeKind.STATUS, "m1", words, words, words, words, passage(words))


def meeting(number, words):
    """A meeting in which everything is hostile."""
    claim = DatedAssertion("r1.m1", Status.HELD, passage(words), by=(words,))
    people = (Participant(words, words), Participant(words))
    facts = MeetingKind.MEETING, Format.UNKNOWN, Status.HELD, (claim,), ("r1.m1",), words
    return Meeting(f"m{number}", words, people, *facts, When.parse("2031-03-10"))


def citation(number, words):
    """A citation in which everything is hostile."""
    return Citation(f"r1.s{number}", "r1", words, None, words, words, "0" * 64, passage(words), (words,))


class Page(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self, page):
        """Read the page at once."""
        super().__init__()
        self.tags = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("batch", batches(), ids=lambda batch: ascii(batch[0])[:20])
def test_nothing_is_executed_broken_or_lost(batch):
    """Feed, calendar, notebook, brief and citations stay well-formed, without markup of a report."""
    _feed_holds(batch)
    _calendar_holds(batch)
    _pages_hold(batch)
    _citations_hold(batch)


def _feed_holds(batch):
    feed = ET.fromstring(atom([change(n, w) for n, w in enumerate(batch)], title=batch[0]))  # noqa: S314 - ours
    contents = [e.text for e in feed.iter("{http://www.w3.org/2005/Atom}content")]
    assert len(contents) == len(batch)
    for content in contents:
        assert {tag for tag, _ in Page(content).tags} == {"p", "blockquote"}
        assert not set(content) & HIDDEN


def _calendar_holds(batch):
    made = calendar([meeting(n, w) for n, w in enumerate(batch)], name=batch[-1])
    lines = made.replace("\r\n ", "").split("\r\n")
    assert sum(line == "BEGIN:VEVENT" for line in lines) == len(batch)
    assert sum(line == "END:VCALENDAR" for line in lines) == 1
    assert all(re.match(r"[A-Z-]+[:;]", line) for line in lines[:-1])
    assert not any(line.startswith("ATTACH") for line in lines)
    assert not set(made) & HIDDEN


def _pages_hold(batch):
    for number, words in enumerate(batch):
        page = meeting(number, words)._repr_html_()
        assert {tag for tag, _ in Page(page).tags} <= {
            "div",
            "span",
            "strong",
            "br",
            "small",
            "p",
            "em",
            "ul",
            "li",
        }
        assert not set(page) & HIDDEN
    brief = _brief(batch)
    for tag, attributes in Page(brief_html(brief)).tags:
        assert tag not in {"script", "img", "svg", "iframe", "object", "link", "base", "form"}
        assert not [a for a in attributes if a.startswith("on") or a in {"src", "srcdoc", "autofocus"}]
        assert attributes.get("href", "#").startswith(("#source-", "http://", "https://", "#"))
    text = brief_markdown(brief)
    assert not re.search(r"(?<!\\)(?:\\\\)*[<`]", text)
    assert not re.search(r"(?<!\\)(?:\\\\)*\]\(", text)
    assert not set(text) & HIDDEN


def _brief(batch):
    quoted = [Quoted(w, w, n, 0, len(w)) for n, w in enumerate(batch, 1)]
    items = tuple(Item(q.words, q.words, (q.words,), (q,)) for q in quoted)
    sources = tuple(citation(n, w) for n, w in enumerate(batch))
    return Brief(batch[0], (Section(batch[-1], items),), sources)


def _citations_hold(batch):
    citations = [citation(n, w) for n, w in enumerate(batch)]
    assert all(len(c.plain.splitlines()) == 1 for c in citations)
    entries = bibtex(citations)
    assert len(re.findall(r"^@misc\{", entries, re.MULTILINE)) == len(batch)
    bare = re.sub(r"\\[{}\\$&#_%~^]", "", entries)
    depth = 0
    for character in bare:
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0
