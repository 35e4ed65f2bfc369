"""
Write the trained reader as ONNX files with eight-bit weights.

    python -m training.pipelines.export ENCODER CHECKPOINT EVAL OUT

`encoder.int8.onnx` takes the `ids` (1, pieces) of one window and the `places` of its words and
gives their `states`, `triggers`, `ner`, `upos`, `bounds`; one window needs no mask. `roles.onnx`
takes `states`, `word_mask`, `trigger`, `kind`. The piece table is laid beside them.

Matrices have seven bits and a scale a column, the embedding table eight bits and a scale a
row. Activations take their scale from the window when it is read, so windows must be read
one by one (`eventgraph.annotate.encoder`): then an article's result does not depend on its
neighbours, and the integer sums are the same on every processor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from training.pipelines.corpora import read_events
from training.pipelines.engines import load_reader
from training.pipelines.heads import Reader
from training.pipelines.outliers import set_apart

from eventgraph.annotate.pieces import Pieces, load_pieces
from eventgraph.annotate.windows import Window, cut_windows

__all__ = ["main", "quantise"]

_OPSET = 17


class _Whole(nn.Module):
    """The encoder with its per-word heads."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, places: Tensor) -> tuple[Tensor, ...]:
        events, tags = (mixed[0] for mixed in self.reader.read(ids, None, places))
        logits = self.reader.tag(events, tags)
        return events, logits["triggers"], logits["ner"], logits["upos"], logits["bounds"]


def _export_encoder(reader: Reader, path: Path) -> None:
    ids, places = torch.ones(1, 12, dtype=torch.long), torch.arange(1, 9)
    outputs = ["states", "triggers", "ner", "upos", "bounds"]
    axes = {"ids": {1: "pieces"}} | {name: {0: "words"} for name in ["places", *outputs]}
    torch.onnx.export(
        _Whole(reader).eval(),
        (ids, places),
        str(path),
        input_names=["ids", "places"],
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=_OPSET,
        dynamo=False,
    )


def _export_roles(reader: Reader, path: Path) -> None:
    hidden = reader.encoder.shape.hidden
    mask = torch.ones(3, 7, dtype=torch.bool)
    number = torch.tensor([0, 3, 6])
    axes = {name: {0: "acts", 1: "words"} for name in ("states", "word_mask", "roles")}
    axes |= {name: {0: "acts"} for name in ("trigger", "kind", "status")}
    torch.onnx.export(
        reader.roles.eval(),
        (torch.randn(3, 7, hidden), mask, number, number),
        str(path),
        input_names=["states", "word_mask", "trigger", "kind"],
        output_names=["roles", "status"],
        dynamic_axes=axes,
        opset_version=_OPSET,
        dynamo=False,
    )


def _shrink_table(model: onnx.ModelProto, rows: int) -> None:
    """Replace the embedding table by int8 rows, each times its scale."""
    graph = model.graph
    table = next(t for t in graph.initializer if list(t.dims)[:1] == [rows])
    values = numpy_helper.to_array(table)
    scale = np.maximum(np.abs(values).max(1, keepdims=True) / 127, 1e-9).astype(np.float32)
    small = np.rint(values / scale).astype(np.int8)
    gather = next(n for n in graph.node if n.op_type == "Gather" and n.input[0] == table.name)
    ids, out = gather.input[1], gather.output[0]
    place = list(graph.node).index(gather)
    graph.node.remove(gather)
    new = [
        helper.make_node("Gather", ["table_rows", ids], ["table_int8"], axis=0),
        helper.make_node("Cast", ["table_int8"], ["table_fp32"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["table_scale", ids], ["table_scales"], axis=0),
        helper.make_node("Mul", ["table_fp32", "table_scales"], [out]),
    ]
    for offset, node in enumerate(new):
        graph.node.insert(place + offset, node)
    graph.initializer.remove(table)
    graph.initializer.append(numpy_helper.from_array(small, "table_rows"))
    graph.initializer.append(numpy_helper.from_array(scale, "table_scale"))


def _is_thin(node: onnx.NodeProto, shapes: Mapping[str, Sequence[int]]) -> bool:
    """Tell the product of the few outlier channels, which stays fp32."""
    return shapes.get(node.input[1], (1000,))[0] < 32


def quantise(source: Path, target: Path, rows: int) -> None:
    """Give every large matrix seven bits and a scale a column, and the table eight bits."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model = onnx.load(str(source))
    _shrink_table(model, rows)
    shapes = {tensor.name: tensor.dims for tensor in model.graph.initializer}
    thin = [n.name for n in model.graph.node if n.op_type == "MatMul" and _is_thin(n, shapes)]
    quantize_dynamic(
        model,
        str(target),
        op_types_to_quantize=["MatMul"],
        weight_type=QuantType.QInt8,
        per_channel=True,
        nodes_to_exclude=thin,
        reduce_range=True,  # eight bits overflow in the 16-bit sums of processors without VNNI
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
    )


def _calibration(options: argparse.Namespace, pieces: Pieces) -> list[Window]:
    """Take the first window of some training articles."""
    windows = []
    for name in ("train", "train_translated"):
        stories = read_events(options.events, name)[:: 12 if name == "train" else 5]
        cut = ([sentence.words for sentence in story.sentences] for story in stories)
        windows += [next(cut_windows(sentences, pieces)) for sentences in cut]
    return windows


def main() -> None:
    """Export, quantise, and print sizes and digests."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("encoder", "checkpoint", "events", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--apart", type=int, default=4, help="outlier channels of a matrix")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    reader = load_reader(options.encoder, options.checkpoint).eval()
    pieces = load_pieces(options.encoder / "pieces.json")
    whole = options.out / "encoder.fp32.onnx"
    _export_roles(reader, options.out / "roles.onnx")
    windows = _calibration(options, pieces)
    set_apart(reader, windows, options.apart)
    _export_encoder(reader, whole)
    quantise(whole, options.out / "encoder.int8.onnx", len(pieces.pieces))
    shutil.copyfile(options.encoder / "pieces.json", options.out / "pieces.json")
    for name in ("encoder.fp32.onnx", "encoder.int8.onnx", "roles.onnx", "pieces.json"):
        data = (options.out / name).read_bytes()
        row = {"file": name, "megabytes": round(len(data) / 1e6, 2)}
        print(json.dumps({**row, "sha256": hashlib.sha256(data).hexdigest()}))


if __name__ == "__main__":
    main()
