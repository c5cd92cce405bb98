# ruff: noqa: E501 - a line of a report is a line
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model.text import DEBRIS, SegmentKind
from dateline.reading.datelines import dateline_end
from dateline.reading.debris import kind_of, rows
from dateline.reading.segments import segment
from dateline.reading.teasers import teaser

PARAGRAPH = "The two envoys met for three hours in the lakeside villa and left without a paper on Tuesday."
SECOND = "A spokesman for the host said the talks would go on next week, though he named no day for them."


def kinds(text, **options):
    """The kinds of a text's segments with their words."""
    return [(s.kind.value, text[s.start : s.end]) for s in segment(text, **options)]


def around(line):
    """The kind of a line that stands between two paragraphs."""
    found = kinds(f"{PARAGRAPH}\n{line}\n{SECOND}\n")
    assert found[0][0] == found[-1][0] == "body"
    return [kind for kind, _ in found[1:-1]]


ODD = st.text(
    alphabet=st.sampled_from(list("aB9 .!?:;,-–—\"“”'’()[]\n\r\t/|•@éЖم\u200b\u2028\u0301🙂_"))
    | st.characters(),
    max_size=300,
)


@settings(deadline=None, max_examples=300)
@given(ODD, st.none() | st.text(max_size=20))
def test_law_of_cover(text, title):
    """Segments stand in order, never overlap, and cover every character that is not white space."""
    found = segment(text, title=title)
    at, outside = 0, []
    for one in found:
        assert at <= one.start < one.end <= len(text)
        outside.append(text[at : one.start])
        assert not text[one.start].isspace()
        assert not text[one.end - 1].isspace()
        at = one.end
    outside.append(text[at:])
    assert not "".join(outside).strip()


@settings(deadline=None, max_examples=50)
@given(ODD)
def test_segments_are_a_function_of_the_text(text):
    """The same text gives the same segments."""
    assert segment(text) == segment(text)


def test_nothing_in_nothing_out():
    """An empty text has no segments."""
    assert segment("") == segment(" \n\t\r\n ") == ()


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.kind}: {row.example[:40]}")
def test_every_row_of_the_lexicon_catches_its_example(row):
    """Every row's example is debris of the row's kind, and by that very row."""
    assert row.pattern.match(row.example)
    assert len(row.example.split()) <= row.words
    assert kind_of(row.example) == row.kind


@pytest.mark.parametrize(
    "prose",
    [
        "By Friday the ministers want a paper, a diplomat said.",
        "Details of the plan were given to Reuters on Monday by two officials.",
        "More than 40 states sent a delegation, the host said.",
        "Share prices fell after the minister spoke.",
        "The source said the talks had failed.",
        "Sources close to the delegation told Northwire that nothing was signed.",
        "Context matters, the envoy told reporters, and he smiled.",
        "Video footage showed the delegations leaving through a back door.",
        "Follow-up talks are due next week in Muscat, the ministry said.",
        "Earlier, the minister had called the offer an insult.",
        "Analysis of the draft shows three open points, according to the agency.",
        "Recalling the talks of March, he said that nothing had changed.",
        "Photographs of the handshake were published by both sides.",
        "Support for the plan is growing in the region, the envoy said.",
        "Image is everything, the envoy said after the photo call.",
        "Read my lips, the minister said: no talks.",
        "Watch what they do and not what they say, he told the paper.",
        "Author Ada Quill met the president in May, his office said.",
        "Opinion in the capital is divided, a diplomat said.",
        "AP and Reuters reported that the talks were off.",
    ],
)
def test_prose_is_not_debris(prose):
    """A sentence that begins like debris stays in the body."""
    assert around(prose) == ["body"]


