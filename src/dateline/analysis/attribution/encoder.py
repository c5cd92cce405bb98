"""The shipped weights: an int8 encoder and its role head, run by onnxruntime on the CPU.

How they were made, from what, and how well they do stands in ``dateline/analysis/weights/attribution.md``.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np

from dateline.analysis.attribution.asking import Batch, Questions
from dateline.analysis.attribution.decoding import Scores
from dateline.errors import SettingError

__all__ = ["Onnx", "Wordpieces", "encoder", "threads", "wordpieces"]

WEIGHTS: Final = "dateline.analysis.weights"
THREADS: Final = "DATELINE_THREADS"
"""The environment variable that says how many threads read windows beside the one that parses."""
MOST_THREADS: Final = 3
"""Without the variable: a stream of reports keeps one busy, and a report has few windows to be shared."""
TELEMETRY: Final = "ORT_DISABLE_TELEMETRY"
"""Set to 1 before onnxruntime is loaded: else its official builds (1.32 does) keep a device id and a
journal of events below the home folder and send them to its makers (its ``Privacy.md``)."""
MOST_PIECES: Final = 64
"""Wordpieces read of one word: a rule of a thousand dashes is one word, and no window would hold it."""

SLOW: Final = ("SkipLayerNormFusion",)
"""What onnxruntime 1.32 makes of a sum and its norm takes several times as long as the two by themselves."""

MOST_WORDS: Final = 1 << 16
"""Words that are remembered: what a stream of news goes on using is there long before."""

MARKS: Final = ("[CLS]", "[SEP]", "[UNK]")
"""The beginning and the end of a window, and a word without any known piece."""


class Onnx:
    """The network of :mod:`dateline.analysis.attribution.asking` as two onnxruntime sessions."""

    def __init__(self, folder: Path) -> None:
        """Load both files of ``folder``."""
        # Asked for only where it is needed: with it, a processor that has VNNI does not use it, and the
        # encoder takes half as long again.
        whole = overflows(folder)
        self._encoder = _session(folder / "attribution.onnx", whole=whole)
        self._roles = _session(folder / "roles.onnx", whole=whole)

    def encode(self, batch: Batch) -> tuple[Scores, Scores]:
        """Of one window [1,W,H] words and [1,W,styles,3] chances to be outside, begin or go on with a cue."""
        fed = {name: getattr(batch, name) for name in ("pieces", "features", "first", "last")}
        words, chances = self._encoder.run(None, fed)
        return words, chances

    def roles(self, words: Scores, asked: Questions) -> Scores:
        """[R,W,labels] log-probabilities."""
        fed = {name: getattr(asked, name) for name in ("window", "cue", "distance", "kin", "style")}
        scores: Scores = self._roles.run(None, {"words": words, **fed})[0]
        return scores


def overflows(folder: Path) -> bool:
    """Whether sums of 8-bit products are cut off at 16 bits here, as on x86 processors without VNNI.

    Found out by such a sum, the greatest there is, which ``overflow.onnx`` of ``folder`` computes from 64
    times ``GREATEST``: no table of processors knows the next one, nor what an emulator lacks.
    """
    pairs = np.full((8, 64), GREATEST, dtype=np.uint8)
    sums = _session(folder / "overflow.onnx", whole=False).run(None, {"pairs": pairs})[0]
    return bool((sums != 64 * GREATEST * 127).any())


GREATEST: Final = 255


def _session(path: Path, *, whole: bool) -> Any:
    """The network of a file; ``whole`` sums of its 8-bit products are got by wider, slower ones."""
    os.environ[TELEMETRY] = "1"  # whatever it was: nothing leaves the machine
    import onnxruntime  # noqa: PLC0415 - a tenth of a second that `dateline --help` must not pay

    options = onnxruntime.SessionOptions()
    # Threads share windows, not the sums of one: those are too short to be worth dividing.
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.x64quantprecision", "1" if whole else "0")
    return onnxruntime.InferenceSession(
        path, options, providers=["CPUExecutionProvider"], disabled_optimizers=list(SLOW)
    )


class Wordpieces:
    """The wordpieces of single words; every word has at least one and at most ``MOST_PIECES``."""

    def __init__(self, path: Path) -> None:
        """Load a ``tokenizer.json``."""
        from tokenizers import Tokenizer  # noqa: PLC0415 - as above

        self._tokenizer: Any = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        ids: list[Any] = [self._tokenizer.token_to_id(mark) for mark in MARKS]
        self.marks: tuple[int, int] = (ids[0], ids[1])
        self._unknown: int = ids[2]
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The ids of the wordpieces of each word, the first ones of a word that has more than can be read."""
        known = self._known
        new = [word for word in dict.fromkeys(words) if word not in known]
        found = self._tokenizer.encode_batch(new, add_special_tokens=False) if new else ()
        pieces = (tuple(f.ids[:MOST_PIECES]) or (self._unknown,) for f in found)
        added = dict(zip(new, pieces, strict=True))
        if len(known) < MOST_WORDS:
            known.update(added)
        return [added.get(word) or known[word] for word in words]


def encoder() -> Onnx:
    """The shipped network, loaded once per process and on first use; threads may share it."""
    with _LOADING:
        return _network()


_LOADING = Lock()
"""Two threads that both need the network first would each load it."""


@functools.cache
def _network() -> Onnx:
    return Onnx(_folder())


@functools.cache
def wordpieces() -> Wordpieces:
    """The shipped wordpieces, loaded once per process."""
    return Wordpieces(_folder() / "wordpieces.json")


def _folder() -> Path:
    return Path(str(files(WEIGHTS)))


def threads() -> int:
    """How many threads read windows beside the one that parses.

    Raises :class:`~dateline.errors.SettingError` when ``DATELINE_THREADS`` is no whole number above 0.
    """
    said = os.environ.get(THREADS)
    if not said:
        return min(max(1, _cores() - 1), MOST_THREADS)
    if said.isascii() and said.isdigit() and int(said):
        return int(said)
    message = f"{THREADS} is {said!r}: set it to a whole number of threads above 0, or leave it out"
    raise SettingError(message)


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
