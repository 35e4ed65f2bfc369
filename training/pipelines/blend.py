"""
Take the mean of the weights of several checkpoints of one training.

    python -m training.pipelines.blend A.pt B.pt [MORE.pt …] OUT.pt

A checkpoint and the same after a second stage on fewer texts lie close enough that their mean
reads better than either.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

__all__ = ["blend", "main"]


def blend(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Give the mean of weights of one shape; what is no number with a point is the first's."""
    first = states[0]
    return {
        name: torch.stack([state[name] for state in states]).mean(0)
        if value.is_floating_point()
        else value
        for name, value in first.items()
    }


def main() -> None:
    """Blend the checkpoints that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", nargs="+", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    if len(options.checkpoints) < 2:
        parser.error("give two checkpoints or more, and where to write")
    loaded = [torch.load(path, weights_only=True) for path in options.checkpoints]
    reader = blend([one["reader"] for one in loaded])
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({**loaded[-1], "reader": reader}, options.out)


if __name__ == "__main__":
    main()
