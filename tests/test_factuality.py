"""Certainty, polarity and time of events: the table of sentences, the rows of the lexicon, the laws."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.factuality import Certainty, Factuality, Polarity, Time, factuality_of
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import parse
from dateline.model.text import Document, Segment, SegmentKind

TABLE = tomllib.loads((Path(__file__).parent / "factuality_examples.toml").read_text(encoding="utf-8"))
SENTENCES = TABLE["sentence"]
WORDS = (
    "the ferry will not to be plan plans sold selling if unless without of instead before launch and , . is "
    "was fear that could have no enough first half too go going said agreed by which it there ? likely"
)
ROWS = lexicon("factuality")["cue"]


def parsed(text, kind=SegmentKind.BODY):
    """A report of one segment, parsed."""
    return parse(Document(text=text, segments=(Segment(0, len(text), kind),)))


def read(row):
    """The values of the event of a row, as "certain pos future"."""
    headline = row.get("headline", False)
    report = parsed(row["text"], SegmentKind.HEADLINE if headline else SegmentKind.BODY)
    tokens = [t for line in report.lines for t in line.doc if t.text == row["event"]]
    value = factuality_of(tokens[row.get("word", 0)], headline=headline)
    return f"{value.certainty} {value.polarity} {value.time}"


@pytest.mark.parametrize("row", SENTENCES, ids=[f"{r['event']}: {r['text']}" for r in SENTENCES])
def test_an_event_has_the_certainty_polarity_and_time_of_its_sentence(row):
    """The event word of each sentence is as certain, as much affirmed and as much ahead as the table says."""
    assert read(row) == row["value"]


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['as']} {r['effect']}" for r in ROWS])
def test_each_row_of_the_lexicon_does_its_work(row):
    """The example of a row holds one of its words, and its event has the values that the row says."""
    example = row["example"]
    tokens = [t for line in parsed(example["text"]).lines for t in line.doc]
    forms = {t.lemma_.lower() for t in tokens} | {t.lower_ for t in tokens}
    phrases = {w for words in row["words"] for w in words.split()}
    assert forms & phrases
    assert read(example) == example["value"]


def test_a_word_stands_once_for_each_part_of_speech():
    """No word has two effects as the same part of speech."""
    pairs = [(part, word) for row in ROWS for part in row["as"].split() for word in row["words"]]

    assert sorted({p for p in pairs if pairs.count(p) > 1}) == []


def test_most_events_of_news_happened():
    """Without a sign to the contrary an event is certain, affirmed and not future."""
    assert Factuality() == Factuality(Certainty.CERTAIN, Polarity.POS, Time.NON_FUTURE)


def test_a_double_denial_affirms():
    """What is denied twice has its first value back; an open polarity stays open."""
    assert Factuality().denied().denied() == Factuality()
    assert Factuality(polarity=Polarity.UNDERSPECIFIED).denied() == Factuality(
        polarity=Polarity.UNDERSPECIFIED
    )


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80) | st.lists(st.sampled_from(WORDS.split()), max_size=24).map(" ".join))
def test_every_word_of_any_text_has_a_value(text):
    """Whatever the words and however they are parsed, each has values, in a headline and in a body."""
    for line in parsed(text).lines:
        for token in line.doc:
            for headline in (False, True):
                value = factuality_of(token, headline=headline)
                assert isinstance(value, Factuality)
                assert value == factuality_of(token, headline=headline)
