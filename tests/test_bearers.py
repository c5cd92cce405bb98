"""Whom "the head of state", "the former president" and "the NATO chief" mean."""

import datetime as dt

import pytest

from dateline.analysis.actors.coreference import resolve
from dateline.analysis.actors.names import name_actors
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import parse
from dateline.model.findings import Findings
from dateline.model.text import Document, Segment, SegmentKind
from dateline.model.times import When


def resolved(text, day=dt.date(2024, 4, 21)):
    """The words that mention each actor, by name."""
    segments = (Segment(0, len(text), SegmentKind.BODY),)
    parsed = parse(Document(text=text, published=When.day(day), segments=segments))
    findings = resolve(parsed, name_actors(parsed, Findings()))
    return {a.name: [text[s.start : s.end] for s in a.mentions] for a in findings.actors}


@pytest.mark.parametrize("row", lexicon("bearers")["bearer"], ids=lambda row: row["words"][0])
def test_every_row_finds_its_bearer(row):
    """In the example of each row the words of the second sentence are Jane Doe."""
    mentions = resolved(row["example"])["Jane Doe"]
    assert any(m.casefold().startswith("the ") for m in mentions)


def test_who_left_an_office_is_known_by_the_tables():
    """In April 2024 the former president is Donald Trump, and not the president who stands nearer."""
    found = resolved(
        "Donald Trump spoke in Ohio. Joe Biden was in Delaware. The former president named no date."
    )
    assert "The former president" in found["Donald Trump"]


def test_who_left_an_office_is_known_by_the_report():
    """An "ex-president" of the report is its former president."""
    found = resolved(
        "Former President Aino Berg wrote the book. The former president spoke of her childhood."
    )
    assert "The former president" in found["Aino Berg"]


def test_the_sitting_president_is_no_former_one():
    """Nobody is taken for the former president where the report names only the president."""
    found = resolved("President Emmanuel Macron spoke in Nice. The former president was absent.")
    assert "The former president" not in found["Emmanuel Macron"]


def test_who_is_only_spoken_of_in_a_quotation_is_not_meant():
    """A president named by a speaker is not the head of state who speaks next."""
    text = 'Estonian President Jane Doe spoke. "I told President Emmanuel Macron so," she said. '
    found = resolved(text + "The head of state was tired.")
    assert "The head of state" in found["Jane Doe"]


def test_another_side_s_official_is_somebody_else():
    """The Norwegian diplomat is not the Estonian minister."""
    found = resolved(
        "Estonian Foreign Minister Jane Doe said it was cold. The Norwegian diplomat said nothing."
    )
    assert "The Norwegian diplomat" not in found["Jane Doe"]


def test_a_name_behind_a_comma_is_no_name_of_the_official():
    """In "According to the Estonian official, Narov will go" the official is the one named before."""
    text = "Estonian Foreign Minister Jane Doe said it was cold. "
    found = resolved(text + "According to the Estonian official, Oleg Narov will go.")
    assert "the Estonian official" in found["Jane Doe"]


def test_a_style_is_no_pronoun():
    """In "HE the Iranian Minister" HE is an excellency, and not he who was named before."""
    text = "HE President Jane Doe of Estonia received Oleg Narov. HE the President affirmed her support."
    found = resolved(text)
    assert "the President" in found["Jane Doe"]
    assert "HE" not in found["Oleg Narov"]


def test_who_is_told_of_anew_is_somebody_else():
    """The Estonian diplomat who took part in the talks of the Estonian minister is not the minister."""
    text = "Estonian Foreign Minister Jane Doe said it was cold. "
    found = resolved(text + "The Estonian diplomat who took part in her talks said nothing.")
    assert found["Jane Doe"][:2] == ["Jane Doe", "her"]


def test_who_is_named_in_speech_between_dashes_does_not_speak_it():
    """In "- ... Putin ... - he continued" he is the speaker of the sentence before, and not Putin."""
    text = (
        "General Ilmar Tamsaar looked back at the war in an interview with the station on Sunday evening. "
        "- I see it so that the Russians took up the glove and Vladimir Putin is tired of it - he continued."
    )
    found = resolved(text)
    assert "he" in found["Ilmar Tamsaar"]
    assert "he" not in found["Vladimir Putin"]
