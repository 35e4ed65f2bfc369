"""Help for a long training: a mean of the weights, and manners on a shared machine."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

__all__ = ["Average", "Polite"]

_BUSY = 0.2
"""From this share of un-niced processor time on, a niced training stays on one core."""


class Average:
    """A slow copy of the weights, the running mean of the last steps."""

    def __init__(self, model: nn.Module, decay: float = 0.995) -> None:
        self.decay = decay
        self.steps = 0
        self.values = {
            n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad
        }

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        """Take a step of the model in."""
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 10))
        for name, parameter in model.named_parameters():
            if name in self.values:
                self.values[name].lerp_(parameter, 1 - decay)

    @torch.no_grad()
    def swap(self, model: nn.Module) -> None:
        """Exchange the model's weights and the mean."""
        for name, parameter in model.named_parameters():
            if name in self.values:
                kept = parameter.detach().clone()
                parameter.copy_(self.values[name])
                self.values[name] = kept


class Polite:
    """Use all threads while the machine is quiet and one while others work on it."""

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self.before = self._times()

    @staticmethod
    def _times() -> tuple[int, int]:
        try:
            with Path("/proc/stat").open(encoding="ascii") as lines:
                user, *rest = map(int, lines.readline().split()[1:])
        except OSError:
            return 0, 0
        return user, user + sum(rest)

    def __call__(self) -> None:
        """Look at the machine since the last call and set the number of threads."""
        now = self._times()
        busy = (now[0] - self.before[0]) / max(now[1] - self.before[1], 1)
        self.before = now
        torch.set_num_threads(1 if busy > _BUSY else self.threads)
