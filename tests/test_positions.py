"""Who demands, refuses, accepts or offers what, and on what condition."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import parse
from dateline.analysis.positions import find as positions
from dateline.analysis.positions import stances
from dateline.model.actors import Actor, ActorKind
from dateline.model.findings import Findings, Issue, Mode, Participant, Speaker, Stance, Statement
from dateline.model.text import Document, Segment, SegmentKind, Span
from dateline.model.times import When

PEOPLE = {"Anna Berg": "Norland", "Otto Lind": "Estmark"}
STATES = {"Norland": "Norland", "Estmark": "Estmark", "Sudmark": "Sudmark", "Vesthold": "Vesthold"}


def actors(text):
    """The made-up persons and states that ``text`` names."""
    kinds = [(n, s, ActorKind.PERSON) for n, s in PEOPLE.items()] + [
        (n, s, ActorKind.STATE) for n, s in STATES.items()
    ]
    found = []
    for name, side, kind in kinds:
        spans = tuple(Span(*m.span()) for m in re.finditer(rf"\b{name}\b", text))
        if spans:
            found.append(Actor(f"a{len(found)}", name, kind, side, None, spans))
    return tuple(found)


def read(text, *said):
    """The positions of ``text``; ``said`` are pairs of a speaker's name and his words in it."""
    document = Document(
        text=text,
        published=When.day(date(2024, 3, 4)),
        segments=(Segment(0, len(text), SegmentKind.BODY),),
    )
    statements = tuple(
        Statement(
            f"s{k}",
            (),
            (),
            (Span(text.index(words), text.index(words) + len(words)),),
            Mode.DIRECT,
            Speaker(ActorKind.PERSON, named=True, name=name, side=PEOPLE[name]),
        )
        for k, (name, words) in enumerate(said, start=1)
    )
    return positions.find(parse(document), Findings(actors=actors(text), statements=statements)).positions


def rows():
    """Every cue with its example and the stance that the example must show."""
    for group in lexicon("stances")["groups"]:
        for cue, example in group["cues"]:
            stance = group["stance"] if group["stance"] != "none" else group["negated"]
            yield pytest.param(cue, example, stance, id=f"{group['part']}-{cue}")


@pytest.mark.parametrize(("cue", "example", "stance"), list(rows()))
def test_every_cue_takes_its_stance(cue, example, stance):
    """The example sentence of each cue shows the stance of its group."""
    segments = (Segment(0, len(example), SegmentKind.BODY),)
    parsed = parse(Document(text=example, segments=segments))
    found = [(c.token.lower_[:3], c.stance) for _, s in parsed.sentences() for c in stances.find(s)]
    assert (cue.split()[0][:3], stance) in found


@pytest.mark.parametrize(
    "row", lexicon("verdicts")["modals"] + lexicon("verdicts")["verdicts"], ids=lambda row: row["example"]
)
def test_every_modal_and_judgement_is_a_stance_of_its_speaker(row):
    """A speaker's own words take the stance that the list gives them."""
    text = f'Anna Berg said: "{row["example"]} It is about the blockade, the truce and our territory."'
    found = read(text, ("Anna Berg", row["example"]))
    stance = row.get("stance", row.get("negated"))
    wanted = {stance, row.get("negated")} if row.get("whose") == "own" else {stance}
    assert row["weight"] < 2 or wanted & {p.stance.value for p in found if p.actor.name == "Norland"}


def test_a_refusal_to_consider_is_a_rejection():
    """Whoever "refused to consider" a thing is read as a rejection, with the issue of what was refused."""
    (found,) = read("Norland refused to consider a truce on the border.")
    assert (found.actor, found.stance, found.issue) == (
        Participant("Norland", "Norland"),
        Stance.REJECTS,
        Issue.CEASEFIRE,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Norland did not rule out a truce.",
        "Norland no longer demands a truce.",
        "If Norland rejects the truce, the market will fall.",
        "Norland could reject the truce.",
        "Norland declined to comment on the truce.",
        "Norland dropped its demand for a truce.",
    ],
)
def test_what_is_not_claimed_is_no_position(text):
    """Negated refusals, dropped demands, suppositions and silence are no positions."""
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Norland does not support the sanctions.", Stance.OPPOSES),
        ("Norland will not accept the sanctions.", Stance.REJECTS),
        ("Norland is not ready for a truce.", Stance.REJECTS),
        ("Norland has no plans to invade its neighbour.", Stance.DENIES),
        ("Norland rejected accusations that it had armed the rebels with missiles.", Stance.DENIES),
        ("Norland called the sanctions illegal.", Stance.CONDEMNS),
        ("Norland told the press it was ready for a truce.", Stance.OFFERS),
        ("Norland warned that it would close the pipeline.", Stance.THREATENS),
    ],
)
def test_negation_and_own_acts_are_turned_right(text, stance):
    """What a side will not accept it rejects; what it warns of doing itself it threatens."""
    assert [p.stance for p in read(text)] == [stance]


def test_a_condition_is_its_own_range():
    """The words "only after ..." make the demand a condition, and its words are quoted exactly."""
    text = "Norland insists that a truce is possible only after Estmark gives up its missiles."
    (found,) = read(text)
    assert (found.stance, found.issue) == (Stance.CONDITIONS, Issue.CEASEFIRE)
    assert found.condition.quote == "only after Estmark gives up its missiles"
    assert text[found.start : found.end] == found.quote


