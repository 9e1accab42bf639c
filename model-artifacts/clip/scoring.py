"""How well each label of a group fits a picture: the model with its label sets."""

import json
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor
from torch.nn import functional

import hardware
import label_requests
import labels
import model_names
import towers
import weights
from invocations import Refused, deadline_seconds, milliseconds_since
from label_sets import LabelSet, LabelSets
from label_tasks import Group, Prediction, Scored, ScoredGroup, Subject, Task
from labels import Labels
from text_requests import Embedded, Texts


@dataclass(frozen=True)
class Model:
    name: str
    towers: towers.Towers
    sets: LabelSets
    deadline_seconds: float

    def deadline(self) -> float:
        """When answers to what came now are due, a time.monotonic()."""
        return time.monotonic() + self.deadline_seconds

    def prepared(self, task: Task | Texts) -> Task | Texts:
        """The task, its picture scaled to what the model sees, which takes little memory; several threads may ask at once."""
        if isinstance(task, Texts):
            return task
        picture = task.subject.picture
        if picture is None:
            return task
        started = time.monotonic()
        subject = Subject(pixels=self.towers.pixels(picture))
        return replace(task, subject=subject, decode_ms=round(task.decode_ms + milliseconds_since(started), 2))

    def answers(self, tasks: Sequence[Task | Texts], deadline: float) -> list[Scored | Embedded | Refused]:
        """A result for each prepared task."""
        read = iter(self._read([task for task in tasks if isinstance(task, Texts)]))
        scored = iter(self.score([task for task in tasks if not isinstance(task, Texts)], deadline))
        return [next(read) if isinstance(task, Texts) else next(scored) for task in tasks]

    def _read(self, tasks: Sequence[Texts]) -> list[Embedded]:
        """The embeddings of each task's texts, all of them encoded together."""
        if not tasks:
            return []
        started = time.monotonic()
        rows = iter(self.towers.encode_texts([text for task in tasks for text in task.texts]).numpy())  # float32 [D] each
        encode_ms = milliseconds_since(started)
        results = []
        for task in tasks:
            own = np.stack([next(rows) for _ in task.texts])
            results.append(Embedded(task, own, self.name, {"decode": task.decode_ms, "encode": encode_ms}))
        return results

    def score(self, tasks: Sequence[Task], deadline: float) -> list[Scored | Refused]:
        """A result for each prepared task: one forward pass over all pictures, one product with each set's matrix."""
        sets = [self._sets_of(task, deadline) for task in tasks]
        seen = [task.subject for task, found in zip(tasks, sets, strict=True) if not isinstance(found, Refused)]
        started = time.monotonic()
        vectors = iter(self._vectors(seen))
        encode_ms = milliseconds_since(started)
        results: list[Scored | Refused] = []
        for task, found in zip(tasks, sets, strict=True):
            results.append(found if isinstance(found, Refused) else self._scored(task, found, next(vectors), encode_ms))
        return results

    def _sets_of(self, task: Task, deadline: float) -> list[LabelSet] | Refused:
        """The task's sets in the order of its groups, or Refused with the names of all that are not known."""
        known = {group.label_set: self.sets.known(group.label_set) for group in task.groups}
        unknown = [g.label_set for g in task.groups if known[g.label_set] is None and g.labels is None]
        if unknown:
            return Refused("LABEL_SET_UNKNOWN", "send the labels of these sets once", label_sets=unknown)
        try:
            sets = (known[g.label_set] or (self.sets.of(g.labels, deadline) if g.labels else None) for g in task.groups)
            return [one for one in sets if one is not None]
        except Refused as refused:
            return refused

    def _vectors(self, subjects: Sequence[Subject]) -> list[Tensor]:
        """For each subject float32 [D] of length 1: its picture's, all encoded together, or the one it came with."""
        pixels = [subject.pixels for subject in subjects if subject.pixels is not None]
        encoded = iter(self.towers.encode_pixels(torch.stack(pixels)) if pixels else ())  # float32 [B, D]
        return [next(encoded) if one.stored is None else _unit(one.stored) for one in subjects]

    def _scored(self, task: Task, sets: list[LabelSet], vector: Tensor, encode_ms: float) -> Scored | Refused:
        started = time.monotonic()
        size = sets[0].vectors.shape[1]
        if len(vector) != size:
            return Refused("INVALID_IMAGE", f"embedding_of_image has {len(vector)} numbers, this model's have {size}")
        groups = [self._group(group, known, vector) for group, known in zip(task.groups, sets, strict=True)]
        timing = {"decode": task.decode_ms, "encode": encode_ms, "rank": milliseconds_since(started)}
        return Scored(task, groups, vector.numpy(), self.name, self.towers.logit_scale, timing)

    def _group(self, group: Group, known: LabelSet, vector: Tensor) -> ScoredGroup:
        scores = self._scores(group, known, vector)  # float32 [N]
        best = scores.sort(descending=True, stable=True).indices[: group.top_k].tolist()
        predictions = [Prediction(known.labels[i], round(float(scores[i]), 6)) for i in best]
        return ScoredGroup(group.name, known.name, predictions)

    def _scores(self, group: Group, known: LabelSet, vector: Tensor) -> Tensor:
        """float32 [N]: of the labels together, or of each alone."""
        scale, bias = self.towers.logit_scale, self.towers.logit_bias
        logits = scale * (known.vectors @ vector)  # float32 [N]
        if bias is not None and (group.multi_label or group.as_trained):
            return torch.sigmoid(logits + bias)
        if group.multi_label:
            return torch.sigmoid(logits - scale * (known.neutral @ vector))
        return logits.softmax(dim=0)


