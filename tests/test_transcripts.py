"""Transcripts: briefings, press conferences and interviews that are printed turn by turn."""

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline.analysis.attribution.attribute import attribute
from dateline.analysis.parse import parse
from dateline.model.findings import Findings, Mode, Status
from dateline.model.text import Document, Segment, SegmentKind
from dateline.reading.segments import segment
from dateline.reading.transcripts import labels, lexicon

BRIEFING = """\
Foreign ministry holds its weekly briefing

LIMA, 16 March 2031 (Meridian Wire) — Below are excerpts from the briefing of Foreign Ministry \
spokesman Rafael Alvarez at which he was asked about the Ambar crossing.

QUESTION: Will Foreign Minister Julio Terán travel to Manaus on Thursday, as the Ecuadorean side has said?

MR ALVAREZ: We have received no invitation. As the Lima Gazette wrote, the talks are "a rumour in search of \
a date," and I would not go beyond that.

QUESTION: So the meeting is off?

MR ALVAREZ: I did not say that. The minister told his colleague last week that he is ready to meet anywhere.

(Laughter.)

We will meet the Ecuadorean foreign minister, Inés Carpio, in Manaus on 19 March.

QUESTION (Plataforma): And the patrols?

MR ALVAREZ: Peru demands that Ecuador withdraw its patrols from the crossing. I have nothing to add.
"""

CONFERENCE = """\
Joint press conference by the presidents of Peru and Brazil

President Lucía Montalván of Peru and President Paulo Brandt of Brazil spoke to the press in Manaus.

Lucía Montalván: Good afternoon.

I am grateful to the President of Brazil for his hospitality.

Peru insists that the Ecuadorean patrols leave the Ambar crossing.

Paulo Brandt: Thank you, Madam President. We offer to host the talks.

Question: Will President Tomás Echandía of Ecuador come to Lima?

Lucía Montalván: He has been invited. I cannot speak for him.

(Laughter.)

And I would not want to.

Question from Meridian Wire: And if he refuses?

Paulo Brandt: Then we will wait.
"""

INTERVIEW = """\
On the broadcast "Plaza Mayor", Ecuadorean Foreign Minister Inés Carpio said the summit was not dead.

Partial transcript as follows:

"SALCEDO: Let's start with the summit. Will the president be in Manaus tomorrow night?

"CARPIO: Well, look, President Montalván apparently thinks this is a game, as “The Courier” wrote.

"(CROSSTALK.)

"SALCEDO: If I may, minister, because we've got limited time. Will he be there?

"CARPIO: He will not be attending the talks tomorrow.

"But the truth is that my country wants a ceasefire. We told Brazil so in May.

"(END VIDEO CLIP.)
"""

ARTICLE = """\
Peru and Ecuador at odds over a rumour

Peru's foreign ministry would not confirm on Monday that its minister will go to Manaus.

"We know of no such plan," said Ana Quispe, a lawmaker of the governing party.

The exchange with the ministry's spokesman, Rafael Alvarez, ran as follows:

QUESTION: Is the meeting off?

MR ALVAREZ: I did not say that.

QUESTION: Is it on?

MR ALVAREZ: We never said that either.

Alvarez said later that he had been misunderstood.

"It was an engagement announced by one fiancé," a European diplomat told the Informant.
"""


@functools.cache
def read(text):
    """The report of a text."""
    return dateline.read_text(text)


def words(text, spans):
    """The words at the ranges, one string a range."""
    return [text[s.start : s.end] for s in spans]


def top(report):
    """Source, first words of the content and mode of each statement that stands in no other."""
    return [
        ("".join(words(report.text, s.source)), words(report.text, s.content)[0][:24], s.mode)
        for s in report.findings.statements
        if s.parent is None
    ]


def saying(report, said):
    """The innermost statement with these words in its content."""
    at = report.text.index(said)
    span = dateline.Span(at, at + len(said))
    return min(
        (s for s in report.findings.statements if s.says(span)), key=lambda s: s.whole.end - s.whole.start
    )


