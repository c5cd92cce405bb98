"""The benchmarks of the stores: what they make is lawful, and they find what is wrong."""

import sys
from pathlib import Path

import pytest

from dateline.ledger import Ledger

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"


@pytest.fixture(autouse=True)
def _benchmarks_can_be_imported(monkeypatch, examples):
    """The benchmarks' folder is on the path, and the examples need not be read again."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import generated

    told = [(report.as_dict(), report.text) for report in examples]
    monkeypatch.setattr(generated, "templates", lambda: told)
    yield
    for name in ("generated", "places", "crash", "concurrency", "scale", "postgresql_server"):
        sys.modules.pop(name, None)


def test_generated_reports_are_lawful(tmp_path):
    """Every number is one report, whose words open in its text; two stories are about other people."""
    from generated import STORY, generate

    first, again = list(generate(0, STORY)), list(generate(0, STORY))
    assert first == again
    other = list(generate(STORY, 2 * STORY))
    assert not {r.id for r in first} & {r.id for r in other}
    with Ledger(tmp_path / "desk.db") as ledger:
        for report in (*first, *other):
            ledger.add(report)
        assert ledger.check() == ()
        names = [
            {p.name for m in r.meetings for p in m.participants if p.side != p.name}
            for r in (first[0], other[0])
        ]
        assert not names[0] & names[1]


def test_the_crash_benchmark_finds_nothing_lost(place):
    """A few processes are killed while they add: what they acknowledged is there and whole."""
    from crash import crash

    said, there, more, wrong = crash(str(place), 4, 7)
    assert wrong == []
    assert there == said + more


def test_the_concurrency_benchmark_finds_nothing_wrong(place):
    """Writers and readers at once for a second: nothing lost, nothing doubled, nobody told of a lock."""
    from concurrency import run

    figures, wrong = run(str(place), 1.0, 2, 2)
    assert wrong == []
    assert figures["adds"] >= figures["reports"]


def test_the_scale_benchmark_asks_every_question(tmp_path):
    """Each question of a page is asked at each size, and the growth is that of the figures."""
    import time

    from scale import MEASURED, growth, measure

    found = measure(str(tmp_path / "desk.db"), [MEASURED + 10, MEASURED + 30], time.process_time)
    assert [f["reports"] for f in found] == [MEASURED + 10, MEASURED + 30]
    assert len(found[0]) >= 15
    assert growth([{"reports": 10, "add": 1.0}, {"reports": 1000, "add": 100.0}]) == {"add": 1.0}
