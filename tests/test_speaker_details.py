"""What a report tells of a speaker beside the name, and how statements of one speaker hang together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import linked

import dateline
from dateline.analysis.chains.anonymity import record_by_words
from dateline.analysis.chains.details import how_many, role_in_words
from dateline.analysis.lexicons import lexicon
from dateline.model.actors import ActorKind
from dateline.model.findings import Record

RECORDS = lexicon("records")
ANONYMOUS = [row["example"] for row in RECORDS["anonymity"]] + RECORDS["anonymous"]["examples"]


def speaker(marked, number="1", **facts):
    """The speaker of one statement written by hand."""
    return linked(marked, **facts)[number].speaker


@pytest.mark.parametrize("example", ANONYMOUS)
def test_anonymity_examples(example):
    """Who keeps the name back is anonymous."""
    assert Record.ANONYMOUS in {s.speaker.record for s in dateline.read_text(example).statements}


@pytest.mark.parametrize("example", RECORDS["official"]["examples"])
def test_official_voice_examples(example):
    """Whose office it is to speak is on the record without a name."""
    assert Record.ON_RECORD in {s.speaker.record for s in dateline.read_text(example).statements}


def test_senior_official_has_role_and_side():
    """A senior White House official speaks for the United States, alone, and is merely not named."""
    found = speaker("[S A senior White House official] [Q said] [C that it was late].")
    assert (found.side, found.role) == ("United States", "senior White House official")
    assert (found.count, found.record, found.named) == (1, Record.UNKNOWN, False)


def test_person_is_on_the_record_with_the_role_of_the_day():
    """A name puts on the record."""
    found = speaker("[S Peruvian Foreign Minister Ilda Roncal] [Q said] [C that it was late].")
    assert (found.name, found.role, found.record, found.count) == (
        "Ilda Roncal",
        "foreign minister",
        Record.ON_RECORD,
        1,
    )


def test_anonymity_told_once_holds_for_the_report():
    """The official of the next paragraph is the one who asked not to be named."""
    marked = (
        "[S A Norwegian official] [Q said] [C that it was late]. The official asked not to be named.\n"
        "[S2 The official] [Q2 added] [C2 that nobody was surprised]."
    )
    assert speaker(marked, "2").record is Record.ANONYMOUS


def test_anonymity_of_one_is_not_that_of_another():
    """A named minister in the sentence of a nameless diplomat stays on the record."""
    marked = (
        "[S Ilda Roncal] [Q said] [C that it was late], but [S2 a diplomat], speaking on condition of "
        "anonymity, [Q2 said] [C2 that it was not]."
    )
    assert speaker(marked).record is Record.ON_RECORD
    assert speaker(marked, "2").record is Record.ANONYMOUS


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("two officials familiar with the matter", 2),
        ("several diplomats", None),
        ("another interlocutor", 1),
        ("a dozen envoys", 12),
        ("half a dozen envoys", 6),
        ("dozens of lawmakers", None),
        ("more than 20 lawmakers", None),
        ("both officials", 2),
        ("a couple of diplomats", 2),
        ("one of the officials", 1),
        ("a senior official in the ministry of defence", 1),
        ("sources in European diplomatic circles", None),
        ("people familiar with the matter", None),
        ("a source", 1),
        ("12 witnesses", 12),
        ("", 1),
    ],
)
def test_how_many_speak(name, count):
    """The words for a speaker tell how many people speak."""
    assert how_many(name, ActorKind.UNNAMED) == count


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("a senior White House official", "senior White House official"),
        ("two US officials familiar with the matter", "US officials"),
        ("another Norwegian diplomat who knows him", "Norwegian diplomat"),
        ("a source close to the palace", None),
        ("people familiar with the matter", None),
        ("several of the", None),
    ],
)
def test_role_in_words(name, role):
    """The role is the description without article, number and what follows; a source has none."""
    assert role_in_words(name) == role


def test_bodies_have_no_number():
    """A ministry is no number of people."""
    assert how_many("Norwegian Foreign Ministry", ActorKind.OFFICE) is None


def test_apposition_is_the_role():
    """Whom the titles do not know is what the words beside the name say."""
    found = speaker("[S Alma Berg, head of the fishermen's union,] [Q said] [C that it was late].")
    assert found.name == "Alma Berg"
    assert found.role == "head of the fishermen's union"


def test_two_names_side_by_side_speak_together():
    """A and B said: both."""
    found = speaker("[S Marco Rubio and Sergey Lavrov] [Q said] [C that it was late].")
    assert found.members == ("Marco Rubio", "Sergey Lavrov")
    assert (found.kind, found.count, found.named) == (ActorKind.GROUP, 2, True)


def test_a_state_and_its_allies_speak_together():
    """One of those who speak together may be without a name."""
    found = speaker("[S Norway and its allies] [Q said] [C that it was late].")
    assert found.members == ("Norway", "its allies")


def test_joint_speakers_of_open_number_have_none():
    """Several diplomats and an aide are an open number, and two agencies are no people."""
    assert (
        speaker("[S Several diplomats and an aide to the king] [Q said] [C that it was late].").count is None
    )
    assert speaker("[S Reuters and Bloomberg] [Q reported] [C that it was late].").count is None


def test_his_spokeswoman_is_on_his_side():
    """Whose spokeswoman she is tells her side."""
    marked = "Sergey Lavrov was late. [S His spokeswoman] [Q said] [C that it did not matter]."
    assert speaker(marked).side == "Russia"


def test_two_offices_of_one_person_are_one_speaker():
    """Two titles make no two speakers."""
    found = speaker(
        "[S Deputy Prime Minister and Foreign Minister Ilda Roncal] [Q said] [C that it was late]."
    )
    assert (found.name, found.members) == ("Ilda Roncal", ())


def test_who_is_the_noun_before_it():
    """A relative pronoun speaks for its noun."""
    found = speaker("Ilda Roncal, [S who] [Q said] [C that it was late], left early.")
    assert found.name == "Ilda Roncal"


def test_another_is_another_of_the_same():
    """Another said: another senior official, of the same side."""
    marked = (
        "[S A senior White House official] [Q said] [C that it was late]. "
        "[S2 Another] [Q2 said] [C2 that it was not]."
    )
    found = speaker(marked, "2")
    assert (found.name, found.side) == ("another senior White House official", "United States")


def test_first_person_in_quotation_marks_is_the_one_quoted():
    """I and we in a quotation are whoever the paragraph lets speak."""
    marked = '[C "[S2 We] [Q2 believe] [C2 that it is late],"] [Q said] [S Ilda Roncal].'
    assert speaker(marked, "2").name == "Ilda Roncal"


def test_first_person_outside_quotation_marks_is_nobody_of_the_report():
    """The writer of a report is not the last one who spoke."""
    marked = "[S Ilda Roncal] [Q said] [C that it was late]. [S2 I] [Q2 think] [C2 that she is right]."
    assert speaker(marked, "2").name is None


def test_they_are_the_last_who_spoke_together():
    """The plural goes on with those who spoke, though no name stands there."""
    marked = (
        "[S The fishermen] [Q said] [C that it was late]. The harbour was closed.\n"
        "[S2 They] [Q2 added] [C2 that nobody was surprised]."
    )
    assert speaker(marked, "2").name == "the fishermen"


def test_she_is_not_the_man_who_spoke_last():
    """The thread does not go on over another sex."""
    marked = "[S Oleg Narov] [Q said] [C that it was late]. [S2 She] [Q2 added] [C2 that it was not]."
    assert speaker(marked, "2").name is None


def test_nobody_names_himself_in_his_quotation():
    """He who says "Narov was a legend" is not Narov."""
    marked = (
        "Peruvian President Ivo Roncal was late. For Roncal, Oleg Narov was a hero. [S He] [Q said], "
        '[C "Oleg Narov was the heart of these talks and everything since"].'
    )
    assert speaker(marked).name == "Ivo Roncal"


def test_first_name_outside_the_entity_is_part_of_the_name():
    """The head of the Harbour Council Enver Solheim is Enver Solheim."""
    found = speaker("[S CEO of the Harbour Council Enver Solheim] [Q told] Sky News [C that it was late].")
    assert found.name == "Enver Solheim"


def test_common_noun_before_a_name_is_the_role():
    """The word "curator" tells what she is."""
    assert speaker("[C It was late], [Q according to] [S curator Elaine Gustavsen].").role == "curator"


@pytest.mark.parametrize("words", ["The lawyer", "The 73-year-old"])
def test_description_is_the_one_described_so(words):
    """The lawyer is who was called a lawyer, the 73-year-old who is of that age."""
    marked = (
        "Alma Berg, 73, a lawyer from Bergen, met Ilda Roncal, a painter, on Monday.\n"
        f"[S {words}] [Q said] [C that it was late]."
    )
    assert speaker(marked).name == "Alma Berg"


@pytest.mark.parametrize("words", ["the Norwegian farmers", "Norwegian farmers"])
def test_unnamed_people_have_the_side_in_their_words(words):
    """Norwegian farmers are on the side of Norway."""
    assert speaker(f"According to [S {words}], [C it was late].").side == "Norway"


def test_one_of_a_people_is_the_last_one_of_that_side():
    """The Russian is the one who speaks for Russia; one of nobody's side is told by the people alone."""
    named = "Sergey Lavrov met Marco Rubio on Monday. [S The Russian] [Q said] [C that it was late]."
    assert speaker(named).name == "Sergey Lavrov"
    unnamed = speaker("Marco Rubio came on Monday. [S The Estonian] [Q said] [C that it was late].")
    assert (unnamed.name, unnamed.side, unnamed.named) == ("the Estonian", "Estonia", False)


