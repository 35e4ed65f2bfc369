"""The encoder in PyTorch: a plain BERT whose every layer can be heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from training.encoder.packed import Shape

__all__ = ["Encoder", "Layer"]


class Layer(nn.Module):
    """One transformer layer, norms after the sums."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        size = shape.hidden
        self.heads = shape.heads
        self.query, self.key, self.value, self.out = (nn.Linear(size, size) for _ in range(4))
        self.up, self.down = nn.Linear(size, shape.inner), nn.Linear(shape.inner, size)
        self.attention_norm = nn.LayerNorm(size, shape.epsilon)
        self.output_norm = nn.LayerNorm(size, shape.epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None, places: Tensor | None = None) -> Tensor:
        """
        Give (batch, length, hidden) again, or (batch, places, hidden) of those asked for.

        `bias` is added to the attention.
        """
        key, value = self.key(x), self.value(x)
        if places is not None:
            x = x.index_select(1, places)
        mixed = functional.scaled_dot_product_attention(
            *(
                states.unflatten(-1, (self.heads, -1)).transpose(1, 2)
                for states in (self.query(x), key, value)
            ),
            attn_mask=bias,
        )
        mixed = mixed.transpose(1, 2).flatten(2)
        x = self.attention_norm(x + self.dropout(self.out(mixed)))
        return self.output_norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """
    Turn piece numbers into hidden states of every layer.

    `forward(ids, mask, places)` takes (batch, length) tensors, `mask` true on real pieces (`None`
    when all are), and gives a list of layers + 1 tensors (batch, length, hidden), the embeddings
    first; with `places` (words,) only the states there, and the last layer computes no others.
    """

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.pieces, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.kind = nn.Parameter(torch.zeros(shape.hidden))
        self.norm = nn.LayerNorm(shape.hidden, shape.epsilon)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))

    def forward(
        self, ids: Tensor, mask: Tensor | None, places: Tensor | None = None
    ) -> list[Tensor]:
        """Give the states of every layer."""
        order = self.positions.weight[: ids.shape[1]]
        x = self.dropout(self.norm(self.words(ids) + order + self.kind))
        bias = None
        if mask is not None:
            bias = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)
            bias = bias[:, None, None, :]
        states = [x]
        for layer in self.layers[:-1]:
            x = layer(x, None if bias is None else bias.to(x.dtype))
            states.append(x)
        if places is not None:
            states = [state.index_select(1, places) for state in states]
        states.append(self.layers[-1](x, None if bias is None else bias.to(x.dtype), places))
        return states

    def load_arrays(self, tensors: Mapping[str, Any]) -> None:
        """Take the weights from arrays by the names of `packed.read_packed`."""
        renamed = {
            {"words": "words.weight", "positions": "positions.weight"}.get(name, name): value
            for name, value in tensors.items()
        }
        self.load_state_dict({n: torch.as_tensor(v).float() for n, v in renamed.items()})
