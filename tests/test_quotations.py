import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.attribution.quotations import Shape, find_quotations
from dateline.analysis.attribution.speech import is_speech
from dateline.model.text import Span


def lines_of(text):
    """The ranges of the paragraphs."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return spans


def quoted(text):
    """The quoted words and the codes of the signals."""
    found, signals = find_quotations(text, lines_of(text))
    return [text[q.start : q.end] for q in found], [s.code for s in signals]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we will come" and left.', ['"we will come"']),
        ("He said “we will come” and left.", ["“we will come”"]),
        ("He said „we will come“ and left.", ["„we will come“"]),
        ("He said «we will come» and left.", ["«we will come»"]),
        ("He said »we will come« and left.", ["»we will come«"]),
        ("He said ''we will come'' and left.", ["''we will come''"]),
        ("He said 'we will come' and left.", ["'we will come'"]),
    ],
)
def test_every_kind_of_mark_is_paired(text, expected):
    """Straight, curly, low, angle, doubled and single marks each make one quotation."""
    assert quoted(text) == (expected, [])


def test_an_apostrophe_is_no_quotation_mark():
    """Possessives, contractions and decades quote nothing."""
    assert quoted("The ministers' aides don't like the '90s, the envoy's note says.") == ([], [])


def test_an_inner_quotation_ends_with_the_outer_one():
    """Two marks side by side close two quotations."""
    assert quoted("It \"will not 'give way'\", he said.") == (["\"will not 'give way'\"", "'give way'"], [])


def test_a_quotation_goes_on_over_paragraphs_that_open_again():
    """A paragraph that stays open and a next one that opens again are no fault."""
    text = "“We came early.\n“We leave late.”"
    found, signals = find_quotations(text, lines_of(text))

    assert [(q.closed, q.continues) for q in found] == [(False, False), (True, True)]
    assert signals == ()


def test_a_quotation_runs_over_a_paragraph_break_without_a_mark():
    """A mark that closes in the next paragraph closes what the one before left open."""
    text = "He said, “We came early today.\nWe leave late.” The guard shrugged."
    found, signals = find_quotations(text, lines_of(text))

    assert [text[q.start : q.end] for q in found] == ["“We came early today.", "We leave late.”"]
    assert found[1].continues
    assert signals == ()


def test_one_stray_mark_costs_one_quotation():
    """The quotation in the next paragraph is found all the same, and the stray mark is signalled."""
    found, signals = quoted('The "plan is dead.\nShe said "we go on" and left.')

    assert found == ['"we go on"']
    assert signals == ["quotation.unclosed"]


def test_dash_dialogue_turns_to_its_tag():
    """A dash opens speech, the next one its tag."""
    text = "- The gates stay shut. Nobody passes - the guard explained."
    found, _ = find_quotations(text, lines_of(text))

    assert [(text[q.start : q.end], q.shape) for q in found] == [
        ("- The gates stay shut. Nobody passes", Shape.DASH)
    ]


def test_dash_dialogue_may_stand_amid_a_paragraph():
    """Machine translation glues the dash to the sentence before."""
    text = (
        "The minister of the small republic said that everything was calm.- We wait for an answer - he added."
    )

    assert quoted(text)[0] == ["- We wait for an answer"]


def test_a_dialogue_goes_on_after_its_tag():
    """Every other piece between dashes is speech, however short the paragraph is."""
    assert quoted("– Yes, – he said. – We go.")[0] == ["– Yes,", "– We go."]
    assert quoted("—We leave at dawn,— said Ivan.—Nobody stays.")[0] == [
        "—We leave at dawn,",
        "—Nobody stays.",
    ]


def test_a_hyphen_after_an_abbreviation_opens_no_dialogue():
    """The hyphen of a compound name follows a full stop, and quotes nothing."""
    text = "The convoy took the long way round to reach the towns along the old U.S.-Mexico road on Friday."

    assert quoted(text) == ([], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,“ he said.", ["“We go,“"]),
        ("”We go,” he said.", ["”We go,”"]),
        ('"The 12" guns are ready," he said.', ['"The 12" guns are ready,"']),
        ("‚We go‘, he said.", ["‚We go‘"]),
        ('"He told me: "We go.""', ['"He told me: "We go.""', '"We go."']),
        ("“He told me: «We go.»”", ["“He told me: «We go.»”", "«We go.»"]),
    ],
)
def test_a_mark_of_the_wrong_shape_is_still_a_mark(text, expected):
    """Turned, low, nested and doubled marks pair, and inches inside a quotation end nothing."""
    assert quoted(text) == (expected, [])


def test_a_lost_mark_is_told_and_the_words_are_kept():
    """A quotation without its opening or its closing mark ends with its paragraph or the next quotation."""
    assert quoted('We go on," she said.') == (['We go on,"'], ["quotation.unopened"])
    assert quoted('"We go. "We stay," he said.') == (['"We go.', '"We stay,"'], ["quotation.unclosed"])
    assert quoted('He left. "We go. Then we rest.') == (['"We go. Then we rest.'], ["quotation.unclosed"])


def test_a_list_item_is_no_dialogue():
    """A paragraph with one dash at its head is a list item."""
    assert quoted("- Three ferries from the mainland") == ([], [])


def test_a_scare_quote_is_no_speech():
    """One doubtful word and a title could not stand as sentences; a clause could."""
    text = 'A "deal" in "The Long Road Home" and "We will never sign that paper."'
    found, _ = find_quotations(text, lines_of(text))

    assert [is_speech(text, q) for q in found] == [False, False, True]


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="ab. ,'’‘\"“”„«»`-–—\n!A", max_size=80))
def test_any_marks_give_ranges_inside_their_paragraph(text):
    """Whatever the marks, every quotation is a non-empty range of its own paragraph, in order, each time."""
    lines = lines_of(text)
    found, signals = find_quotations(text, lines)

    assert all(lines[q.line].start <= q.start < q.end <= lines[q.line].end for q in found)
    assert all(0 <= s.start < s.end <= len(text) for s in signals)
    assert list(found) == sorted(found, key=lambda q: (q.start, -q.end))
    assert (found, signals) == find_quotations(text, lines)
