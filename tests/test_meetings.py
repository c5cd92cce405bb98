"""Meetings of a report: who, where, when, and what each source asserts."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.lexicons import lexicon
from dateline.analysis.steps import analyse
from dateline.model.findings import Format, MeetingKind, Status
from dateline.model.text import Document, Segment, SegmentKind
from dateline.model.times import When


def meetings(text, *, outlet="The Daily Post", kind=SegmentKind.BODY):
    """The meetings of a short report of 12 March 2025."""
    segments = (Segment(0, len(text), kind),) if text.strip() else ()
    published = When.day(dt.date(2025, 3, 12))
    return analyse(Document(text=text, outlet=outlet, published=published, segments=segments)).meetings


def names(meeting):
    """Who takes part, sorted."""
    return sorted(p.name for p in meeting.participants)


def test_nothing_in_nothing_out():
    """An empty report has no meetings."""
    assert meetings("") == ()


def test_generic_diplomacy_is_no_meeting():
    """A call for talks that names nobody on the other side is not a meeting."""
    assert meetings("Talks are the only way out, the Norwegian foreign minister said.") == ()


def test_a_need_that_is_met_is_no_meeting():
    """To meet a deadline is not an encounter."""
    assert meetings("Hungary failed to meet the deadline that Brussels had set.") == ()


def test_a_compound_names_both():
    """A compound like "the Modi-Macron summit" has two participants."""
    (found,) = meetings(
        "The Modi-Macron summit was held in New Delhi on Monday. Narendra Modi and Emmanuel Macron smiled."
    )
    assert names(found) == ["Emmanuel Macron", "Narendra Modi"]
    assert (found.kind, found.status) == (MeetingKind.SUMMIT, Status.HELD)


def test_a_visit_has_a_visitor_and_a_host():
    """A visitor and the country that he goes to take part in a visit."""
    (found,) = meetings("Narendra Modi will visit France next week.")
    assert names(found) == ["France", "Narendra Modi"]
    assert found.status is Status.PLANNED


def test_a_phone_call_is_no_meeting_in_person():
    """The call that prepared a summit stays apart from the summit."""
    text = "Donald Trump and Xi Jinping spoke by phone on Monday. Trump will meet Xi Jinping in Seoul in May."
    call, summit = meetings(text)
    assert (call.format, call.status) == (Format.CALL, Status.HELD)
    assert (summit.format, summit.status) == (Format.IN_PERSON, Status.PLANNED)


def test_the_summit_points_back():
    """A definite summit is the one named before: one meeting, the latest word holds."""
    text = "Donald Trump will meet Xi Jinping at a summit.\nThe summit was postponed, the White House said."
    found = meetings(text)
    assert [m.status for m in found] == [Status.POSTPONED]


def test_evidence_is_the_very_words():
    """Every assertion opens at the words that carry it."""
    text = "Officials said on Friday that Emmanuel Macron had met Narendra Modi in Paris."
    (found,) = meetings(text)
    for assertion in found.assertions:
        assert text[assertion.start : assertion.end] == assertion.quote
        assert "met" in assertion.quote


def test_own_outlet_is_no_source():
    """The outlet of the report is never named as a source of its own assertion."""
    text = "Emmanuel Macron will meet Narendra Modi in May, a French official told Reuters."
    (found,) = meetings(text, outlet="Reuters")
    assert all("Reuters" not in a.by for a in found.assertions)


@pytest.mark.parametrize("row", lexicon("meeting_nouns")["noun"], ids=lambda row: row["word"])
def test_every_noun_finds_its_example(row):
    """The example of each noun holds a meeting of its kind."""
    found = meetings(row["example"])
    assert row["kind"] in {m.kind.value for m in found}


@pytest.mark.parametrize("row", lexicon("meeting_verbs")["verb"], ids=lambda row: row["lemma"])
def test_every_verb_finds_its_example(row):
    """The example of each verb holds a meeting of its kind."""
    found = meetings(row["example"])
    assert row["kind"] in {m.kind.value for m in found}


WORDS = st.sampled_from(
    [
        "Trump",
        "Putin",
        "Macron",
        "the",
        "summit",
        "meeting",
        "with",
        "between",
        "and",
        "will",
        "not",
        "meet",
        "met",
        "talks",
        "visit",
        "to",
        "Paris",
        ",",
        ".",
        "call",
    ]
)


@settings(deadline=None, max_examples=25)
@given(st.lists(WORDS, max_size=18))
def test_word_salad_is_read_twice_alike(words):
    """Whatever the words, the step ends, and says the same twice."""
    text = " ".join(words)
    assert meetings(text) == meetings(text)


def test_a_conversation_is_a_call():
    """A conversation between two who are nowhere together is a call."""
    (found,) = meetings("The conversation between Keir Starmer and Emmanuel Macron took place on Monday.")
    assert (found.kind, found.format) == (MeetingKind.CALL, Format.CALL)


def test_a_conversation_in_person_is_no_call():
    """Words of presence make a conversation talks in one place."""
    (found,) = meetings("Keir Starmer spoke with Emmanuel Macron on the sidelines of the concert on Monday.")
    assert found.format is not Format.CALL


def test_an_office_in_the_plural_is_its_holders():
    """The presidents of two countries are the two persons whom the report names."""
    (found,) = meetings(
        "The presidents of France and Turkey met in Ankara on Monday. "
        "French President Emmanuel Macron thanked Turkish President Recep Tayyip Erdogan."
    )
    assert names(found) == ["Emmanuel Macron", "Recep Tayyip Erdoğan"]


def test_an_evidence_span_starts_with_its_clause():
    """The word "that" before a reported clause is no part of the evidence."""
    (found,) = meetings("Paris said that Emmanuel Macron would meet Friedrich Merz in Lyon on Friday.")
    assert found.assertions[0].evidence.quote.startswith("Emmanuel Macron")


def test_deputies_do_not_meet_at_the_presidents_summit():
    """What becomes of the deputies' talks says nothing of the summit."""
    found = meetings(
        "Emmanuel Macron and Narendra Modi will hold a summit in Paris on Friday. "
        "The deputy ministers' talks were postponed."
    )
    assert [m.status for m in found if m.kind is MeetingKind.SUMMIT] == [Status.PLANNED]


