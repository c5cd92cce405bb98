"""The pipes as they are run here annotate as spaCy's own do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.entities import Entities, entities
from dateline.analysis.parse import bare_pipeline, pipeline
from dateline.analysis.pipes import TagTable, quicken

NAMING = [
    "President", "Lucía", "Montalván", "the", "United", "Nations", "Bank", "of", "New", "York", "said", "on",
    "Monday", "3", "May", "$", "10", "million", "Dr", "EU", "'s", ",", ".", " ", "\n", "Peru", "-", "and",
]  # fmt: skip
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
    """Reports are parsed without the general matcher, and without the walk for names."""
    assert isinstance(pipeline().get_pipe("attribute_ruler"), TagTable)
    assert isinstance(pipeline().get_pipe("ner"), Entities)


def test_every_pipe_works_once(bare):
    """What is quick stands in the place of what was slow, and not beside it."""
    assert pipeline().component_names == bare.component_names
    assert pipeline().pipe_names == bare.pipe_names


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


@settings(deadline=None, max_examples=100)
@given(st.lists(st.lists(st.sampled_from(NAMING), max_size=14), max_size=6))
def test_the_quick_recognizer_finds_the_same_names(bare, lines):
    """Names, white space, sentences that end within a name, empty lines: the names are the recognizer's."""
    slow, quick = (list(_parsed(bare, lines)) for _ in range(2))
    recognizer = bare.get_pipe("ner")
    slow = list(recognizer.pipe(slow))
    quick = list(entities(recognizer).pipe(quick, batch_size=4))
    assert [notes_of_names(doc) for doc in quick] == [notes_of_names(doc) for doc in slow]


def test_names_that_were_set_before_are_kept(bare):
    """A document that comes with a name keeps it, as with spaCy's own recognizer."""
    from spacy.tokens import Span

    (doc,) = _parsed(bare, [["Norway", "and", "Mr", "Smith", "met"]])
    doc.set_ents([Span(doc, 4, 5, label="EVENT")], default="missing")
    found = entities(bare.get_pipe("ner"))(doc)
    assert ("met", "EVENT") in [(e.text, e.label_) for e in found.ents]


def test_a_recognizer_that_searches_wider_stays():
    """Where the recognizer is set up to follow several readings, spaCy's own goes on working."""
    own = bare_pipeline()
    own.get_pipe("ner").cfg["beam_width"] = 4
    assert not isinstance(quicken(own).get_pipe("ner"), Entities)


def _parsed(bare, lines):
    """Documents as the recognizer meets them, with a sentence before every word with a capital letter."""
    from spacy.tokens import Doc

    for words in lines:
        starts = [n == 0 or (word[:1].isupper() and n % 3 == 0) for n, word in enumerate(words)]
        yield Doc(bare.vocab, words, sent_starts=starts)


def notes_of_names(doc):
    """What the recognizer sets."""
    return [(t.ent_iob_, t.ent_type_) for t in doc]
