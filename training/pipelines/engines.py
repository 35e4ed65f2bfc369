"""The engines that compute the network: a PyTorch checkpoint, or the exported ONNX files."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file
from training.encoder.network import Encoder
from training.encoder.packed import Shape
from training.pipelines.decode import Engine, Floats
from training.pipelines.heads import Reader

__all__ = ["OnnxEngine", "TorchEngine", "load_engine", "load_reader"]


def load_reader(encoder: Path, checkpoint: Path | None = None, dropout: float = 0.1) -> Reader:
    """Build the reader on a trimmed encoder, with the weights of a checkpoint if given."""
    shape = Shape(**json.loads((encoder / "shape.json").read_text(encoding="utf-8")))
    body = Encoder(shape, dropout)
    body.load_arrays(load_file(encoder / "encoder.safetensors"))
    reader = Reader(body, dropout)
    if checkpoint is not None:
        state = torch.load(checkpoint, weights_only=True)["reader"]
        reader.load_state_dict(state, strict=False)
    return reader


class TorchEngine:
    """Compute with PyTorch."""

    size = 1500

    def __init__(self, reader: Reader, half: bool = False) -> None:
        self.reader = reader
        self.half = half

    @torch.no_grad()
    def read(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> dict[str, Floats]:
        """See `decode.Engine`."""
        self.reader.eval()
        with torch.autocast("cpu", torch.bfloat16, enabled=self.half):
            events, tags = self.reader.read(torch.from_numpy(ids), torch.from_numpy(mask))
        values = self.reader.tag(events.float(), tags.float())
        return {"states": events.numpy(), **{name: v.numpy() for name, v in values.items()}}

    @torch.no_grad()
    def roles(
        self,
        states: Floats,
        mask: NDArray[np.bool_],
        trigger: NDArray[np.int64],
        kind: NDArray[np.int64],
    ) -> tuple[Floats, Floats]:
        """See `decode.Engine`."""
        self.reader.eval()
        given = (torch.from_numpy(x) for x in (states, mask, trigger, kind))
        roles, status = self.reader.roles(*given)
        return roles.numpy(), status.numpy()


class OnnxEngine:
    """
    Compute with ONNX Runtime from the folder that `export.py` wrote.

    Activations take their scale from what is computed together, so windows are computed
    one by one: what an article gets then depends on nothing but the article.
    """

    size = 0

    def __init__(self, folder: Path, threads: int = 1, name: str = "encoder.int8.onnx") -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        given = {"sess_options": options, "providers": ["CPUExecutionProvider"]}
        self._encoder = onnxruntime.InferenceSession(str(folder / name), **given)
        self._roles = onnxruntime.InferenceSession(str(folder / "roles.onnx"), **given)
        self._names = [output.name for output in self._encoder.get_outputs()]

    def read(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> dict[str, Floats]:
        """See `decode.Engine`."""
        values = self._encoder.run(None, {"ids": ids, "mask": mask})
        return dict(zip(self._names, values, strict=True))

    def roles(
        self,
        states: Floats,
        mask: NDArray[np.bool_],
        trigger: NDArray[np.int64],
        kind: NDArray[np.int64],
    ) -> tuple[Floats, Floats]:
        """See `decode.Engine`."""
        given = {"states": states, "word_mask": mask, "trigger": trigger, "kind": kind}
        roles, status = self._roles.run(None, given)
        return roles, status


def load_engine(encoder: Path, model: Path, threads: int = 1) -> Engine:
    """Load a checkpoint (`.pt`) or a folder of ONNX files."""
    if model.is_dir():
        return OnnxEngine(model, threads)
    torch.set_num_threads(threads)
    return TorchEngine(load_reader(encoder, model))
