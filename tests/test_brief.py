"""The brief, to print and to paste."""

import re
from html.parser import HTMLParser

import pytest
from export_reports import filled

from dateline.export.brief import brief_html, brief_markdown, compose
from dateline.query import Query


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A ledger with something of everything."""
    with filled(tmp_path_factory.mktemp("brief") / "desk.db") as opened:
        yield opened


class Page(HTMLParser):
    """Tags, attributes and text of a page, as a browser would take them apart."""

    def __init__(self, page):
        """Read the page at once."""
        super().__init__()
        self.tags, self.words = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        """Keep the words."""
        self.words.append(data)


def test_every_quote_is_the_words_of_its_source(ledger):
    """The number behind a quote is that of a report whose text has it at those offsets."""
    brief = compose(ledger, Query())
    assert [s.title for s in brief.sections] == ["What changed", "Meetings", "Positions"]
    for quoted in (q for s in brief.sections for item in s.items for q in item.words):
        text = ledger.report(brief.sources[quoted.source - 1].report).text
        assert text[quoted.start : quoted.end] == quoted.words


def test_a_brief_answers_a_query(ledger):
    """It says the question, and a filter for meetings leaves changes and positions alone."""
    brief = compose(ledger, Query.parse(about="Kern", status="rescheduled"))
    assert brief.question == "Rescheduled changes, meetings and positions about Kern"
    meetings = next(s for s in brief.sections if s.title == "Meetings")
    assert [item.mark for item in meetings.items] == ["rescheduled"]


def test_the_page_runs_and_fetches_nothing(ledger):
    """No script, handler or image, no link but to its sources and to the web, whatever reports say."""
    page = Page(brief_html(compose(ledger, Query())))
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img", "iframe", "link", "object", "form", "svg"}
    assert not [a for _, attributes in page.tags for a in attributes if a.startswith("on")]
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert all(link.startswith(("#source-", "http://", "https://")) for link in links)
    assert "<script>alert(1)</script>" in "".join(page.words)
    assert not set("".join(page.words)) & set("\x07\x1b\u202e\u2067\u202d")


def test_links_inside_the_page_lead_to_a_source(ledger):
    """Each [n] has its source in the list."""
    page = Page(brief_html(compose(ledger, Query())))
    names = {attributes.get("id") for _, attributes in page.tags}
    wanted = {a["href"][1:] for tag, a in page.tags if tag == "a" and a["href"].startswith("#")}
    assert wanted
    assert wanted <= names


def test_markdown_keeps_the_words_of_a_report_words(ledger):
    """A report's brackets, stars and tags are escaped, each quote stays in its line."""
    text = brief_markdown(compose(ledger, Query()))
    assert r"\<script\>alert(1)\</script\>" in text
    assert not re.search(r"(?<!\\)<", text)
    assert (
        "> “Paul Reed and Mila Kern will now meet on Thursday, Mila Kern said.” – Mila Kern \\[2\\] 0–66"
        in text
    )


def test_a_brief_of_nothing_says_so(ledger):
    """A query without an answer gives a page and not an error."""
    nothing = compose(ledger, Query.parse(about="nothing of the kind"))
    assert "Nothing was found." in brief_html(nothing)
    assert brief_markdown(nothing).endswith("Nothing was found.\n")
