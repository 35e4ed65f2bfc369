"""The reader: the encoder and all heads on top of it."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from training.encoder.network import Encoder

from eventgraph.annotate.labels import NER_TAGS, ROLE_TAGS, STATUSES, TRIGGER_TAGS, TYPES, UPOS

__all__ = ["Mix", "Reader", "RoleHead"]

_FAR = 30
_SIZE = 192


class Mix(nn.Module):
    """A learned mean of all layers, normalised."""

    def __init__(self, layers: int, hidden: int) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.linspace(-2.0, 2.0, layers + 1))
        self.norm = nn.LayerNorm(hidden)

    def forward(self, states: list[Tensor]) -> Tensor:
        """Give (batch, length, hidden)."""
        shares = self.weights.softmax(0)
        total = states[0] * shares[0]
        for state, share in zip(states[1:], shares[1:], strict=True):
            total = total + state * share
        return self.norm(total)


class RoleHead(nn.Module):
    """
    Tell, for one trigger in its sentence, every word's role and the act's status.

    `forward(states, mask, trigger, kind)` takes (acts, words, hidden), (acts, words), the
    trigger's word number and its type, both (acts,), and gives role logits
    (acts, words, tags) and status logits (acts, statuses).
    """

    def __init__(self, hidden: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.own, self.of = nn.Linear(hidden, _SIZE), nn.Linear(hidden, _SIZE)
        self.both = nn.Linear(hidden, _SIZE, bias=False)
        self.kind = nn.Embedding(len(TYPES), _SIZE)
        self.far = nn.Embedding(2 * _FAR + 1, _SIZE)
        self.norm = nn.LayerNorm(_SIZE)
        self.dropout = nn.Dropout(dropout)
        self.query, self.key, self.value, self.out = (nn.Linear(_SIZE, _SIZE) for _ in range(4))
        self.middle, self.last = nn.LayerNorm(_SIZE), nn.LayerNorm(_SIZE)
        self.up, self.down = nn.Linear(_SIZE, 2 * _SIZE), nn.Linear(2 * _SIZE, _SIZE)
        self.roles = nn.Linear(_SIZE, len(ROLE_TAGS))
        self.status = nn.Sequential(
            nn.Linear(_SIZE + hidden, 128),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(128, len(STATUSES)),
        )

    def _attend(self, x: Tensor, mask: Tensor, heads: int = 4) -> Tensor:
        acts, words, size = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(acts, words, heads, size // heads).transpose(1, 2)

        scores = split(self.query(x)) @ split(self.key(x)).transpose(2, 3)
        scores = scores * (size // heads) ** -0.5 + (mask[:, None, None, :].float() - 1) * 1e4
        mixed = scores.softmax(-1) @ split(self.value(x))
        return self.out(mixed.transpose(1, 2).reshape(acts, words, size))

    def forward(
        self, states: Tensor, mask: Tensor, trigger: Tensor, kind: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Give role and status logits."""
        place = trigger[:, None, None].expand(-1, 1, states.shape[2])
        head = states.gather(1, place)
        steps = torch.arange(states.shape[1])[None] - trigger[:, None]
        far = self.far(steps.clamp(-_FAR, _FAR) + _FAR)
        x = self.own(states) + self.of(head) + self.both(states * head)
        x = self.dropout(self.norm(x + self.kind(kind)[:, None] + far))
        x = self.middle(x + self.dropout(self._attend(x, mask)))
        x = self.last(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))
        at = x.gather(1, trigger[:, None, None].expand(-1, 1, x.shape[2]))[:, 0]
        return self.roles(x), self.status(torch.cat([at, head[:, 0]], 1))


class Reader(nn.Module):
    """
    All heads over one encoder.

    `read(ids, mask, places)` gives the two mixed states (for events, for tags) of the pieces at
    `places`, of all when it is `None`; the tag heads are linear on them.
    """

    def __init__(self, encoder: Encoder, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        hidden, layers = encoder.shape.hidden, encoder.shape.layers
        self.events, self.tags = Mix(layers, hidden), Mix(layers, hidden)
        self.triggers = nn.Linear(hidden, len(TRIGGER_TAGS))
        self.ner = nn.Linear(hidden, len(NER_TAGS))
        self.upos = nn.Linear(hidden, len(UPOS))
        self.bounds = nn.Linear(hidden, 2)
        self.roles = RoleHead(hidden, dropout)
        self.dropout = nn.Dropout(dropout)

    def read(
        self, ids: Tensor, mask: Tensor | None, places: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Give the mixed states for events and for tags."""
        states = [state.float() for state in self.encoder(ids, mask, places)]
        return self.events(states), self.tags(states)

    def tag(self, events: Tensor, tags: Tensor) -> dict[str, Tensor]:
        """Give the logits of every per-word head."""
        events, tags = self.dropout(events), self.dropout(tags)
        return {
            "triggers": self.triggers(events),
            "ner": self.ner(tags),
            "upos": self.upos(tags),
            "bounds": self.bounds(tags),
        }
