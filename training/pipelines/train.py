"""
Train the encoder and all heads together.

    python -m training.pipelines.train ENCODER DATA EVAL OUT [--epochs 6] [--seed 1] …

Every batch mixes windows of all data sets; a head learns from the words that its data sets
label. A tenth of the event documents is held out (`corpora.held_out`) and scored after
every epoch; `--all` holds nothing out. The weights that ship were trained without it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.attention import SDPBackend, sdpa_kernel
from training.pipelines.batches import Batch, collate
from training.pipelines.corpora import (
    IGNORE,
    Sentence,
    Story,
    held_out,
    read_events,
    read_iob,
    read_spans,
    read_ud,
)
from training.pipelines.engines import TorchEngine, load_reader
from training.pipelines.heads import Reader
from training.pipelines.running import Average, Polite
from training.pipelines.score import score_events, score_tags
from training.pipelines.windows import LabelledWindow, batches, train_windows

from eventgraph.annotate.encoder import Encoder
from eventgraph.annotate.pieces import Pieces, load_pieces

__all__ = ["load_stories", "losses", "main"]

WEIGHTS = {"triggers": 2.0, "roles": 1.0, "status": 0.3, "ner": 1.0, "upos": 0.3, "bounds": 0.3}
SHARES = {
    "ner-train": 600,
    "nergrit": 250,
    "en_ewt-ud-dev": 1200,
    "id_csui-ud-train": 400,
    "id_gsd-ud-dev": 350,
}
"""Of these data sets an epoch sees so many sentences, drawn anew."""
FAR = ("ner-train", "nergrit")
"""Data sets on names with other habits than the news; the last two epochs leave them out."""
QUIET = 0.5
"""The share of news windows without any event that an epoch sees."""


def load_stories(data: Path, events: Path) -> dict[str, list[Story]]:
    """Read every data set that may shape shipped weights; no test file is among them."""
    ner, ud = data / "ner", data / "ud"
    ewt = read_ud(
        ud / "UD_English-EWT/en_ewt-ud-dev.conllu",
        "en",
        True,
        ner / "UNER_English-EWT/en_ewt-ud-dev.iob2",
    )
    grit = [read_iob(ner / f"nergrit-indonlu/{part}.txt", "id") for part in ("train", "valid")]
    nergrit = tuple(sentence for story in grit for sentence in story.sentences)
    return {
        "events": read_events(events, "train"),
        "translated": read_events(events, "train_translated"),
        "tags": [
            read_iob(ner / "idner-news-2k/train.txt", "id"),
            read_spans(ner / "spacyndo-gsd-ner/ner-train.jsonl", "id"),
            Story("nergrit", "id", "", nergrit, ordered=False),
            ewt,
            read_ud(ud / "UD_Indonesian-CSUI/id_csui-ud-train.conllu", "id", True),
            read_ud(ud / "UD_Indonesian-GSD/id_gsd-ud-dev.conllu", "id", False),
        ],
        "idner dev": [read_iob(ner / "idner-news-2k/dev.txt", "id")],
    }


def _share(story: Story, dice: random.Random, last: bool) -> list[Sentence]:
    """Draw an epoch's sentences of a story or data set; ordered ones stay neighbours."""
    sentences = list(story.sentences)
    count = 0 if last and story.id in FAR else SHARES.get(story.id, len(sentences))
    if not story.ordered:
        dice.shuffle(sentences)
        return sentences[:count]
    start = dice.randrange(len(sentences)) if count < len(sentences) else 0
    return (sentences[start:] + sentences[:start])[:count]


def _telling(window: LabelledWindow) -> bool:
    """Tell a window that is about events and has none from all others."""
    return any(s.acts or s.triggers is None for s in window.sentences)


def _epoch(
    stories: Sequence[Story], pieces: Pieces, dice: random.Random, last: bool
) -> list[LabelledWindow]:
    """Draw the windows of an epoch; the last ones leave out the farther name sets."""
    windows = []
    for story in stories:
        sentences = _share(story, dice, last)
        part = Story(story.id, story.language, story.text, tuple(sentences), story.ordered)
        drawn = train_windows(part, pieces, dice)
        windows += [w for w in drawn if _telling(w) or dice.random() < QUIET]
    return windows