def names(text):
    """The labels of the transcript in a text, line by line."""
    spans, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            start = at + line.index(line.strip())
            spans.append(dateline.Span(start, start + len(line.strip())))
        at += len(line)
    return [text[label.name.start : label.name.end] for label in labels(text, spans)]


def test_every_turn_of_a_briefing_is_said_by_its_label():
    """Question and answer are direct statements of the journalist and the spokesman, in text order."""
    report = read(BRIEFING)

    turns = [s for s in report.findings.statements if words(report.text, s.cue) == [":"]]
    assert [words(report.text, s.source) for s in turns] == [["QUESTION"], ["MR ALVAREZ"]] * 3
    assert {s.mode for s in turns} == {Mode.DIRECT}
    assert [s.speaker.name for s in turns] == ["a journalist", "Rafael Alvarez"] * 3
    assert {s.speaker.named for s in turns[::2]} == {False}
    assert words(report.text, turns[2].content) == ["So the meeting is off?"]


def test_a_turn_goes_on_behind_a_note_of_the_transcriber():
    """A note such as "(Laughter.)" is nobody's; the paragraph below it belongs to whoever was speaking."""
    report = read(BRIEFING)

    turn = saying(report, "in Manaus on 19 March")
    assert turn.speaker.name == "Rafael Alvarez"
    assert words(report.text, turn.content)[-1].startswith("We will meet the Ecuadorean")
    assert not any("Laughter" in part for part in words(report.text, turn.content))


def test_what_others_said_is_nested_in_the_turn_that_tells_it():
    """The minister's words, which the spokesman passes on, end with his sentence."""
    report = read(BRIEFING)

    told = saying(report, "he is ready to meet anywhere")
    outer = next(s for s in report.findings.statements if s.id == told.parent)
    assert words(report.text, told.source) == ["The minister"]
    assert words(report.text, told.content) == ["that he is ready to meet anywhere"]
    assert outer.speaker.name == "Rafael Alvarez"


def test_meetings_and_positions_in_a_turn_have_its_speaker():
    """What "we" will do in Manaus and what Peru demands are told by whoever's turn it is."""
    report = read(BRIEFING)

    assertion = next(a for m in report.meetings for a in m.assertions if "19 March" in a.evidence.quote)
    assert "Rafael Alvarez" in assertion.by
    position = next(p for p in report.positions if "withdraw" in p.evidence.quote)
    assert position.actor.name == "Peru"


def test_the_chain_of_a_turn_is_that_of_a_quotation():
    """From the agency of the dateline to the speaker; an outlet that he names carries nothing."""
    report = read(BRIEFING)

    assert [hop.name for hop in saying(report, "received no invitation").chain] == [
        "Meridian Wire",
        "Rafael Alvarez",
    ]


def test_presidents_speak_under_their_names_in_small_letters():
    """A press conference whose labels are written as names are, with turns of several paragraphs."""
    report = read(CONFERENCE)

    turns = [s for s in report.findings.statements if words(report.text, s.cue) == [":"]]
    assert [s.speaker.name for s in turns] == [
        "Lucía Montalván",
        "Paulo Brandt",
        "a journalist",
        "Lucía Montalván",
        "a journalist",
        "Paulo Brandt",
    ]
    assert words(report.text, turns[0].content)[0] == "Good afternoon."
    assert len(turns[0].content) == 3
    assert words(report.text, turns[3].content) == [
        "He has been invited. I cannot speak for him.",
        "And I would not want to.",
    ]
    position = next(p for p in report.positions if p.evidence.quote.startswith("We offer"))
    assert position.speaker == "Paulo Brandt"


def test_a_short_question_is_no_subheading():
    """A question without a full stop between two paragraphs is read as a turn all the same."""
    kinds = {CONFERENCE[s.start : s.end][:8]: s.kind for s in segment(CONFERENCE)}

    assert kinds["Question"] is SegmentKind.BODY


