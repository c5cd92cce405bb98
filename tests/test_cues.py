import pytest

from dateline.analysis.attribution.attribute import attribute_with
from dateline.analysis.attribution.cues import CueClass, cue_class
from dateline.analysis.attribution.frames import FrameKind
from dateline.analysis.attribution.rules import rules
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import parse
from dateline.model.findings import Findings
from dateline.model.text import Document, Segment, SegmentKind

EXAMPLES = lexicon("cues")["example"]


def words(text, spans):
    """The words of several ranges."""
    return " … ".join(text[s.start : s.end] for s in spans)


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["example"])
def test_every_example_row_yields_its_source_and_cue(row):
    """The example sentence of a lexicon row gives a statement with that source and that cue."""
    text = row["example"]
    parsed = parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),)))

    found = attribute_with(rules, parsed, Findings()).statements

    assert (row["source"], row["cue"]) in {(words(text, s.source), words(text, s.cue)) for s in found}


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["example"])
def test_every_example_names_a_known_frame_and_class(row):
    """The vocabulary of the lexicon is the vocabulary of the code."""
    assert FrameKind(row["frame"])
    assert CueClass(row["class"])


def test_every_frame_has_limits():
    """Each frame kind says how likely a word must be, except the one that only looks back."""
    assert set(lexicon("cues")["frames"]) | {"back"} == {kind.value for kind in FrameKind}


def test_weights_are_counts():
    """A mined row is [times a cue, times seen], and never more cues than sightings."""
    rows = [row for table in lexicon("cue_weights").values() for row in table.values()]

    assert rows
    assert all(0 <= hits <= seen for hits, seen in rows)


def test_speech_can_be_told_from_belief():
    """A step that wants only words spoken can ask for the class of a cue."""
    assert cue_class("say") is CueClass.SPEECH
    assert cue_class("believe") is CueClass.BELIEF
    assert cue_class("xylophone") is None
