"""Through whom a statement reached the reader."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline.analysis.actors.coreference import resolve
from dateline.analysis.actors.names import name_actors
from dateline.analysis.attribution.attribute import attribute
from dateline.analysis.chains.link import link
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import parse
from dateline.model.findings import Findings
from dateline.model.text import Document, Segment, SegmentKind
from dateline.model.times import When

PUBLISHED = When.day(dt.date(2025, 10, 21))


def linked(text, outlet="The Courier", segments=None):
    """The statements of a report, by the first four steps."""
    parts = segments or (Segment(0, len(text), SegmentKind.BODY),)
    parsed = parse(Document(text=text, outlet=outlet, published=PUBLISHED, segments=parts))
    findings = Findings()
    for step in (name_actors, resolve, attribute, link):
        findings = step(parsed, findings)
    return findings.statements


def about(text, words, **facts):
    """The outermost statement whose content holds ``words``."""
    at = text.index(words)
    found = [s for s in linked(text, **facts) if any(c.start <= at < c.end for c in s.content)]
    return max(found, key=lambda s: s.whole.end - s.whole.start)


def names(statement):
    """The names of the hops."""
    return [hop.name for hop in statement.chain]


@pytest.mark.parametrize("row", lexicon("outlet_wrappers")["wrapper"], ids=lambda row: row["example"][:40])
def test_wrapper_examples(row):
    """Every wrapper makes its outlet a hop of the chain in its example."""
    outlet = next(o for o in ("Reuters", "Radio Fjord", "Bloomberg") if o in row["example"])
    hops = [name for s in linked(row["example"]) for name in names(s)]
    assert any(outlet in name for name in hops)


def test_platform_example():
    """A post on Telegram came through Telegram."""
    statements = linked(lexicon("outlet_wrappers")["platforms"]["example"])
    assert any("Telegram" in names(s) for s in statements)


def test_chain_runs_from_publisher_to_speaker():
    """Publisher, agency, unnamed official: in this order."""
    text = "A senior Norwegian official told Reuters that the talks were over."
    statement = about(text, "the talks")
    assert names(statement) == ["The Courier", "Reuters", "a senior Norwegian official"]
    assert [hop.named for hop in statement.chain] == [True, True, False]
    assert statement.chain[0].evidence is None
    assert statement.chain[1].evidence.quote == "Reuters"


def test_unnamed_official_of_a_retold_agency():
    """In a report that retells Reuters, an unnamed official spoke to Reuters, a spokesman in public."""
    text = (
        "According to Reuters, the talks in Oslo were put off.\n"
        "A senior Norwegian official said that no date had been set.\n"
        "Russian spokesman Oleg Narov said that Moscow was not in a hurry."
    )
    assert names(about(text, "no date")) == ["The Courier", "Reuters", "a senior Norwegian official"]
    assert names(about(text, "not in a hurry")) == ["The Courier", "Oleg Narov"]


def test_an_outlet_that_contradicts_is_not_retold():
    """An outlet brought in with "though" carries its own paragraph, and no official further down."""
    text = (
        "The talks in Oslo were put off, Oslo said, though Reuters reported that they began.\n"
        "The hall was empty on Monday.\n"
        "A senior Norwegian official said that no date had been set."
    )
    assert names(about(text, "no date")) == ["The Courier", "a senior Norwegian official"]


def test_an_agency_that_carried_a_named_statement_is_not_retold():
    """An agency that carried the words of somebody named carries no unnamed official of another side."""
    text = (
        "Oleg Narov, the Russian envoy, called the talks dead in a statement carried by TASS.\n"
        "A senior Norwegian official said that no date had been set."
    )
    assert names(about(text, "no date")) == ["The Courier", "a senior Norwegian official"]


def test_quotation_without_marks_goes_to_the_speaker_before():
    """A paragraph in the first person belongs to the one speaker of the paragraph before."""
    text = (
        "The summit was put off again.\n"
        "Sources in Nordic diplomatic circles told Reuters that the summit was in doubt.\n"
        "I think the hosts asked for too much, and nobody was ready to pay.\n"
        "The hall in Oslo stays empty."
    )
    statement = about(text, "I think")
    assert statement.speaker.name == "sources in Nordic diplomatic circles"
    assert names(statement)[:2] == ["The Courier", "Reuters"]


def test_own_outlet_is_no_second_hop():
    """An outlet that writes of itself is one hop."""
    text = 'Oleg Narov said that "the talks are over", The Courier reports.'
    assert all(names(s).count("The Courier") <= 1 for s in linked(text))


def test_teaser_has_its_own_outlet_and_time():
    """A statement in a teaser comes from the teaser's outlet, at the teaser's time."""
    text = "The summit was put off.\nNarov says no date was set - CNN"
    cut = text.index("Narov")
    when = When.parse("2025-10-20T08:00")
    segments = (
        Segment(0, cut, SegmentKind.BODY),
        Segment(cut, len(text), SegmentKind.TEASER, "CNN", when),
    )
    statement = about(text, "no date", segments=segments)
    assert names(statement)[0] == "CNN"
    assert statement.said_when == when


def test_addressee_and_time():
    """Whom the words were said to, and when."""
    text = "On Monday, Oleg Narov told Sergey Lavrov that the talks were over."
    statement = about(text, "the talks")
    assert statement.addressee == "Sergey Lavrov"
    assert statement.said_when == When.day(dt.date(2025, 10, 20))


def test_outlet_is_no_addressee():
    """Who tells an outlet speaks through it, not to it."""
    assert about("Oleg Narov told Reuters that the talks were over.", "the talks").addressee is None


def test_they_who_have_said_nothing_yet_are_the_last_group():
    """Where nobody has spoken before, "they" are those who were many and did something."""
    text = (
        "The scientists found less ice than before. Several causes were weighed. "
        "They estimated that the strait would be open by May."
    )
    found = dateline.read_text(text).statements
    assert [s.speaker.name for s in found if "strait" in text[s.content[0].start : s.content[-1].end]] == [
        "the scientists"
    ]


def test_nothing_in_nothing_out():
    """An empty report has no chains."""
    assert linked("") == ()


@settings(deadline=None, max_examples=20)
@given(
    st.lists(
        st.sampled_from(["Reuters", "told", "I", "said", "that", '"', "Narov", "he", ",", ".", "\n"]),
        max_size=25,
    )
)
def test_any_order_of_words_is_survived(words):
    """Whatever the words: nothing raises, every hop's evidence opens at its quote, parents exist."""
    text = " ".join(words)
    statements = linked(text)
    ids = {s.id for s in statements}
    assert statements == linked(text)
    assert all(s.parent is None or s.parent in ids for s in statements)
    for hop in (h for s in statements for h in s.chain if h.evidence):
        assert text[hop.evidence.start : hop.evidence.end] == hop.evidence.quote


