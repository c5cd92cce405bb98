"""Quotations of speech against any attributor: never lost, never cut, said once."""

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.attribution.attribute import attribute_with
from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.quotations import find_quotations
from dateline.analysis.attribution.speech import spoken
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import parse
from dateline.model.findings import Findings
from dateline.model.text import Document, Segment, SegmentKind, Span


@functools.cache
def parsed(text):
    """The parse of a report that is all body."""
    return parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),)))


def silent(_):
    """An attributor that finds nothing."""
    return ()


def statements(text, attributor=silent):
    """The statements of a report under an attributor."""
    return attribute_with(attributor, parsed(text), Findings()).statements


def at(text, words):
    """Where the words stand; an empty string stands nowhere."""
    start = text.index(words) if words else 0
    return (Span(start, start + len(words)),) if words else ()


def model(*found):
    """An attributor that returns (source, cue, content) given in words; a content may be a list of parts."""

    def attributor(report):
        text = report.text
        return [
            Attribution(
                at(text, source),
                at(text, cue),
                tuple(s for part in ([said] if isinstance(said, str) else said) for s in at(text, part)),
            )
            for source, cue, said in found
        ]

    return attributor


def said(text, attributor=silent):
    """(source, content) of each top-level statement, in words."""
    return [
        (words(text, s.source), words(text, s.content))
        for s in statements(text, attributor)
        if s.parent is None
    ]


def words(text, spans):
    """The words at the spans, joined by a bar."""
    return " | ".join(text[s.start : s.end] for s in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will not sign that," the envoy said.', [("the envoy", '"We will not sign that,"')]),
        ("“We will not sign that,” said Anna Berg.", [("Anna Berg", "“We will not sign that,”")]),
        ("«We will not sign that», the envoy said.", [("the envoy", "«We will not sign that»")]),
        ("„We will not sign that“, the envoy said.", [("the envoy", "„We will not sign that“")]),
        ("'We will not sign that,' the envoy said.", [("the envoy", "'We will not sign that,'")]),
        ("- We will not sign that… - said the envoy.", [("the envoy", "- We will not sign that…")]),
        ('The mayor went further: "We left early."', [("The mayor", '"We left early."')]),
        (
            '"We stay until the ice is gone." - Anna Berg, mayor',
            [("Anna Berg, mayor", '"We stay until the ice is gone."')],
        ),
        (
            '"We left," the envoy said. But "It was late anyway."',
            [("the envoy", '"We left," | "It was late anyway."')],
        ),
        ('Anna Berg: "We will not sign that."', [("Anna Berg", '"We will not sign that."')]),
        (
            'The envoy stated:\n"We will not sign that. The ink is dry."',
            [("The envoy", '"We will not sign that. The ink is dry."')],
        ),
        (
            '"We left," the envoy said. "Nobody saw us leave."',
            [("the envoy", '"We left," | "Nobody saw us leave."')],
        ),
        (
            '"We left early," the envoy said.\n"Nobody saw us leave. Nobody asked."',
            [("the envoy", '"We left early," | "Nobody saw us leave. Nobody asked."')],
        ),
        ('The road was shut. "We left before noon, all of us."', [("", '"We left before noon, all of us."')]),
    ],
)
def test_a_quotation_that_the_attributor_misses_goes_to_who_stands_beside_it(text, expected):
    """With nothing from the attributor the quotation is whole, with its tag's speaker or an empty source."""
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        (  # half of it
            'The envoy said: "We left at dawn. The road was ours. Nobody saw us."',
            [("The envoy", "said", "The road was ours")],
            [("The envoy", '"We left at dawn. The road was ours. Nobody saw us."')],
        ),
        (  # without the marks
            "“We left at dawn,” the envoy said.",
            [("the envoy", "said", "We left at dawn")],
            [("the envoy", "“We left at dawn,”")],
        ),
        (  # two who share one quotation: the piece is given up
            '"We left at dawn and nobody saw us," the envoy said, as the guard noted.',
            [("the envoy", "said", "We left at dawn and nobody"), ("the guard", "noted", "saw us")],
            [("the envoy", '"We left at dawn and nobody saw us,"')],
        ),
        (  # two who both have it whole: the nearer cue
            '"We left at dawn," the envoy said. The guard slept and later claimed this.',
            [("the envoy", "said", '"We left at dawn,"'), ("The guard", "claimed", '"We left at dawn,"')],
            [("the envoy", '"We left at dawn,"')],
        ),
        (  # two cues of one speaker, the first of which reaches over both quotations: the nearer cue
            "“Mind the step,” Corvin sang before asking him, “Whose house is this?”",
            [
                ("Corvin", "sang", ["“Mind the step,”", "“Whose house is this?”"]),
                ("Corvin", "asking", "“Whose house is this?”"),
            ],
            [("Corvin", "“Mind the step,”"), ("Corvin", "“Whose house is this?”")],
        ),
        (  # a word of speech right before the second quotation that the attributor missed
            "“Mind the step,” Corvin said before asking him, “Whose house is this?”",
            [("Corvin", "said", "“Mind the step,”")],
            [("Corvin", "“Mind the step,”"), ("Corvin", "“Whose house is this?”")],
        ),
        (  # the neighbour's quotation is not added
            'The envoy said "We left at dawn." The guard noted "We saw them leave."',
            [
                ("The envoy", "said", '"We left at dawn."'),
                ("The guard", "noted", '"We saw them leave."'),
            ],
            [("The envoy", '"We left at dawn."'), ("The guard", '"We saw them leave."')],
        ),
        (  # an indirect clause with quoted words in it stays as it is
            'He said the deal was "very good" and "fair" to both. The port was shut.',
            [("He", "said", 'the deal was "very good" and "fair" to both')],
            [("He", 'the deal was "very good" and "fair" to both')],
        ),
        (  # a scare quote beside an indirect clause is not taken
            'The "special inspection" began. He said that the port was shut.',
            [("He", "said", "that the port was shut")],
            [("He", "that the port was shut")],
        ),
    ],
)
def test_what_an_attributor_gets_wrong_of_a_quotation_is_mended(text, found, expected):
    """A piece becomes the whole, nobody takes a neighbour's, and an indirect clause is left alone."""
    assert said(text, model(*found)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The so-called 'special inspection' of the \"friendly\" port went on.",
        'The band played "The Ferry to the Isle of Skerries" and "Bring Us Home."',
        "The ministers' aides parked the 6'2\" statue beside the 12\" pipe in the '90s.",
        'The so-called "Special harbour inspection." went on for a week.',
        "It was the crew's rock 'n' roll night; 'twas loud.",
        'A sign reading "EXIT" hung over the "door" of the hall.',
    ],
)
def test_what_is_quoted_but_not_said_makes_no_statement(text):
    """Scare quotes, titles, apostrophes, feet and inches are nobody's words by themselves."""
    assert said(text) == []


