"""To whom something was said, in what form, and how far the report vouches for it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import linked

import dateline
from dateline.analysis.lexicons import lexicon
from dateline.model.findings import Act, Medium

ACTS = [
    (e, act)
    for act in ("belief", "intention", "attitude", "perception")
    for e in lexicon("acts")[act]["examples"]
]
SPEECH = [(e, "speech") for e in lexicon("acts")["uttering"]["examples"]]
TO = [e for table in lexicon("addressees").values() for e in table["examples"]]
HEDGED = [e for table in lexicon("hedges").values() for e in table["examples"]]


def statement(marked, **facts):
    """The statement of a sentence written by hand."""
    return linked(marked, **facts)["1"]


@pytest.mark.parametrize(("example", "act"), ACTS + SPEECH)
def test_act_examples(example, act):
    """The cue tells whether words were uttered or a state of mind is ascribed."""
    source, cue, content = re.split(r"\s*[\[\]]\s*", example.removesuffix("."))
    assert statement(f"[S {source}] [Q {cue}] [C {content}].").act == act


@pytest.mark.parametrize("cue", ["said", "wrote", "asked", "according to", ":", "frobnicated"])
def test_other_cues_are_speech(cue):
    """A cue that names no state of mind is speech."""
    assert statement(f"[S Alma Doe] [Q {cue}] [C that it was late].").act is Act.SPEECH


def test_a_state_of_mind_is_no_lost_row():
    """What somebody believes is a statement too, and says so."""
    found = dateline.read_text("Alma Doe believes that the talks in Oslo are over.").statements
    assert [s.act for s in found] == [Act.BELIEF]


@pytest.mark.parametrize("row", lexicon("media")["medium"], ids=lambda row: row["medium"])
def test_medium_examples(row):
    """The words beside the cue tell in what form something was said."""
    assert row["medium"] in {s.medium for s in dateline.read_text(row["example"]).statements}


def test_every_medium_has_a_row():
    """The lexicon and the vocabulary are the same."""
    assert {row["medium"] for row in lexicon("media")["medium"]} == set(Medium)


def test_medium_in_the_content_is_not_how_it_was_said():
    """Who speaks of a letter writes none."""
    assert statement("[S Alma Doe] [Q said] [C that the letter was lost].").medium is None


def test_no_medium_is_an_honest_unknown():
    """Where nothing tells, the medium is unknown."""
    assert statement("[S Alma Doe] [Q said] [C that it was late].").medium is None


@pytest.mark.parametrize("example", TO)
def test_addressee_examples(example):
    """Whom the words were said to."""
    assert "Ilda Roncal" in {s.addressee for s in dateline.read_text(example).statements}


@pytest.mark.parametrize(
    ("marked", "to"),
    [
        (
            "[S Alma Doe] [Q told] Ilda Roncal and Kai Halvorsen [C that it was late].",
            "Ilda Roncal and Kai Halvorsen",
        ),
        ("[S Alma Doe] [Q urged] [C Norway to sign].", "Norway"),
        ("[S Alma Doe] [Q told] Reuters [C that it was late].", None),
        ("[S Alma Doe] [Q told] the fishermen [C that it was late].", "the fishermen"),
        ("[S Alma Doe] [Q said] [C that a letter to Ilda Roncal was lost].", None),
        ("[C It was late], [Q according to] [S Alma Doe].", None),
    ],
)
def test_addressee(marked, to):
    """Several are told together; an outlet is none, and nobody inside what is said."""
    assert statement(marked).addressee == to


@pytest.mark.parametrize("example", HEDGED)
def test_hedge_examples(example):
    """The report keeps its distance."""
    assert any(s.hedges for s in dateline.read_text(example).statements)


def test_the_letter_of_the_outer_statement_is_not_the_inner_one_s():
    """What is retold in a letter was not said in it."""
    marked = (
        "In a letter to Ilda Roncal, [S Alma Doe] [Q wrote] "
        "[C that [S2 Norway] [Q2 had refused] [C2 to sign]]."
    )
    found = linked(marked, nested=[("2", "1")])
    assert (found["1"].medium, found["1"].addressee) == (Medium.LETTER, "Ilda Roncal")
    assert (found["2"].medium, found["2"].addressee) == (None, None)


def test_date_of_the_source_is_not_when_it_was_said():
    """In "Doe, who came on Friday, said" nothing was said on Friday."""
    text = "[S Alma Doe, who came on 14 March 2031,] [Q said] [C that it was late]."
    assert statement(text).said_when is None


def test_hedge_in_quotation_marks_is_the_speaker_s():
    """What a speaker himself is unsure of is no hedge of the report."""
    found = statement('[S Alma Doe] [Q said]: [C "Apparently the talks are over."]')
    assert found.hedges == ()


def test_hedge_opens_at_its_word():
    """A hedge is a range of the text."""
    report = dateline.read_text("Alma Doe allegedly told Reuters that the talks in Oslo were over.")
    hedges = [h for s in report.statements for h in s.hedges]
    assert {report.text[h.start : h.end] for h in hedges} == {"allegedly"}


@settings(deadline=None, max_examples=20)
@given(
    st.lists(
        st.sampled_from(
            [
                "Alma Doe",
                "told",
                "said",
                '"',
                "“",
                "”",
                "reportedly",
                "in a letter to",
                "and",
                "is",
                "to",
                "I",
                "\n",
            ]
        ),
        min_size=1,
        max_size=14,
    )
)
def test_any_order_of_words_is_survived(words):
    """Whatever the words: nothing raises, and hedges lie in the text."""
    text = " ".join(words)
    found = linked(f"[S {text}] [Q said] [C {text}]")["1"]
    assert all(0 <= h.start < h.end <= 2 * len(text) + 20 for h in found.hedges)
