"""The running encoder on weights that are named; PyTorch is needed for a checkpoint alone."""

from __future__ import annotations

from pathlib import Path

from eventgraph.annotate.encoder import Encoder, Engine, OnnxEngine
from eventgraph.annotate.pieces import load_pieces

__all__ = ["load_encoder"]


def load_encoder(encoder: Path, model: Path, threads: int = 1) -> Encoder:
    """Load a checkpoint (`.pt`) or a folder of ONNX files, which always take one thread."""
    pieces = load_pieces(encoder / "pieces.json")
    if model.is_dir():
        return Encoder(OnnxEngine(model / "encoder.int8.onnx", model / "roles.onnx"), pieces)
    import torch
    from training.pipelines.engines import TorchEngine, load_reader

    torch.set_num_threads(threads)
    engine: Engine = TorchEngine(load_reader(encoder, model))
    return Encoder(engine, pieces)
