import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.attribution.attribute import Attribution, attribute, attribute_with
from dateline.analysis.parse import parse
from dateline.model.findings import Findings, Mode
from dateline.model.text import Document, Segment, SegmentKind, Span


def parsed(text):
    """The parse of a report that is all body."""
    return parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),)))


def said(text):
    """The words of source, cue and content of every statement."""
    found = attribute(parsed(text), Findings()).statements
    return [
        tuple(" … ".join(text[s.start : s.end] for s in part) for part in (f.source, f.cue, f.content))
        for f in found
    ]


GOLDEN = [
    (
        '"We will not sign," Anna Berg said. "The text is too weak."',
        ("Anna Berg", "said", '"We will not sign," … "The text is too weak."'),
    ),
    (
        'Spokesman Karl Lind stated:\n"The road is open. Nobody has closed it."',
        ("Spokesman Karl Lind", "stated:", '"The road is open. Nobody has closed it."'),
    ),
    (
        "“The gates stay shut,” said the guard.\n“Nobody will pass tonight.”",
        ("the guard", "said", "“The gates stay shut,” … “Nobody will pass tonight.”"),
    ),
    (
        "According to the Coast Agency, the ferry was late.",
        ("the Coast Agency", "According to", "the ferry was late"),
    ),
    (
        'The envoy said the talks were "difficult but honest".',
        ("The envoy", "said", 'the talks were "difficult but honest"'),
    ),
    (
        "- The winter will be long. We are ready for it - the minister emphasized.",
        ("the minister", "emphasized", "- The winter will be long. We are ready for it"),
    ),
    (
        "Officials in the capital told the Tidewater Post that the visit had been cancelled.",
        ("Officials in the capital", "told", "that the visit had been cancelled"),
    ),
    ("Berg: The border stays open", ("Berg", ":", "The border stays open")),
    (
        "Meeting of the two presidents moved to autumn - CNN",
        ("CNN", "-", "Meeting of the two presidents moved to autumn"),
    ),
    (
        '"The walls were built in a hurry", added Newswire.',
        ("Newswire", "added", '"The walls were built in a hurry"'),
    ),
    (
        "The union's chief, Anna Berg, called on both ports to open their gates.",
        ("The union's chief, Anna Berg,", "called on", "both ports to open their gates"),
    ),
    (
        "The premier said training crews at home starts no war, adding that nobody needed a pretext.",
        ("The premier", "adding", "that nobody needed a pretext"),
    ),
    (
        'He repeated that the ship would sail in March."I bought the ticket," he said.',
        ("He", "repeated", "that the ship would sail in March"),
    ),
    (
        "The island is ready to work with the port to end the strike - said the diplomat taking part.",
        (
            "the diplomat taking part",
            "said",
            "The island is ready to work with the port to end the strike",
        ),
    ),
    (
        "BERGEN - Harbour officials said the plan was ready.",
        ("Harbour officials", "said", "the plan was ready"),
    ),
    (
        'She also told the anchor that "silence is no answer."',
        ("She", "also told", 'that "silence is no answer."'),
    ),
    (
        'Berg called her letter "a poor joke" and said the ferry had left.',
        ("Berg", "said", "the ferry had left"),
    ),
    (
        '"Nothing was signed": Oslo breaks its silence on the port',
        ("Oslo", ":", '"Nothing was signed"'),
    ),
    (
        "The president was quoted as saying that the port would close.",
        ("The president", "was quoted as saying", "that the port would close"),
    ),
    (
        "According to conservative talk radio host Rush Eklund, the move reeks of “fear” and desperation.",
        (
            "conservative talk radio host Rush Eklund",
            "According to",
            "the move reeks of “fear” and desperation",
        ),
    ),
    (
        'Because nobody had answered, she told the Courier, "we left the room."',
        ("she", "told", 'Because nobody had answered … "we left the room."'),
    ),
    (
        'When asked about the letter, Berg said, "we have not seen it."',
        ("Berg", "said", '"we have not seen it."'),
    ),
    (
        'When he came to Riga, Berg said, "we will sign the letter."',
        ("Berg", "said", '"we will sign the letter."'),
    ),
    (
        "The Courier did a fact-check on the mayor's claim that there had been “hundreds of shots” in May.",
        ("the mayor's", "claim", "that there had been “hundreds of shots” in May"),
    ),
    (
        'Most of those asked said Berg was "justified" in keeping it private until she nearly collapsed.',
        (
            "Most of those asked",
            "said",
            'Berg was "justified" in keeping it private until she nearly collapsed',
        ),
    ),
]


@pytest.mark.parametrize(("text", "expected"), GOLDEN, ids=[g[0][:30] for g in GOLDEN])
def test_who_said_what(text, expected):
    """The paragraph gives this source, this cue and this content, whole."""
    assert expected in said(text)


