"""The pipes as they are run here annotate as spaCy's own do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.parse import bare_pipeline, pipeline
from dateline.analysis.pipes import TagTable, quicken

TAGS = ("NN", "NNS", "VBD", "VBZ", "IN", "DT", "PRP", "PRP$", "MD", "WDT", "CC", "_SP", "XX", ".", "JJ", "")
WORDS = (
    "that",
    "The",
    "something",
    "may",
    "But",
    "his",
    "were",
    "'s",
    "Kremlin",
    "if",
    "\n",
    "I",
    "am",
    "n't",
)
DEPS = ("advmod", "expl", "det", "", "nsubj", "ROOT", "mark", "aux", "dep")


@pytest.fixture(scope="module")
def bare():
    """The pipeline as spaCy loads it."""
    return bare_pipeline()


def notes(doc):
    """Everything that the steps read of a doc."""
    return [
        (
            t.text,
            t.tag_,
            t.pos_,
            t.lemma_,
            str(t.morph),
            t.dep_,
            t.head.i,
            t.ent_type_,
            t.ent_iob,
            t.is_sent_start,
        )
        for t in doc
    ]


def test_the_quick_pipeline_annotates_as_the_bare_one(bare, examples):
    """Tags, lemmas, dependencies, sentences and names of the examples are those of spaCy's own pipeline."""
    texts = [line for report in examples[:8] for line in report.text.splitlines() if line.strip()]
    assert list(map(notes, pipeline().pipe(texts))) == list(map(notes, bare.pipe(texts)))


def test_the_pipeline_looks_tags_up_in_a_table():
    """The general matcher is gone from the pipeline that reports are parsed with."""
    assert isinstance(pipeline().get_pipe("attribute_ruler"), TagTable)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(TAGS), st.sampled_from(DEPS)), max_size=12))
def test_the_table_answers_as_the_attribute_ruler(bare, rows):
    """Whatever words, tags and dependencies stand together, the table sets what the ruler sets."""
    from spacy.tokens import Doc

    words = [row[0] for row in rows]
    made = [
        Doc(bare.vocab, words, tags=[r[1] for r in rows], deps=[r[2] for r in rows], heads=[0] * len(rows))
        for _ in range(2)
    ]
    ruled = bare.get_pipe("attribute_ruler")(made[0])
    table = pipeline().get_pipe("attribute_ruler")
    told = [(t.pos_, t.lemma_, str(t.morph)) for t in ruled]
    assert [(t.pos_, t.lemma_, str(t.morph)) for t in table(made[1])] == told


def test_a_ruler_with_patterns_of_another_kind_stays():
    """Where a pattern asks for something else, spaCy's own ruler goes on working."""
    own = bare_pipeline()
    own.get_pipe("attribute_ruler").add([[{"LENGTH": {">=": 30}}]], {"POS": "X"})
    assert not isinstance(quicken(own).get_pipe("attribute_ruler"), TagTable)
