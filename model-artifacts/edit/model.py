"""Qwen-Image-Edit: a picture changed as a sentence asks, behind the contract of SDXL's vendor, so that it can take SDXL's place.

In and out: those of ../sdxl/model.py. The prompts of positive weight, one after the other, are the instruction; those of
negative weight say what is unwanted. The model sees the picture itself and keeps what the instruction does not change;
image_strength, init_image_mode, sampler and the sizes of weights are therefore checked but not used. cfg_scale is Qwen's
true_cfg_scale, by default 4. style_preset and masks are refused. The answer never has "cut": long instructions are read whole.
Options: model_id (a folder, diffusers' layout), model_name, sizes, max_samples, dtype, offload, deadline_seconds. With
offload=model only the part of the pipeline that is computing is in the GPU; auto does this on a GPU of less than 64 GB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import invocations
import restyle_requests
from invocations import Item, Refused
from restyle_requests import Restyled, Task

if TYPE_CHECKING:
    from djl_python import Output

    from editing import Model

_model: Model | None = None


def handle(inputs: Item) -> Output | None:
    """Called by the server: once with the options to load and warm up, then with every invocation."""
    global _model
    if _model is None:
        _model = load(inputs.get_properties())
        return None
    return answer(_model, inputs)


def load(options: dict[str, str]) -> Model:
    """The pipeline, and a first picture, so that the first caller does not wait for it.

    torch is imported here: the server gives the import of this file two minutes, whatever its options say.
    """
    import editing

    return editing.load(options)


def answer(model: Model, inputs: Item) -> Output:
    """One invocation, alone or a batch."""
    return invocations.serve(inputs, decode, lambda tasks: [predict(model, task) for task in tasks], encode)


def decode(item: Item) -> Task:
    """One item of an invocation to a Task, or Refused."""
    return restyle_requests.decode(item)


def predict(model: Model, task: Task) -> Restyled | Refused:
    """The task's picture, changed."""
    return model.restyle(task)


def encode(result: Restyled) -> Any:
    """The JSON object of the answer."""
    return restyle_requests.encode(result)