def test_a_city_says_more_than_its_state():
    """A summit said to be in South Korea, then in Seoul, is in Seoul."""
    (found,) = meetings(
        "A summit between Donald Trump and Xi Jinping in South Korea was announced. "
        "Trump said he planned a summit with Xi in Seoul."
    )
    assert found.place == "Seoul"
    assert found.label == "Trump-Xi summit, Seoul"


def test_evidence_keeps_its_quotation_marks_in_pairs():
    """Evidence inside a quotation ends without the mark that closes the whole quotation."""
    (found,) = meetings(
        'A French official said: "there are no plans for Emmanuel Macron to meet Narendra Modi in autumn."'
    )
    assert found.assertions[0].evidence.quote.endswith("autumn")


def test_goods_pay_no_visits():
    """A shipment that arrives in a capital is no visit; a delegation that arrives there is."""
    assert meetings("A shipment of German hardware has arrived in Kyiv.") == ()
    assert meetings("The airline said that it would stop flying to Ukraine.") == ()
    assert [m.kind for m in meetings("A German delegation has arrived in Kyiv.")] == [MeetingKind.VISIT]


@pytest.mark.parametrize("row", lexicon("meeting_verbs")["traveller"], ids=lambda row: row["words"][0])
def test_every_traveller_finds_its_example(row):
    """The example of each noun for people on the way is a visit."""
    assert MeetingKind.VISIT in {m.kind for m in meetings(row["example"])}


