"""The network and the rules together."""

from dataclasses import replace

import pytest

from dateline import read_text
from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.joined import joined, merged
from dateline.analysis.parse import parse
from dateline.model.text import Document, Segment, SegmentKind, Span


def made(source, cue, content, **facts):
    """An attribution of three ranges."""
    return Attribution((Span(*source),), (Span(*cue),), (Span(*content),), **facts)


NETWORK = made((0, 5), (6, 10), (11, 60))


def test_the_network_is_believed_where_both_have_a_cue():
    """The rules' other reading of the same cue is left out."""
    assert merged([NETWORK], [made((0, 3), (6, 10), (20, 30))]) == (NETWORK,)


def test_the_rules_speak_inside_what_is_said_and_nowhere_else():
    """What somebody is said to have said is kept; a cue of the rules alone is not."""
    inner, alone = made((15, 18), (20, 24), (25, 60)), made((70, 75), (76, 80), (81, 90))

    assert merged([NETWORK], [inner, alone]) == (NETWORK, inner)


def test_words_in_quotation_marks_are_seldom_nobodys():
    """Of a cue that the rules do not see the network must be less sure where it reports quoted words."""
    doubtful = replace(made((0, 5), (6, 10), (11, 60), sure=0.65), source=())

    assert merged([doubtful], []) == ()
    assert merged([replace(doubtful, marked=True)], []) == (replace(doubtful, marked=True),)


def test_what_nobody_says_must_be_surer():
    """A cue without a source, that the rules do not see, is believed less easily than one that has one."""
    doubtful = made((0, 5), (6, 10), (11, 60), sure=0.65)

    assert merged([doubtful], []) == (doubtful,)
    assert merged([replace(doubtful, source=())], []) == ()


def test_what_is_said_inside_ends_where_the_words_around_it_end():
    """The rules' reading of a cue inside is cut where it runs over into the one who carries it all."""
    carried = made((70, 73), (57, 69), (0, 55))
    inner = made((0, 3), (4, 8), (9, 73))

    assert merged([carried], [inner]) == (carried, made((0, 3), (4, 8), (9, 55)))


def test_who_stands_behind_a_dash_is_not_what_is_said():
    """Of "The port is shut - said the envoy" the network's "the envoy" gives way to the rules' speaker."""
    envoy = made((27, 36), (22, 26), (0, 19))

    assert merged([made((0, 8), (22, 26), (27, 36))], [envoy]) == (envoy,)


def test_a_cue_has_one_reading():
    """What was found as a part of somebody's words gives way to the plain reading of the same cue."""
    inner = made((12, 20), (6, 10), (21, 60), nested=True)

    assert merged([NETWORK, inner], []) == (NETWORK,)


def test_looking_back_is_the_rules():
    """A cue such as "This was reported by X" says what stands before; the network's "This" gives way."""
    back = made((80, 85), (70, 79), (0, 60), looks_back=True)

    assert merged([made((80, 85), (72, 79), (65, 69))], [back]) == (back,)


@pytest.mark.parametrize("text", ["", "\n", "“", "- - -", "\u202e"])
def test_nothing_said(text):
    """Reports without words of anybody have no attributions."""
    report = Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),))
    assert list(joined(parse(report))) == []


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ('"We will come back," Jane Doe said.', "Jane Doe", "We will come back"),
        ("Police said three men were arrested.", "Police", "three men were arrested"),
        ("According to the Coast Agency, the ferry was late.", "the Coast Agency", "the ferry was late"),
        ("The river rose by two metres. This was reported by the Coast Agency.", "Agency", "The river rose"),
    ],
)
def test_plain_sentences(text, source, content):
    """Who says it and what is said, read the whole way."""
    statement = next(s for s in read_text(text).statements if s.cue)

    assert source in text[statement.source[0].start : statement.source[-1].end]
    assert content in text[statement.content[0].start : statement.content[-1].end]