@pytest.mark.parametrize("row", [lexicon("quoted_names")["lowered"], *lexicon("quoted_names")["naming"]])
def test_a_name_in_marks_is_no_speech(row):
    """The example of each row quotes a name, and makes no statement."""
    text = row["example"]
    found, _ = find_quotations(text, [Span(0, len(text))])

    assert found
    assert spoken(text, found) == []
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said”We left at dawn and nobody saw us.”and slept.", "”We left at dawn and nobody saw us.”"),
        ("“We left at dawn,“ he said.", "“We left at dawn,“"),
        ('We left at dawn," he said.', 'We left at dawn,"'),
        ('"The 12" guns are ready," he said.', '"The 12" guns are ready,"'),
        ('"He told me: "We left."" It rained.', '"He told me: "We left.""'),
        ('He slept. "We left at dawn. Nobody saw us.\nIt rained.', '"We left at dawn. Nobody saw us.'),
    ],
)
def test_marks_that_are_wrong_cost_no_quotation(text, quoted):
    """Marks glued, turned, lost, doubled or left open, and inches among them, leave the quotation whole."""
    assert quoted in words(text, [s for x in statements(text) if x.parent is None for s in x.content])


PIECES = (
    '"We left at dawn," the envoy said',
    "“Nobody saw us leave, and nobody asked.”",
    "Anna Berg told reporters that the deal was \"very good\" and 'fair'",
    "- The gates stay shut. Nobody passes - the guard explained",
    "The so-called “special inspection” went on",
    "«We stay,» he added, «until the ice is gone.»",
    "“This one never closes, she said",
    'He wrote: "He told me: "Go.""',
    "The road was shut, according to the mayor",
    "„Das ist gut,“ the clerk said",
    "'We're done,' said the ministers' aide",
    'and a 12" pipe" of them',
)
REPORTS = st.lists(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map(". ".join), min_size=1, max_size=3
).map("\n".join)


