"""CLIP Interrogator: a picture in words, for people (caption) and for image generators (prompt).

In, either
  a picture (image/jpeg, image/png, image/webp, image/gif) with the custom attributes
    mode=fast;max_flavors=N;min_flavors=N;deadline_ms=N
  or JSON (application/json)
    {"image": base64, "mode": "fast" | "classic" | "best" | "negative" | "caption", "caption": text or null,
     "max_flavors": N, "min_flavors": N, "deadline_ms": N}
Out
    {"prompt", "caption", "mode", "truncated", "deadline_hit", "terms": [{"table", "text", "similarity"}],
     "model": {"caption", "clip", "words"}, "timing_ms"}

A given caption is used as it is; negative makes none (""). max_flavors: 3 for classic, else 32. terms are the phrases
in the prompt, in their order, with the cosine of phrase and picture. truncated: something did not fit CLIP's 77
positions. deadline_hit: the time was up, this is the best so far. Same picture, same versions: same answer, but timing.
Options: model_id (a folder: the caption model, and the CLIP of model_name.json in clip_folder), words (seller or full),
data_path (other word lists), tables (a folder), dtype, deadline_seconds.
"""

import json
import time
from dataclasses import dataclass, replace
from pathlib import Path

import open_clip
import torch
from PIL import Image
from torch.nn import functional

import captions
import hardware
import invocations
import modes
import pictures
import ranking
import weights
import words
from clip_texts import TextTower

MODES = ("fast", "classic", "best", "negative", "caption")
RAW_FIELDS = ("mode", "max_flavors", "min_flavors", "deadline_ms")
MAX_FLAVORS = 64
LONGEST_DEADLINE = 3_600_000  # milliseconds; the option deadline_seconds is the one that counts


@dataclass(frozen=True)
class Task:
    picture: Image.Image
    mode: str
    caption: str | None
    max_flavors: int
    min_flavors: int
    deadline_ms: int
    decode_ms: float


@dataclass
class Model:
    about: dict  # {"caption", "clip", "words"}
    captioner: captions.Captioner
    clip: object
    preprocess: object
    texts: TextTower
    ranking: ranking.Ranking
    device: torch.device
    dtype: torch.dtype
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
    """Both models, all phrases' embeddings, and a first answer, so that the first caller does not wait for them."""
    model_dir = Path(options["model_dir"])
    folder = Path(model_dir, options.get("model_id") or ".")
    names = json.loads((model_dir / "model_name.json").read_text("utf-8"))
    device, dtype = hardware.choose(options)
    captioner = load_caption_model(folder, device, dtype)
    clip_folder = folder / names["clip_folder"]
    clip, preprocess, texts = load_clip_model(clip_folder, device, dtype)
    kind = options.get("words") or names["words"]
    kept = [folder, model_dir, Path(options.get("tables") or weights.place_beside(model_dir, "tables"))]
    tables = words.load(kind, options.get("data_path"))
    matrix = ranking.load(texts, weights.fingerprint(clip_folder), tables, kept, f"words-{kind}.safetensors")
    about = {"caption": names["caption_model_name"], "clip": names["clip_model_name"], "words": kind}
    seconds = float(options.get("deadline_seconds", 45))
    model = Model(about, captioner, clip, preprocess, texts, matrix, device, dtype, seconds)
    predict(model, Task(Image.new("RGB", (224, 224)), "fast", None, 3, 1, LONGEST_DEADLINE, 0.0))
    similarities = matrix.similarities(_embedding(model, Image.new("RGB", (224, 224))))  # float32 [M]
    if not torch.isfinite(similarities).all():
        raise ArithmeticError("CLIP answers NaN or Inf: the weights are damaged, or option.dtype is too small for them")
    return model


def load_caption_model(folder, device, dtype):
    """BLIP or BLIP-2 from the folder that option.model_id became."""
    return captions.Captioner(folder, device, dtype)


def load_clip_model(folder, device, dtype):
    """(model, preprocess, text side) by open_clip, from a folder with open_clip_config.json and its weights."""
    name = f"local-dir:{folder}"
    precision = "fp16" if dtype == torch.float16 else "fp32"
    clip, preprocess = open_clip.create_model_from_pretrained(name, precision=precision, device=device)
    return clip.eval(), preprocess, TextTower(clip, open_clip.get_tokenizer(name))


def decode(item):
    """One item of an invocation to a Task, or Refused."""
    started = time.monotonic()
    raw, fields = invocations.read(item, RAW_FIELDS)
    mode = fields.choice("mode", "fast", MODES)
    most = fields.number("max_flavors", 3 if mode == "classic" else 32, 1, MAX_FLAVORS, whole=True)
    least = fields.number("min_flavors", 8, 0, MAX_FLAVORS, whole=True)
    milliseconds = fields.number("deadline_ms", LONGEST_DEADLINE, 1, LONGEST_DEADLINE, whole=True)
    caption = fields.text("caption", None, 1000)
    picture = pictures.decode(raw if raw is not None else pictures.decode_base64(fields.get("image", invocations.REQUIRED)))
    return Task(picture, mode, caption, most, least, milliseconds, _ms(started))


def predict(model, task):
    """A Task to (task, caption, Prompt, [term], about, timing); never later than the deadline by more than a step."""
    started = time.monotonic()
    deadline = started + min(task.deadline_ms / 1000, model.deadline_seconds)
    if task.mode == "negative":
        caption = ""
    else:
        caption = task.caption or model.captioner.caption(task.picture, deadline)
    late = time.monotonic() > deadline
    caption_ms = _ms(started)
    started = time.monotonic()
    composer = modes.Composer(model.texts, model.ranking, _embedding(model, task.picture), deadline)
    prompt = _compose(composer, task, caption)
    terms = [
        {
            "table": model.ranking.table_of(place),
            "text": model.ranking.phrases[place],
            "similarity": round(float(composer.similarities[place]), 6),
        }
        for place in prompt.places
    ]
    timing = {"decode": task.decode_ms, "caption": caption_ms, "prompt": _ms(started)}
    return task, caption, replace(prompt, deadline_hit=late or prompt.deadline_hit), terms, model.about, timing


def encode(result):
    """A result as the JSON object of the answer."""
    task, caption, prompt, terms, about, timing = result
    return {
        "prompt": prompt.text,
        "caption": caption,
        "mode": task.mode,
        "truncated": prompt.truncated,
        "deadline_hit": prompt.deadline_hit,
        "terms": terms,
        "model": about,
        "timing_ms": timing,
    }


def _compose(composer, task, caption):
    if task.mode == "caption":
        return composer.caption(caption)
    if task.mode == "negative":
        return composer.negative(task.max_flavors)
    if task.mode == "best":
        return composer.best(caption, task.min_flavors, task.max_flavors)
    compose = composer.classic if task.mode == "classic" else composer.fast
    return compose(caption, task.max_flavors)


@torch.inference_mode()
def _embedding(model, picture):
    """The picture's embedding, of length 1, float32 [D] on the CPU."""
    pixels = model.preprocess(picture).unsqueeze(0)  # [1, 3, side, side]
    features = model.clip.encode_image(pixels.to(model.device, model.dtype))  # [1, D]
    return functional.normalize(features.float(), dim=-1)[0].cpu()


def _ms(started):
    return round(1000 * (time.monotonic() - started), 2)