def test_the_matter_is_told_without_the_one_spoken_to():
    """The one who is accused or urged is the addressee; the matter is what follows."""
    (found,) = read("Norland urged Estmark to lift the sanctions.")
    assert (found.addressee, found.issue_text) == ("Estmark", "lift the sanctions")


def test_a_thing_that_is_urged_is_the_matter():
    """Where nothing follows the object of "urged", the object is what is urged."""
    (found,) = read("Norland has urged a longer truce.")
    assert found.quote.endswith("a longer truce")


def test_a_joint_position_is_told_of_each_side_that_is_named():
    """The "leaders, including A, B and C" are A, B and C; "they" in the next sentence are the same."""
    text = (
        "Northern leaders, including Estmark, Sudmark, and Vesthold, urged Norland to accept a truce without "
        "preconditions. They supported the idea of a summit."
    )
    found = read(text)
    assert [(p.actor.name, p.stance) for p in found] == [
        ("Estmark", Stance.URGES),
        ("Sudmark", Stance.URGES),
        ("Vesthold", Stance.URGES),
        ("Estmark", Stance.SUPPORTS),
        ("Sudmark", Stance.SUPPORTS),
        ("Vesthold", Stance.SUPPORTS),
    ]
    assert {p.addressee for p in found if p.stance is Stance.URGES} == {"Norland"}
    assert all(p.condition is None for p in found)


def test_we_are_the_side_of_the_speaker():
    """What "we will never cede" is a position of the speaker's state, voiced by the speaker."""
    text = 'Anna Berg said: "We will never cede the territory."'
    (found,) = read(text, ("Anna Berg", "We will never cede the territory."))
    assert (found.actor.name, found.speaker, found.stance, found.statement) == (
        "Norland",
        "Anna Berg",
        Stance.REJECTS,
        "s1",
    )


def test_a_person_speaks_for_a_side():
    """The actor is the state that the person speaks for; the person is the speaker."""
    (found,) = read("Otto Lind condemned the new tariffs.")
    assert (found.actor, found.speaker) == (Participant("Estmark", "Estmark"), "Otto Lind")


def test_the_same_position_is_told_once():
    """Two sentences with the same actor, stance and issue are one position."""
    assert len(read("Norland rejected the truce. On Monday Norland again rejected a ceasefire.")) == 1


def test_nothing_in_nothing_out():
    """An empty report holds no position."""
    assert read("") == ()


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.sampled_from(
            ["Norland", "they", "refused", "to", "unless", "if", "must", "truce", ".", '"', ",", "\n", "ß"]
        )
    )
)
def test_odd_sentences_never_raise(words):
    """Whatever the words, every position quotes the report exactly."""
    text = " ".join(words)
    for found in read(text):
        assert text[found.start : found.end] == found.quote


@pytest.mark.parametrize(
    "text",
    [
        "Norland failed to condemn the raid on the camp.",
        "Norland refused to rule out a raid on the camp.",
        "Will Norland accept the truce?",
        "Estmark denied Norland the missiles.",
        "Norland must be ready for talks.",
        "Norland asked its citizens to leave the territory.",
        "The army of Norland withdrew from the valley.",
        "Norland invited to a summit in Bree",
        "Norland and Estmark invited to a summit in Bree, the Gallian president says.",
    ],
)
def test_what_was_not_done_not_said_or_not_meant_is_no_position(text):
    """Failures, open questions, duties, orders, marches and what others do to one are no positions."""
    assert [p for p in read(text) if p.actor.name == "Norland"] == []


def test_neither_of_two_accepts():
    """In "neither A nor B accepted" both reject."""
    found = read("Neither Norland nor Estmark accepted the truce.")
    assert {(p.actor.name, p.stance) for p in found} == {
        ("Norland", Stance.REJECTS),
        ("Estmark", Stance.REJECTS),
    }


def test_the_presidents_of_two_states_are_the_two():
    """An office in the plural speaks for each state behind its "of"."""
    found = read("The presidents of Norland and Estmark condemned the missile test.")
    assert {p.actor.name for p in found} == {"Norland", "Estmark"}


def test_whoever_joins_in_condemning_condemns():
    """In "A joined B in condemning" both condemn."""
    found = read("Norland joined Estmark in condemning the missile test.")
    assert {p.actor.name for p in found} == {"Norland", "Estmark"}


def test_unlike_matters_that_are_no_listed_issue_stay_apart():
    """Two refusals of things that share no word are two positions; of the same thing they are one."""
    apart = read("Norland rejected the anthem. On Monday Norland rejected the orchestra.")
    same = read("Norland rejected the anthem. On Monday Norland again rejected that anthem.")
    assert (len(apart), len(same)) == (2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Observers noted the lack of support for the treaty from Norland.",
        "Sudmark demands that Norland withdraw its troops from the territory as a condition for the talks.",
    ],
)
def test_what_is_lacking_or_only_demanded_of_a_side_is_not_its_position(text):
    """A lack of support is none, and who is told to withdraw his troops has rejected nothing."""
    assert [p for p in read(text) if p.actor.name == "Norland"] == []


def test_a_journalist_speaks_for_no_country():
    """What a Peruvian journalist calls for is no position of Peru."""
    import dateline

    said = "Peruvian journalist Rosa Quispe said that the ceasefire must hold."
    assert dateline.read_text(said, published="2031-03-04").positions == ()
