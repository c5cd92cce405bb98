"""Five thousand hostile strings through every page, feed and table: shown as text, and nothing broken."""

import csv
import io
from html.parser import HTMLParser
from itertools import cycle, islice, product
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient
from ledger_reports import claim, document, meeting, position, statement

import dateline
from dateline.model.findings import Findings
from dateline.model.report import Report
from dateline.serve.application import application
from dateline.serve.settings import Settings

HOST = "http://127.0.0.1:8321"
REPORTS, EACH = 25, 200
OPENINGS = (
    "",
    "'",
    '"',
    "`",
    "--&gt;",
    "]]>",
    "</p>",
    "</title>",
    "</script>",
    "</textarea>",
    "{{",
    "{%",
    "\\",
    "&",
)
ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<style>*{background:url(//evil.example)}</style>",
    "<base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><button>",
    "onmouseover=alert(1) x=",
    "javascript:alert(1)",
    "=HYPERLINK(1)",
    "7*7}}",
    "config.items()%}",
    "\u202eexe.gpj\u2066",
    "\u0000\u0007\u001b[31m",
    "<!--<math><mtext></form><mglyph>",
    "<details open ontoggle=alert(1)>",
)
CLOSINGS = (
    "",
    "\u2028",
    "<",
    ">",
    "'",
    '"',
    "-->",
    "}}",
    "\U0001f3f3",
    "e\u0301",
    "\u05d0\u0627",
    "%00",
    "&#60;",
    "\\x3c",
)
ALLOWED = frozenset(
    [
        "a",
        "abbr",
        "article",
        "aside",
        "b",
        "blockquote",
        "body",
        "br",
        "button",
        "code",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "head",
        "header",
        "html",
        "i",
        "input",
        "kbd",
        "label",
        "legend",
        "li",
        "link",
        "main",
        "mark",
        "meta",
        "nav",
        "ol",
        "option",
        "p",
        "path",
        "progress",
        "rect",
        "script",
        "section",
        "select",
        "small",
        "span",
        "strong",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "text",
        "textarea",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "ul",
        "circle",
        "g",
    ]
)
"""The elements that our pages are made of."""


def strings():
    """As many hostile strings as are wanted, no two alike."""
    kinds = cycle(product(OPENINGS, ATTACKS, CLOSINGS))
    for number, (opening, attack, closing) in enumerate(islice(kinds, REPORTS * EACH)):
        yield f"{opening}{attack}{closing} no. {number}"


def hostile_report(number, words):
    """A report in which each of ``words`` is said by somebody of such a name."""
    lines = [f"{w} SPEAKER{n} said CONTENT{n} {w}" for n, w in enumerate(words)]
    first = words[0]
    doc = document("\n".join(lines), f"2031-03-{number % 28 + 1:02d}", first, title=words[1], url=words[2])
    said = tuple(
        statement(doc, n + 1, f"{w} SPEAKER{n} ", "said", f"CONTENT{n} {w}", side=w)
        for n, w in enumerate(words)
    )
    met = meeting(
        1,
        (words[3], words[4]),
        [claim(doc, "CONTENT0", "planned", words[5])],
        place=words[6],
        when="2031-03-30",
    )
    stand = position(doc, words[7], "demands", "other", "CONTENT1", speaker=words[8], condition="CONTENT2")
    return Report(doc, Findings(statements=said, meetings=(met,), positions=(stand,)))


class Checked(HTMLParser):
    """Reads a page, and keeps what no page of ours has."""

    def __init__(self):
        """Nothing is odd yet."""
        super().__init__()
        self.odd = []

    def handle_starttag(self, tag, attrs):
        """An element begins."""
        if tag not in ALLOWED:
            self.odd.append(tag)
        if tag == "script" and not dict(attrs).get("src", "").startswith("/static/"):
            self.odd.append("script of its own")
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc", "http-equiv"}:
                self.odd.append((tag, name, value))
            if name in {"href", "src", "action"}:
                self._address(tag, name, value or "")

    def _address(self, tag, name, value):
        parts = urlsplit(value)
        ours = not parts.scheme and not parts.netloc and (value.startswith(("/", "#", "?")) or not value)
        if not ours and not (tag == "a" and parts.scheme in {"http", "https"}):
            self.odd.append((tag, name, value))


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk over a ledger of nothing but attacks."""
    place = tmp_path_factory.mktemp("hostile") / "desk.db"
    wanted = strings()
    with dateline.Ledger(place) as ledger:
        for number in range(REPORTS):
            ledger.add(hostile_report(number, list(islice(wanted, EACH))))
        shown = [m.id for m in ledger.meetings()], [r.id for r in ledger.reports()]
    with TestClient(application(Settings(place, rate=0)), base_url=HOST) as client:
        yield client, *shown


def pages_of_statements(client):
    """Every page of the statements, by its link to older ones."""
    path = "/statements?limit=500"
    while path:
        text = client.get(path, headers={"accept": "text/html"}).text
        yield path, text
        older = text.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
        path = f"{older}&limit=500" if older and "limit=" not in older else older


def test_no_page_is_broken_by_what_a_report_says(desk):
    """Every page has our elements and addresses only, whatever five thousand strings try."""
    client, meetings, reports = desk
    paths = ["/?all=1", "/meetings", "/positions", "/reports", "/review", "/review?kind=statements"]
    paths += [f"/meetings/{m}" for m in meetings[:3]] + [f"/reports/{r}" for r in reports]
    texts = [(p, client.get(p, headers={"accept": "text/html"}).text) for p in paths]
    said = list(pages_of_statements(client))
    assert sum(text.count('class="speaker"') for _, text in said) == REPORTS * EACH
    for path, text in [*texts, *said]:
        checked = Checked()
        checked.feed(text)
        assert checked.odd == [], path


def test_no_feed_or_table_is_broken_by_what_a_report_says(desk):
    """The feed is XML, the table has its columns, the calendar its lines, JSON its strings."""
    client, _, _ = desk
    feed = ET.fromstring(client.get("/changes.atom").text)  # noqa: S314 - our own feed
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) > REPORTS
    rows = list(csv.reader(io.StringIO(client.get("/statements.csv").text)))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) == REPORTS * EACH + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@"))]
    lines = client.get("/meetings.ics").text.split("\r\n")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 0
    items = client.get("/api/v1/statements?limit=500").json()["items"]
    assert all(item["claim"].startswith("CONTENT") for item in items)