def _check_name(options: dict[str, str], folder: Path) -> None:
    """Checks option.clip_model_name, else the name in model_name.json, against the weights; @raises ValueError."""
    beside = Path(options["model_dir"])
    names = model_names.read(beside) if (beside / model_names.FILE).is_file() else {}
    name = options.get("clip_model_name") or names.get("clip_model_name")
    if name:
        model_names.check_clip(name, folder)


def _unit(numbers: NDArray[np.float32]) -> Tensor:
    """float32 [D] of length 1."""
    return functional.normalize(torch.from_numpy(numbers), dim=0)


def load(options: dict[str, str], loaded: towers.Towers | None = None) -> Model:
    """The model, its label sets and a first answer; `loaded` is the model where it is in memory already.

    @raises FileNotFoundError, ValueError when the folder does not hold a model that can be served
    @raises ArithmeticError when the model answers NaN or Inf
    """
    folder = _folder(options)
    if not loaded:
        _check_name(options, folder)
    sides = loaded or towers.load_towers(folder, hardware.choose(options))
    kept = options.get("label_sets") or weights.place_beside(options["model_dir"], "label_sets")
    name = options.get("model_name") or weights.name_of(folder)
    model = Model(name, sides, LabelSets(sides, kept), deadline_seconds(options))
    for known in _packed(Path(options["model_dir"])):
        model.sets.of(known, deadline=math.inf)
    _warm_up(model)
    return model


def _warm_up(model: Model) -> None:
    sent = Labels(("picture",))
    group = Group("", sent.name, sent, top_k=1)
    task = Task(Subject(Image.new("RGB", (224, 224))), (group,), label_requests.encode, embedding=True)
    (scored,) = model.answers([model.prepared(task)], math.inf)
    if isinstance(scored, Refused):
        raise scored
    assert isinstance(scored, Scored)
    hardware.check_finite(torch.from_numpy(scored.embedding), "CLIP's picture side")
    hardware.check_finite(model.sets.of(sent, deadline=math.inf).vectors, "CLIP's text side")


def _folder(options: dict[str, str]) -> Path:
    """model_id as the server hands it over: a folder; or a hub id, which needs a pinned revision."""
    model_id = options.get("model_id") or ""
    folder = Path(options["model_dir"], model_id)
    if model_id and folder.is_dir():
        return folder
    if not options.get("revision"):
        raise ValueError("option.model_id must be a folder, or a hub id together with option.revision")
    from huggingface_hub import snapshot_download

    useless = ["*.bin", "*.h5", "*.msgpack"]  # the same weights in other formats
    return Path(snapshot_download(model_id, revision=options["revision"], ignore_patterns=useless))


def _packed(model_dir: Path) -> list[Labels]:
    """The sets of label_sets.json, [{"labels", "templates"}], which are known from the start."""
    path = model_dir / "label_sets.json"
    sets: list[dict[str, Any]] = json.loads(path.read_text("utf-8")) if path.is_file() else []
    return [labels.check(s["labels"], s.get("templates", labels.DEFAULT_TEMPLATES)) for s in sets]
