"""The laws of the house, on any text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.analysis.steps import STEPS, analyse, analyse_many
from dateline.ledger.check import violations
from dateline.model.findings import Findings
from dateline.model.report import Report
from dateline.model.text import Document
from dateline.model.times import When
from dateline.reading.segments import segment

NAMES = "Moscow Kyiv Peskov Trump Putin Reuters the minister president"
VERBS = "said says told refused demands met meet will not no postponed cancelled according to"
NOUNS = "summit meeting talks plans ceasefire on Tuesday last week unless only after and 2025"
MARKS = """ " “ ” ' ’ « » - — . , : ; ? ! ( ) CNN21.10.25, 08:00 [views_12]"""
ODD = ["\n", "\n\n", "\u202b", "\u0301", "\r\n", "\x00"]
WORDS = [*f"{NAMES} {VERBS} {NOUNS} {MARKS}".split(), *ODD]
PROSE = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=80).map(" ".join)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def document(text, **facts):
    """A plain-text report as reading makes it."""
    return Document(text, segments=segment(text), published=When.parse("2025-10-21"), **facts)


@FEW
@given(PROSE)
def test_any_text_is_read_and_every_word_of_it_can_be_opened(text):
    """Whatever stands in a report, the analysis ends, and no finding breaks the evidence law."""
    report = analyse(document(text, outlet="Meridian Wire"))
    assert list(violations(report.as_dict(), text, report.id)) == []


@FEW
@given(PROSE)
def test_a_report_is_read_the_same_way_twice(text):
    """Reading is deterministic, and what else is in the batch does not matter."""
    alone = analyse(document(text))
    beside = list(analyse_many([document("Talks were held."), document(text)]))[1]
    assert alone.as_dict() == beside.as_dict()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff", "?", '"'])
def test_nothing_in_nothing_out(text):
    """An empty report has no findings, and no step minds."""
    report = analyse(document(text))
    assert (report.statements, report.meetings, report.positions) == ((), (), ())


def test_the_steps_are_in_plain_sight():
    """There are seven steps, in the order in which they read each other's findings."""
    assert [step.__module__.removeprefix("dateline.analysis.") for step in STEPS] == [
        "actors.names",
        "actors.coreference",
        "attribution.attribute",
        "chains.link",
        "meetings.find",
        "meetings.records",
        "positions.find",
    ]


def test_a_report_without_a_segment_says_nothing():
    """A document whose text was never segmented is not read by accident."""
    assert (
        Report(Document("Talks were held."), Findings()).findings
        == analyse(Document("Talks were held.")).findings
    )
