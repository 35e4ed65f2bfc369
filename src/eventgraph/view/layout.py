"""
Place nodes on a plane: by forces, then by pushing apart what overlaps.

The same input gives the same whole numbers on every machine. The start comes from a seeded
generator, only exact operations are used (no sine, no power), and every step is rounded to
1/1024 of a pixel, which swallows the last bits in which processors differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["SEED", "arrange"]

SEED = 20_161_216

_WIDER = 1.3  # the canvas is wider than high
_WORK = 2.4e7  # pairs looked at in all: 300 rounds up to 280 nodes, fewer above
_GAP = 10.0  # free pixels between two boxes
_FITTED = 120  # so many groups are fitted into each other; the others stand in rows below


def arrange(
    sizes: Sequence[tuple[int, int]],
    edges: Sequence[tuple[int, int]],
    length: int = 62,
    *,
    seed: int = SEED,
) -> tuple[tuple[int, int], ...]:
    """
    Give each node the centre of its box, in whole pixels, y downwards.

    `sizes` are width and height of each node's box in pixels, label included; `edges` are
    pairs of positions in `sizes` that would like to be `length` pixels apart. Nodes that no
    edge joins form groups of their own, which are placed apart and then packed, so that no
    room is lost between them.
    """
    import numpy as np

    if not sizes:
        return ()
    boxes = np.asarray(sizes, dtype=np.float64)
    start = np.random.default_rng(seed).random((len(sizes), 2)) - 0.5
    place = np.zeros((len(sizes), 2))
    groups = _groups(len(sizes), edges)
    frames = []
    for group in groups:
        inside = {node: n for n, node in enumerate(group)}
        pairs = [(inside[a], inside[b]) for a, b in edges if a != b and a in inside]
        spread = start[group] * length * 2 * len(group) ** 0.5
        spots = _pull(_round(spread), np.asarray(pairs, dtype=np.int64).reshape(-1, 2), length)
        spots[:, 0] = _round(spots[:, 0] * _WIDER)
        spots = _part(spots, boxes[group])
        low = (spots - boxes[group] / 2).min(axis=0)
        high = (spots + boxes[group] / 2).max(axis=0)
        place[group] = spots - (low + high) / 2
        frames.append(high - low + 2 * _GAP)
    for group, centre in zip(groups, _pack(np.asarray(frames)), strict=True):
        place[group] += centre
    return tuple((int(x), int(y)) for x, y in np.floor(place + 0.5))


def _groups(count: int, edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Split nodes into those that edges join, each group and all groups in order of number."""
    root = list(range(count))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for one, two in edges:
        first, last = sorted((find(one), find(two)))
        root[last] = first
    found: dict[int, list[int]] = {}
    for node in range(count):
        found.setdefault(find(node), []).append(node)
    return [found[node] for node in sorted(found)]


def _pack(frames: Floats) -> Floats:
    """Give the centres of frames, the largest in the middle and each next as near as it fits."""
    import numpy as np

    order = sorted(range(len(frames)), key=lambda n: (-frames[n, 0] * frames[n, 1], n))
    centre = np.zeros((len(frames), 2))
    half = frames / 2
    for step, n in enumerate(order[1:_FITTED], 1):
        held = order[:step]
        spots = _beside(centre[held], half[held], half[n])
        apart = np.abs(spots[:, None, :] - centre[held][None, :, :])
        clash = (apart < half[held][None, :, :] + half[n] - 0.01).all(axis=2).any(axis=1)
        far = np.maximum(
            (np.abs(spots[:, 0]) + half[n, 0]) / _WIDER, np.abs(spots[:, 1]) + half[n, 1]
        )
        centre[n] = _round(spots[int(np.argmin(np.where(clash, np.inf, far)))])
    fitted, rest = order[:_FITTED], order[_FITTED:]
    left = float((centre[fitted] - half[fitted]).min(axis=0)[0])
    right, top = (centre[fitted] + half[fitted]).max(axis=0)
    _rows(rest, frames, centre, left, float(right), float(top))
    return centre