def test_quotation_marks_that_never_close_are_the_transcripts():
    """Each paragraph of an interview opens with a mark and none closes: the marks quote nobody."""
    report = read(INTERVIEW)

    turns = [s for s in report.findings.statements if words(report.text, s.cue) == [":"]]
    assert [words(report.text, s.source) for s in turns] == [["SALCEDO"], ["CARPIO"]] * 2
    assert [words(report.text, s.content)[0][:14] for s in turns] == [
        "Let's start wi",
        "Well, look, Pr",
        "If I may, mini",
        "He will not be",
    ]
    assert words(report.text, turns[-1].content)[1].startswith("But the truth is")
    assert turns[-1].speaker.name == "Inés Carpio"
    assert not any(
        "CROSSTALK" in part or "CLIP" in part for s in turns for part in words(report.text, s.content)
    )
    assert not [s for s in report.findings.signals if s.code.startswith("quotation")]


def test_first_persons_in_a_turn_are_its_speaker():
    """What "we" told Brazil is told by the minister whose turn it is."""
    report = read(INTERVIEW)

    inner = [s for s in report.findings.statements if s.parent and words(report.text, s.source) == ["We"]]
    assert all(s.speaker.name == "Inés Carpio" for s in inner)


def test_nobody_is_he_who_is_speaking_or_asking():
    """In an answer "he" is neither the speaker nor whoever has just asked."""
    report = read(INTERVIEW)

    at = report.text.index("He will not be attending")
    assert not any(m.start == at for a in report.findings.actors for m in a.mentions)


def test_an_excerpt_ends_where_the_report_goes_on():
    """Before and behind the excerpt the article is read as ever; what the spokesman said later is no turn."""
    report = read(ARTICLE)

    assert saying(report, "We know of no such plan").speaker.name == "Ana Quispe"
    turns = [s for s in report.findings.statements if words(report.text, s.cue) == [":"]]
    assert [words(report.text, s.content) for s in turns] == [
        ["Is the meeting off?"],
        ["I did not say that."],
        ["Is it on?"],
        ["We never said that either."],
    ]
    assert saying(report, "he had been misunderstood").mode is Mode.INDIRECT
    assert "diplomat" in saying(report, "It was an engagement").speaker.name


def test_who_answers_under_no_name_is_the_one_who_was_interviewed():
    """Behind "A:" is the one person whom the lines above the interview name; with two it stays unknown."""
    interview = "Q: Will you go?\n\nA: I will.\n\nQ: When?\n\nA: We do not know yet.\n"
    one = read(f"Ecuadorean Foreign Minister Inés Carpio spoke to us in Quito.\n\n{interview}")
    two = read(f"Foreign ministers Inés Carpio and Julio Terán spoke to us in Quito.\n\n{interview}")

    assert saying(one, "I will").speaker.name == "Inés Carpio"
    assert saying(two, "I will").speaker.name is None


def test_the_president_is_the_one_whom_the_report_names():
    """A label that is an office means whoever holds it in the report."""
    report = read(
        "President Lucía Montalván of Peru took questions on Monday.\n\n"
        "Q: Will you go to Manaus?\n\nTHE PRESIDENT: I will.\n\nQ: Alone?\n\nTHE PRESIDENT: We shall see.\n"
    )

    assert saying(report, "I will").speaker.name == "Lucía Montalván"
    assert saying(report, "We shall see").speaker.side == "Peru"


def test_a_label_may_carry_an_office_or_stand_alone_in_its_line():
    """Behind a comma or in brackets stands what the speaker is; the words may begin in the line below."""
    text = (
        "MARTA SALCEDO, HOST (voice-over):\nGood evening. We are in Quito.\n\n"
        "INÉS CARPIO, FOREIGN MINISTER:\nThank you. I am glad to be here.\n\n"
        "SALCEDO:\nWill he go?\n\nCARPIO:\nHe will not.\n"
    )
    report = read(text)

    turns = [s for s in report.findings.statements if words(text, s.cue) == [":"]]
    assert [s.speaker.name for s in turns] == ["Marta Salcedo", "Inés Carpio"] * 2
    assert words(text, turns[-1].content) == ["He will not."]


