"""Who "he", "they" and "the ministry" are."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline.analysis.actors.coreference import resolve
from dateline.analysis.actors.names import name_actors
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import parse
from dateline.model.findings import Findings
from dateline.model.text import Document, Segment, SegmentKind
from dateline.model.times import When


def resolved(text):
    """The words that mention each actor, by name."""
    segments = (Segment(0, len(text), SegmentKind.BODY),)
    parsed = parse(Document(text=text, published=When.day(dt.date(2025, 10, 21)), segments=segments))
    findings = resolve(parsed, name_actors(parsed, Findings()))
    return {a.name: [text[s.start : s.end] for s in a.mentions] for a in findings.actors}


def test_she_and_he_by_first_name():
    """She is the woman and he is the man."""
    text = "Alma Berg met Oleg Narov in Oslo. She was pleased. He was not."
    found = resolved(text)
    assert "She" in found["Alma Berg"]
    assert "He" in found["Oleg Narov"]


def test_object_is_not_the_subject():
    """Nobody meets himself: "Narov met him" leaves Narov out."""
    found = resolved("Oleg Narov met him.")
    assert found["Oleg Narov"] == ["Oleg Narov"]


def test_officials_are_those_before():
    """The officials and they are the two officials of the sentence before."""
    found = resolved("Two Norwegian officials said they were waiting. The officials named nobody.")
    assert found["two Norwegian officials"][1:] == ["they", "The officials"]


def test_leader_of_a_side():
    """The Russian leader is Vladimir Putin, where the report names him."""
    found = resolved("Vladimir Putin spoke on Monday.\nThe Russian leader named no date.")
    assert found["Vladimir Putin"] == ["Vladimir Putin", "The Russian leader"]


def test_holder_of_an_office_is_known_by_the_day():
    """The French president of October 2025 is Emmanuel Macron, though the report does not name him."""
    assert resolved("The French president called on Monday.")["Emmanuel Macron"] == ["The French president"]


def test_the_ministry_is_the_one_named():
    """The ministry is the ministry named before."""
    found = resolved("The Norwegian Foreign Ministry refused.\nThe ministry named no reason.")
    assert "The ministry" in found["Norwegian Foreign Ministry"]


def test_weather_is_nobody():
    """It that rains is nobody."""
    found = resolved("Russia waited. It is raining in Oslo.")
    assert "It" not in found["Russia"]


@pytest.mark.parametrize("row", lexicon("descriptions")["description"], ids=lambda row: row["words"][0])
def test_description_examples(row):
    """Every description stands for the actor named first in its example."""
    first = next(iter(resolved(row["example"]).values()))
    assert len(first) > 1


@settings(deadline=None, max_examples=20)
@given(
    st.lists(
        st.sampled_from(
            [
                "he",
                "she",
                "it",
                "they",
                "the",
                "minister",
                "Putin",
                "said",
                "Oslo",
                ".",
                ",",
                '"',
                "\n",
                "Russia's",
            ]
        ),
        max_size=25,
    )
)
def test_any_order_of_words_is_survived(words):
    """Whatever the words: nothing raises, and names keep their mentions."""
    text = " ".join(words)
    parsed = parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),)))
    named = name_actors(parsed, Findings())
    findings = resolve(parsed, named)
    assert findings == resolve(parsed, named)
    for before, after in zip(named.actors, findings.actors, strict=False):
        assert set(before.mentions) <= set(after.mentions)
    assert all(any(line.span.holds(s) for line in parsed.lines) for a in findings.actors for s in a.mentions)


def test_they_are_the_two_who_were_one_subject():
    """The word "they" after two in one subject means both."""
    found = resolved("Alma Berg and Oleg Narov met on Monday. They agreed on nothing.")
    assert "They" in found["Alma Berg"]
    assert "They" in found["Oleg Narov"]


def test_the_presidents_are_the_two_presidents():
    """A plural title means the two who hold it."""
    text = "Peruvian President Ilda Roncal called Norwegian President Kai Halvorsen. The presidents spoke."
    found = resolved(text)
    assert "The presidents" in found["Ilda Roncal"]
    assert "The presidents" in found["Kai Halvorsen"]


def test_counterpart_holds_the_same_office():
    """His Hungarian counterpart is the foreign minister of Hungary."""
    assert (
        "his Hungarian counterpart"
        in resolved("Sergey Lavrov met his Hungarian counterpart.")["Péter Szijjártó"]
    )


def test_side_of_his_spokeswoman_is_his():
    """Whose spokeswoman she is, says "his"."""
    text = "Peruvian President Ivo Roncal was late. His spokeswoman, Ilda Vega, said no."
    parsed = parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),)))
    actors = resolve(parsed, name_actors(parsed, Findings())).actors
    assert next(a.side for a in actors if a.name == "Ilda Vega") == "Peru"


def test_glued_quotation_mark_does_not_hide_the_pronoun():
    """A missing space after a quotation leaves the pronoun a pronoun."""
    found = resolved('Oleg Narov would call to "go back from the edge."He said that it was late.')
    assert "He" in found["Oleg Narov"]


def test_spokesperson_is_the_one_before():
    """The spokesperson is the one who was not named before."""
    found = resolved("A Norwegian spokesperson said no. The spokesperson added that it was late.")
    assert "The spokesperson" in found["a Norwegian spokesperson"]


def test_without_a_date_nobody_holds_an_office():
    """A report without a publication date does not make "the Norwegian foreign minister" today's minister."""
    text = "The Norwegian foreign minister said on Tuesday that the talks in Oslo would be held in May.\n"
    undated, dated = dateline.read_text(text), dateline.read_text(text, published="2025-10-21")
    assert undated.statements[0].speaker.side == "Norway"
    assert undated.statements[0].speaker.name != dated.statements[0].speaker.name
