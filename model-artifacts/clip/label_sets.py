"""Label sets and their text embeddings: computed once, kept in memory and on disk, both bounded, never mixed up.

A set is an ordered list of labels and an ordered list of templates ("a photo of {}"); labels.Labels names it. A label's
embedding is the mean over the templates, brought back to length 1. On disk a set is `<name>.safetensors` in a folder
named after the model's fingerprint; model, labels, templates and the embeddings' own hash are written into it and
checked when it is read: a file of another model, with other labels or with a flipped bit is refused.
"""

import hashlib
import json
import logging
import os
import re
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor
from torch.nn import functional

import weights
from invocations import Refused
from labels import Labels
from towers import Towers

NAME = re.compile("[0-9a-f]{64}")
ROWS_IN_MEMORY = 50_000  # of all sets together: 154 MB at 768 numbers a row
LABELS_IN_MEMORY = 20_000  # single embeddings, so that a set that shares labels with another one costs only the rest
SETS_ON_DISK = 100
TEXTS_PER_STEP = 256  # between two looks at the clock

log = logging.getLogger(__name__)


class Phrased(NamedTuple):
    """A label with the templates that it is put into."""

    label: str
    templates: tuple[str, ...]


@dataclass(frozen=True)
class LabelSet:
    name: str
    labels: tuple[str, ...]
    vectors: Tensor  # float32 [N, D], rows of length 1
    neutral: Tensor  # float32 [D], the templates with nothing in them: what multi_label compares with


class LabelSets:
    """The sets known to one model; not for several threads at a time."""

    def __init__(self, towers: Towers, folder: str | Path) -> None:
        self.towers = towers
        self.folder = Path(folder) / towers.fingerprint[:16]
        self.sets: OrderedDict[str, LabelSet] = OrderedDict()
        self.vectors: OrderedDict[Phrased, Tensor] = OrderedDict()

    def known(self, name: str) -> LabelSet | None:
        """The set of this name, or None if it was never embedded here or has been dropped."""
        if not NAME.fullmatch(name):  # it becomes a file's name
            return None
        if name in self.sets:
            self.sets.move_to_end(name)
            return self.sets[name]
        label_set = self._read(name)
        return self._keep(label_set) if label_set else None

    def of(self, sent: Labels, deadline: float) -> LabelSet:
        """The set of these labels; embeds what is not known.

        @raises Refused DEADLINE when time.monotonic() passes `deadline`; what is done is kept for the next try
        """
        label_set = self.known(sent.name)
        if label_set:
            return label_set
        labels, templates = sent.labels, sent.templates
        missing = []
        for label in labels:
            if Phrased(label, templates) in self.vectors:
                self.vectors.move_to_end(Phrased(label, templates))
            else:
                missing.append(label)
        step = max(1, TEXTS_PER_STEP // len(templates))
        for start in range(0, len(missing), step):
            if time.monotonic() > deadline:
                raise Refused("DEADLINE", f"{start} of {len(missing)} new labels are embedded and kept; send it again")
            part = missing[start : start + step]
            self.vectors.update(zip([Phrased(label, templates) for label in part], self._embed(part, templates), strict=True))
            while len(self.vectors) > max(LABELS_IN_MEMORY, len(labels)):  # this request's own are the last to go
                self.vectors.popitem(last=False)
        rows = torch.stack([self.vectors[Phrased(label, templates)] for label in labels])  # [N, D]
        label_set = LabelSet(sent.name, labels, rows, self._embed([""], templates)[0])
        self._write(label_set, templates)
        return self._keep(label_set)

    def _embed(self, labels: Sequence[str], templates: tuple[str, ...]) -> Tensor:
        """float32 [N, D]: per label the mean over the templates, of length 1."""
        texts = [template.replace("{}", label).strip() or "a photo" for label in labels for template in templates]
        vectors = self.towers.encode_texts(texts)  # [N * T, D]
        vectors = vectors.view(len(labels), len(templates), -1).mean(dim=1)  # [N, D]
        return functional.normalize(vectors, dim=-1)

    def _keep(self, label_set: LabelSet) -> LabelSet:
        self.sets[label_set.name] = label_set
        while len(self.sets) > 1 and sum(len(s.labels) for s in self.sets.values()) > ROWS_IN_MEMORY:
            self.sets.popitem(last=False)
        return label_set

    def _read(self, name: str) -> LabelSet | None:
        path = self.folder / f"{name}.safetensors"
        if not path.is_file():
            return None
        try:
            label_set = read(path, self.towers.fingerprint)
            os.utime(path)  # the least recently used is dropped first
            return label_set
        except (ValueError, KeyError, OSError, SafetensorError) as e:
            log.warning("label set %s is refused: %s", path.name, e)
            return None

    def _write(self, label_set: LabelSet, templates: tuple[str, ...]) -> None:
        try:
            write(self.folder / f"{label_set.name}.safetensors", self.towers.fingerprint, label_set, templates)
            files = sorted(self.folder.glob("*.safetensors"), key=lambda path: path.stat().st_mtime_ns)
            for path in files[:-SETS_ON_DISK]:
                path.unlink(missing_ok=True)
        except (OSError, SafetensorError) as e:
            log.warning("label set %s is kept in memory only: %s", label_set.name, e)


def write(path: Path, model: str, label_set: LabelSet, templates: tuple[str, ...]) -> None:
    """@raises OSError, SafetensorError"""
    about = {"model": model, "labels": json.dumps(label_set.labels), "templates": json.dumps(templates)}
    about["sha256"] = content_hash(label_set.vectors, label_set.neutral)
    weights.save({"vectors": label_set.vectors, "neutral": label_set.neutral.contiguous()}, path, about)


def read(path: Path, model: str) -> LabelSet:
    """The set in this file.

    @raises ValueError if another model made it, its name is not that of its labels, or its numbers are not those written
    """
    with safe_open(path, framework="pt") as file:
        about = file.metadata() or {}
        if about.get("model") != model:
            raise ValueError("another model made it")
        labels = Labels(tuple(json.loads(about["labels"])), tuple(json.loads(about["templates"])))
        if labels.name != path.stem:
            raise ValueError("its name is not that of its labels and templates")
        vectors, neutral = file.get_tensor("vectors"), file.get_tensor("neutral")  # [N, D], [D]
    if vectors.dtype != torch.float32 or vectors.shape != (len(labels.labels), *neutral.shape):
        raise ValueError("its embeddings do not match its labels")
    if content_hash(vectors, neutral) != about.get("sha256"):
        raise ValueError("its embeddings are not those that were written")
    return LabelSet(path.stem, labels.labels, vectors, neutral)


def content_hash(vectors: Tensor, neutral: Tensor) -> str:
    """SHA-256 of the bytes of both, in hex."""
    content = hashlib.sha256(vectors.contiguous().numpy().tobytes())
    content.update(neutral.contiguous().numpy().tobytes())
    return content.hexdigest()
