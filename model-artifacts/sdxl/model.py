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
request on the same hardware gives the same bytes. Ignored as not offered: clip_guidance_preset, extras.
Options: model_id (a folder, diffusers' layout), model_name, sizes, max_samples, dtype, deadline_seconds.
"""

import base64
import io
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

import diffusers
import numpy as np
import torch
from diffusers import StableDiffusionXLImg2ImgPipeline
from PIL import Image

import hardware
import invocations
import pictures
import weights
from invocations import REQUIRED, Fields, Refused

SIZES = "1024x1024,1152x896,896x1152,1216x832,832x1216,1344x768,768x1344,1536x640,640x1536"
SAMPLERS = {
    "DDIM": diffusers.DDIMScheduler,
    "DDPM": diffusers.DDPMScheduler,
    "K_DPM_2": diffusers.KDPM2DiscreteScheduler,
    "K_DPM_2_ANCESTRAL": diffusers.KDPM2AncestralDiscreteScheduler,
    "K_DPMPP_2M": diffusers.DPMSolverMultistepScheduler,
    "K_EULER": diffusers.EulerDiscreteScheduler,
    "K_EULER_ANCESTRAL": diffusers.EulerAncestralDiscreteScheduler,
    "K_HEUN": diffusers.HeunDiscreteScheduler,
}
SEEDS = 2**32


@dataclass(frozen=True)
class Task:
    picture: Image.Image
    prompts: tuple  # (text, weight)
    strength: float  # diffusers'
    guidance: float
    steps: int
    seed: int
    samples: int
    sampler: str
    decode_ms: float


@dataclass
class Model:
    name: str
    pipe: StableDiffusionXLImg2ImgPipeline
    schedule: dict  # the scheduler's configuration as published
    sizes: frozenset
    max_samples: int
    deadline_seconds: float


_model = None


def handle(inputs):
    """Called by the server: once with the options to load and warm up, then with every invocation."""
    global _model
    if _model is None:
        _model = load(inputs.get_properties())
        return None
    return invocations.serve(inputs, decode, lambda tasks: [predict(_model, task) for task in tasks], encode)


def load(options):
    """The pipeline, and a first picture, so that the first caller does not wait for it."""
    folder = Path(options["model_dir"], options.get("model_id") or ".")
    device, dtype = hardware.choose(options)
    diffusers.utils.logging.set_verbosity_error()  # it would log the words that were cut
    diffusers.utils.logging.disable_progress_bar()
    pipe = StableDiffusionXLImg2ImgPipeline.from_pretrained(
        folder, torch_dtype=dtype, use_safetensors=True, local_files_only=True, add_watermarker=False
    ).to(device)
    pipe.set_progress_bar_config(disable=True)
    sizes = [tuple(map(int, size.split("x"))) for size in options.get("sizes", SIZES).split(",")]
    name = options.get("model_name") or weights.name_of(folder)
    seconds = float(options.get("deadline_seconds", 45))
    model = Model(name, pipe, pipe.scheduler.config, frozenset(sizes), int(options.get("max_samples", 1)), seconds)
    warm_up = Task(Image.new("RGB", sizes[0]), (("a picture", 1.0),), 0.5, 7.0, 2, 1, 1, "K_DPMPP_2M", 0.0)
    predict(model, warm_up)
    return model


def decode(item):
    """One item of an invocation to a Task, or Refused."""
    started = time.monotonic()
    _, fields = invocations.read(item)
    prompts = _prompts(fields.get("text_prompts"))
    mode = fields.choice("init_image_mode", "IMAGE_STRENGTH", ("IMAGE_STRENGTH", "STEP_SCHEDULE"))
    if mode == "IMAGE_STRENGTH":
        strength = round(1 - fields.number("image_strength", 0.35, 0, 1), 6)  # 1 - 0.8 is a little less than 0.2
    else:
        strength = fields.number("step_schedule_start", 0.65, 0, 1)
        fields.number("step_schedule_end", 0, 0, 0)
    if fields.get("style_preset") is not None:
        raise Refused("INVALID_JSON", "style_preset is not offered: write the style into the prompt")
    picture = pictures.decode(pictures.decode_base64(fields.get("init_image", REQUIRED)))
    width = fields.number("width", picture.width, 1, 8192, whole=True)
    height = fields.number("height", picture.height, 1, 8192, whole=True)
    if picture.size != (width, height):
        raise Refused("INVALID_IMAGE", f"init_image has {picture.width} x {picture.height} pixels, not width x height")
    return Task(
        picture,
        prompts,
        strength,
        guidance=fields.number("cfg_scale", 7, 0, 35),
        steps=fields.number("steps", 30, 1, 150, whole=True),
        seed=fields.number("seed", 0, 0, SEEDS - 1, whole=True) or 1 + secrets.randbelow(SEEDS - 1),
        samples=fields.number("samples", 1, 1, 10, whole=True),
        sampler=fields.choice("sampler", "K_DPMPP_2M", tuple(SAMPLERS)),
        decode_ms=_ms(started),
    )


def predict(model, task):
    """A Task to (task, [(PNG, seed)], [what was cut], name, milliseconds), or Refused."""
    if task.picture.size not in model.sizes:
        known = ", ".join(f"{width}x{height}" for width, height in sorted(model.sizes))
        return Refused("INVALID_IMAGE", f"width x height must be one of {known}")
    if task.samples > model.max_samples:
        return Refused("INVALID_JSON", f"samples must be at most {model.max_samples}")
    started = time.monotonic()
    pipe = model.pipe
    pipe.scheduler = SAMPLERS[task.sampler].from_config(model.schedule)  # not the last request's, which has leftovers
    embeddings = _embeddings(pipe, task.prompts, task.guidance > 1)
    late = _Late(started + model.deadline_seconds)
    seeds = [(task.seed + i) % SEEDS for i in range(task.samples)]
    try:
        made = [(_picture(pipe, task, embeddings, seed, late), seed) for seed in seeds]
    except TimeoutError:
        return Refused("DEADLINE", f"not done after {model.deadline_seconds:g} s: ask for fewer steps or samples")
    return task, made, _cut(pipe, task.prompts), model.name, _ms(started)


def encode(result):
    """A result as the JSON object of the answer."""
    task, made, cut, name, milliseconds = result
    artifacts = [
        {"base64": base64.b64encode(png).decode(), "finishReason": "SUCCESS", "seed": seed} for png, seed in made
    ]
    answer = {"result": "success", "artifacts": artifacts} | ({"cut": cut} if cut else {})
    return answer | {"model": {"name": name}, "timing_ms": {"decode": task.decode_ms, "diffuse": milliseconds}}


def _prompts(values):
    if not isinstance(values, list) or not 1 <= len(values) <= 10 or not all(isinstance(v, dict) for v in values):
        raise Refused("INVALID_JSON", "text_prompts must be a list of 1 to 10 objects")
    fields = [Fields(value) for value in values]
    prompts = tuple((f.text("text", REQUIRED, 2000), f.number("weight", 1, -10, 10)) for f in fields)
    if not any(weight > 0 for _, weight in prompts):
        raise Refused("INVALID_JSON", "one of text_prompts must have a positive weight")
    return prompts


@torch.inference_mode()
def _embeddings(pipe, prompts, guided):
    """The pipeline's arguments: embeddings [1, 77, W] and pooled [1, D] of the wanted and of the unwanted."""
    wanted, pooled = _mean(pipe, [(text, weight) for text, weight in prompts if weight > 0])
    arguments = {"prompt_embeds": wanted, "pooled_prompt_embeds": pooled}
    unwanted = [(text, -weight) for text, weight in prompts if weight < 0]
    if guided and unwanted:  # without any, the pipeline takes its own "nothing"
        embeddings, pooled = _mean(pipe, unwanted)
        arguments |= {"negative_prompt_embeds": embeddings, "negative_pooled_prompt_embeds": pooled}
    return arguments


def _mean(pipe, prompts):
    total = sum(weight for _, weight in prompts)
    encoded = [pipe.encode_prompt(text, do_classifier_free_guidance=False) for text, _ in prompts]
    shares = [weight / total for _, weight in prompts]
    embeddings = sum(share * e[0] for share, e in zip(shares, encoded, strict=True))  # [1, 77, W]
    pooled = sum(share * e[2] for share, e in zip(shares, encoded, strict=True))  # [1, D]
    return embeddings, pooled


def _picture(pipe, task, embeddings, seed, late):
    """One PNG; float32 [1, height, width, 3] in 0..1 on the way."""
    made = pipe(
        **embeddings,
        image=task.picture,
        strength=min(1.0, max(task.strength, 1.000001 / task.steps)),  # below that diffusers would make no step at all
        num_inference_steps=task.steps,
        guidance_scale=task.guidance,
        generator=torch.Generator("cpu").manual_seed(seed),  # the CPU's, so that every GPU starts from the same noise
        output_type="np",
        callback_on_step_end=late,
    ).images
    if not np.isfinite(made).all():
        raise ArithmeticError("the decoder overflowed: use a VAE made for half precision")
    data = io.BytesIO()
    pipe.image_processor.numpy_to_pil(made)[0].save(data, "PNG")
    return data.getvalue()


class _Late:
    """Stops the pipeline between two steps once time.monotonic() passes the deadline."""

    def __init__(self, deadline):
        self.deadline = deadline

    def __call__(self, pipe, step, timestep, values):
        if time.monotonic() > self.deadline:
            raise TimeoutError
        return values


def _cut(pipe, prompts):
    """The ends of prompts that CLIP did not see: it reads 75 tokens."""
    cut = []
    for i, (text, _) in enumerate(prompts):
        ids = pipe.tokenizer(text, add_special_tokens=False, truncation=False, verbose=False).input_ids
        rest = ids[pipe.tokenizer.model_max_length - 2 :]
        if rest:
            cut.append({"text_prompt": i, "text": pipe.tokenizer.decode(rest).strip()})
    return cut


def _ms(started):
    return round(1000 * (time.monotonic() - started), 2)
