"""A task about labels, and what the model found out; the forms of requests and the model share these types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from labels import MAX_LABELS, Labels

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Group:
    """Labels that are scored together: the name of their set, and the labels if they were sent."""

    name: str
    label_set: str
    labels: Labels | None
    multi_label: bool = False
    top_k: int = MAX_LABELS
    as_trained: bool = False  # scores each label alone if the model was trained so, as SigLIP was; else together


@dataclass(frozen=True)
class Subject:
    """What is scored: a picture, or in its place an embedding, float32 [D] as the caller sent it, not all 0.

    scoring.Model.prepared puts `pixels`, what the model sees of the picture, float32 [3, side, side], in the picture's place.
    """

    picture: Image.Image | None = None
    stored: NDArray[np.float32] | None = None
    pixels: Tensor | None = None


@dataclass(frozen=True)
class Task:
    """`encode` makes the JSON of the answer, in the form that the task was asked in."""

    subject: Subject
    groups: tuple[Group, ...]
    encode: Callable[[Scored], Any] = field(repr=False)
    single: bool = True
    embedding: bool = False
    decode_ms: float = 0.0


@dataclass(frozen=True)
class Prediction:
    label: str
    score: float  # 0 to 1


@dataclass(frozen=True)
class ScoredGroup:
    name: str
    label_set: str
    predictions: list[Prediction]  # best first, equal scores in the labels' order


@dataclass(frozen=True)
class Scored:
    task: Task
    groups: list[ScoredGroup]
    embedding: NDArray[np.float32]  # [D], of length 1
    model: str
    logit_scale: float
    timing_ms: dict[str, float]

    def answer(self) -> Any:
        """The JSON of the answer, in the form that the task was asked in."""
        return self.task.encode(self)
