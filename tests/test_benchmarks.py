"""The rules by which the benchmarks count; no test asserts a time."""

import importlib
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.parse import parse
from dateline.model.text import Document, Segment, SegmentKind, Span

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = ROOT / "benchmarks"

CUES = [
    ("The mayor told nobody that the ferry was late.", "told", True),
    ("The mayor did not say who paid.", "did not say", True),
    ("The mayor said in a statement that the pier was safe.", "said in a statement", True),
    ("According to the harbour master, nobody was aboard.", "According to", True),
    ("The club wrote in a letter that the pier was theirs.", "wrote in a letter", True),
    ("The envoy went on to warn that the pier might close.", "went on to warn", True),
    ('"Who paid for it?" asked the mayor.', "asked", True),
    ("The mayor plans to say that the pier is safe.", "plans to say", False),
    ("The mayor declined to comment on the pier.", "declined to comment", False),
    ("The mayor knows that the pier is rotten.", "knows", False),
    ("The mayor seemed to want a new pier.", "seemed", False),
    ("The club supports the new pier.", "supports", False),
    ("The mayor put it in writing.", "put", False),
    ("The mayor: no pier is for ever.", ":", True),
    ('"No pier is for ever." ― The mayor', "―", True),
]


@pytest.fixture(scope="module", autouse=True)
def _benchmarks_can_be_imported():
    """They are scripts that import one another, not a package."""
    sys.path.insert(0, str(BENCHMARKS))
    yield
    sys.path.remove(str(BENCHMARKS))


@pytest.mark.parametrize(("text", "cue", "expected"), CUES)
def test_a_cue_communicates_by_its_head(text, cue, expected):
    """An utterance "said in a statement" is one, what somebody "plans to say" is not."""
    communication = importlib.import_module("communication")
    parsed = parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),)))
    start = text.index(cue)

    assert communication.is_communication(parsed.tokens(Span(start, start + len(cue)))) is expected


def test_a_quotation_without_a_cue_communicates():
    """No cue at all is a quotation that stands by itself."""
    assert importlib.import_module("communication").is_communication([])


def test_a_pair_stays_or_goes_with_its_gold():
    """A prediction is judged by the gold it is aligned with, and by its own cue only where there is none."""
    left = importlib.import_module("communication").left
    gold, predicted = [True, False, False], [False, True, True, False]

    assert left(gold, predicted, [(0, 0), (1, 1)]) == ([0], [0, 2])


@settings(deadline=None, max_examples=50)
@given(st.lists(st.booleans(), max_size=8), st.lists(st.booleans(), max_size=8), st.data())
def test_the_same_pairs_are_left_on_both_sides(gold, predicted, data):
    """Of an aligned pair both are left or neither, so leaving out never makes a miss of a hit."""
    left = importlib.import_module("communication").left
    size = min(len(gold), len(predicted))
    aligned = list(zip(range(size), data.draw(st.permutations(range(len(predicted)))), strict=False))

    golds, preds = left(gold, predicted, aligned)

    assert all((g in golds) == (p in preds) for g, p in aligned)
    assert golds == [g for g, communicates in enumerate(gold) if communicates]


def test_figures_stand_side_by_side():
    """One row a figure, one column a system; counts stay whole, the rest has one decimal."""
    table = importlib.import_module("peers").table

    rows = table({"Dateline": {"rel_50": 63.55, "died": 0}, "textacy": {"rel_50": 17.0, "died": 22}})

    assert [re.split(r"\s{2,}", row.strip()) for row in rows.splitlines()] == [
        ["Dateline", "textacy"],
        ["rel_50", "63.5", "17.0"],
        ["died", "0", "22"],
    ]


def test_systems_take_turns():
    """Every system has its go in every round, after a short one that warms it up."""
    in_turns = importlib.import_module("peers").in_turns
    asked = []
    systems = {name: lambda texts, name=name: asked.append((name, len(texts))) for name in ("a", "b")}

    in_turns(systems, ["x", "y", "z"], rounds=2)

    assert asked == [("a", 2), ("b", 2), ("a", 3), ("b", 3), ("a", 3), ("b", 3)]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(alphabet='a"“ \n\r\u2028é'), max_size=4), st.booleans())