def test_the_two_ministers_are_both():
    """The two ministers are the two who were named with that office."""
    marked = (
        "Norwegian Foreign Minister Kai Halvorsen met Peruvian Foreign Minister Ilda Roncal. "
        "[S The two ministers] [Q said] [C that it was late]."
    )
    assert speaker(marked).members == ("Kai Halvorsen", "Ilda Roncal")


@pytest.mark.parametrize(
    ("source", "name", "side", "count"),
    [
        ("A Western diplomat in Kyiv", "a Western diplomat in Kyiv", None, 1),
        ("Israeli and Qatari officials", "Israeli and Qatari officials", None, None),
        (
            "[S At least four Norwegian officials] [Q said] [C no].",
            "four Norwegian officials",
            "Norway",
            None,
        ),
        ("Officials in Moscow", "officials in Moscow", "Russia", None),
    ],
)
def test_who_the_unnamed_are(source, name, side, count):
    """A diplomat in Kyiv does not speak for Kyiv, two sides are no side, and "at least four" is no number."""
    found = speaker(f"[S {source}] [Q said] [C that it was late].")
    assert (found.name, found.side, found.count) == (name, side, count)


def test_office_in_capitals_is_no_name():
    """The Prime Minister is an office without a name, whatever the capitals."""
    found = speaker("[S The Prime Minister] [Q said] [C that it was late].")
    assert (found.kind, found.named, found.role) == (ActorKind.OFFICE, False, "prime minister")


