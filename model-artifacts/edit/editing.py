"""A picture changed as a sentence asks: diffusers' QwenImageEditPipeline."""

import io
import math
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import torch
from diffusers import QwenImageEditPipeline
from PIL import Image

import hardware
import weights
from invocations import Refused, deadline_seconds, milliseconds_since
from restyle_requests import SIZES, Late, Made, Restyled, Task, TextPrompt, check_offered, seeds, sizes_of

GUIDANCE = 4.0  # true_cfg_scale where there is no cfg_scale
LEAST_STEPS = 2  # of one the scheduler, which stretches its steps to an end, makes NaN
NOTHING_UNWANTED = " "  # without any text the pipeline would not be guided at all
WHOLE = 64 * 2**30  # bytes of GPU memory that all parts in bf16 fit into, with their work
FILES = (
    "scheduler/scheduler_config.json",
    "processor/preprocessor_config.json",
    "tokenizer/tokenizer_config.json",
    *(f"{part}/{name}" for part in ("text_encoder", "transformer", "vae") for name in ("config.json", "*.safetensors")),
)


@dataclass(frozen=True)
class Model:
    name: str
    pipe: Any  # QwenImageEditPipeline, which has no types
    sizes: frozenset[tuple[int, int]]
    max_samples: int
    deadline_seconds: float

    def restyle(self, task: Task) -> Restyled | Refused:
        """The task's pictures; Refused for a size or a number of samples that is not offered, or when it takes too long."""
        refused = check_offered(task, self.sizes, self.max_samples)
        if refused:
            return refused
        started = time.monotonic()
        late = Late(started + self.deadline_seconds)
        try:
            made = [Made(_picture(self.pipe, task, seed, late), seed) for seed in seeds(task)]
        except TimeoutError:
            return Refused("DEADLINE", f"not done after {self.deadline_seconds:g} s: ask for fewer steps or samples")
        return Restyled(task, made, [], self.name, milliseconds_since(started))


def load(options: dict[str, str]) -> Model:
    """The pipeline, and a first picture.

    @raises FileNotFoundError that names what the folder lacks
    @raises ValueError when it holds another kind of pipeline
    @raises ArithmeticError when the picture is NaN or Inf
    """
    folder = weights.folder_of(options)
    _check(folder)
    chosen = hardware.choose(options, half="bf16")
    diffusers.utils.logging.set_verbosity_error()
    diffusers.utils.logging.disable_progress_bar()
    pipe = QwenImageEditPipeline.from_pretrained(
        folder, torch_dtype=chosen.dtype, use_safetensors=True, local_files_only=True
    )
    if _offloads(options.get("offload", "auto"), chosen.device):
        pipe.enable_model_cpu_offload(device=chosen.device)
    else:
        pipe.to(chosen.device)
    pipe.vae.enable_tiling()
    pipe.set_progress_bar_config(disable=True)
    sizes = sizes_of(options.get("sizes", SIZES))
    name = options.get("model_name") or weights.name_of(folder)
    model = Model(name, pipe, frozenset(sizes), int(options.get("max_samples", 1)), deadline_seconds(options))
    first = Task(Image.new("RGB", sizes[0]), (TextPrompt("make it red", 1.0),), strength=1.0, steps=LEAST_STEPS)
    warm = replace(model, deadline_seconds=math.inf).restyle(first)
    if isinstance(warm, Refused):
        raise warm
    return model


def _check(folder: Path) -> None:
    weights.check_files(folder, "a Qwen-Image-Edit pipeline", "model_index.json")
    kind = str(weights.config_of(folder, "model_index.json").get("_class_name"))
    if kind != "QwenImageEditPipeline":
        raise ValueError(f"{folder} holds a {kind}, not a QwenImageEditPipeline")
    weights.check_files(folder, f"the pipeline ({kind})", *FILES)


def _offloads(wish: str, device: torch.device) -> bool:
    if wish not in ("auto", "none", "model"):
        raise ValueError(f"option.offload must be auto, none or model, not {wish}")
    if device.type == "cpu":
        return False
    small = torch.cuda.get_device_properties(device).total_memory < WHOLE
    return wish == "model" or (wish == "auto" and small)


def _picture(pipe: Any, task: Task, seed: int, late: Late) -> bytes:
    """One PNG; float32 [1, height, width, 3] in 0..1 on the way."""
    unwanted = ", ".join(prompt.text for prompt in task.prompts if prompt.weight < 0)
    made = pipe(
        image=task.picture,
        prompt=". ".join(prompt.text for prompt in task.prompts if prompt.weight > 0),
        negative_prompt=unwanted or NOTHING_UNWANTED,
        true_cfg_scale=GUIDANCE if task.guidance is None else task.guidance,
        width=task.picture.width,
        height=task.picture.height,
        num_inference_steps=max(LEAST_STEPS, task.steps),
        generator=torch.Generator("cpu").manual_seed(seed),  # the CPU's, so that every GPU starts from the same noise
        output_type="np",
        callback_on_step_end=late,
    ).images
    if not np.isfinite(made).all():
        raise ArithmeticError("the picture is NaN or Inf: the weights are damaged, or option.dtype is too small for them")
    data = io.BytesIO()
    pipe.image_processor.numpy_to_pil(made)[0].save(data, "PNG")
    return data.getvalue()