def test_the_peer_is_fed_pieces_that_stand_in_the_text(texts, paragraphs):
    """Every piece opens at its place, no piece is blank, and no word is kept from the peer."""
    pieces = list(importlib.import_module("textacy_peer").pieces(texts, paragraphs=paragraphs))

    assert all(texts[number][at : at + len(piece)] == piece for number, at, piece in pieces)
    assert all(piece.strip() for _, _, piece in pieces)
    words = ["".join(piece for n, _, piece in pieces if n == number).split() for number in range(len(texts))]
    assert ["".join(w) for w in words] == ["".join(text.split()) for text in texts]


class Quoted:
    """A textacy that finds one quotation."""

    def direct_quotations(self, _):
        """What the peer would say."""
        word = SimpleNamespace(idx=0, text="Ann")
        cue = SimpleNamespace(idx=4, text="said")
        yield [word], [cue], SimpleNamespace(start_char=9, end_char=14)


class Unclosed:
    """A textacy that gives up."""

    def direct_quotations(self, _):
        """An odd number of quotation marks."""
        msg = "3 quotation marks found"
        raise ValueError(msg)


def test_the_peer_s_quotations_stand_where_the_piece_stands(monkeypatch):
    """Ranges are the document's, not the paragraph's."""
    monkeypatch.setitem(sys.modules, "textacy", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "textacy.extract", Quoted())

    found = importlib.import_module("textacy_peer").quotations(None, 100)

    assert found == [{"source": [[100, 103]], "cue": [[104, 108]], "content": [[109, 114]]}]


def test_a_piece_that_the_peer_dies_on_is_told_apart_from_an_empty_one(monkeypatch):
    """On textacy's side, an odd number of quotation marks raises; that is counted, not hidden."""
    monkeypatch.setitem(sys.modules, "textacy", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "textacy.extract", Unclosed())

    assert importlib.import_module("textacy_peer").quotations(None, 0) is None


def test_the_cost_of_attribution_is_told_beside_the_parse():
    """Half the parse's time is a ratio of 0.5, a quarter of spaCy's own 0.25."""
    speed = importlib.import_module("attribution_speed")
    turn = speed.Turn(
        spacy=speed.Spent(4.0, 5.0), parse=speed.Spent(2.0, 4.0), attribution=speed.Spent(1.0, 1.0)
    )

    figures = speed.beside([turn], reports=2)

    assert figures["attribution_to_spacy"] == pytest.approx(0.25)
    assert figures["attribution_to_spacy_processor"] == pytest.approx(0.2)

    assert figures["attribution_to_parse"] == pytest.approx(0.5)
    assert figures["attribution_to_parse_processor"] == pytest.approx(0.25)
    assert figures["both_reports_per_second"] == pytest.approx(2 / 3)


def test_gold_that_is_not_there_is_a_sentence(tmp_path):
    """A wrong path says which one, and what to name."""
    with pytest.raises(SystemExit, match="nowhere is not there"):
        importlib.import_module("scoring").load_scorer(tmp_path / "nowhere")


def test_a_peer_that_is_not_there_is_a_sentence(tmp_path):
    """Without textacy's environment the command that makes it is named."""
    with pytest.raises(SystemExit, match="make bench-peers"):
        importlib.import_module("peers").Textacy(tmp_path / "python")


def test_the_peer_is_pinned_by_hash_and_no_dependency():
    """A lock of its own holds textacy, every line of it hashed; Dateline's does not."""
    lock = (BENCHMARKS / "requirements-peers.txt").read_text(encoding="utf-8")
    ours = [(ROOT / name).read_text(encoding="utf-8") for name in ("pyproject.toml", "requirements.txt")]
    pins = re.findall(r"^([a-z0-9-]+)==(?:[^\\\n]*\\\n\s+--hash=sha256:[0-9a-f]{64})", lock, re.MULTILINE)

    assert len(pins) == len(re.findall(r"^[a-z]", lock, re.MULTILINE))
    assert "textacy" in pins
    assert "://" not in lock
    assert not any("textacy" in text for text in ours)


