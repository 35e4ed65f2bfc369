"""The network as PyTorch computes it, from a checkpoint or in the middle of a training."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.numpy import load_file
from training.encoder.network import Encoder as Network
from training.encoder.packed import Shape
from training.pipelines.heads import Reader

from eventgraph.annotate.decode import Floats
from eventgraph.annotate.encoder import Flags, Ints

__all__ = ["TorchEngine", "load_reader"]


def load_reader(encoder: Path, checkpoint: Path | None = None, dropout: float = 0.1) -> Reader:
    """Build the reader on a trimmed encoder, with the weights of a checkpoint if given."""
    shape = Shape(**json.loads((encoder / "shape.json").read_text(encoding="utf-8")))
    body = Network(shape, dropout)
    body.load_arrays(load_file(encoder / "encoder.safetensors"))
    reader = Reader(body, dropout)
    if checkpoint is not None:
        state = torch.load(checkpoint, weights_only=True)["reader"]
        reader.load_state_dict(state, strict=False)
    return reader


class TorchEngine:
    """Compute with PyTorch; `half` in bf16, as training does."""

    def __init__(self, reader: Reader, half: bool = False) -> None:
        self.reader = reader
        self.half = half

    @torch.no_grad()
    def read(self, ids: Ints, places: Ints) -> dict[str, Floats]:
        """See `eventgraph.annotate.encoder.Engine`."""
        self.reader.eval()
        with torch.autocast("cpu", torch.bfloat16, enabled=self.half):
            given = torch.from_numpy(ids), None, torch.from_numpy(places)
            events, tags = (mixed[0].float() for mixed in self.reader.read(*given))
        values = self.reader.tag(events, tags)
        return {"states": events.numpy(), **{name: v.numpy() for name, v in values.items()}}

    @torch.no_grad()
    def roles(
        self, states: Floats, mask: Flags, trigger: Ints, kind: Ints
    ) -> tuple[Floats, Floats]:
        """See `eventgraph.annotate.encoder.Engine`."""
        self.reader.eval()
        given = (torch.from_numpy(x) for x in (states, mask, trigger, kind))
        roles, status = self.reader.roles(*given)
        return roles.numpy(), status.numpy()