def test_kremlin_spokesman_is_the_one_named():
    """The spokesman of the Kremlin is the one who was named before."""
    marked = "Dmitry Peskov spoke on Monday. [S The Kremlin spokesman] [Q said] [C that it was late]."
    assert speaker(marked).name == "Dmitry Peskov"


def test_surname_he_is_no_pronoun():
    """He Lifeng is not "he"."""
    marked = (
        "US Treasury Secretary Scott Bessent came. [S His Chinese counterpart, He Lifeng,] [Q said] [C no]."
    )
    assert speaker(marked).name != "Scott Bessent"


def test_described_and_named_is_one():
    """A title with its name behind a comma is one of those who speak, not two."""
    marked = (
        "[S Zelensky's chief of staff, Andriy Yermak, and national security adviser Rustem Umerov] [Q told] "
        "their American counterparts [C that it was late]."
    )
    assert speaker(marked).members == ("Andriy Yermak", "Rustem Umerov")


def test_one_of_them_keeps_the_words():
    """One of the people is one of the people."""
    assert speaker("[S One of the people] [Q said] [C that it was late].").name == "one of the people"


def test_the_adviser_is_the_one_before():
    """The adviser of the next sentence is the adviser to somebody of this one."""
    marked = (
        "[S An adviser to the Norwegian king] [Q said] [C that it was late]. "
        "[S2 The adviser] [Q2 added] [C2 nothing]."
    )
    assert speaker(marked, "2").name == speaker(marked).name


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=60), st.sampled_from(ActorKind))
def test_any_words_are_survived(words, kind):
    """Whatever the words: a count is at least one, a role is part of the words, and nothing raises."""
    count, role = how_many(words, kind), role_in_words(words)
    assert count is None or count >= 1
    assert role is None or role in " ".join(words.split())
    assert record_by_words(words, kind) in Record