def test_strange_agency_carries_its_official():
    """An agency that no table knows is a hop all the same."""
    said = about("A senior Peruvian official told Coastal Wire that the talks were over.", "talks were over")
    assert names(said) == ["The Courier", "Coastal Wire", "a senior Peruvian official"]


def test_wire_of_the_dateline_carries_the_whole_report():
    """A copy of a dispatch names its agency in the dateline."""
    text = "LIMA (Coastal Wire) - Peruvian Foreign Minister Ilda Roncal said that the talks were over."
    assert names(about(text, "talks were over")) == ["The Courier", "Coastal Wire", "Ilda Roncal"]


def test_platform_is_not_retold():
    """Who posts on Telegram has told nobody else through it."""
    text = "An aide wrote in a post on Telegram that it was late.\nA Norwegian diplomat said that it was not."
    assert "Telegram" not in names(about(text, "it was not"))


def test_teaser_is_its_outlet_s_word():
    """What a teaser says, its own outlet says."""
    text = "Ministers' talks put off until further notice - Coastal Post14.03.31, 07:45 •"
    segments = (Segment(0, len(text), SegmentKind.TEASER, outlet="Coastal Post"),)
    found = {s.speaker.name for s in linked(text, segments=segments)}
    assert found <= {"Coastal Post", None}


def test_a_denial_is_dated_by_the_occasion_it_answers():
    """In "When the Coastal Post reported on Friday that …, Oslo denied it" the denial was made on Friday."""
    report = dateline.read_text(
        "When Coastal Post reported on Friday that the meeting had been postponed, Oslo denied it.\n",
        published="2031-03-19",
    )
    denial = next(s for s in report.statements if s.speaker.name == "Norway")
    assert denial.said_when.iso == "2031-03-14"
