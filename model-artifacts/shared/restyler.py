"""What diffusers' pipelines that restyle a picture have in common; sdxl/restyling.py and edit/editing.py add what differs."""

import io
import math
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import Any

import torch

import hardware
from invocations import Refused, milliseconds_since
from restyle_requests import Cut, Late, Made, Restyled, Size, Task, check_offered, seeds


@dataclass(frozen=True)
class Restyler(ABC):
    """A pipeline, and what its endpoint offers."""

    name: str
    pipe: Any  # diffusers' pipelines have no types
    sizes: frozenset[Size]
    max_samples: int
    deadline_seconds: float

    @abstractmethod
    def arguments(self, task: Task) -> dict[str, Any]:
        """The pipeline's arguments, but those that are the same for every pipeline; called once for all samples."""

    def cut(self, task: Task) -> list[Cut]:
        """The ends of the task's prompts that the model did not see."""
        return []

    def restyle(self, task: Task) -> Restyled | Refused:
        """The task's pictures; Refused for a size or a number of samples that is not offered, or when it takes too long."""
        refused = check_offered(task, self.sizes, self.max_samples)
        if refused:
            return refused
        started = time.monotonic()
        arguments = self.arguments(task)
        late = Late(started + self.deadline_seconds)
        try:
            made = [Made(self._picture(task, arguments, seed, late), seed) for seed in seeds(task)]
        except TimeoutError:
            return Refused("DEADLINE", f"not done after {self.deadline_seconds:g} s: ask for fewer steps or samples")
        return Restyled(task, made, self.cut(task), self.name, milliseconds_since(started))

    def warm_up(self, task: Task) -> None:
        """Makes the task's pictures, however long it takes. @raises Refused, ArithmeticError"""
        warm = replace(self, deadline_seconds=math.inf).restyle(task)
        if isinstance(warm, Refused):
            raise warm

    def _picture(self, task: Task, arguments: dict[str, Any], seed: int, late: Late) -> bytes:
        """One PNG; float32 [1, height, width, 3] in 0..1 on the way. @raises ArithmeticError for NaN or Inf"""
        try:
            made = self.pipe(
                **arguments,
                image=task.picture,
                generator=torch.Generator("cpu").manual_seed(seed),  # the CPU's, so that every GPU starts from the same noise
                output_type="np",
                callback_on_step_end=late,
            ).images
        except Exception:
            # Where parts take turns in the GPU, the one that worked would stay there, and leave the next request's first part no room.
            self.pipe.maybe_free_model_hooks()
            raise
        hardware.check_finite(torch.from_numpy(made), "the pipeline")
        data = io.BytesIO()
        self.pipe.image_processor.numpy_to_pil(made)[0].save(data, "PNG")
        return data.getvalue()
