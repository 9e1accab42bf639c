"""Stable Diffusion XL, picture to picture, behind the contract of the vendor's Marketplace endpoint.

In: application/json
    {"text_prompts": [{"text": up to 2000 characters, "weight": 1.0}], "init_image": base64,
     "init_image_mode": "IMAGE_STRENGTH" | "STEP_SCHEDULE", "image_strength": 0.35, "step_schedule_start": 0.65,
     "width": N, "height": N, "cfg_scale": 7, "steps": 30, "seed": 0, "samples": 1, "sampler": "K_DPMPP_2M"}
Out
    {"result": "success", "artifacts": [{"base64": PNG, "finishReason": "SUCCESS", "seed": N}],
     "cut"?: [{"text_prompt": index, "text": what CLIP did not see}], "model": {"name"}, "timing_ms"}

A negative weight makes a negative prompt; prompts of one sign are averaged by weight. init_image has exactly the size
asked for, one of option.sizes. image_strength near 1 stays close to it: diffusers' strength is 1 - image_strength, and
at least one step is made. Seed 0, or none, means any; the seed used is returned; sample i has seed + i. The same
request on the same hardware gives the same bytes. Ignored as not offered: clip_guidance_preset, extras. Refused as not
offered, because the picture would not be what was asked for: style_preset, mask_image, mask_source.
Options: model_id (a folder, diffusers' layout), model_name, sizes, max_samples, dtype, deadline_seconds, vae_tiling (auto, on,
off; auto is on for a GPU of less than 20 GB), compile (off, or a backend of torch.compile such as inductor).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import invocations
import restyle_requests
from invocations import Item, Refused
from restyle_requests import Restyled, Task

if TYPE_CHECKING:
    from djl_python import Output

    from restyling import Model

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
    import restyling

    return restyling.load(options)


def answer(model: Model, inputs: Item) -> Output:
    """One invocation, alone or a batch."""
    return invocations.serve(inputs, decode, lambda tasks: [predict(model, task) for task in tasks], encode)


def decode(item: Item) -> Task:
    """One item of an invocation to a Task, or Refused."""
    return restyle_requests.decode(item)


def predict(model: Model, task: Task) -> Restyled | Refused:
    """The task's picture in another style."""
    return model.restyle(task)


def encode(result: Restyled) -> Any:
    """The JSON object of the answer."""
    return restyle_requests.encode(result)