def _beside(centre: Floats, half: Floats, own: Floats) -> Floats:
    """List where a frame may stand: at each side of those that stand, at three heights."""
    import numpy as np

    spots = []
    for axis in (0, 1):
        for side in (-1, 1):
            for shift in (-1, 0, 1):
                spot = centre.copy()
                spot[:, axis] += side * (half[:, axis] + own[axis])
                spot[:, 1 - axis] += shift * (half[:, 1 - axis] - own[1 - axis])
                spots.append(spot)
    return np.concatenate(spots)


def _rows(
    rest: list[int], frames: Floats, centre: Floats, left: float, right: float, top: float
) -> None:
    """Set the frames that are left in rows below the others, no wider than they are."""
    x, tallest = left, 0.0
    for n in rest:
        wide, high = float(frames[n, 0]), float(frames[n, 1])
        if x > left and x + wide > right:
            x, top, tallest = left, top + tallest, 0.0
        centre[n] = (x + wide / 2, top + high / 2)
        x, tallest = x + wide, max(tallest, high)


def _round(values: Floats) -> Floats:
    import numpy as np

    return np.floor(values * 1024 + 0.5) / 1024


def _rounds(count: int) -> int:
    return int(max(40, min(300, 40 + 12 * count, _WORK / (count * count))))


def _pull(place: Floats, pairs: NDArray[np.int64], length: int) -> Floats:
    """Let nodes push each other away and edges pull them together, ever more gently."""
    import numpy as np

    rounds = _rounds(len(place))
    reach = length * max(1.0, len(place) ** 0.5) / 4
    for step in range(rounds):
        force = _push(place, length) - place * 0.3  # a little to the middle
        if len(pairs):
            gap = place[pairs[:, 1]] - place[pairs[:, 0]]
            pull = gap * (np.sqrt((gap * gap).sum(axis=1)) / length)[:, None]
            for axis in (0, 1):
                weight = pull[:, axis]
                force[:, axis] += np.bincount(pairs[:, 0], weight, len(place))
                force[:, axis] -= np.bincount(pairs[:, 1], weight, len(place))
        size = np.sqrt((force * force).sum(axis=1)) + 1e-9
        limit = np.minimum(size, reach * (1 - step / rounds) + 1)
        place = _round(place + force * (limit / size)[:, None])
    return place


def _push(place: Floats, length: int) -> Floats:
    """Give the sum of what all others push each node with: length squared over distance."""
    import numpy as np

    x = place[:, 0][:, None] - place[:, 0][None, :]
    y = place[:, 1][:, None] - place[:, 1][None, :]
    square = x * x + y * y + 1.0
    share = np.divide(float(length * length), square, out=square)
    return np.stack([(x * share).sum(axis=1), (y * share).sum(axis=1)], axis=1)


def _part(place: Floats, boxes: Floats) -> Floats:
    """Push boxes that overlap apart, along the axis on which that is the shorter way."""
    import numpy as np

    count = len(place)
    half = (boxes + _GAP) / 2
    # Nodes at the very same point would push each other nowhere: order tells them apart.
    sign = np.sign(np.arange(count)[:, None] - np.arange(count)[None, :])
    for _ in range(int(max(8, min(160, _WORK / (count * count))))):
        gap = [place[:, a][:, None] - place[:, a][None, :] for a in (0, 1)]
        over = [half[:, a][:, None] + half[:, a][None, :] - np.abs(gap[a]) for a in (0, 1)]
        hit = (over[0] > 0) & (over[1] > 0)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        wide = hit & (over[0] < over[1])
        for axis, chosen in ((0, wide), (1, hit & ~wide)):
            way = np.where(gap[axis] == 0, sign, np.sign(gap[axis]))
            push = np.where(chosen, over[axis] * way, 0.0).sum(axis=1)
            crowd = np.maximum(chosen.sum(axis=1), 1)
            place[:, axis] += push / (crowd**0.5) * 0.5
        place = _round(place)
    return place
