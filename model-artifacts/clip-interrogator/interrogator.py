"""A picture to a caption and a prompt: the captioner, CLIP and the phrases together."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

import hardware
import modes
import ranking
import weights
import words
from captions import Captioner
from clip_encoder import ClipEncoder
from invocations import deadline_seconds, milliseconds_since
from prompt_requests import Task


@dataclass(frozen=True)
class Term:
    """A phrase of the prompt, with the cosine of phrase and picture."""

    table: str
    text: str
    similarity: float


@dataclass(frozen=True)
class Interrogated:
    task: Task
    caption: str
    prompt: modes.Prompt
    terms: list[Term]  # in the prompt's order
    model: dict[str, str]  # {"caption", "clip", "words"}
    timing_ms: dict[str, float]


@dataclass(frozen=True)
class Chosen:
    """What model_name.json chooses."""

    caption: str
    clip: str
    words: str
    caption_folder: Path
    clip_folder: Path


@dataclass(frozen=True)
class Model:
    about: dict[str, str]  # {"caption", "clip", "words"}
    captioner: Captioner
    clip: ClipEncoder
    ranking: ranking.Ranking
    deadline_seconds: float

    def interrogate(self, task: Task) -> Interrogated:
        """Never later than the task's deadline, or the endpoint's own, by more than a step."""
        started = time.monotonic()
        deadline = started + min(task.deadline_ms / 1000, self.deadline_seconds)
        caption = "" if task.mode == "negative" else task.caption or self.captioner.caption(task.picture, deadline)
        late = time.monotonic() > deadline
        caption_ms = milliseconds_since(started)
        started = time.monotonic()
        embedding = self.clip.embedding(task.picture)
        composer = modes.Composer(self.clip.texts, self.ranking, embedding, deadline)
        prompt = _compose(composer, task, caption)
        terms = [
            Term(self.ranking.table_of(p), self.ranking.phrases[p], round(float(composer.similarities[p]), 6))
            for p in prompt.places
        ]
        timing = {"decode": task.decode_ms, "caption": caption_ms, "prompt": milliseconds_since(started)}
        prompt = replace(prompt, deadline_hit=late or prompt.deadline_hit)
        return Interrogated(task, caption, prompt, terms, self.about, timing)


def choose(options: dict[str, str]) -> Chosen:
    """The models that model_name.json names, beside model.py.

    @raises FileNotFoundError when option.model_id is no folder or has no CLIP in it
    """
    names = weights.config_of(Path(options["model_dir"]), "model_name.json")
    folder = weights.folder_of(options)
    clip_folder = folder / names.get("clip_folder", "clip")
    kind = options.get("words") or names.get("words", "seller")
    return Chosen(names["caption_model_name"], names["clip_model_name"], kind, folder, clip_folder)


def load(options: dict[str, str], chosen: Chosen, captioner: Captioner, clip: ClipEncoder) -> Model:
    """All phrases' embeddings and a first answer.

    @raises ArithmeticError when a model answers NaN or Inf
    """
    model_dir = Path(options["model_dir"])
    kept = Path(options.get("tables") or weights.place_beside(model_dir, "tables"))
    tables = words.load(chosen.words, options.get("data_path"))
    folders = [chosen.caption_folder, model_dir, kept]
    matrix = ranking.load(clip.texts, clip.fingerprint, tables, folders, f"words-{chosen.words}.safetensors")
    about = {"caption": chosen.caption, "clip": chosen.clip, "words": chosen.words}
    model = Model(about, captioner, clip, matrix, deadline_seconds(options))
    _warm_up(model)
    return model


def _warm_up(model: Model) -> None:
    picture = Image.new("RGB", (224, 224))
    model.captioner.check_finite(picture)
    hardware.check_finite(model.clip.embedding(picture), "CLIP's picture side")
    hardware.check_finite(model.clip.texts.encode(["a picture"]), "CLIP's text side")
    hardware.check_finite(model.ranking.matrix, "the phrases' embeddings, or CLIP's text side,")
    model.interrogate(Task(picture, max_flavors=3, min_flavors=1))


def _compose(composer: modes.Composer, task: Task, caption: str) -> modes.Prompt:
    if task.mode == "caption":
        return composer.caption(caption)
    if task.mode == "negative":
        return composer.negative(task.max_flavors)
    if task.mode == "best":
        return composer.best(caption, task.min_flavors, task.max_flavors)
    compose = composer.classic if task.mode == "classic" else composer.fast
    return compose(caption, task.max_flavors)
