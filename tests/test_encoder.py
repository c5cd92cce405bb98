"""The shipped weights, and how they are loaded."""

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from dateline import read_text
from dateline.analysis.attribution.asking import batches, cut_up
from dateline.analysis.attribution.encoder import MOST_PIECES, WEIGHTS, _session, overflows, wordpieces
from dateline.analysis.attribution.encoder import threads as number_of_threads
from dateline.analysis.attribution.trained import trained
from dateline.analysis.attribution.words import words_of
from dateline.analysis.parse import parse, parse_many
from dateline.errors import SettingError
from dateline.model.text import Document, Segment, SegmentKind

SAID = "The minister said on Monday that the bridge would be closed."


def document(text):
    """A report that is all body."""
    return Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),))


@pytest.mark.parametrize("threads", ["0", "x", "-1", "1.5", "²"])
def test_threads_that_are_no_number_are_refused(monkeypatch, threads):
    """One sentence names the variable and its value, and says what to do."""
    monkeypatch.setenv("DATELINE_THREADS", threads)

    with pytest.raises(SettingError, match=r"DATELINE_THREADS is .*: set it to a whole number") as raised:
        number_of_threads()
    assert repr(threads) in str(raised.value)


@pytest.mark.parametrize(
    "code",
    [
        "import dateline; dateline.read_text",
        "import dateline.analysis.attribution.joined",
        "from dateline.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass",
    ],
    ids=["import", "joined", "help"],
)
def test_nothing_is_loaded_before_it_is_used(code):
    """Importing Dateline and asking for help load neither onnxruntime nor tokenizers."""
    check = "\nimport sys\nsys.exit(len({'onnxruntime', 'tokenizers'} & set(sys.modules)))"

    assert (
        subprocess.run([sys.executable, "-c", code + check], capture_output=True, check=False).returncode == 0
    )


def test_reading_leaves_no_trace_in_the_home_folder(tmp_path):
    """No library that reads a report writes a device id or a journal of use, even where one is asked for."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")}
    code = (
        "import dateline\nassert dateline.read_text('The envoy said the port was shut.').findings.statements"
    )
    command = [sys.executable, "-c", code]

    subprocess.run(command, check=True, env=kept | {"HOME": str(tmp_path), "ORT_DISABLE_TELEMETRY": "0"})

    assert list(tmp_path.rglob("*")) == []


def test_every_processor_adds_up_whole_sums():
    """However the sums of 8-bit products are computed here, they are those of wider integers."""
    weights = Path(str(files(WEIGHTS)))
    report = (words_of(parse(document(SAID * 8))),)
    pieces = wordpieces().of(report[0].forms)
    (batch,) = batches([(report[0], pieces)], cut_up([(report[0], pieces)]), wordpieces().marks)
    fed = {name: getattr(batch, name) for name in ("pieces", "features", "first", "last")}

    chosen, wide = (
        _session(weights / "attribution.onnx", whole=whole).run(None, fed)
        for whole in (overflows(weights), True)
    )

    for one, other in zip(chosen, wide, strict=True):
        assert (one == other).all()


def test_the_weights_are_small():
    """All files of the weights together are under 30 MB."""
    folder = Path(str(files(WEIGHTS)))

    assert (
        sum(f.stat().st_size for f in folder.rglob("*") if "__pycache__" not in f.parts and f.is_file())
        < 30e6
    )


def test_every_word_has_a_wordpiece():
    """Odd words have at least one; a rule of dashes or a line of Chinese not more than a window holds."""
    words = ["said", "\u0301", "\u202e", "👍🏽", "\x00", "ﬁ", "-" * 3000, "中" * 1500, "a" * 20_000, "said"]
    found = wordpieces().of(words)

    assert all(1 <= len(pieces) <= MOST_PIECES for pieces in found)
    assert found[0] == found[-1]
    assert wordpieces().of([]) == []


@pytest.mark.parametrize("odd", ["-" * 3000, "中" * 1500, '"-' * 1000, "." * 600, "\u0301" * 800, "", " \n"])
def test_odd_text_is_read(odd):
    """A report of one endless word never raises."""
    trained(parse(document(odd)))


def test_a_plain_sentence():
    """The minister is who says that the bridge would be closed."""
    (found,) = trained(parse(document(SAID)))

    assert [SAID[a:b] for part in (found.source, found.cue) for a, b in part] == ["The minister", "said"]
    assert "the bridge would be closed" in SAID[found.content[0].start : found.content[-1].end]
    assert 0 < found.sure <= 1


def test_a_report_alone_and_among_others_is_read_alike():
    """The reports read with it change nothing about the statements of a report."""
    others = ['"We go," Anna Berg said.', "Police said it rained.\n" * 60, ""]
    alone = trained(parse(document(SAID)))
    among = [trained(p) for p in parse_many(map(document, [others[0], SAID, *others[1:]]))]

    assert among[1] == alone
    assert read_text(SAID).statements == read_text(SAID).statements