@pytest.mark.parametrize(
    "text",
    [
        "Q. Is it off?\n\nA. I did not say so.\n\nQ. Is it on?\n\nA. We shall see.",
        "Q    Is it off?\n\nMR ALVAREZ:  I did not say so.\n\nQ    Is it on?\n\nMR ALVAREZ:  We shall see.",
        "QUESTION: Is it\noff?\nMR DOE: I did not\nsay so.\nQUESTION: Is it\non?\nMR DOE: We shall\nsee.",
        (
            "Ana Quispe: (00:12)\nIs it off?\n\nJulio Rojas: (00:31)\nI did not say so.\n\n"
            "Ana Quispe: (00:35)\nIs it on?\n\nJulio Rojas: (00:40)\nWe shall see."
        ),
        (
            "**QUESTION:** Is it off?\n\n**MR ALVAREZ:** I did not say so.\n\n**QUESTION:** Is it on?\n\n"
            "**MR ALVAREZ:** We shall see."
        ),
        (
            "[00:12] QUESTION: Is it off?\r\n\r\n[00:31] MR ALVAREZ: I did not say so.\r\n\r\n"
            "[00:35] QUESTION: Is it on?\r\n\r\n[00:40] MR ALVAREZ: We shall see."
        ),
    ],
    ids=["a full stop", "a blank", "wrapped lines", "times behind", "stars", "times before"],
)
def test_labels_are_printed_in_many_ways(text):
    """Without a colon, over several lines, with times, in bold letters: who says what is the same."""
    said = [" ".join(words(text, s.content)) for s in read(text).findings.statements if s.mode is Mode.DIRECT]

    assert said == ["Is it off?", "I did not say so.", "Is it on?", "We shall see."]


@pytest.mark.parametrize(("label", "outlet"), [("Informant", "Informant"), ("DW", "Deutsche Welle")])
def test_a_paper_may_ask_under_its_own_name(label, outlet):
    """In a printed interview the outlet stands before its questions, and carries the answers."""
    text = (
        "Ecuadorean Foreign Minister Inés Carpio on the crossing\n\nWe met Inés Carpio in Quito.\n\n"
        f"{label}: Minister, will there be a summit?\n\nCarpio: We have proposed one.\n\n"
        f"{label}: And if Peru refuses?\n\nCarpio: Then I will go to The Hague.\n"
    )
    said = dateline.read_text(text, outlet=outlet).findings.statements

    speakers = [(s.speaker.name, [hop.name for hop in s.chain]) for s in said if s.mode is Mode.DIRECT]
    assert speakers == [(outlet, [outlet]), ("Inés Carpio", [outlet, "Inés Carpio"])] * 2


@pytest.mark.parametrize("row", lexicon()["role"], ids=lambda row: row["example"])
def test_everybody_in_the_lexicon_begins_a_turn(row):
    """A role of the lexicon is a label between two turns of a named speaker."""
    text = f"MS QUISPE: We are ready.\n\n{row['example']}\n\nMS QUISPE: I have said so.\n"
    assert names(text) == ["MS QUISPE", row["example"].split(":")[0], "MS QUISPE"]


@pytest.mark.parametrize("kind", ["honorific", "small"])
def test_styles_and_small_words_belong_to_a_label(kind):
    """A name with a style before it, or with small words inside, is a label."""
    example = lexicon()[kind]["example"]
    text = f"QUESTION: Is it true?\n\n{example}\n\nQUESTION: Since when?\n"
    assert example.split(":")[0] in names(text)


