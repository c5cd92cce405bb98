"""From paths to reports, in Python."""

import json
from pathlib import Path

import pytest

import dateline
from dateline.analysis import steps
from dateline.analysis.parse import pipeline
from dateline.sources import Failure

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
GOOD = "The Norwegian foreign minister said on Tuesday that the talks in Oslo would be held in May.\n"


def test_one_report_is_read_with_its_sidecar():
    """``dateline.read`` of a text file gives its report, with what its sidecar knows."""
    path = EXAMPLES / "01_meridian_proposed.txt"
    sidecar = json.loads((EXAMPLES / "01_meridian_proposed.meta.json").read_text(encoding="utf-8"))
    report = dateline.read(path)
    assert report.text == path.read_text(encoding="utf-8")
    assert report.document.outlet == sidecar["outlet"]
    assert report.meetings[0].assertions[0].quote in report.text


def test_several_reports_are_not_one():
    """``dateline.read`` of a folder or a JSON Lines file says to use ``read_all``."""
    for path in (EXAMPLES, EXAMPLES / "06_wire_copies.jsonl"):
        with pytest.raises(dateline.SourceError, match="read_all"):
            dateline.read(path)


def test_what_cannot_be_read_raises_what_it_is(tmp_path):
    """An empty file is a ``ReadingError``, a missing one a ``SourceError``; both are ``DatelineError``."""
    (tmp_path / "empty.txt").touch()
    with pytest.raises(dateline.ReadingError, match=r"empty\.txt"):
        dateline.read(tmp_path / "empty.txt")
    with pytest.raises(dateline.SourceError, match=r"nowhere\.txt"):
        dateline.read(tmp_path / "nowhere.txt")


def test_a_string_is_read_like_a_file(tmp_path):
    """``read_text`` of a string gives what ``read`` of a file with it gives, the path aside."""
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    from_file = dateline.read(tmp_path / "a.txt", published="2025-10-21", outlet="Meridian Wire")
    from_text = dateline.read_text(GOOD, published="2025-10-21", outlet="Meridian Wire")
    assert from_file.findings == from_text.findings
    assert from_file.id == from_text.id


def test_a_batch_keeps_its_order_and_its_failures(tmp_path):
    """``read_all`` gives a report or a failure for each path, in the order given, over many batches."""
    paths = []
    for number in range(40):
        path = tmp_path / f"{number}.txt"
        path.write_text("" if number % 7 == 0 else f"{number}. {GOOD}", encoding="utf-8")
        paths.append(path)
    found = list(dateline.read_all(paths))
    assert [isinstance(f, Failure) for f in found] == [number % 7 == 0 for number in range(40)]
    assert [f.where if isinstance(f, Failure) else f.document.path for f in found] == [str(p) for p in paths]


def test_a_fault_of_ours_costs_one_report(tmp_path, monkeypatch):
    """Where the analysis itself breaks on a report, that one is a failure with its name; the rest is read."""
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{name}: {GOOD}", encoding="utf-8")

    def breaks_on_b(parsed, findings):
        if parsed.text.startswith("b"):
            message = "a wheel came off"
            raise RuntimeError(message)
        return findings

    monkeypatch.setattr(steps, "STEPS", (*steps.STEPS, breaks_on_b))
    one, two, three = dateline.read_all([tmp_path])
    assert (one.document.path, three.document.path) == (str(tmp_path / "a.txt"), str(tmp_path / "c.txt"))
    assert "b.txt could not be analysed (RuntimeError: a wheel came off)" in str(two.error)


def test_a_stream_that_forgets_says_the_same_and_keeps_no_word(tmp_path, monkeypatch):
    """Read in rooms, reports say what they always say, also after their room; no new word stays behind."""
    monkeypatch.setattr("dateline.reports.ROOM", 3)
    texts = [
        f"Foreign minister Vukona{n}ri of Norway said in Oslo that he would meet Ambassador Telmi{n}dak."
        for n in range(8)
    ]
    path = tmp_path / "news.jsonl"
    path.write_text("".join(f"{json.dumps({'text': text})}\n" for text in [*texts, " "]), "utf-8")
    strings = pipeline().vocab.strings
    forgetful = list(dateline.read_all([path], forget=True))
    assert "Vukona5ri" not in strings
    known = len(strings)
    list(dateline.read_all([path], forget=True))
    assert len(strings) == known
    kept = list(dateline.read_all([path]))
    assert "Vukona5ri" in strings
    assert isinstance(forgetful[-1], Failure)
    assert isinstance(kept[-1], Failure)
    assert all(r.statements or r.meetings for r in kept[:-1])
    assert [r.as_dict() for r in forgetful[:-1]] == [r.as_dict() for r in kept[:-1]]


def test_a_stream_that_is_left_early_can_be_begun_again(tmp_path):
    """Whoever takes one report of a stream that forgets, and goes away, can read it anew."""
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(f"{GOOD}It was said for the {n}th time.\n", "utf-8")
    stream = dateline.read_all([tmp_path], forget=True)
    first = next(stream)
    stream.close()
    assert next(dateline.read_all([tmp_path], forget=True)).as_dict() == first.as_dict()