def test_a_glued_teaser_is_a_report_of_its_own():
    """Outlet and time glued to a teaser's title become its own; the counter is a segment beside it."""
    line = (
        "Minister Arden and envoy Okoro meeting planned this week put off - BBC21.10.25, 08:00 • [views_1234]"
    )
    found = segment(f"{PARAGRAPH}\n{line}\n{SECOND}")
    related, counter = found[1], found[2]
    assert (related.kind, related.outlet) == (SegmentKind.TEASER, "BBC")
    assert related.published is not None
    assert related.published.iso == "2025-10-21T08:00"
    assert counter.kind is SegmentKind.COUNTER
    assert f"{PARAGRAPH}\n{line}"[counter.start : counter.end] == "[views_1234]"


@pytest.mark.parametrize(
    ("line", "outlet", "when"),
    [
        ("Envoys leave Geneva without a paper - Northwire03.02.2024, 17:05", "Northwire", "2024-02-03T17:05"),
        ("Envoys leave Geneva without a paper — The Daily Ledger 3 February 2024, 17:05", "The Daily Ledger",
         "2024-02-03T17:05"),
        ("Envoys leave Geneva without a paper | Northwire | Feb 3, 2024 5:05 p.m.", "Northwire",
         "2024-02-03T17:05"),
        ("Envoys leave Geneva without a paper03.02.24, 17:05", None, "2024-02-03T17:05"),
        ("Envoys leave Geneva without a paper - northwire.example03.02.24", "northwire.example", "2024-02-03"),
        ("Envoys leave Geneva without a paper - Northwire41.02.24, 17:05", "Northwire", None),
    ],
)  # fmt: skip
def test_glued_forms(line, outlet, when):
    """Teasers are read in the forms sites glue them; a stamp that is no date leaves the time unknown."""
    found = teaser(line)
    assert found is not None
    assert found.outlet == outlet
    assert (found.published and found.published.iso) == when


@pytest.mark.parametrize(
    "line",
    [
        "The treaty was signed on 21.10.25",
        "The talks began in Geneva on 3 February 2024.",
        "They met again on 2024-02-03",
        "He left the villa at 08:00",
        "",
    ],
)
def test_a_sentence_with_a_date_is_no_teaser(line):
    """A date at the end of a sentence does not make it a teaser."""
    assert teaser(line) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Details", "label"),
        ("What the host wants", "label"),
        ("Who will sign?", "label"),
        ("– No paper, no handshake –", "label"),
        ("ADVERTISEMENT", "ad"),
        ("Read also: Envoys return to Geneva without a paper", "teaser"),
        ("NORTHERN STATES WARN OF NEW TARIFFS AFTER TALKS", "teaser"),
        ("Subscribe to our newsletter", "share"),
        ("[views_77]", "counter"),
        ("The two ministers before the talks. Ada Quill/Getty Images", "caption"),
        ("Tanks on a road near the border EPA", "caption"),
        ("Reporting by Ada Quill; Editing by Tom Ledger", "byline"),
        ("(AQ/TL)", "byline"),
        ("All rights reserved.", "boilerplate"),
        (PARAGRAPH, "boilerplate"),
    ],
)
def test_what_stands_between_paragraphs(line, kind):
    """Each kind of debris is known between two paragraphs; a paragraph said twice is marked once."""
    assert around(line) == [kind]


def test_a_list_is_not_a_row_of_labels():
    """Items without a full stop under a colon are prose."""
    text = f"{PARAGRAPH}\nThe sides will discuss:\nThe release of prisoners\nA truce at sea\n{SECOND}"
    assert {s.kind for s in segment(text)} == {SegmentKind.BODY}


def test_a_quoted_paragraph_is_a_quote_block():
    """A paragraph that is one quotation and nothing else is a quote block, and no debris."""
    assert around("“We did not come here to sign what we have not read, and we told them so.”") == [
        "quote_block"
    ]
    assert SegmentKind.QUOTE_BLOCK not in DEBRIS


def test_the_title_is_a_headline():
    """The line that repeats the title is the headline, even when it ends as a sentence does."""
    text = f"Envoys leave. Nothing signed.\n{PARAGRAPH}\n{SECOND}"
    assert kinds(text, title="envoys leave.  Nothing signed.")[0][0] == "headline"
    assert kinds(text)[0][0] == "body"