@pytest.mark.parametrize("kind", ["never", "never_first"])
def test_what_never_speaks_begins_no_turn(kind):
    """A label of a list or a box stands for nobody, even in a transcript."""
    example = lexicon()[kind]["example"]
    text = f"QUESTION: Is it true?\n\nMS QUISPE: We are ready.\n\n{example}\n\nQUESTION: Since when?\n"
    assert names(text) == ["QUESTION", "MS QUISPE", "QUESTION"]


def test_notes_of_the_transcriber_at_the_end_of_a_turn_are_left_out():
    """What stands in brackets behind the words of a turn is not said by anybody."""
    note = lexicon()["noted"]["example"]
    text = f"QUESTION: Is it true?\n\nMS QUISPE: We are ready. {note}\n\nQUESTION: Since when?\n"
    report = read(text)
    assert words(text, saying(report, "We are ready").content) == ["We are ready."]


HARD = {
    "a headline": (
        "Montalván: no talks before May",
        "Peru's president said on Monday that we should not expect much.",
    ),
    "one line": (
        "Peru answered at once.",
        "Terán: I was never asked.",
        "Ecuador said nothing.",
    ),
    "leaders once each": (
        "Montalván: We will wait.",
        "Echandía: We have waited enough.",
        "Brandt: I am ready to host them.",
    ),
    "a factbox": (
        "CAPITAL: Lima.",
        "POPULATION: We counted 34 million.",
        "CAPITAL: Quito.",
        "POPULATION: 18 million.",
    ),
    "a list": (
        "Background: We wrote about the crossing in May.",
        "Location: Ambar.",
        "Background: Our map shows it.",
        "Location: Manaus.",
    ),
    "teasers": (
        "Read also: We asked ten mayors.",
        "Read also: Our map of the crossing.",
        "Update: We have corrected a date.",
        "Read also: What we know.",
    ),
    "a live blog": (
        "10:45: We are in Manaus.",
        "11:05: Terán: I am here.",
        "11:30: Our reporter saw the cars.",
        "12:10: We are still waiting.",
    ),
    "a recipe": (
        "Ingredients: Corn and salt.",
        "Method: We boil the corn.",
        "Tip: We use sea salt.",
        "Method: Serve it.",
    ),
    "steps": (
        "Step one: We call the ministry.",
        "Step two: We wait.",
        "Step one: We call it again.",
        "Step two: We wait.",
    ),
    "agencies": (
        "Reuters: Peru sends envoys to Quito.",
        "AFP: Ecuador denies it.",
        "Reuters: Brazil offers to host.",
    ),
    "headlines of two": (
        "Montalván: We want peace",
        "Echandía: Our patrols stay",
        "Montalván: No talks without us",
        "Echandía: We are ready",
    ),
    "claims and facts": (
        "Claim: We won the war.",
        "Fact: Nobody won.",
        "Claim: I never said so.",
        "Fact: He did.",
    ),
    "questions and answers of the desk": (
        "Q: What is the Ambar crossing?",
        "A: A bridge between Peru and Ecuador.",
        "Q: Who holds it?",
        "A: Nobody.",
    ),
    "prose with colons": (
        "The result: we do not know.",
        "One thing is clear: I would not bet on it.",
        "The result: our patience ends.",
    ),
    "addresses": (
        "Email: we@desk.example.",
        "Phone: 555 0101.",
        "Email: our.editor@desk.example.",
    ),
    "pros and cons": (
        "Pros: We save time.",
        "Cons: It costs us money.",
        "Pros: We sleep.",
        "Cons: None.",
    ),
    "nothing": (),
    "a debate of two papers": (
        "The Courier: Peru sends envoys to Quito.",
        "The Informant: Ecuador denies it.",
        "The Courier: Brazil offers to host.",
    ),
    "a cast": (
        "Director: Ana Quispe.",
        "Cast: We saw four of them.",
        "Director: Julio Rojas.",
        "Cast: Our cousins.",
    ),
}


@pytest.mark.parametrize("paragraphs", HARD.values(), ids=HARD)
def test_lines_with_colons_are_no_transcript_by_themselves(paragraphs):
    """Headlines, boxes, recipes, live blogs and single lines hold no turns, whoever says "we" in them."""
    assert names("\n\n".join(paragraphs)) == []