def test_his_counterpart_is_not_the_speakers():
    """In a report of what one man said, "his counterpart" is that of the one who is to hold the talks."""
    found = meetings(
        "Keir Starmer spoke to reporters. He said the US envoy, Marco Rubio, would hold consultations with "
        "his Indian counterpart, Subrahmanyam Jaishankar, in June."
    )
    assert [names(m) for m in found] == [["Marco Rubio", "Subrahmanyam Jaishankar"]]


def test_an_agreement_reached_somewhere_was_a_meeting():
    """Those who are to meet again reached the agreements that the report places elsewhere."""
    found = meetings(
        "Donald Trump and Xi Jinping will meet in Lima in May. "
        "Marco Rubio praised the accords signed in Geneva."
    )
    assert [(m.place, m.status) for m in found] == [("Lima", Status.PLANNED), ("Geneva", Status.HELD)]
    assert names(found[0]) == names(found[1])


def test_a_speech_lists_its_calls():
    """In a speech printed whole, a sentence without a verb lists a call of the speaker."""
    found = meetings(
        "President Emmanuel Macron spoke to the nation.\n\nThe full text of the address:\n\n"
        "Good evening.\n\nTuesday - a phone call with Indian Prime Minister Narendra Modi. "
        "A phone call with the King of Norway."
    )
    assert [names(m) for m in found] == [["Emmanuel Macron", "Narendra Modi"], ["Emmanuel Macron", "Norway"]]
    assert {m.status for m in found} == {Status.HELD}
    assert {m.when for m in found} == {When.day(dt.date(2025, 3, 11))}
    assert all(a.by == ("Emmanuel Macron",) for m in found for a in m.assertions)


def test_leaders_on_a_call_need_no_names():
    """A call with other leaders is an encounter though only one of them is named."""
    (found,) = meetings("Emmanuel Macron will make a phone call with several leaders on Friday.")
    assert (names(found), found.status) == (["Emmanuel Macron"], Status.PLANNED)


def test_two_states_may_share_a_name():
    """Both halves of "North and South Korea" take part."""
    (found,) = meetings("North and South Korea are negotiating a treaty.")
    assert names(found) == ["North Korea", "South Korea"]


def test_another_round_keeps_its_own_life():
    """A second round, and the previous summit, are encounters of the same people, apart from this one."""
    found = meetings(
        "Donald Trump and Xi Jinping will hold a summit in Seoul in May.\n\n"
        "At the previous summit in 2023 they agreed on soy beans."
    )
    assert [m.status for m in found] == [Status.PLANNED, Status.HELD]
    assert names(found[0]) == names(found[1])


@pytest.mark.parametrize(
    ("second", "status"),
    [
        ("The postponement surprised Tokyo.", Status.POSTPONED),
        ("It has been called off, a spokeswoman said.", Status.CANCELLED),
        ("It will not take place.", Status.CANCELLED),
        ("The summit is on hold.", Status.POSTPONED),
        ("No date has been set.", Status.PLANNED),
    ],
)
def test_a_word_without_names_belongs_to_the_encounter_before(second, status):
    """What "it", "the postponement" and "the summit" tell is told of the encounter just named."""
    (found,) = meetings(f"A summit between Donald Trump and Xi Jinping was planned.\n\n{second}")
    assert found.status is status
    assert names(found) == ["Donald Trump", "Xi Jinping"]


def test_who_is_absent_does_not_take_part():
    """Whose absence is told is no participant."""
    found = meetings("Narendra Modi's absence from the meeting of Lula with Xi Jinping was noticed.")
    assert all("Narendra Modi" not in names(m) for m in found)


def test_an_owner_is_not_his_people():
    """Whom Macron's envoy meets, Macron himself has not met."""
    found = meetings("Emmanuel Macron arrived. Macron's envoy met Narendra Modi on Monday.")
    assert all("Emmanuel Macron" not in names(m) for m in found)


