"""What the benchmarks of bulk rest on: the made archive, the simulation, the plot."""

import importlib
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.sources import Raw
from dateline.sources.warc import pages_in

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
SECONDS = st.lists(st.floats(0.1, 10), min_size=1, max_size=60)


@pytest.fixture(scope="module", autouse=True)
def _benchmarks_can_be_imported():
    sys.path.insert(0, str(BENCHMARKS))
    yield
    sys.path.remove(str(BENCHMARKS))


def simulate(*given, **more):
    """The simulation of the plan."""
    return importlib.import_module("scale_plan").simulate(*given, **more)


def test_the_made_archive_is_the_same_every_time(tmp_path):
    """The made archive is the same bytes whenever it is made, with as many answers as asked for."""
    made = importlib.import_module("pages")
    saved = [b"<html><p>A page from elsewhere</p></html>"]
    for name in ("a", "b"):
        made.write_archive(tmp_path / name, 200, saved)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    passed = Counter()
    pages = [raw for raw in pages_in(str(tmp_path / "a"), passed) if isinstance(raw, Raw)]
    assert len(pages) + passed.total() == 200
    assert saved[0] in {raw.data for raw in pages}


def test_the_made_archive_tells_of_diplomacy_as_often_as_asked():
    """One page in ten is about diplomacy, and the gate tells which."""
    from dateline.analysis.relevance import relevance

    made = importlib.import_module("pages")
    held = sum(relevance(made.page(number)).holds for number in range(400))
    assert 25 <= held <= 60


@settings(deadline=None)
@given(SECONDS, st.integers(1, 8))
def test_a_simulation_is_bounded_by_the_work_and_by_the_longest_unit(seconds, workers):
    """No plan is faster than its work divided by the workers, none slower than that and its longest unit."""
    said = simulate(seconds, workers)
    least = max(sum(seconds) / workers, *seconds)
    assert least - 1e-6 <= said.seconds <= sum(seconds) / workers + max(seconds) + 1e-6
    assert said.again == 0


@settings(deadline=None)
@given(SECONDS, st.integers(1, 8), st.floats(0.01, 0.5))
def test_workers_that_die_make_it_longer(seconds, workers, dies):
    """What is read again is counted, and never makes a plan faster than its work."""
    said = simulate(seconds, workers, start=1.0, dies=dies)
    assert said.seconds >= 1.0 + sum(seconds) / workers - 1e-6
    assert (said.again == 0) or said.busy < 1


def test_memory_is_drawn_and_its_growth_told():
    """The plot has a point for each thousand reports; flat memory has no slope, growing memory has one."""
    memory = importlib.import_module("memory")
    flat = [(1000 * n, 100 * n, 300.0) for n in range(1, 12)]
    assert memory.slope(flat) == pytest.approx(0)
    assert memory.slope([(n, p, 300 + n / 1000) for n, p, _ in flat]) == pytest.approx(10)
    assert memory.plot(flat).count(",") >= len(flat)