SPEAKERS = [
    ("QUESTION", "MR ALVAREZ", "MS QUISPE"),
    ("SALCEDO", "PRESIDENT MONTALVÁN", "FOREIGN MINISTER TERÁN"),
    ("Question", "Lucía Montalván", "Foreign Minister Tomás Echandía"),
]
SENTENCES = [
    "We will meet the Ecuadorean side in Geneva on Thursday.",
    "I did not say that.",
    "The minister told us that he is ready to meet anywhere.",
    'As the Lima Gazette wrote, it was "a rumour in search of a date," and no more.',
    '"We will not come," he told me.',
    "Peru insists that the patrols leave the crossing: this is our position.",
    "According to the ministry, nothing was agreed.",
    "Will they be there?",
]
PARAGRAPHS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)


@st.composite
def transcripts(draw):
    """Turns as (label, paragraphs), every speaker once at least, and the mark that opens each paragraph."""
    speakers = draw(st.sampled_from(SPEAKERS))
    order = [*speakers, *draw(st.lists(st.sampled_from(speakers), min_size=1, max_size=5))]
    said = st.lists(PARAGRAPHS, min_size=1, max_size=2)
    turns = [(label, draw(said)) for label in order[:-1]]
    turns[1] = (turns[1][0], ["I can speak for us all.", *turns[1][1]])
    return [*turns, (order[-1], [draw(PARAGRAPHS)])], draw(st.sampled_from(["", '"', "“"]))


@settings(max_examples=40, deadline=None)
@given(transcripts())
def test_every_word_of_every_turn_is_said_once_by_its_label(drawn):
    """Whatever stands in the turns, each is one statement of its label, and no other reaches into it."""
    turns, mark = drawn
    text = "\n\n".join(
        f"{mark}{label}: {paragraph}" if first else f"{mark}{paragraph}"
        for label, paragraphs in turns
        for first, paragraph in zip([True, False, False], paragraphs, strict=False)
    )
    parsed = parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),)))
    statements = attribute(parsed, Findings()).statements
    outer = [s for s in statements if s.parent is None]

    assert [(words(text, s.source), words(text, s.content)) for s in outer] == [
        ([label], paragraphs) for label, paragraphs in turns
    ]
    assert all(words(text, s.cue) == [":"] and s.mode is Mode.DIRECT for s in outer)
    for inner in statements:
        if inner.parent is not None:
            assert any(s.says(inner.whole) for s in outer)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "Peru: ", "Update: ", "Terán: ", "“", "- "]), PARAGRAPHS), max_size=5
    )
)
def test_a_text_of_few_labels_is_parsed_as_its_lines_stand(drawn):
    """Without a transcript no line loses a word to a label."""
    text = "\n\n".join(before + paragraph for before, paragraph in drawn)
    parsed = parse(Document(text=text, segments=segment(text)))
    if not parsed.turns:
        assert all(text[line.start - 1 : line.start] in ("", "\n") for line in parsed.lines)


def test_what_a_journalist_asks_decides_nothing():
    """A question such as "So the meeting is off?" leaves that open; only the answer can call it off."""
    report = read(BRIEFING)

    asked = [a for m in report.meetings for a in m.assertions if "a journalist" in a.by]
    assert {a.status for a in asked} <= {Status.UNCLEAR}


def test_my_country_is_the_one_of_who_speaks():
    """What "my country" does in a turn is said and held by whoever speaks."""
    report = read(
        "QUESTION: Do you accept a mediator?\n\n"
        "FOREIGN MINISTER INÉS CARPIO OF ECUADOR: My country rejects any mediation.\n\n"
        "QUESTION: And observers?\n\nCARPIO: We accept observers.\n"
    )

    held = {(p.actor.name, p.stance.value, p.speaker) for p in report.positions}
    assert ("Ecuador", "rejects", "Inés Carpio") in held
