"""Write the trained network as the files that the package ships: int8 encoder and role head, wordpieces.

python training/attribution/export.py WORK/attribution.pt --to src/dateline/analysis/weights
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from network import STYLES, Network, pretrained
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dateline.analysis.attribution.kinship import DISTANCES, KINS
from dateline.analysis.attribution.words import FEATURES

PRECISE = 2
"""Of the matrices that narrow a feed-forward layer, how many stay in 32 bits: the first ones.

Their inputs spread the widest, so that 8 bits cost them the most. Each adds 1.8 MB; ``measure.py`` tells what
the export loses.
"""


class Chances(nn.Module):
    """The encoder of one window, which needs no mask, with probabilities for scores."""

    def __init__(self, encoder: nn.Module) -> None:
        """Wrap the trained encoder."""
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: Tensor, features: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """[1,W,H] words and [1,W,styles,3] probabilities."""
        words, scores = self.encoder(pieces, None, features, first, last)
        return words, scores.softmax(-1)


class Beside(nn.Module):
    """A convolution over three words as one product of matrices, which 8-bit integers make quicker."""

    def __init__(self, convolution: nn.Conv1d) -> None:
        """Take over the weights [out,in,3] of ``convolution``."""
        super().__init__()
        self.out, self.bias = convolution.out_channels, convolution.bias
        self.all = nn.Linear(convolution.in_channels, 3 * self.out, bias=False)
        self.all.weight = nn.Parameter(convolution.weight.permute(2, 0, 1).flatten(0, 1))

    def forward(self, channels: Tensor) -> Tensor:
        """[R,out,W] from [R,in,W]."""
        left, own, right = self.all(channels.transpose(1, 2)).split(self.out, -1)
        none = torch.zeros_like(own[:, :1])
        left, right = torch.cat((none, left[:, :-1]), 1), torch.cat((right[:, 1:], none), 1)
        return (left + own + right + self.bias).transpose(1, 2)


class LogRoles(nn.Module):
    """The role head with log-probabilities for scores."""

    def __init__(self, roles: nn.Module) -> None:
        """Wrap the trained role head."""
        super().__init__()
        self.roles = roles
        roles.beside = Beside(roles.beside)

    def forward(
        self, words: Tensor, window: Tensor, cue: Tensor, distance: Tensor, kin: Tensor, style: Tensor
    ) -> Tensor:
        """[R,W,labels] log-probabilities."""
        return self.roles(words, window, cue, distance, kin, style).log_softmax(-1)


def main() -> None:
    """Export, quantise, write."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("checkpoint", type=Path)
    p.add_argument("--weights", required=False, help="folder of the pretrained encoder")
    p.add_argument("--to", type=Path, required=True)
    p.add_argument("--float", action="store_true", help="32-bit floats, to compare with")
    o = p.parse_args()
    weights = o.weights or pretrained()
    network = Network(weights, 0.0, "eager")
    network.load_state_dict(torch.load(o.checkpoint))
    network.eval()
    o.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        _encoder(network, plain)
        if o.float:
            (o.to / "attribution.onnx").write_bytes(plain.read_bytes())
        else:
            _in_bytes(plain, o.to / "attribution.onnx", ["MatMul", "Gather"], _narrowing(plain)[:PRECISE])
        head = Path(folder) / "head.onnx"
        _roles(network, head)
        if o.float:
            (o.to / "roles.onnx").write_bytes(head.read_bytes())
        else:
            _in_bytes(head, o.to / "roles.onnx", ["MatMul"], ["/roles/out/MatMul"])
    _overflow(o.to / "overflow.onnx")
    tokenizer = json.loads((Path(weights) / "tokenizer.json").read_text())
    tokenizer["truncation"] = tokenizer["padding"] = None
    (o.to / "wordpieces.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")))
    for path in sorted(o.to.glob("*.onnx")):
        model = onnx.load(path)
        model.producer_name, model.doc_string = "dateline training/attribution/export.py", ""
        onnx.save(model, path)
        print(path.name, f"{path.stat().st_size / 1e6:.1f} MB")


def _in_bytes(plain: Path, to: Path, kinds: list[str], precise: list[str]) -> None:
    """Write the network with 8-bit integers in operators of those ``kinds``, but for the ``precise`` ones."""
    quantize_dynamic(
        plain,
        to,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=kinds,
        nodes_to_exclude=precise,
        extra_options={"MatMulConstBOnly": True},
    )


def _narrowing(path: Path) -> list[str]:
    """The names of the products whose matrix has more rows than columns, in the order they are run."""
    graph = onnx.load(path).graph
    shapes = {i.name: tuple(i.dims) for i in graph.initializer}
    matrices = ((n.name, shapes.get(n.input[1], ())) for n in graph.node if n.op_type == "MatMul")
    return [name for name, shape in matrices if len(shape) == 2 and shape[0] > 2 * shape[1]]


def _encoder(network: Network, path: Path) -> None:
    batch, length, wide = 1, 40, 30
    example = (
        torch.randint(1000, 2000, (batch, length)),
        torch.stack([torch.randint(0, n, (batch, length)) for n in FEATURES.values()], -1),
        torch.arange(1, wide + 1).repeat(batch, 1),
        torch.arange(1, wide + 1).repeat(batch, 1),
    )
    axes = {"pieces": {1: "T"}, "features": {1: "T"}}
    axes |= {name: {1: "W"} for name in ("first", "last", "words", "chances")}
    torch.onnx.export(
        Chances(network.encoder), example, str(path), dynamo=False, opset_version=17,
        input_names=["pieces", "features", "first", "last"], output_names=["words", "chances"],
        dynamic_axes=axes,
    )  # fmt: skip


def _overflow(path: Path) -> None:
    """A product of bytes by which a processor shows whether it cuts off great sums (``encoder.py``)."""
    make, wide = onnx.helper, 16
    matrix = onnx.numpy_helper.from_array(np.full((64, wide), 127, dtype=np.int8), "matrix")
    pairs = make.make_tensor_value_info("pairs", onnx.TensorProto.UINT8, ["N", 64])
    sums = make.make_tensor_value_info("sums", onnx.TensorProto.INT32, ["N", wide])
    node = make.make_node("MatMulInteger", ["pairs", "matrix"], ["sums"])
    graph = make.make_graph([node], "overflow", [pairs], [sums], [matrix])
    model = make.make_model(graph, opset_imports=[make.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, path)


def _roles(network: Network, path: Path) -> None:
    batch, wide, asked = 2, 30, 5
    example = (
        torch.randn(batch, wide, network.encoder.size),
        torch.randint(0, batch, (asked,)),
        torch.softmax(torch.randn(asked, wide), -1),
        torch.randint(0, DISTANCES, (asked, wide)),
        torch.randint(0, KINS, (asked, wide)),
        torch.randint(0, STYLES, (asked,)),
    )
    names = ["words", "window", "cue", "distance", "kin", "style"]
    axes = {n: {0: "R", 1: "W"} for n in ("cue", "distance", "kin", "scores")} | {"words": {0: "B", 1: "W"}}
    axes |= {"window": {0: "R"}, "style": {0: "R"}}
    torch.onnx.export(
        LogRoles(network.roles), example, str(path), dynamo=False, opset_version=17,
        input_names=names, output_names=["scores"], dynamic_axes=axes,
    )  # fmt: skip


if __name__ == "__main__":
    main()
