"""Turn the files that the package ships back into weights that training can go on from.

    python training/attribution/recover.py src/dateline/analysis/weights --to build/attribution/shipped.pt

Each matrix of 8-bit integers becomes the 32-bit floats that it stands for, so nothing is lost that the
shipped network still knew.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from network import Network, pretrained
from onnx import numpy_helper

QUANTISED = "_quantized"


def main() -> None:
    """Read both files, write one checkpoint."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=Path)
    p.add_argument("--weights", default=pretrained(), help="folder of the pretrained encoder")
    p.add_argument("--to", type=Path, required=True)
    o = p.parse_args()
    found = stored(o.folder / "attribution.onnx") | stored(o.folder / "roles.onnx")
    network = Network(o.weights, 0.0)
    lost = set(network.state_dict()) - set(found)
    if any("pooler" not in name for name in lost):  # no head of ours reads the pretrained pooler
        p.error(f"{o.folder}: no {', '.join(sorted(lost))}; these are not the files of this network")
    network.load_state_dict({n: torch.from_numpy(a.copy()) for n, a in found.items()}, strict=False)
    o.to.parent.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), o.to)


def stored(path: Path) -> dict[str, np.ndarray]:
    """The parameters in the file at ``path`` by the names that torch gives them, as 32-bit floats."""
    graph = onnx.load(path).graph
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = {name: value for name, value in held.items() if name.startswith(("encoder.", "roles."))}
    for name in [n for n in held if n.endswith(QUANTISED)]:
        whole = name.removesuffix(QUANTISED)
        scale, zero = held[f"{whole}_scale"], held[f"{whole}_zero_point"]
        held[whole] = ((held[name].astype(np.float32) - zero) * scale).astype(np.float32)
        found[whole] = held[whole]
    for node in graph.node:
        # A linear layer is a product with the transposed matrix; the matrix has lost its name, not the node.
        if (
            node.op_type in ("MatMul", "MatMulInteger")
            and (matrix := held.get(node.input[1].removesuffix(QUANTISED))) is not None
        ):
            layer = re.sub(r"/(Gemm_)?MatMul(_quant)?$", "", node.name).strip("/").replace("/", ".")
            found[f"{layer}.weight"] = np.ascontiguousarray(matrix.T)
    return {name.replace(".all.", "."): _as_trained(name, value) for name, value in found.items()}


def _as_trained(name: str, value: np.ndarray) -> np.ndarray:
    """``export.Beside`` has laid the three matrices of a convolution one upon the other."""
    return np.stack(np.split(value, 3), -1) if name.endswith(".all.weight") else value


if __name__ == "__main__":
    main()