def test_nothing_is_said_twice():
    """What two ways of annotating find alike is one statement."""
    text = "The Courier did a fact-check on the mayor's claim that there had been “hundreds of shots” in May."
    found = said(text)
    assert len(found) == len(set(found)) == 1


def test_a_quotation_without_marks_goes_to_the_speaker_above():
    """A paragraph in the first person below a speaker is speech, and it is his."""
    text = (
        "The two sides met in Oslo on Monday.\n"
        "A diplomat told the Tidewater Post that the visit was off.\n"
        "I think they asked for too much, and nobody was surprised.\n"
        "The harbour stayed closed."
    )

    statement = next(s for s in attribute(parsed(text), Findings()).statements if not s.cue)

    assert text[statement.source[0].start : statement.source[0].end] == "A diplomat"
    assert text[statement.content[0].start : statement.content[0].end].startswith("I think")
    assert statement.mode is Mode.DIRECT


@pytest.mark.parametrize("outlet_name", ["Tidewater", "Informant"])
def test_this_is_stated_refers_to_what_stands_before(outlet_name):
    """The material carries the sentences before, and so does the outlet that writes of it."""
    text = (
        "The summit was put off. The hosts blame the weather. "
        f"This is stated in the agency's material, writes {outlet_name}."
    )

    outlet = next(s for s in said(text) if s[0] == outlet_name)
    material = next(s for s in said(text) if s[0] == "the agency's material")

    assert material[2] == "The summit was put off. The hosts blame the weather"
    assert outlet[2].startswith("The summit was put off.")


def test_a_pointer_to_another_article_is_nobodys_statement():
    """A line such as "Read also: ..." attributes nothing."""
    assert said("Read also: Who is who in the harbour dispute") == []


def test_a_teaser_does_not_end_who_is_speaking():
    """A quotation goes on below a teaser that stands in the middle of it."""
    text = 'Berg stated:\n"The road is open."\nFerry sinks off the cape\n"Nobody has closed it."'
    at = text.index("Ferry"), text.index('"Nobody') - 1
    parts = [
        (0, at[0], SegmentKind.BODY),
        (*at, SegmentKind.TEASER),
        (at[1], len(text), SegmentKind.BODY),
    ]
    report = parse(Document(text=text, segments=tuple(Segment(*p) for p in parts)))

    statements = attribute(report, Findings()).statements

    assert [[text[c.start : c.end] for c in s.content] for s in statements if s.source] == [
        ['"The road is open."', '"Nobody has closed it."']
    ]


def test_a_statement_inside_another_has_a_parent():
    """Who says that somebody else said something is the parent of that statement."""
    text = "The agency reported that the minister said that the port was safe."

    inner = next(
        s for s in attribute(parsed(text), Findings()).statements if text[s.cue[0].start :].startswith("said")
    )

    assert inner.parent == "s1"


def test_nobody_says_nothing():
    """An empty report has no statements."""
    assert attribute(parsed(""), Findings()) == Findings()


def test_another_attributor_stands_behind_the_same_geometry():
    """A model that finds only the first words of a quotation gets all of it."""
    text = '"We stay here. We wait," said Berg.'
    start = text.index("Berg")

    def model(_):
        return [
            Attribution((Span(start, start + 4),), (Span(start - 5, start - 1),), (Span(1, 8),), quotes=True)
        ]

    statement = attribute_with(model, parsed(text), Findings()).statements[0]

    assert statement.content == (Span(0, 24),)
    assert statement.mode is Mode.DIRECT


PIECES = st.sampled_from(
    [
        '"',
        "“",
        "”",
        "'",
        "- ",
        " - ",
        "\n",
        "Berg said",
        " he added",
        "that ",
        "We go. ",
        "the port",
        ": ",
        ", ",
        ".",
        "According to ",
        "This was reported by ",
        "CNN",
        "I think so",
        "é\u202e",
        "\U0001f600",
    ]
)


@settings(deadline=None, max_examples=30)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_text_gives_ranges_inside_it_and_the_same_ones_again(text):
    """Odd text never raises; every range is non-empty and inside the text; twice gives the same."""
    once = attribute(parsed(text), Findings())

    assert once == attribute(parsed(text), Findings())
    for s in once.statements:
        assert s.content
        assert all(0 <= p.start < p.end <= len(text) for p in (*s.source, *s.cue, *s.content))


@settings(deadline=None, max_examples=15)
@given(st.sets(st.integers(0, 7)))
def test_lost_quotation_marks_never_raise(lost):
    """Whichever marks are dropped from a report, the rest is still read."""
    text = '"We wait," Berg said. "We stay."\nThe aide called it "odd" and "The port is shut," he added.'
    kept = "".join(c for k, c in enumerate(text) if c != '"' or text[:k].count('"') not in lost)

    assert attribute(parsed(kept), Findings()).statements
