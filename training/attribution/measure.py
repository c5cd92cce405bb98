"""What exporting costs: the network in torch, as ONNX in 32-bit floats, and as shipped in 8-bit integers.

    python training/attribution/measure.py build/attribution/attribution.pt --work build/attribution

Prints a row of figures on PolNeAR's development part for each, the network by itself: no rules, no quotation
geometry. Without a checkpoint only the shipped files are measured.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import torch
from corpus import POLNEAR, articles, polnear
from evaluate import Reading, figures
from network import Network, pretrained

import dateline.analysis.weights
from dateline.analysis.attribution.asking import Network as Reads
from dateline.analysis.attribution.encoder import Onnx, Wordpieces

SHIPPED = Path(dateline.analysis.weights.__file__).parent


def main() -> None:
    """Measure and print."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("checkpoint", type=Path, nargs="?")
    p.add_argument("--corpora", type=Path, default=Path("../shared/gold"))
    p.add_argument("--work", type=Path, required=True, help="folder with the parsed texts of the training")
    o = p.parse_args()
    dev = articles(polnear(o.corpora / "polnear" / "dev"), POLNEAR, o.work / "parsed" / "dev.pickle")
    pieces = Wordpieces(SHIPPED / "wordpieces.json")
    for name, reading in _readings(o.checkpoint):
        for sure, row in figures(o.corpora, reading, dev, pieces).items():
            print(f"{name:14} cue >= {sure}", json.dumps(row), flush=True)


def _readings(checkpoint: Path | None) -> Iterator[tuple[str, Reads]]:
    if checkpoint is not None:
        network = Network(pretrained(), 0.0)
        network.load_state_dict(torch.load(checkpoint))
        yield "torch", Reading(network, exact=True)
        for name, flags in (("onnx, 32 bits", ["--float"]), ("onnx, 8 bits", [])):
            with tempfile.TemporaryDirectory() as folder:
                _export(checkpoint, folder, flags)
                yield name, Onnx(Path(folder))
    yield "shipped", Onnx(SHIPPED)


def _export(checkpoint: Path, folder: str, flags: list[str]) -> None:
    script = Path(__file__).with_name("export.py")
    command = [sys.executable, str(script), str(checkpoint), "--to", folder, *flags]
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
