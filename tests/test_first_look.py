"""The first look at a page: what cannot hold diplomacy in English is left out before its article is found."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline.analysis.relevance import is_relevant, may_hold, relevance
from dateline.cli.main import cli
from dateline.errors import NoArticle, NotRelevant, OtherLanguage, ReadingError
from dateline.model.provenance import Form, PubStatus
from dateline.reading import read
from dateline.reading.first_look import BORDER, first_look
from dateline.reading.pages import tree_of
from dateline.reports import document_of
from dateline.sources import Failure, Raw
from dateline.sources.raw import HTML

SAVED = Path(__file__).resolve().parent.parent.parent / "shared" / "inputs" / "html_pages"
TALKS = "The foreign ministers of Norway and Finland will hold talks in Oslo on Monday, both of them said."
SOUP = (
    "Cut the leeks into rings, and let them soften in butter before you add the stock.",
    "Peel the potatoes while you wait, and cut them into pieces that are not too small for the spoon.",
    "The soup is better on the day after, and it keeps for as long as you can keep others from it.",
)
GERMAN = (
    "Die Außenminister von Norwegen und Finnland wollen am Montag in Oslo über die Grenze beraten, hieß es.",
    "Der Präsident sagte nach der Sitzung, dass er von den Gesprächen nichts erwarte und zu Hause bleibe.",
    "Am Dienstag werden die Botschafter der Nachbarländer erwartet, die das Papier noch nicht kennen.",
)
MENU = "".join(
    f"<li><a href='/{n}'>{n}</a></li>" for n in ("Norway", "NATO", "Sanctions", "Peace talks", "War")
)
TEASERS = "".join(
    f"<div><h3><a href='/{n}'>Norway's ambassador warns Finland of war over fish, report {n}</a></h3></div>"
    for n in range(6)
)
LINKED = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TALKS}
PLACES = {
    "an article": "<article>{}</article>",
    "no article": "{}",
    "a form around the page": "<form><div>{}</div></form>",
    "a table": "<table><tr><td>{}</td></tr></table>",
    "a list": "<div class='story'><ul><li>{}</li></ul></div>",
    "a quotation": "<article><blockquote>{}</blockquote></article>",
}


def page(*paragraphs, head="", around="<article>{}</article>", before="", after=""):
    """A page with an article of so many paragraphs."""
    body = around.format("".join(f"<p>{words}</p>" for words in paragraphs))
    return f"<html><head>{head}</head><body>{before}<main>{body}</main>{after}</body></html>"


def raw(html, **facts):
    """The page as a source hands it over."""
    return Raw(html.encode("utf-8", "replace"), HTML, "a page", **facts)


def fully(found):
    """Whether the page is kept when its article is found first, and the gate asked then."""
    try:
        return is_relevant(read(found))
    except ReadingError:
        return False


def refused(found):
    """Why the page is left out of a stream: the kind of error, None for one that is kept."""
    document = document_of(found, keep_all=False)
    return type(document.error) if isinstance(document, Failure) else None


@pytest.fixture
def unread(monkeypatch):
    """No article is looked for: a page that is asked for its own fails the test."""

    def never(*_):
        raise AssertionError

    monkeypatch.setattr("dateline.reading.pages.article", never)


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize(
    "around",
    [
        {},
        {"before": f"<nav><ul>{MENU}</ul></nav>"},
        {"before": f"<div><ul>{MENU}</ul></div>"},
        {"after": f"<aside><p>{TALKS}</p></aside><footer><p>War in Norway</p></footer>"},
        {"after": f"<div class='more'>{TEASERS}</div>"},
        {"after": f"<script>var next = '{TALKS}';</script><style>/* {TALKS} */</style>"},
        {"head": f"<meta name='description' content='{TALKS}'>"},
    ],
    ids=["alone", "menu", "menu without nav", "aside and footer", "teasers", "script", "description"],
)
def test_soup_is_left_out_before_its_article_is_found(around):
    """A page about soup is not relevant at first look, whatever stands in its menus, teasers and scripts."""
    assert refused(raw(page(*SOUP, **around))) is NotRelevant


@pytest.mark.parametrize("around", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize(
    "words",
    [
        TALKS,
        TALKS.replace("Norway", "<a href='/norway'>Norway</a>"),
        TALKS.replace(" ministers", "&nbsp;min&shy;isters").replace("Finland", "F&#105;n<b>land</b>"),
        TALKS.replace(", both", "<br>both"),
        f"<span>{TALKS}</span>",
        f"<!-- a note --> {TALKS}",
        f"{SOUP[0]}<time>10 a.m.</time> {TALKS}",
    ],
    ids=["plain", "link", "entities", "line break", "span", "comment", "beside what is dropped"],
)
def test_talks_are_found_wherever_an_article_may_have_them(words, around):
    """One sentence of talks between paragraphs about soup keeps the page, in any place and spelling."""
    html = page(SOUP[0], words, SOUP[1], around=around, before=f"<ul>{MENU}</ul>")
    assert may_hold(first_look(tree_of(html, "a page")).text)
    assert refused(raw(html)) is None or not fully(raw(html))


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{TALKS}</title>",
        f"<meta property='og:title' content='{TALKS}'>",
        f"<meta name='twitter:title' content='{TALKS}'>",
        f'<script type="application/ld+json">{json.dumps(LINKED)}</script>',
    ],
    ids=["title", "Open Graph", "Twitter", "JSON-LD"],
)
def test_a_title_alone_keeps_a_page(head):
    """The title of a report is a part of it: one that tells of talks keeps a page about soup."""
    html = page(*SOUP, head=head)
    assert fully(raw(html))
    assert refused(raw(html)) is None


def test_the_title_that_came_with_a_page_keeps_it():
    """A feed names the report; so its title counts, whatever the page says."""
    assert refused(raw(page(*SOUP), title=TALKS)) is None
    assert refused(raw(page(*SOUP))) is NotRelevant


def test_a_withdrawal_and_an_event_are_always_kept():
    """A page that takes a report back, or is the record of an event, passes whatever its words."""
    assert refused(raw(page(*SOUP), pub_status=PubStatus.CANCELED)) is None
    assert refused(raw(page(*SOUP), form=Form.EVENT)) is None


@pytest.mark.usefixtures("unread")
def test_a_page_in_another_language_is_told_as_such():
    """A German page is refused at first look in the words of a full reading, also with an English menu."""
    found = document_of(raw(page(*GERMAN, before=f"<ul>{MENU}</ul>")), keep_all=False)
    assert isinstance(found.error, OtherLanguage)
    assert "in German; Dateline reads English" in str(found.error)


def test_english_among_other_languages_is_read():
    """A page whose boilerplate is German and whose article is English is kept."""
    html = page(TALKS, SOUP[0], after="".join(f"<div>{words}</div>" for words in GERMAN * 3))
    assert refused(raw(html)) is not OtherLanguage or not fully(raw(html))
    assert may_hold(first_look(tree_of(html, "a page")).text)


def test_a_page_of_menus_has_no_article():
    """A page with hardly a word outside its menus has no article; it is not about other things."""
    html = f"<html><body><nav>{MENU}</nav><p>Menu</p></body></html>"
    assert refused(raw(html)) is NoArticle


def test_all_is_read_where_all_is_asked_for(tmp_path):
    """A page that is named by itself, or read with ``keep_all``, is read whatever it is about."""
    path = tmp_path / "soup.html"
    path.write_text(page(*SOUP), "utf-8")
    (named,) = dateline.read_all([path], keep_all=False)
    (kept,) = dateline.read_all([tmp_path])
    assert SOUP[0] in named.text
    assert kept.text == named.text
    (skipped,) = dateline.read_all([tmp_path], keep_all=False)
    assert isinstance(skipped.error, NotRelevant)
    assert skipped.skipped


def test_keep_all_audits_the_first_look(tmp_path):
    """``add --keep-all`` counts the pages that a first look would leave out, and what they hold."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "soup.html").write_text(page(*SOUP), "utf-8")
    (tmp_path / "pages" / "talks.html").write_text(page(TALKS, SOUP[0]), "utf-8")
    kept_out, audited = (
        CliRunner().invoke(
            cli, ["add", str(tmp_path / "pages"), *flag, "--db", str(tmp_path / f"{len(flag)}.db")]
        )
        for flag in ([], ["--keep-all"])
    )
    assert "1 added" in kept_out.stderr
    assert "1 skipped as not about diplomacy" in kept_out.stderr
    assert "2 added" in audited.stderr
    assert "1 not about diplomacy, with 0 meetings, 0 positions, 0 statements" in audited.stderr