@st.composite
def hostile(draw):
    """A report and an attributor that may return anything at all, ranges outside the text included."""
    text = draw(REPORTS)
    edge = st.integers(0, len(text))
    span = st.tuples(edge, st.integers(1, 60)).map(lambda p: Span(p[0], p[0] + p[1]))
    spans = st.lists(span, max_size=2).map(tuple)
    flags = st.booleans()
    attribution = st.builds(
        Attribution, spans, spans, spans, quotes=flags, looks_back=flags, reacts=flags, slight=flags
    )
    found = draw(st.lists(attribution, max_size=6))
    return text, lambda _: found


def test_a_judgement_before_a_quotation_names_its_speaker():
    """Who was told of in the sentence before goes on in quoted words, whatever the word was for it."""
    text = 'Her partner, Otto Lund, called the plan a trap. "It was never meant to succeed."'
    judged = model(("Her partner, Otto Lund", "called", "the plan a trap"))

    assert [(s, c) for s, c in said(text, judged)] == [
        ("Her partner, Otto Lund", 'the plan a trap | "It was never meant to succeed."')
    ]


def test_who_spoke_before_goes_on_past_a_relative_clause():
    """Somebody who "also spoke" in a relative clause does not take the quotation after its sentence."""
    text = '"We sail at dawn," the mayor said in Riga, where the envoy also spoke. "The harbour is open."'
    found = model(
        ("the mayor", "said", ['"We sail at dawn,"', '"The harbour is open."']),
        ("the envoy", "also spoke", '"The harbour is open."'),
    )

    assert said(text, found) == [("the mayor", '"We sail at dawn," | "The harbour is open."')]


def test_words_between_two_halves_of_a_quotation_belong_to_their_own_cue():
    """What she was sure of is not what she said of it, though both cues reach for the words."""
    text = '"It is over," she said of the talks, which she was sure would fail. "For me, at least."'
    found = model(
        ("she", "said of", ['"It is over,"', "would fail", '"For me, at least."']),
        ("she", "was sure", "would fail"),
    )

    assert said(text, found) == [
        ("she", '"It is over," | "For me, at least."'),
        ("she", "would fail"),
    ]


def test_a_judgement_inside_the_sentence_of_a_quotation_names_nobody():
    """A quotation that is only a part of a sentence is not given to the sentence before."""
    text = 'Otto Lund called the plan a trap. The letter ends "and we shall never sign it in all our lives"'
    judged = model(("Otto Lund", "called", "the plan a trap"))

    assert said(text, judged)[0] == ("Otto Lund", "the plan a trap")


@pytest.mark.parametrize("dash", ["-", "–", "—", "―"])
def test_a_name_after_any_dash_is_the_speaker(dash):
    """Whatever dash a report signs its quotations with, the name behind it speaks."""
    text = f'"No harbour was ever built in a single winter." {dash} Christina Aro'

    assert [source for source, _ in said(text)] == ["Christina Aro"]


@settings(deadline=None, max_examples=80)
@given(hostile())
def test_each_quotation_of_speech_is_whole_in_one_statement(case):
    """Whatever an attributor returns, each quotation is in one statement that stands in no other."""
    text, attributor = case
    report = parsed(text)
    quotations, _ = find_quotations(text, [line.span for line in report.lines])
    found = statements(text, attributor)
    top = [s for s in found if s.parent is None]

    for quotation in spoken(text, quotations):
        assert sum(s.says(quotation.span) for s in top) == 1
    for statement in found:
        assert statement.content
        for span in statement.source + statement.cue + statement.content:
            assert 0 <= span.start < span.end <= len(text)
    assert found == statements(text, attributor)


@settings(deadline=None, max_examples=40)
@given(REPORTS)
def test_a_scare_quote_is_no_statement_by_itself(text):
    """Where the attributor finds nothing, every statement says a quotation of speech and nothing else."""
    quotations, _ = find_quotations(text, [line.span for line in parsed(text).lines])
    speech = {q.span for q in spoken(text, quotations)}

    assert {span for s in statements(text) if s.cue or not s.source for span in s.content} <= speech | {
        Span(a.start, b.end) for a in speech for b in speech if a.end <= b.start
    }
