"""Every form of words by which a report says through which outlet the news came."""

import tomllib
from pathlib import Path

import pytest
from marked import chain, linked

DOE = "Alma Doe"
EXAMPLES = tomllib.loads(Path(__file__).with_name("chain_examples.toml").read_text(encoding="utf-8"))
ONE_SENTENCE = ("told", "carried", "two_outlets", "platforms", "nothing_carried", "cited", "clauses")


@pytest.mark.parametrize("row", [r for kind in ONE_SENTENCE for r in EXAMPLES[kind]], ids=lambda r: r["text"])
def test_chain_of_one_statement(row):
    """The chain names every outlet that carried the words, outermost first, and nobody else."""
    assert chain(row["text"]) == row["chain"]


@pytest.mark.parametrize("row", EXAMPLES["datelines"], ids=lambda r: r["text"])
def test_dateline_names_the_wire(row):
    """A dateline's agency carries the report; the credit of a photograph carries nothing."""
    assert chain(row["text"]) == row["chain"]


@pytest.mark.parametrize("row", EXAMPLES["notes"], ids=lambda r: r["text"])
def test_note_of_origin_covers_what_precedes(row):
    """A sentence that only tells where the news is from covers the sentences before it."""
    assert chain(row["text"]) == row["chain"]


def test_headline_with_unnamed_source_belongs_to_the_retold_outlet():
    """In a report that retells an outlet from its opening, so does the headline's unnamed source."""
    text = "[S Sources]: [C the talks are over]\nThe list is lost. The news was first reported by Axios."
    assert chain(text, headline=True)[0] == "Axios"


QUOTE = '[C1 "[C2 The talks are over]," [S2 Alma Doe] [Q2 said]], [S1 Reuters] [Q1 reported].'


def test_wrapper_given_as_its_own_attribution():
    """The outer statement is the agency's, the one nested in it comes through the agency."""
    assert chain(QUOTE, nested=[("2", "1")]) == ["Reuters"]
    assert chain(QUOTE, number="2", nested=[("2", "1")]) == ["Reuters", DOE]


def test_wrapper_given_as_its_own_attribution_side_by_side():
    """The same chains when neither is inside the other."""
    text = "[S1 Reuters] [Q1 reported], [Q2 citing] [S2 two officials], [C1 [C2 that the talks were over]]."
    assert chain(text) == ["Reuters", "two officials"]
    assert chain(text, number="2") == ["Reuters", "two officials"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[C According to Reuters, the talks were over], [S Alma Doe] [Q said].", ["Reuters", DOE]),
        ("[S Alma Doe] [Q said] [C that the talks were over, Reuters reported].", ["Reuters", DOE]),
        (
            "[S Alma Doe] [Q said] [C that according to the Reuters analysis of maps the talks were over].",
            [DOE],
        ),
    ],
)
def test_wrapper_swallowed_by_the_content(text, names):
    """A wrapper at the edge of a content is a wrapper still; one inside is what was said."""
    assert chain(text) == names


def test_nested_speakers_come_in_order():
    """Who tells what another one told stands before him, and the agency before both."""
    text = "[S1 Alma Doe] [Q1 told] Reuters [C1 that [S2 Oleg Narov] [Q2 had promised] [C2 to leave]]."
    assert chain(text, number="2", nested=[("2", "1")]) == ["Reuters", DOE, "Oleg Narov"]


def test_venue_is_kept_by_the_same_speaker_only():
    """An interview goes on over paragraphs; what the same man says in public does not belong to it."""
    text = (
        "[S1 Alma Doe] [Q1 told] Reuters [C1 that the talks were over].\n"
        "[S2 Doe] [Q2 added] [C2 that the hall was cold].\n"
        "[S3 Oleg Narov] [Q3 said] [C3 that it was not].\n"
        "[S4 Doe] [Q4 told] reporters [C4 that the list was lost]."
    )
    assert chain(text, number="2") == ["Reuters", DOE]
    assert chain(text, number="3") == ["Oleg Narov"]
    assert chain(text, number="4") == [DOE]


def test_short_name_of_an_outlet_named_before():
    """As "the Post" goes the one newspaper of that name that the report has named."""
    text = (
        "The Washington Post opened an office in Oslo.\n"
        "[S Alma Doe] [Q told] the Post [C that the talks were over]."
    )
    assert chain(text) == ["The Washington Post", DOE]


def test_every_hop_opens_at_its_words():
    """Each hop's evidence names it: the publisher's too, where the report names itself."""
    statement = linked(
        "[S Alma Doe] [Q said] [C that the talks were over], The Courier writes, citing Reuters."
    )["1"]
    assert [h.evidence.quote for h in statement.chain] == ["The Courier", "Reuters", "Alma Doe"]


def test_cited_speaker_is_the_evidence_of_his_hop():
    """Who is cited by an agency is evidenced by his own words, not by the agency's name."""
    statement = linked("[S Reuters] [Q reported], citing two officials, [C that the talks were over].")["1"]
    assert [h.evidence.quote for h in statement.chain[1:]] == ["Reuters", "two officials"]
