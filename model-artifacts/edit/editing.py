"""A picture changed as a sentence asks: diffusers' QwenImageEditPipeline."""

from pathlib import Path
from typing import Any

import diffusers
import torch
from diffusers import QwenImageEditPipeline
from PIL import Image

import hardware
import weights
from invocations import deadline_seconds
from restyle_requests import SIZES, Task, TextPrompt, sizes_of
from restyler import Restyler

GUIDANCE = 4.0  # true_cfg_scale where there is no cfg_scale
LEAST_STEPS = 2  # with one step the scheduler, which stretches the last step to shift_terminal, makes NaN
NOTHING_UNWANTED = " "  # without a negative prompt the pipeline would not use true_cfg_scale
WHOLE = 64 * 2**30  # bytes of GPU memory that hold all parts in bf16 and what they compute
FILES = (
    "scheduler/scheduler_config.json",
    "processor/preprocessor_config.json",
    "tokenizer/tokenizer_config.json",
    *(f"{part}/{name}" for part in ("text_encoder", "transformer", "vae") for name in ("config.json", "*.safetensors")),
)


class Model(Restyler):
    def arguments(self, task: Task) -> dict[str, Any]:
        """The prompts of positive weight as one instruction, those of negative weight as what is unwanted."""
        unwanted = ", ".join(prompt.text for prompt in task.prompts if prompt.weight < 0)
        return {
            "prompt": ". ".join(prompt.text for prompt in task.prompts if prompt.weight > 0),
            "negative_prompt": unwanted or NOTHING_UNWANTED,
            "true_cfg_scale": GUIDANCE if task.guidance is None else task.guidance,
            "width": task.picture.width,
            "height": task.picture.height,
            "num_inference_steps": max(LEAST_STEPS, task.steps),
        }


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
    model.warm_up(first)
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
