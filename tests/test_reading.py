# ruff: noqa: E501 - a page is a line
import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import NoArticle, NotText, OtherLanguage
from dateline.model.text import SegmentKind
from dateline.model.times import When
from dateline.reading import read, read_text
from dateline.sources import Raw

ENGLISH = "The two envoys met for three hours in the villa by the lake and left without a paper."
STORY = "".join(
    f"<p>{words}</p>"
    for words in (
        "The two envoys met for three hours in the villa by the lake and left without a paper on Tuesday.",
        "A spokesman for the host said that the talks would go on next week, though he named no day for them.",
        "Neither side would say what had been on the table, and both of them said that the other had delayed.",
    )
)
HEAD = """<meta property="og:site_name" content="Northwire"><meta property="og:title" content="Envoys leave | Northwire">
<link rel="canonical" href="https://northwire.example/envoys-leave">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",
"datePublished": "2025-10-21T08:00:00.000+0200"}]}</script>"""
PAGE = f"<!DOCTYPE html><html><head><title>Envoys leave | Northwire</title>{HEAD}</head><body><article><h1>Envoys leave</h1>{STORY}</article></body></html>"


def plain(data, **options):
    """A text file."""
    return Raw(data=data, media_type="text/plain", where="a.txt", **options)


@settings(deadline=None, max_examples=100)
@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t"), max_size=80)
)
def test_law_plain_text_is_the_decoded_file(words):
    """For plain text the text is the decoded file: line ends, spaces and odd characters included."""
    text = f"{ENGLISH}\r\n{words}\n "
    assert read(plain(text.encode())).text == text


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        (codecs.BOM_UTF8 + f"{ENGLISH} é".encode(), None, f"{ENGLISH} é"),
        (codecs.BOM_UTF16_LE + f"{ENGLISH} é".encode("utf-16-le"), None, f"{ENGLISH} é"),
        (codecs.BOM_UTF32_BE + f"{ENGLISH} é".encode("utf-32-be"), None, f"{ENGLISH} é"),
        (f"{ENGLISH} “é”".encode("cp1252"), "iso-8859-1", f"{ENGLISH} “é”"),
        (f"{ENGLISH} é".encode(), "iso-8859-1", f"{ENGLISH} é"),
        (f"{ENGLISH} “é”".encode("cp1252"), "no-such-charset", f"{ENGLISH} “é”"),
    ],
)
def test_encodings(data, charset, text):
    """A mark, UTF-8, what was declared and a guess are tried in this order."""
    found = read(plain(data, charset=charset)).text
    assert found == text if charset != "no-such-charset" else found.startswith(ENGLISH)


def test_a_page_is_read():
    """A page gives its article under its title, with outlet, minute of publication and canonical address."""
    document = read(
        Raw(PAGE.encode(), "text/html", "https://n.example/x?utm=1", fetched="https://n.example/x?utm=1")
    )
    assert document.title == "Envoys leave"
    assert document.outlet == "Northwire"
    assert document.published is not None
    assert document.published.iso == "2025-10-21T08:00+02:00"
    assert document.url == "https://northwire.example/envoys-leave"
    first = document.segments[0]
    assert (first.kind, document.text[first.start : first.end]) == (SegmentKind.HEADLINE, "Envoys leave")
    assert "the other had delayed." in document.text


def test_what_is_given_wins_over_the_page():
    """A title, outlet, time or address given by hand is kept."""
    raw = Raw(
        PAGE.encode(),
        "text/html",
        "a.html",
        url="https://a.example/",
        outlet="Ledger",
        published=When.year(2024),
    )
    document = read(raw)
    assert (document.url, document.outlet, document.published) == (
        "https://a.example/",
        "Ledger",
        When.year(2024),
    )


def test_a_page_named_txt_is_a_page():
    """A text file that begins as HTML does is read as HTML."""
    assert read(plain(PAGE.encode())).text == read(Raw(PAGE.encode(), "text/html", "a.html")).text


def test_a_string_is_read():
    """A string is a document as it stands."""
    document = read_text(ENGLISH, title="T", outlet="O", published=When.year(2025), url="u", path="p")
    assert (document.text, document.title, document.outlet, document.language) == (ENGLISH, "T", "O", "en")
    assert document.segments


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (
            "Der Minister traf sich am Montag in Berlin mit seinem Kollegen, um über den Krieg zu sprechen.",
            "German",
        ),
        ("Министр встретился с коллегой в Москве, чтобы обсудить положение дел.", "Russian"),
        ("El ministro se reunió el lunes en Madrid con su homólogo para hablar de la guerra.", "Spanish"),
        (
            "Minister spotkał się w poniedziałek w Warszawie ze swoim odpowiednikiem, by mówić o wojnie.",
            "Polish",
        ),
    ],
)
def test_another_language_is_named(words, name):
    """A report in another language is refused in one sentence that names the language."""
    with pytest.raises(OtherLanguage, match=f"a.txt: in {name}"):
        read(plain(words.encode()))


@pytest.mark.parametrize(
    "words", ["Talks off.", "Arden Okoro Geneva", "12:30 – 14:00", "No deal, says minister."]
)
def test_what_is_too_short_to_tell_passes(words):
    """A few words are not refused for their language."""
    assert read(plain(words.encode())).language == "en"


def test_machine_translated_english_passes():
    """Missing spaces and odd words do not make a report foreign."""
    words = "The minister he regretted the conversation silent.It seems that we are listening,but not hear.The talk was with the deaf."
    assert read(plain(words.encode())).language == "en"


def test_a_page_without_an_article():
    """A page that holds no article is refused as such."""
    with pytest.raises(NoArticle, match=r"a\.html: no article"):
        read(Raw(b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "text/html", "a.html"))


@pytest.mark.parametrize("text", ["", "  \n\t"])
def test_an_empty_string(text):
    """Nothing to read is said to be empty."""
    with pytest.raises(NotText, match="empty"):
        read_text(text)
