"""Damaged inputs: every reader reads them or refuses them in a sentence, and there is no third way."""

import importlib
import random
import sys
from pathlib import Path

import pytest

from dateline.sources.wires.ninjs import ninjs_items

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
INPUTS = {"html": 25, "warc": 12, "warc.gz": 25, "zip": 40, "mailbox": 25, "mail": 250, "text": 120}
OTHERS = 300
PLAIN = ["type", "version", "pubstatus", "urgency", "versioncreated", "embargoed", "language", "by", "title"]
NESTED = [
    "headline",
    "headlines",
    "body_text",
    "bodies",
    "subject",
    "subjects",
    "people",
    "places",
    "located",
]
NESTED += ["infosources", "eventdetails", "associations", "descriptions"]


@pytest.fixture(scope="module", autouse=True)
def _benchmarks_can_be_imported():
    """The readers and the mutations are those of benchmarks/fuzz.py."""
    sys.path.insert(0, str(BENCHMARKS))
    yield
    sys.path.remove(str(BENCHMARKS))


def names():
    """The names of the readers, without loading them."""
    source = (BENCHMARKS / "fuzz.py").read_text("utf-8")
    return [line.split('"')[1] for line in source.splitlines() if line.lstrip().startswith("Reader(")]


@pytest.mark.parametrize("name", names())
@pytest.mark.filterwarnings("ignore")
def test_damaged_inputs_are_read_or_refused(name):
    """Of hundreds of damaged inputs each is read, or refused in one sentence that can be printed."""
    fuzz, mutations = importlib.import_module("fuzz"), importlib.import_module("mutations")
    reader = next(r for r in fuzz.readers() if r.name == name)
    for seed in reader.seeds:
        assert sum(reader.run(seed).values()), "the seed itself is read"
    for number in range(100_000, 100_000 + INPUTS.get(name, OTHERS)):
        reader.run(mutations.mutant(reader.seeds, number))


def test_a_mutant_is_the_same_every_time():
    """The damaged input of a number is made again from the number alone."""
    mutations = importlib.import_module("mutations")
    seeds = (b'{"uri": "x"}', b"<a>b</a>")
    assert [mutations.mutant(seeds, n) for n in range(50)] == [mutations.mutant(seeds, n) for n in range(50)]
    assert len({mutations.mutant(seeds, n) for n in range(50)}) > 25


def test_a_hang_and_a_crash_are_found():
    """A reader that raises is found with the input's number, and so is one that never answers."""
    fuzz = importlib.import_module("fuzz")
    with pytest.raises(fuzz.Broken):
        fuzz.must(False, "a promise")
    with pytest.raises(fuzz.Broken):
        fuzz.sentence(fuzz.DatelineError("two\nlines."))


def test_ninjs_of_any_shape_is_read_or_refused():
    """Whatever values stand in an item of ninjs, it is a report or a refusal."""
    chance = random.Random(7)  # noqa: S311 - it is to be repeated, not to be secret
    values = [
        None,
        0,
        "x",
        "",
        [],
        {},
        ["x"],
        [{}],
        [{"value": "x"}],
        {"name": 3},
        [[]],
        True,
        10**30,
        "2031-03-12",
    ]
    keys = [*PLAIN, *NESTED]
    for _ in range(1500):
        item = {"uri": "x"} | {k: chance.choice(values) for k in chance.sample(keys, 6)}
        assert list(ninjs_items(item, "item.json", "item.json"))
