"""
Set the outlier channels of the encoder's feed-forward matrices apart before quantising.

In every layer one or two channels are ten times larger than all others and would take
nearly the whole eight-bit scale of a window (measured: without them the error of the
hidden states falls to a quarter). Their few columns are multiplied in fp32 and added.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional
from training.pipelines.heads import Reader

from eventgraph.annotate.windows import Window

__all__ = ["SetApart", "set_apart"]

_NAMES = ("up", "down")


class SetApart(nn.Module):
    """A linear map whose outlier input channels take a way of their own; same result."""

    def __init__(self, linear: nn.Linear, channels: Tensor) -> None:
        super().__init__()
        self.linear = linear
        self.register_buffer("channels", channels)
        keep = torch.ones(linear.in_features)
        keep[channels] = 0
        self.register_buffer("keep", keep)
        self.register_buffer("columns", linear.weight.detach()[:, channels].T.clone())

    def forward(self, x: Tensor) -> Tensor:
        """Give what the linear map gives."""
        few = x.index_select(-1, self.channels)
        whole = functional.linear(x * self.keep, self.linear.weight, self.linear.bias)
        return whole + few @ self.columns


@torch.no_grad()
def _largest(reader: Reader, windows: Sequence[Window]) -> dict[tuple[int, str], Tensor]:
    """Give the largest size of every input channel, by layer and matrix."""
    seen: dict[tuple[int, str], Tensor] = {}
    hooks = []
    for number, layer in enumerate(reader.encoder.layers):
        for name in _NAMES:

            def note(
                _: nn.Module, given: tuple[Tensor], key: tuple[int, str] = (number, name)
            ) -> None:
                size = given[0].abs().flatten(0, 1).amax(0)
                seen[key] = torch.maximum(seen.get(key, size), size)

            hooks.append(getattr(layer, name).register_forward_pre_hook(note))
    reader.eval()
    for window in windows:
        ids = torch.tensor([window.ids])
        reader.read(ids, torch.ones_like(ids, dtype=torch.bool))
    for hook in hooks:
        hook.remove()
    return seen


def set_apart(reader: Reader, windows: Sequence[Window], count: int) -> None:
    """Change the reader in place; the channels are chosen on some windows of training text."""
    for (number, name), sizes in _largest(reader, windows).items():
        layer = reader.encoder.layers[number]
        channels = sizes.topk(count).indices.sort().values
        setattr(layer, name, SetApart(getattr(layer, name), channels))
