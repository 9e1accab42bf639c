"""A picture to a caption and a prompt: the captioner, CLIP and the phrases together."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

import hardware
import model_names
import modes
import prompt_requests
import ranking
import towers
import weights
import words
from captions import Captioner, Located
from invocations import deadline_seconds, milliseconds_since
from prompt_tasks import Interrogated, Task, Term


@dataclass(frozen=True)
class Chosen:
    """What model_name.json chooses; `words` is the kind of lists where a request does not say."""

    caption: str
    clip: str
    words: str
    caption_folder: Path
    clip_folder: Path


@dataclass(frozen=True)
class Model:
    chosen: Chosen
    captioner: Captioner
    clip: towers.Towers
    rankings: dict[str, ranking.Ranking]  # by the kind of word lists
    deadline_seconds: float

    def interrogate(self, task: Task) -> Interrogated:
        """Caption and prompt; ends at most one step after the task's deadline or the endpoint's, whichever is first."""
        started = time.monotonic()
        deadline = started + min(task.deadline_ms / 1000, self.deadline_seconds)
        caption, text, located = task.caption or "", None, Located(None, None)
        if not caption and task.mode != "negative":
            caption = self.captioner.caption(task.picture, deadline, task.caption_tokens)
            if task.reads:
                text = self.captioner.text(task.picture, deadline)
                located = self.captioner.boxes(task.picture, started, deadline)
        late = time.monotonic() > deadline
        caption_ms = milliseconds_since(started)
        started = time.monotonic()
        kind = task.words or self.chosen.words
        phrases = self.rankings[kind]
        embedding = towers.encode_picture(self.clip, task.picture)
        composer = modes.Composer(self.clip.texts, phrases, embedding, deadline)
        prompt = _compose(composer, task, caption)
        terms = [
            Term(phrases.table_of(p), phrases.phrases[p], round(float(composer.similarities[p]), 6))
            for p in prompt.places
        ]
        timing = {"decode": task.decode_ms, "caption": caption_ms, "prompt": milliseconds_since(started)}
        prompt = replace(prompt, deadline_hit=late or prompt.deadline_hit)
        about = {"caption": self.chosen.caption, "clip": self.chosen.clip, "words": kind}
        about |= {"skipped": located.skipped} if located.skipped else {}
        return Interrogated(task, caption, prompt, terms, about, timing, text, located.boxes)


def choose(options: dict[str, str]) -> Chosen:
    """The models that model_name.json names, beside model.py; options of the same names take the place of its.

    @raises FileNotFoundError when option.model_id is no folder, or lacks a model's configuration, or when there is no model_name.json
    @raises ValueError when a name is missing, or not known, or the weights are not of that name
    """
    names = model_names.read(Path(options["model_dir"]))
    names |= {name: options[name] for name in ("caption_model_name", "clip_model_name", "words") if options.get(name)}
    missing = [name for name in ("caption_model_name", "clip_model_name") if name not in names]
    if missing:
        raise ValueError(f"{model_names.FILE} must say {' and '.join(missing)}, or an option of that name must")
    folder = weights.folder_of(options)
    clip_folder = folder / names.get("clip_folder", "clip")
    kind = names.get("words", "seller")
    words.check(kind)
    model_names.check_captioner(names["caption_model_name"], folder)
    model_names.check_clip(names["clip_model_name"], clip_folder, published=folder)
    return Chosen(names["caption_model_name"], names["clip_model_name"], kind, folder, clip_folder)


def load(options: dict[str, str], chosen: Chosen, captioner: Captioner, clip: towers.Towers) -> Model:
    """All phrases' embeddings and a first answer.

    @raises ArithmeticError when a model answers NaN or Inf
    """
    model_dir = Path(options["model_dir"])
    kept = Path(options.get("tables") or weights.place_beside(model_dir, "tables"))
    tables = {kind: words.load(kind, options.get("data_path")) for kind in words.KINDS}
    full = ranking.load(clip, captioner.hardware.device, tables["full"], [chosen.caption_folder, model_dir, kept])
    rankings = {"full": full, "seller": full.of(tables["seller"])}
    model = Model(chosen, captioner, clip, rankings, deadline_seconds(options))
    _warm_up(model)
    return model


def _warm_up(model: Model) -> None:
    picture = Image.new("RGB", (224, 224))
    model.captioner.check_finite(picture)
    hardware.check_finite(towers.encode_picture(model.clip, picture), "CLIP's picture side")
    hardware.check_finite(model.clip.encode_texts(["a picture"]), "CLIP's text side")
    hardware.check_finite(model.rankings["full"].matrix, "the file of the phrases' embeddings")
    model.interrogate(Task(picture, prompt_requests.encode, max_flavors=3, min_flavors=1))


def _compose(composer: modes.Composer, task: Task, caption: str) -> modes.Prompt:
    if task.mode == "caption":
        return composer.caption(caption)
    if task.mode == "negative":
        return composer.negative(task.max_flavors)
    head = caption if task.keeps_stop else modes.without_stop(caption)
    if task.mode == "best":
        return composer.best(head, task.min_flavors, task.max_flavors)
    compose = composer.classic if task.mode == "classic" else composer.fast
    return compose(head, task.max_flavors)
