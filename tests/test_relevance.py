"""The relevance gate: which reports of a stream are read, and which are skipped before the parser."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import dateline
from dateline.analysis.lexicons import lexicon
from dateline.analysis.relevance import is_relevant, relevance
from dateline.cli.main import cli
from dateline.errors import NotRelevant
from dateline.model.provenance import Form, Provenance, PubStatus
from dateline.model.text import Document
from dateline.sources import Failure

ROOT = Path(__file__).resolve().parent.parent
ROWS = lexicon("relevance")["rows"]
TALKS = "The foreign ministers of Norway and Finland will hold talks in Oslo on Monday.\n"
SOUP = "Cut the leeks into rings, and let them soften in butter before you add the stock.\n"

sys.path.insert(0, str(ROOT / "benchmarks"))
try:
    from everyday import everyday_reports
finally:
    sys.path.pop(0)


@pytest.mark.parametrize("row", ROWS, ids=[row["words"][0] for row in ROWS])
def test_each_row_keeps_its_example(row):
    """The example of every row of words is kept, and one of the row's words stands in it."""
    found = relevance(row["example"])
    assert found.holds
    assert found.words & set(row["words"])


@pytest.mark.parametrize(
    "text",
    [
        "Putin and Xi to meet in Beijing.",
        "NATO rejected the proposal.",
        "PUTIN TO HOST ERDOGAN IN SOCHI FOR TALKS",
        "Norway condemned Finland.",
        "The Kremlin declined to comment.",
        "Zelenskyy spoke with Macron by phone.",
    ],
)
def test_a_single_sentence_of_diplomacy_is_kept(text):
    """One sentence about what states, organisations or their people do to each other is enough."""
    assert relevance(text).holds


@pytest.mark.parametrize(
    "text",
    [
        "",
        SOUP,
        "Germany beat France 2-1 after extra time.",
        "The chairman of the club said the coach would stay.",
        "Kira Solberg won the race in the last lap. Solberg thanked her coach.",
        "Shares of the baker rose after its directors raised the dividend.",
    ],
)
def test_cooking_football_and_shares_are_skipped(text):
    """A text without a side and hardly a word of diplomacy is not relevant."""
    assert not relevance(text).holds


def test_every_example_report_is_kept(examples):
    """All example reports that ship pass the gate."""
    assert [r.document.path for r in examples if not is_relevant(r.document)] == []


def test_a_skipped_report_holds_nothing():
    """Everyday reports that the gate skips hold, when read in full, no meeting and no position."""
    skipped = [text for text in everyday_reports(12) if not relevance(text).holds]
    assert len(skipped) >= 11
    for text in skipped:
        report = dateline.read_text(text)
        assert (report.meetings, report.positions) == ((), ())


@given(st.text(max_size=300))
def test_the_gate_answers_for_any_text(text):
    """Whatever the text, there is an answer, and it is always the same."""
    assert relevance(text) == relevance(text)


@given(st.text(max_size=120), st.text(max_size=120))
def test_more_text_never_makes_a_report_irrelevant(before, after):
    """What stands in paragraphs around a relevant one changes nothing: the gate only adds up."""
    assert relevance(f"{before}\n{TALKS}\n{after}").holds


@pytest.mark.parametrize(
    "provenance", [Provenance(pub_status=PubStatus.CANCELED), Provenance(form=Form.EVENT)]
)
def test_a_withdrawal_and_an_event_are_always_kept(provenance):
    """A notice that takes a report back, and the record of an event, pass whatever their words."""
    assert is_relevant(Document(text=SOUP, provenance=provenance))


def test_sides_that_nobody_knows_are_kept():
    """A report on states that the tables do not know is kept for its words of diplomacy."""
    assert relevance("Norland's ambassador told Estmark that the truce would hold.").holds


def test_the_title_counts():
    """A report whose title alone names the talks is kept."""
    assert not is_relevant(Document(text=SOUP))
    assert is_relevant(Document(text=SOUP, title=TALKS))


@pytest.fixture
def folder(tmp_path):
    """A folder with a report of each kind."""
    news = tmp_path / "news"
    news.mkdir()
    (news / "soup.txt").write_text(SOUP, encoding="utf-8")
    (news / "talks.txt").write_text(TALKS, encoding="utf-8")
    return news


def test_a_stream_passes_the_gate_and_a_named_file_does_not(folder):
    """In a folder the soup is skipped; by itself it is read; without a gate all is read."""
    soup, talks = dateline.read_all([folder], keep_all=False)
    assert isinstance(soup, Failure)
    assert isinstance(soup.error, NotRelevant)
    assert soup.skipped
    assert talks.meetings
    (named,) = dateline.read_all([folder / "soup.txt"], keep_all=False)
    assert named.document.text == SOUP
    assert not any(isinstance(found, Failure) for found in dateline.read_all([folder]))


def test_the_gate_never_changes_what_a_relevant_report_says(tmp_path, examples):
    """Read among skipped reports, each example says word for word what it says by itself."""
    lines = tmp_path / "mixed.jsonl"
    texts = [part for report in examples[:4] for part in (SOUP, report.document.text)]
    lines.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    found = list(dateline.read_all([lines], keep_all=False))
    assert [isinstance(f, Failure) for f in found] == [True, False] * 4
    for report in found[1::2]:
        assert report.as_dict() | {"report": {}} == dateline.read_text(report.document.text).as_dict() | {
            "report": {}
        }


def test_add_counts_what_it_skips_and_keep_all_audits_it(folder, tmp_path):
    """``add`` says how many it skipped, with exit code 0; ``--keep-all`` tells what they hold."""
    gated = CliRunner().invoke(cli, ["add", str(folder), "--db", str(tmp_path / "a.db")])
    assert gated.exit_code == 0
    assert "1 added, 0 already there, 0 not read, 0 skipped, 1 skipped as not about diplomacy" in gated.stderr
    whole = CliRunner().invoke(cli, ["add", "--keep-all", str(folder), "--db", str(tmp_path / "b.db")])
    assert whole.exit_code == 0
    assert "2 added" in whole.stderr
    assert "1 not about diplomacy, with 0 meetings, 0 positions, 0 statements" in whole.stderr


def test_read_shows_a_named_report_whatever_it_is_about(folder):
    """``read`` of one file shows it; of its folder, it says that it skipped it."""
    named = CliRunner().invoke(cli, ["read", "--json", str(folder / "soup.txt")])
    assert json.loads(named.stdout)["report"]["length"] == len(SOUP)
    assert "diplomacy" not in named.stderr
    both = CliRunner().invoke(cli, ["read", "--jsonl", str(folder)])
    assert len(both.stdout.splitlines()) == 1
    assert "1 skipped as not about diplomacy" in both.stderr