CONLL = """1 Brewery _ _ _ _
2 to _ _ _ _
3 shut B-E-1 B-CERTAIN-1 B-POS-1 B-FUTURE-1
4 down I-E-1 I-CERTAIN-1 I-POS-1 I-FUTURE-1
5 mill _ _ _ _

6 `` _ _ _ _
7 We _ _ _ _
8 wo _ _ _ _
9 n't _ _ _ _
10 sell B-E-2 B-CERTAIN-2 B-NEG-2 B-FUTURE-2
11 the _ _ _ _
12 owner _ _ _ _
13 's _ _ _ _
14 mill _ _ _ _
15 ( _ _ _ _
16 yet _ _ _ _
17 ) _ _ _ _
18 , _ _ _ _
19 '' _ _ _ _
20 he _ _ _ _
21 said B-E-3 B-CERTAIN-3 B-POS-3 B-NON_FUTURE-3
22 . _ _ _ _
"""


def test_tokens_are_set_as_prose(tmp_path):
    """The blanks that a corpus puts around marks are gone, and each event opens at its words."""
    (tmp_path / "conll").mkdir()
    (tmp_path / "conll" / "mill.conll").write_text(CONLL.replace(" ", "\t"), encoding="utf-8")
    (report,) = importlib.import_module("factuality").gold_reports(tmp_path)

    assert report.text == "Brewery to shut down mill\n\"We won't sell the owner's mill (yet),\" he said.\n"
    words = [report.text[e.span.start : e.span.end] for e in report.events.values()]
    assert words == ["shut down", "sell", "said"]
    assert report.events["E-2"].gold == ("CERTAIN", "NEG", "FUTURE")


def test_the_factuality_of_a_small_corpus(tmp_path):
    """The table counts every event, and the three of this report are read right."""
    (tmp_path / "conll").mkdir()
    (tmp_path / "conll" / "mill.conll").write_text(CONLL.replace(" ", "\t"), encoding="utf-8")
    command = [sys.executable, BENCHMARKS / "factuality.py", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert done.stdout.startswith("3 events\nall         100.0\nmajority     33.3\n")


def test_a_folder_without_a_corpus_is_told(tmp_path):
    """One sentence says what is missing and where it should be."""
    command = [sys.executable, BENCHMARKS / "factuality.py", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "no reports here; give the folder that holds conll/*.conll" in done.stderr


def test_in_the_thin_stream_every_tenth_report_is_relevant():
    """Each report of one's own stands among nine everyday ones, and the stream is always the same."""
    speed = importlib.import_module("speed")
    stream = speed.mixed(["one", "two"])

    assert [text for text in stream if len(text) < 9] == ["one", "two"]
    assert len(stream) == 20
    assert stream == speed.mixed(["one", "two"])


def test_speed_is_told_beside_bare_spacy_of_the_same_round():
    """Ratios are those of each round, and two cores are never faster than the busiest thread allows."""
    speed = importlib.import_module("speed")
    bare = [speed.Spent(10.0, 10.0, 10.0, 300.0), speed.Spent(20.0, 10.0, 10.0, 310.0)]
    ours = [speed.Spent(12.5, 16.0, 8.0, 350.0), speed.Spent(25.0, 20.0, 12.5, 340.0)]
    rows = speed.figures({"bare spaCy": bare, "Dateline": ours}, 100)

    assert rows["bare spaCy"]["ratio by the clock"] == 1
    assert rows["Dateline"]["ratio by the clock"] == 0.8
    assert rows["Dateline"]["ratio with free cores"] == (10 / 8 + 10 / 12.5) / 2
    assert rows["Dateline"]["peak megabytes"] == 350
    assert "Dateline" in speed.table(rows)


def test_the_gate_is_counted_by_kind(examples):
    """What the kept reports hold of all findings is told for each kind, and skipped ones are listed."""
    gate = importlib.import_module("gate")
    count = gate.Count()
    for report in examples[:3]:
        count.take(report)
    figures = count.figures()

    assert (figures["reports"], figures["kept"], figures["recall"]) == (3, 3, 1.0)
    assert figures["findings"] == sum(
        len(getattr(r, kind)) for r in examples[:3] for kind in ("meetings", "positions", "statements")
    )
    assert count.lost == []