def test_talks_with_a_side_are_the_speakers():
    """Of "talks with Iran" a spokesman of the other side speaks for those who take part."""
    (found,) = meetings("Talks with Iran will resume in Muscat, US Secretary of State Marco Rubio said.")
    assert "Iran" in names(found)
    assert len(names(found)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Joe Biden spoke to the people of Russia in a speech on Tuesday.",
        "Emmanuel Macron's thoughts go to the Ukrainian city of Mariupol.",
        "Delegates opened the session of the Parliamentary Assembly of Russia and Belarus.",
        "The discussion of the reform of Germany and France was broadcast on television.",
    ],
)
def test_what_is_no_encounter(text):
    """Speeches to a people, thoughts, sittings of a parliament and debates about countries are none."""
    assert meetings(text) == ()


def test_a_visit_called_off_long_ago_is_another():
    """A visit cancelled in January is not the one that is planned for July."""
    found = meetings(
        "Donald Trump will visit Poland in July.\n\nIn October, Trump cancelled a visit to Poland."
    )
    assert [m.status for m in found] == [Status.PLANNED, Status.CANCELLED]


def test_a_pair_in_a_compound_is_two_persons():
    """A compound that the parser takes for one name is two persons."""
    (found,) = meetings("Zelensky-Lula meeting falls through", kind=SegmentKind.HEADLINE)
    assert names(found) == ["Luiz Inácio Lula da Silva", "Volodymyr Zelensky"]


def test_deputies_and_presidents_have_their_own_encounters():
    """What becomes of the deputies' meeting says nothing of the presidential summit."""
    found = meetings(
        "The meeting of the Peruvian and Chilean deputy foreign ministers was moved to May.\n\n"
        "The presidential summit remains in doubt."
    )
    assert [m.status for m in found] == [Status.RESCHEDULED]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Peru and Ecuador held a second round of negotiations in Geneva on Tuesday.", "Geneva"),
        ("Kyiv and Moscow agreed to hold another round of talks in Istanbul next week.", "Istanbul"),
        ("Talks between Serbia and Kosovo will be hosted by the EU in Brussels on Monday.", "Brussels"),
        ("Emmanuel Macron is expected in Ankara, where he will be received by Recep Erdogan.", "Ankara"),
        ("Iran and the United States concluded the third round of indirect talks in Muscat.", "Muscat"),
    ],
)
def test_where_it_is(text, place):
    """The city counts wherever it hangs: on the round, on the talks, on the host, before "where"."""
    assert [m.place for m in meetings(text)] == [place]


@pytest.mark.parametrize("first", ["Kyiv", "Moscow"])
def test_capitals_side_by_side_are_two_governments(first):
    """Two capitals that meet are their states, though the parser knows only one of them for a city."""
    second = {"Kyiv": "Moscow", "Moscow": "Kyiv"}[first]
    (found,) = meetings(f"Talks between {first} and {second} will be held in June.")
    assert set(names(found)) == {"Ukraine", "Russia"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Sergey Lavrov is due in Beijing on Tuesday.", {"Sergey Lavrov", "China"}),
        ("Sergey Lavrov is expected in Beijing on Tuesday.", {"Sergey Lavrov", "China"}),
        ("Kenya's trade minister is due in Lima next Tuesday, it said.", {"Kenya", "Peru"}),
    ],
)
def test_who_is_awaited_somewhere_is_on_a_visit(text, who):
    """Whoever "is due in" or "is expected in" another state's city is to visit it."""
    (found,) = meetings(text)
    assert (set(names(found)), found.kind, found.status) == (who, MeetingKind.VISIT, Status.PLANNED)


@pytest.mark.parametrize(
    "text",
    [
        "Snow is expected in Moscow on Tuesday.",
        "A decision is due in Geneva on Friday.",
        "Sergey Lavrov is expected in Moscow on Tuesday.",
        "Sergey Lavrov is expected in May.",
    ],
)
def test_what_is_awaited_is_not_always_a_guest(text):
    """Weather and decisions visit nobody, and nobody visits his own capital."""
    assert not meetings(text)