def test_a_headline_without_a_title():
    """The first line is a headline when it ends no sentence and a text follows."""
    found = kinds(f"Envoys leave Geneva without a paper\n\n{PARAGRAPH}\n{SECOND}")
    assert [kind for kind, _ in found] == ["headline", "body", "body"]


def test_one_line_is_body():
    """A text of one line is body, whatever its end: it may be all there is."""
    assert kinds("Envoys leave Geneva without a paper") == [("body", "Envoys leave Geneva without a paper")]


@pytest.mark.parametrize(
    "head",
    [
        "GENEVA, Oct 21 (Northwire) -",
        "PALM COVE, Fla. —",
        "GENEVA (AP) —",
        "Geneva CNN —",
        "London, Feb 3 (PAP) -",
        "GENEVA, October 21. /TASS/.",
        "(Reuters) —",
    ],
)
def test_a_dateline_is_cut_from_its_paragraph(head):
    """The place and wire at the head of the first paragraph are a segment of their own."""
    found = kinds(f"{head} {PARAGRAPH}\n{SECOND}")
    assert found[:2] == [("dateline", head), ("body", PARAGRAPH)]


@pytest.mark.parametrize(
    "prose",
    [
        "Ministers - all of them - left the villa.",
        "The Kremlin — which had asked for the talks — was silent.",
        "NATO is ready to talk, its chief said.",
        "A US-Russia summit – the first since spring – is planned.",
    ],
)
def test_a_dash_is_no_dateline(prose):
    """A dash in the first sentence does not make its beginning a dateline."""
    assert dateline_end(prose) == 0


def test_a_dateline_on_its_own_line():
    """A dateline may fill a line."""
    assert [k for k, _ in kinds(f"Geneva CNN —\n\n{PARAGRAPH}\n{SECOND}")] == ["dateline", "body", "body"]


def test_what_stands_above_the_dateline_is_a_caption():
    """Between the headline and the paragraph with the dateline stand captions."""
    text = f"Envoys leave Geneva without a paper\nThe envoys wave to the cameras.\nGENEVA (AP) — {PARAGRAPH}"
    assert [k for k, _ in kinds(text)] == ["headline", "caption", "dateline", "body"]


def test_right_to_left_and_combining_characters():
    """Scripts and marks of every kind are covered, by code points."""
    text = f"שלום עולם\n{PARAGRAPH}\nCafe\u0301 talks: مرحبا\n{SECOND}"
    found = kinds(text)
    assert [words for _, words in found] == text.split("\n")


def test_a_long_text_of_one_word_lines_takes_no_time():
    """Twenty thousand short lines and one very long one are read in one go."""
    assert len(segment("word\n" * 20_000)) == 20_000
    assert len(segment("word " * 100_000)) == 1


def test_stories_listed_by_rank_under_their_label_are_teasers():
    """Numbered titles right under "Most read" are debris, and the paragraph after them is body."""
    text = f"{PARAGRAPH}\n\nMost read\n\n1 Storm closes the coast road\n2. Cup final goes to penalties\n\n{SECOND}\n"
    assert [kind for kind, _ in kinds(text)] == ["body", "teaser", "teaser", "teaser", "body"]


@pytest.mark.parametrize(
    "listed",
    [
        "The plan has two points\n1 The border opens\n2 The guards leave",
        "Most read\n1 Storm closes the coast road",
        "Most read\n1.5 million voters stayed at home\n2 million came",
        "Most read\n3 Storm closes the coast road\n4 Cup final goes to penalties",
        "Most read\n1 The guards left.\n2 The border opened.",
    ],
)
def test_other_numbered_lines_are_not_ranked(listed):
    """A list without such a label, of one line, not from one, or of sentences is not taken for a ranking."""
    from dateline.reading.lines import lines
    from dateline.reading.teasers import ranked

    assert ranked(tuple(lines(f"{PARAGRAPH}\n{listed}\n{SECOND}\n"))) == frozenset()
