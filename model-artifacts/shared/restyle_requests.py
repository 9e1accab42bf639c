"""Requests in the form of SDXL's vendor, and their answers; sdxl/model.py has the contract."""

from __future__ import annotations

import base64
import secrets
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from PIL import Image

import bodies
import pictures
from fields import REQUIRED, Fields
from invocations import Item, Refused, milliseconds_since

SAMPLERS = ("DDIM", "DDPM", "K_DPM_2", "K_DPM_2_ANCESTRAL", "K_DPMPP_2M", "K_EULER", "K_EULER_ANCESTRAL", "K_HEUN")
NOT_OFFERED = {
    "style_preset": "write the style into the prompt",
    "mask_image": "the whole picture is restyled",
    "mask_source": "the whole picture is restyled",
}
SEEDS = 2**32
SIZES = "1024x1024,1152x896,896x1152,1216x832,832x1216,1344x768,768x1344,1536x640,640x1536"
LONGEST_PROMPT = 2000  # characters
LONGEST_SIDE = 8192  # pixels


class Size(NamedTuple):
    """Of a picture, in pixels; equal to Pillow's."""

    width: int
    height: int


@dataclass(frozen=True)
class TextPrompt:
    text: str
    weight: float


@dataclass(frozen=True)
class Task:
    picture: Image.Image
    prompts: tuple[TextPrompt, ...]
    strength: float  # diffusers', 0 to 1: how far from the picture
    guidance: float | None = None  # cfg_scale; None: the model's own
    steps: int = 30
    seed: int = 1
    samples: int = 1
    sampler: str = "K_DPMPP_2M"
    decode_ms: float = 0.0


@dataclass(frozen=True)
class Made:
    png: bytes
    seed: int


@dataclass(frozen=True)
class Cut:
    """The end of a prompt, by its index, that the text encoder did not see."""

    text_prompt: int
    text: str


@dataclass(frozen=True)
class Restyled:
    task: Task
    made: list[Made]
    cut: list[Cut]
    model: str
    milliseconds: float


def decode(item: Item) -> Task:
    """One item of an invocation to a Task; @raises Refused."""
    started = time.monotonic()
    fields = bodies.read(item).fields
    prompts = _prompts(fields.get("text_prompts"))
    strength = _strength(fields)
    for name, instead in NOT_OFFERED.items():
        if fields.get(name) is not None:
            raise Refused("INVALID_JSON", f"{name} is not offered: {instead}")
    picture = _picture(fields)
    return Task(
        picture,
        prompts,
        strength,
        guidance=None if fields.get("cfg_scale") is None else fields.number("cfg_scale", 0, 0, 35),
        steps=fields.whole("steps", 30, 1, 150),
        seed=fields.whole("seed", 0, 0, SEEDS - 1) or 1 + secrets.randbelow(SEEDS - 1),
        samples=fields.whole("samples", 1, 1, 10),
        sampler=fields.choice("sampler", "K_DPMPP_2M", SAMPLERS),
        decode_ms=milliseconds_since(started),
    )


def encode(result: Restyled) -> dict[str, Any]:
    """The JSON object of the answer."""
    artifacts = [
        {"base64": base64.b64encode(made.png).decode(), "finishReason": "SUCCESS", "seed": made.seed}
        for made in result.made
    ]
    cut = [{"text_prompt": one.text_prompt, "text": one.text} for one in result.cut]
    answer: dict[str, Any] = {"result": "success", "artifacts": artifacts} | ({"cut": cut} if cut else {})
    timing = {"decode": result.task.decode_ms, "diffuse": result.milliseconds}
    return answer | {"model": {"name": result.model}, "timing_ms": timing}


def seeds(task: Task) -> list[int]:
    """The seed of each sample."""
    return [(task.seed + i) % SEEDS for i in range(task.samples)]


def sizes_of(text: str) -> list[Size]:
    """The sizes in option.sizes, WIDTHxHEIGHT,...; @raises ValueError."""
    sizes = []
    for size in text.split(","):
        width, height = map(int, size.split("x"))
        sizes.append(Size(width, height))
    return sizes


def check_offered(task: Task, sizes: Collection[Size], most: int) -> Refused | None:
    """A refusal if the size is not offered, or for more than `most` samples; else None."""
    if task.picture.size not in sizes:
        known = ", ".join(f"{size.width}x{size.height}" for size in sorted(sizes))
        return Refused("INVALID_IMAGE", f"width x height must be one of {known}")
    if task.samples > most:
        return Refused("INVALID_JSON", f"samples must be at most {most}")
    return None


class Late:
    """Stops a pipeline between two steps once time.monotonic() passes the deadline."""

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline

    def __call__(self, pipe: Any, step: int, timestep: Any, values: dict[str, Any]) -> dict[str, Any]:
        """@raises TimeoutError"""
        if time.monotonic() > self.deadline:
            raise TimeoutError
        return values


def _strength(fields: Fields) -> float:
    """diffusers' strength, 0 to 1: how far from the picture."""
    mode = fields.choice("init_image_mode", "IMAGE_STRENGTH", ("IMAGE_STRENGTH", "STEP_SCHEDULE"))
    if mode == "IMAGE_STRENGTH":
        return round(1 - fields.number("image_strength", 0.35, 0, 1), 6)  # 1 - 0.8 is a little less than 0.2
    fields.number("step_schedule_end", 0, 0, 0)
    return fields.number("step_schedule_start", 0.65, 0, 1)


def _picture(fields: Fields) -> Image.Image:
    picture = pictures.decode(pictures.decode_base64(fields.get("init_image", REQUIRED)), exact=True)
    width = fields.whole("width", picture.width, 1, LONGEST_SIDE)
    height = fields.whole("height", picture.height, 1, LONGEST_SIDE)
    if picture.size != (width, height):
        raise Refused("INVALID_IMAGE", f"init_image has {picture.width} x {picture.height} pixels, not width x height")
    return picture


def _prompts(values: Any) -> tuple[TextPrompt, ...]:
    if not isinstance(values, list) or not 1 <= len(values) <= 10 or not all(isinstance(v, dict) for v in values):
        raise Refused("INVALID_JSON", "text_prompts must be a list of 1 to 10 objects")
    prompts = tuple(_prompt(Fields(value)) for value in values)
    if not any(prompt.weight > 0 for prompt in prompts):
        raise Refused("INVALID_JSON", "one of text_prompts must have a positive weight")
    return prompts


def _prompt(fields: Fields) -> TextPrompt:
    text = fields.text("text", LONGEST_PROMPT)
    if text is None:
        raise Refused("INVALID_JSON", "text is missing")
    return TextPrompt(text, fields.number("weight", 1, -10, 10))
