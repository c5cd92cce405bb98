"""NewsML 1, the older format of the IPTC: items as reports, their versions, credits and refusals."""

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline
from dateline.errors import DatelineError, OtherLanguage, Withheld
from dateline.model.provenance import PubStatus
from dateline.reading import read
from dateline.sources import Failure, Raw, open_sources
from dateline.sources.wires.newsml1 import newsml1_items

TALKS = "The foreign ministers of Norway and Finland will hold talks in Oslo on Monday, both of them said."
ITEM = """<NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>coast.example</ProviderId>
<DateId>20310314</DateId><NewsItemId>TX-1</NewsItemId><RevisionId PreviousRevision="1">2</RevisionId>
<PublicIdentifier>urn:newsml:coast.example:20310314:TX-1:2</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20310314T083000+0000</FirstCreated>
<ThisRevisionCreated>20310314T103059+0200</ThisRevisionCreated>{status}<Urgency FormalName="4"/>
</NewsManagement>
<NewsComponent><NewsLines><HeadLine>Ministers to meet in Oslo</HeadLine><ByLine>Inés Carpio</ByLine>
<DateLine>OSLO, March 14</DateLine><CreditLine>Meridian Wire</CreditLine></NewsLines><AdministrativeMetadata>
<Provider><Party FormalName="Coast Wire"/></Provider></AdministrativeMetadata><DescriptiveMetadata>
<Language FormalName="{language}"/><SubjectCode><Subject FormalName="11000000"/></SubjectCode>
</DescriptiveMetadata>{contents}</NewsComponent></NewsItem>"""
BODY = f"""<NewsComponent><Role FormalName="Body"/><ContentItem><Format FormalName="NITF"/><DataContent>
<nitf><body><body.content><p>{TALKS}</p><p>They met last in May.</p></body.content></body></nitf>
</DataContent></ContentItem></NewsComponent>"""
CAPTION = """<NewsComponent><Role FormalName="Caption"/><ContentItem><DataContent>A caption that is {}longer
than all of the article.</DataContent></ContentItem></NewsComponent>""".format("very " * 60)
STYLE = """<NewsComponent><ContentItem><MimeType FormalName="text/css"/><DataContent>p {{}} {}</DataContent>
</ContentItem></NewsComponent>""".format("x " * 400)
USABLE = '<Status FormalName="Usable"/>'


def newsml(*items):
    """A document with these items."""
    sent = "<NewsEnvelope><SentFrom><Party FormalName='The Exchange'/></SentFrom></NewsEnvelope>"
    return f"<?xml version='1.0'?><NewsML Version='1.2'><Catalog/>{sent}{''.join(items)}</NewsML>".encode()


def item(contents=BODY, status=USABLE, language="en"):
    """An item with other contents, another status, another language."""
    return ITEM.format(contents=contents, status=status, language=language)


def first(data):
    """The first thing that the document gives."""
    return next(newsml1_items(data, "item.xml", "item.xml"))


def test_an_item_is_a_report_with_all_that_is_known_of_it(tmp_path):
    """Headline, byline, dateline and body are its text; identifier, revision, credit, codes are kept."""
    path = tmp_path / "item.xml"
    path.write_bytes(newsml(item()))
    (raw,) = open_sources([str(path)])
    assert raw.data.decode() == (
        f"Ministers to meet in Oslo\nBy Inés Carpio\nOSLO, March 14 - {TALKS}\nThey met last in May.\n"
    )
    assert (raw.key, raw.version) == ("urn:newsml:coast.example:20310314:TX-1", "2")
    assert (raw.outlet, raw.credits, raw.published.iso) == (
        "Coast Wire",
        ("Meridian Wire",),
        "2031-03-14T10:30+02:00",
    )
    assert (raw.urgency, raw.subjects, raw.language) == (4, ("11000000",), "en")
    (report,) = dateline.read_all([path])
    assert report.meetings[0].assertions[0].quote in report.text


def test_the_article_is_told_from_what_stands_beside_it():
    """A caption and a style sheet, however long, are no article; several items are read one by one."""
    items = list(newsml1_items(newsml(item(STYLE + CAPTION + BODY), item(BODY)), "a.xml", "a.xml"))
    assert [raw.where for raw in items] == ["a.xml#1", "a.xml#2"]
    assert items[0].data == items[1].data


def test_plain_text_keeps_its_lines():
    """A content that is plain text is read line by line."""
    raw = first(
        newsml(item(f"<ContentItem><DataContent>\n  {TALKS}\n\n  So it was.\n</DataContent></ContentItem>"))
    )
    assert raw.data.decode().endswith(f"{TALKS}\nSo it was.\n")


def test_it_is_known_on_standard_input():
    """Piped in, NewsML 1 is known by its root."""
    (raw,) = open_sources(["-"], stdin=io.BytesIO(newsml(item())))
    assert isinstance(raw, Raw)


def test_status_embargo_and_language_are_heeded():
    """A cancelled item takes its article back; an embargo and another language refuse the item."""
    assert first(newsml(item("", '<Status FormalName="Canceled"/>'))).pub_status is PubStatus.CANCELED
    embargoed = '<Status FormalName="Embargoed"/>'
    until = "<StatusWillChange><DateAndTime>{}T000000Z</DateAndTime></StatusWillChange>"
    for status, is_refused in (
        (embargoed, True),
        (embargoed + until.format("20990101"), True),
        (embargoed + until.format("20010101"), False),
    ):
        raw = first(newsml(item(status=status)))
        if is_refused:
            with pytest.raises(Withheld):
                read(raw)
        else:
            assert TALKS in read(raw).text
    words = "Die Minister wollen am Montag in Oslo beraten, und sie werden das Papier erst danach sehen. " * 3
    content = f"<ContentItem><DataContent>{words}</DataContent></ContentItem>"
    with pytest.raises(OtherLanguage):
        read(first(newsml(item(content, language="de"))))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (newsml(), "no item in the NewsML document"),
        (newsml(item(STYLE)), "without an article"),
        (newsml(item().replace("<NewsItemId>TX-1</NewsItemId>", "")), "no identifier"),
        (newsml(item(status='<Status FormalName="Perhaps"/>')), "perhaps"),
        (newsml(item())[:-40], "not well-formed"),
    ],
)
def test_what_is_no_report_is_refused_in_a_sentence(tmp_path, data, words):
    """An empty document, a picture, an item without an identifier: each is told with its reason."""
    path = tmp_path / "item.xml"
    path.write_bytes(data)
    (failure,) = open_sources([str(path)])
    assert isinstance(failure, Failure)
    assert words in str(failure.error)


@given(st.binary(max_size=30), st.integers(0, 2_000))
def test_damaged_items_give_a_report_or_a_sentence(junk, at):
    """Whatever is written into an item, it is a report, a failure, or an error of ours."""
    data = newsml(item())
    with suppress(DatelineError):
        assert list(newsml1_items(data[:at] + junk + data[at + len(junk) :], "a.xml", None))