WORDS = st.sampled_from(
    (TALKS, *SOUP, *GERMAN, "Kira Solberg won.", "Solberg", "FOLLOW US", "NATO", "President", "May said no.")
)
INSIDE = st.builds(
    "{}{}{}".format,
    WORDS,
    st.sampled_from(("", "<br>", " <a href='/x'>", "<b>", "<time>now</time>", "<span> ", "</p><p>")),
    WORDS,
)
TAGS = (
    *(
        "p",
        "div",
        "li",
        "ul",
        "td",
        "h1",
        "h2",
        "a",
        "figure",
        "aside",
        "nav",
        "section",
        "form",
        "blockquote",
    ),
    *("header", "button", "article", "table"),
)


def _wrapped(children):
    return st.builds(
        lambda tag, inner: f"<{tag}>{''.join(inner)}</{tag}>",
        st.sampled_from(TAGS),
        st.lists(children, min_size=1, max_size=4),
    )


MARKUP = st.recursive(st.builds("<p>{}</p>".format, INSIDE) | INSIDE, _wrapped, max_leaves=12)


@settings(deadline=None, max_examples=100)
@given(st.lists(MARKUP, min_size=1, max_size=6), st.sampled_from(["", f"<title>{TALKS}</title>"]))
def test_law_what_the_gate_keeps_the_first_look_keeps(parts, head):
    """Whatever a page is made of: if the gate keeps its article, it is kept at first look, word for word."""
    found = raw(f"<html><head>{head}</head><body>{''.join(parts)}</body></html>")
    if fully(found):
        assert document_of(found, keep_all=False) == read(found)


LINES = st.lists(WORDS | st.text(max_size=40), max_size=8)


@given(LINES, st.lists(st.booleans(), min_size=8, max_size=8))
def test_law_more_lines_never_lose_a_report(lines, chosen):
    """What the gate keeps of some lines is kept of all of them: a namesake elsewhere takes nothing away."""
    some = [line for line, is_in in zip(lines, chosen, strict=False) if is_in]
    if relevance(BORDER.join(some)).holds:
        assert may_hold(BORDER.join(lines))


@pytest.mark.skipif(not SAVED.is_dir(), reason="the saved pages are not beside the checkout")
def test_no_saved_page_is_lost():
    """Of the pages saved from the web, a first look leaves out none that the gate keeps."""
    lost, left_out = [], 0
    for path in sorted(SAVED.glob("**/*.html.gz")):
        found = Raw(gzip.decompress(path.read_bytes()), HTML, path.name)
        is_kept = refused(found) is None
        left_out += not is_kept
        if not is_kept and fully(found):
            lost.append(path.name)
    assert lost == []
    assert left_out > 5