def losses(reader: Reader, batch: Batch, half: bool = True) -> dict[str, Tensor]:
    """Give the mean loss of every head that the batch has labels for."""
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        events, tags = reader.read(batch.ids, batch.mask)
    events, tags = (s.float()[batch.row, batch.place] for s in (events, tags))
    out = {}
    for name, logits in reader.tag(events, tags).items():
        wanted = batch.labels[name]
        if bool((wanted != IGNORE).any()):
            out[name] = functional.cross_entropy(logits, wanted, ignore_index=IGNORE)
    if batch.acts:
        out |= _act_losses(reader, events, batch)
    return out


def _act_losses(reader: Reader, states: Tensor, batch: Batch) -> dict[str, Tensor]:
    acts = batch.acts
    longest = max(end - begin for begin, end, *_ in acts)
    places = torch.zeros(len(acts), longest, dtype=torch.long)
    wanted = torch.full((len(acts), longest), IGNORE)
    for row, (begin, end, *_, roles) in enumerate(acts):
        places[row, : end - begin] = torch.arange(begin, end)
        wanted[row, : end - begin] = torch.tensor(roles)
    trigger = torch.tensor([act[2] - act[0] for act in acts])
    kind = torch.tensor([act[3] for act in acts])
    mask = wanted != IGNORE
    roles, status = reader.roles(reader.dropout(states)[places], mask, trigger, kind)
    each = functional.cross_entropy(
        roles.flatten(0, 1), wanted.flatten(), ignore_index=IGNORE, reduction="none"
    ).view(len(acts), longest)
    return {
        "roles": (each.sum(1) / mask.sum(1)).mean(),
        "status": functional.cross_entropy(status, torch.tensor([act[4] for act in acts])),
    }


