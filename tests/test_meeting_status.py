"""What a sentence says of a meeting: is it on?"""

import pytest
from test_meetings import meetings

from dateline.analysis.lexicons import lexicon
from dateline.model.text import SegmentKind

CUES = lexicon("status_cues")["cue"]

SENTENCES = [
    ("Donald Trump met Xi Jinping in Seoul last week.", "held"),
    ("Donald Trump and Xi Jinping have met twice.", "held"),
    ("Donald Trump held talks with Xi Jinping on Monday.", "held"),
    ("Xi Jinping was received by Vladimir Putin in Moscow.", "held"),
    ("After meeting Emmanuel Macron, Narendra Modi flew home.", "held"),
    ("Donald Trump will meet Xi Jinping in May.", "planned"),
    ("Donald Trump is to meet Xi Jinping in May.", "planned"),
    ("Donald Trump is going to meet Xi Jinping.", "planned"),
    ("Donald Trump is expected to meet Xi Jinping.", "planned"),
    ("Donald Trump has agreed to meet Xi Jinping.", "planned"),
    ("Donald Trump and Xi Jinping are planning to meet in May.", "planned"),
    ("A meeting between Donald Trump and Xi Jinping is scheduled for May.", "planned"),
    ("Donald Trump offered to meet Xi Jinping.", "proposed"),
    ("Donald Trump is willing to meet Xi Jinping.", "proposed"),
    ("Donald Trump wants to meet Xi Jinping.", "proposed"),
    ("Vladimir Putin did not rule out a meeting with Xi Jinping.", "proposed"),
    ("The meeting between Donald Trump and Xi Jinping has been postponed.", "postponed"),
    ("The meeting between Donald Trump and Xi Jinping was put off.", "postponed"),
    ("Donald Trump postponed a meeting with Xi Jinping.", "postponed"),
    ("Donald Trump cancelled a meeting with Xi Jinping.", "cancelled"),
    ("Donald Trump called off a meeting with Xi Jinping.", "cancelled"),
    ("The summit between Donald Trump and Xi Jinping has been cancelled.", "cancelled"),
    ("Donald Trump refused to meet Xi Jinping.", "refused"),
    ("Donald Trump will not meet Xi Jinping.", "refused"),
    ("Donald Trump has not met Xi Jinping.", "refused"),
    ("There are no plans for Donald Trump to meet Xi Jinping.", "refused"),
    ("Donald Trump does not plan to meet Xi Jinping.", "refused"),
    ("Donald Trump rejected a meeting with Xi Jinping.", "refused"),
    (
        "An hour on the phone brought no agreement on a meeting of Donald Trump and Xi Jinping.",
        "refused",
    ),
    ("Donald Trump might meet Xi Jinping.", "unclear"),
    ("Donald Trump is unlikely to meet Xi Jinping.", "unclear"),
    ("Talks between Russia and Ukraine began in Istanbul on Monday.", "ongoing"),
    ("Russia is negotiating with Ukraine.", "ongoing"),
    ("The United States withdrew from talks with Russia.", "cancelled"),
    ("Maybe Donald Trump will meet Xi Jinping.", "unclear"),
    ("The future of the meeting between Donald Trump and Xi Jinping is uncertain.", "unclear"),
]


@pytest.mark.parametrize(("sentence", "status"), SENTENCES)
def test_a_sentence_gives_the_status(sentence, status):
    """Each sentence leaves its one meeting in the status that a reader would give it."""
    assert [m.status.value for m in meetings(sentence)] == [status]


@pytest.mark.parametrize("row", CUES, ids=lambda row: row["words"][0] + "/" + row["as"])
def test_every_cue_does_what_its_example_says(row):
    """The example of each row of cues has the status that the row says."""
    assert row["example"]["status"] in {m.status.value for m in meetings(row["example"]["text"])}


def test_a_headline_infinitive_is_a_plan():
    """In a headline "Modi to visit France" is a plan."""
    (found,) = meetings("Narendra Modi to visit France in July", kind=SegmentKind.HEADLINE)
    assert found.status.value == "planned"


@pytest.mark.parametrize(
    "sentence",
    [
        "Concern is growing in Tokyo that Donald Trump may meet Xi Jinping.",
        "Officials have doubts about the usefulness of the meeting between Donald Trump and Xi Jinping.",
    ],
)
def test_feelings_say_nothing_of_the_status(sentence):
    """What people fear of a meeting, or think of its use, leaves it as open as it was."""
    assert {m.status.value for m in meetings(sentence)} <= {"unclear"}
