"""A picture in another style: diffusers' SDXL pipeline, picture to picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import diffusers
import torch
from diffusers import StableDiffusionXLImg2ImgPipeline
from PIL import Image

import hardware
import weights
from invocations import deadline_seconds
from restyle_requests import SIZES, Cut, Task, TextPrompt, sizes_of
from restyler import Restyler

GUIDANCE = 7.0  # cfg_scale where there is none
SMALL = 20 * 2**30  # bytes of GPU memory; with less, the weights are reckoned to leave too little for a VAE that works on whole pictures
SCHEDULERS = {
    "DDIM": diffusers.DDIMScheduler,
    "DDPM": diffusers.DDPMScheduler,
    "K_DPM_2": diffusers.KDPM2DiscreteScheduler,
    "K_DPM_2_ANCESTRAL": diffusers.KDPM2AncestralDiscreteScheduler,
    "K_DPMPP_2M": diffusers.DPMSolverMultistepScheduler,
    "K_EULER": diffusers.EulerDiscreteScheduler,
    "K_EULER_ANCESTRAL": diffusers.EulerAncestralDiscreteScheduler,
    "K_HEUN": diffusers.HeunDiscreteScheduler,
}
FILES = (
    "scheduler/scheduler_config.json",
    *(f"{side}/{name}" for side in ("text_encoder", "text_encoder_2", "unet", "vae") for name in ("config.json", "*.safetensors")),
    *((f"{side}/tokenizer.json", f"{side}/vocab.json {side}/merges.txt") for side in ("tokenizer", "tokenizer_2")),
)


@dataclass(frozen=True)
class Model(Restyler):
    schedule: dict[str, Any]  # the scheduler's configuration as published

    def arguments(self, task: Task) -> dict[str, Any]:
        """The prompts' embeddings, and how far from the picture to go; also gives the pipeline the task's sampler."""
        self.pipe.scheduler = SCHEDULERS[task.sampler].from_config(self.schedule)  # the last request's has leftovers
        guidance = GUIDANCE if task.guidance is None else task.guidance
        return _embeddings(self.pipe, task.prompts, guidance > 1) | {
            "strength": min(1.0, max(task.strength, 1.000001 / task.steps)),  # below that diffusers would make no step at all
            "num_inference_steps": task.steps,
            "guidance_scale": guidance,
        }

    def cut(self, task: Task) -> list[Cut]:
        """The ends of prompts that CLIP did not see: it reads 75 tokens."""
        cut = []
        for i, prompt in enumerate(task.prompts):
            ids = self.pipe.tokenizer(prompt.text, add_special_tokens=False, truncation=False, verbose=False).input_ids
            rest = ids[self.pipe.tokenizer.model_max_length - 2 :]
            if rest:
                cut.append(Cut(i, self.pipe.tokenizer.decode(rest).strip()))
        return cut


def load(options: dict[str, str]) -> Model:
    """The pipeline, and a first picture.

    @raises FileNotFoundError that names what the folder lacks
    @raises ValueError when it holds another kind of pipeline
    @raises ArithmeticError when the picture is NaN or Inf, as when the VAE overflows in half precision
    """
    folder = weights.folder_of(options)
    _check(folder)
    chosen = hardware.choose(options)
    diffusers.utils.logging.set_verbosity_error()  # it would log the words that were cut
    diffusers.utils.logging.disable_progress_bar()
    pipe = StableDiffusionXLImg2ImgPipeline.from_pretrained(
        folder, torch_dtype=chosen.dtype, use_safetensors=True, local_files_only=True, add_watermarker=False
    ).to(chosen.device)
    pipe.set_progress_bar_config(disable=True)
    if _tiles(options.get("vae_tiling", "auto"), chosen.device):
        pipe.vae.enable_tiling()
    compiled = _compile(pipe, options.get("compile", "off"))
    sizes = sizes_of(options.get("sizes", SIZES))
    name = options.get("model_name") or weights.name_of(folder)
    most = int(options.get("max_samples", 1))
    model = Model(name, pipe, frozenset(sizes), most, deadline_seconds(options), pipe.scheduler.config)
    first = Task(Image.new("RGB", sizes[0]), (TextPrompt("a picture", 1.0),), strength=0.5, steps=2)
    model.warm_up(first)
    if compiled:
        model.warm_up(replace(first, guidance=0.0))  # half the batch, for which blocks are compiled once more
    return model


def _tiles(wish: str, device: torch.device) -> bool:
    """Whether the VAE works tile by tile: less memory, and seams that are blended where a side is longer than 1024 pixels."""
    if wish not in ("auto", "on", "off"):
        raise ValueError(f"option.vae_tiling must be auto, on or off, not {wish}")
    small = device.type == "cuda" and torch.cuda.get_device_properties(device).total_memory < SMALL
    return wish == "on" or (wish == "auto" and small)


def _compile(pipe: Any, wish: str) -> bool:
    """Compiles the UNet's transformer blocks, each kind of them once for all sizes; `wish` is off or a backend's name."""
    if wish == "off":
        return False
    known = torch.compiler.list_backends(exclude_tags=())
    if wish not in known:
        raise ValueError(f"option.compile must be off or one of {', '.join(known)}, not {wish}")
    pipe.unet.compile_repeated_blocks(backend=wish, dynamic=True)
    return True


def _check(folder: Path) -> None:
    weights.check_files(folder, "a Stable Diffusion XL pipeline", "model_index.json")
    kind = str(weights.config_of(folder, "model_index.json").get("_class_name"))
    if not kind.startswith("StableDiffusionXL"):
        raise ValueError(f"{folder} holds a {kind}, not a Stable Diffusion XL pipeline")
    weights.check_files(folder, f"the pipeline ({kind})", *FILES)


@torch.inference_mode()
def _embeddings(pipe: Any, prompts: Sequence[TextPrompt], guided: bool) -> dict[str, Any]:
    """The pipeline's arguments: embeddings [1, 77, W] and pooled [1, D] of the wanted and of the unwanted."""
    wanted = _mean(pipe, [prompt for prompt in prompts if prompt.weight > 0])
    arguments = {"prompt_embeds": wanted.embeddings, "pooled_prompt_embeds": wanted.pooled}
    unwanted = [TextPrompt(prompt.text, -prompt.weight) for prompt in prompts if prompt.weight < 0]
    if guided and unwanted:  # without any, the pipeline takes its own "nothing"
        mean = _mean(pipe, unwanted)
        arguments |= {"negative_prompt_embeds": mean.embeddings, "negative_pooled_prompt_embeds": mean.pooled}
    return arguments


@dataclass(frozen=True)
class Meaning:
    embeddings: torch.Tensor  # [1, 77, W]
    pooled: torch.Tensor  # [1, D]


def _mean(pipe: Any, prompts: Sequence[TextPrompt]) -> Meaning:
    """Of prompts by their weights, which are positive."""
    total = sum(prompt.weight for prompt in prompts)
    encoded = [pipe.encode_prompt(prompt.text, do_classifier_free_guidance=False) for prompt in prompts]
    shares = [prompt.weight / total for prompt in prompts]
    embeddings = sum(share * e[0] for share, e in zip(shares, encoded, strict=True))
    pooled = sum(share * e[2] for share, e in zip(shares, encoded, strict=True))
    return Meaning(embeddings, pooled)