def _optimizer(reader: Reader, rate: float, factor: float) -> torch.optim.Optimizer:
    body = [p for p in reader.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in reader.encoder.parameters()}
    heads = [p for p in reader.parameters() if id(p) not in known]
    groups = [{"params": heads, "lr": rate * factor}]
    groups += [{"params": body, "lr": rate}] if body else []
    return torch.optim.AdamW(groups, weight_decay=0.01)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("encoder", "data", "events", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument(
        "--factor", type=float, default=5.0, help="rate of heads to that of encoder"
    )
    parser.add_argument("--size", type=int, default=1000, help="pieces of a batch")
    parser.add_argument("--threads", type=int, default=2, help="one when others need the machine")
    parser.add_argument(
        "--few", type=int, default=0, help="take so many documents, to try things out"
    )
    parser.add_argument(
        "--silver", type=Path, action="append", default=[], help="learn from PATH.docs.jsonl too"
    )
    parser.add_argument("--start", type=Path, help="begin with the weights of this checkpoint")
    parser.add_argument("--all", action="store_true", help="hold nothing out")
    parser.add_argument("--resume", action="store_true", help="go on after the last whole epoch")
    parser.add_argument("--only-events", action="store_true")
    parser.add_argument("--language", choices=("en", "id"), help="learn from one language alone")
    parser.add_argument("--frozen", action="store_true", help="train the heads alone")
    return parser.parse_args()


class _Run:
    """One training from start to end."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        torch.manual_seed(options.seed)
        torch.set_num_threads(options.threads)
        self.pieces = load_pieces(options.encoder / "pieces.json")
        sets = load_stories(options.data, options.events)
        stories = sets["events"]
        self.apart = [] if options.all else [s for s in stories if held_out(s.id)]
        both = stories + sets["translated"]
        learn = both if options.all else [s for s in both if not held_out(s.id)]
        for silver in options.silver:
            learn = learn + read_events(silver.parent, silver.name)
        self.names = sets["idner dev"][0]
        tags = [] if options.only_events else sets["tags"]
        if options.language:
            learn, tags, self.apart = (
                [story for story in group if story.language == options.language]
                for group in (learn, tags, self.apart)
            )
        few = options.few or None
        self.stories = learn[:few] + tags
        if few:
            self.apart = self.apart[:few]
        self.reader = load_reader(options.encoder, options.start)
        fixed = self.reader.encoder if options.frozen else self.reader.encoder.words
        fixed.requires_grad_(requires_grad=False)
        self.optimizer = _optimizer(self.reader, options.rate, options.factor)
        self.average = Average(self.reader)

    def windows(self, epoch: int) -> list[list[LabelledWindow]]:
        """Draw an epoch's batches; they depend on seed and epoch alone."""
        seed = 1000 * self.options.seed + epoch
        torch.manual_seed(seed)
        dice = random.Random(seed)  # noqa: S311 - shuffling, not secrets
        late = epoch >= self.options.epochs - 2
        drawn = _epoch(self.stories, self.pieces, dice, late)
        return batches(drawn, self.options.size, dice)

    def schedule(self, total: int) -> torch.optim.lr_scheduler.LambdaLR:
        warm = max(total // 12, 1)

        def share(step: int) -> float:
            return min((step + 1) / warm, max(0.02, (total - step) / (total - warm)))

        return torch.optim.lr_scheduler.LambdaLR(self.optimizer, share)

    def go(self) -> None:
        epochs = self.options.epochs
        schedule = self.schedule(epochs * len(self.windows(0)))
        for epoch in range(self.resume(schedule), epochs):
            groups = self.windows(epoch)
            began = time.monotonic()
            means = self.epoch(groups, schedule)
            minutes = (time.monotonic() - began) / 60
            print(f"epoch {epoch}: {minutes:.1f} min, {len(groups)} batches, {means}", flush=True)
            self.keep(epoch, schedule)
            self.average.swap(self.reader)
            self.save(epoch)
            print("  ", json.dumps(self.measure()), flush=True)
            self.average.swap(self.reader)

    def epoch(self, groups: list[list[LabelledWindow]], schedule: Any) -> dict[str, float]:
        self.reader.train()
        sums: dict[str, list[float]] = {}
        began, seen, polite = time.monotonic(), 0, Polite(self.options.threads)
        for number, group in enumerate(groups, 1):
            batch = collate(group, self.pieces.special["pad"])
            with sdpa_kernel(SDPBackend.MATH):  # a third faster here than the fused kernel
                parts = losses(self.reader, batch)
            loss = torch.stack([WEIGHTS[n] * value for n, value in parts.items()]).sum()
            self.optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
            self.optimizer.step()
            schedule.step()
            self.average.update(self.reader)
            for name, value in parts.items():
                sums.setdefault(name, []).append(value.item())
            seen += int(batch.mask.sum())
            if number % 5 == 0:
                polite()
            if number % 50 == 0:
                speed = seen / (time.monotonic() - began)
                now = {n: round(float(np.mean(v[-100:])), 3) for n, v in sums.items()}
                print(f"  {number} of {len(groups)}: {speed:.0f} pieces/s, {now}", flush=True)
        return {name: round(float(np.mean(values)), 3) for name, values in sums.items()}

    def measure(self) -> dict[str, Any]:
        encoder = Encoder(TorchEngine(self.reader, half=True), self.pieces)
        out: dict[str, Any] = {}
        if self.apart:
            scores = score_events(self.apart, encoder)
            for name, values in scores.items():
                short = {k: values[k]["f"] for k in ("Trig-I", "Trig-C", "Arg-C")}
                out[name] = {**short, "status": values["status"]}
        if not self.options.only_events:
            out["idner dev"] = score_tags(self.names, encoder)["all"]["f"]
        return out

    def save(self, epoch: int) -> None:
        self.options.out.mkdir(parents=True, exist_ok=True)
        state = {n: p for n, p in self.reader.state_dict().items() if n != "encoder.words.weight"}
        given = {n: str(v) for n, v in vars(self.options).items()}
        torch.save(
            {"reader": state, "epoch": epoch, "options": given}, self.options.out / "last.pt"
        )

    def keep(self, epoch: int, schedule: Any) -> None:
        """Write all that the next epoch needs, so that a stopped training can go on."""
        self.options.out.mkdir(parents=True, exist_ok=True)
        state = {"epoch": epoch, "schedule": schedule.state_dict()}
        state |= {"reader": self.reader.state_dict(), "optimizer": self.optimizer.state_dict()}
        state |= {"average": self.average.values, "steps": self.average.steps}
        torch.save(state, self.options.out / "state.pt")

    def resume(self, schedule: Any) -> int:
        """Take up a stopped training and give its next epoch, 0 for a new one."""
        path = self.options.out / "state.pt"
        if not self.options.resume or not path.exists():
            return 0
        state = torch.load(path, weights_only=True)
        self.reader.load_state_dict(state["reader"])
        self.optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        self.average.values, self.average.steps = state["average"], state["steps"]
        return int(state["epoch"]) + 1


def main() -> None:
    """Train with the given options."""
    run = _Run(_arguments())
    run.go()


if __name__ == "__main__":
    main()
