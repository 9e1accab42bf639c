"""CLIP Interrogator: a picture in words, for people (caption) and for image generators (prompt).

In, either
  a picture (image/jpeg, image/png, image/webp, image/gif) with the custom attributes
    mode=fast;max_flavors=N;min_flavors=N;deadline_ms=N
  or JSON (application/json)
    {"image": base64, "mode": "fast" | "classic" | "best" | "negative" | "caption", "caption": text or null,
     "max_flavors": N, "min_flavors": N, "deadline_ms": N}
Out
    {"prompt", "caption", "mode", "truncated", "deadline_hit", "terms": [{"table", "text", "similarity"}],
     "model": {"caption", "clip", "words", "skipped" or missing}, "timing_ms", "text": [lines] or missing,
     "boxes": [{"label", "left", "top", "right", "bottom"}] or missing}
Also the call of AWS's article, which is answered as there, in mode best with the full word lists
    {"inputs": base64, "parameters": {"max_length": tokens of the caption, "max_flavors": N, "min_flavors": N}}
    {"outputs": prompt}

A caption, given or made, is the beginning of the prompt, without its full stop where phrases follow; negative makes none (""). text: lines read on
the product; [] if none were found; missing if the captioner cannot read (all but Florence-2), was not asked (a caption was given, or mode negative)
or ran out of time. boxes: at most 20 boxes of objects, in fractions of the picture's width and height; [] if nothing was found; missing in the same
cases. The boxes may take half of the time that is left for the prompt. skipped: why boxes are missing. max_flavors: 3 for classic, else 32. terms
are the phrases in the prompt, in their order, with the cosine of phrase and picture. truncated: something did not fit CLIP's 77 positions.
deadline_hit: the time was up, this is the best so far. Same picture, same versions: same answer, but timing.
model_name.json, beside this file, chooses both models by the article's names, {"caption_model_name", "clip_model_name"}; a name
that the weights do not fit stops the start.
Options: model_id (a folder: the caption model, and the CLIP in its folder clip), caption_model_name, clip_model_name (in place
of model_name.json's), words (seller or full), data_path (other word lists), tables (a folder), dtype, deadline_seconds.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import invocations
import prompt_forms
from invocations import Item
from prompt_tasks import Interrogated, Task

if TYPE_CHECKING:
    from djl_python import Output

    from captions import Captioner
    from hardware import Hardware
    from interrogator import Model
    from towers import Towers

_model: Model | None = None


def handle(inputs: Item) -> Output | None:
    """Called by the server: once with the options to load and warm up, then with every invocation."""
    global _model
    if _model is None:
        _model = load(inputs.get_properties())
        return None
    return answer(_model, inputs)


def load(options: dict[str, str]) -> Model:
    """Both models, all phrases' embeddings, and a first answer, so that the first caller does not wait for them.

    torch is imported here: the server gives the import of this file two minutes, whatever its options say.
    """
    import captions
    import hardware
    import interrogator

    chosen = interrogator.choose(options)
    captioner = load_caption_model(chosen.caption_folder, hardware.choose(options, captions.kind_of(chosen.caption_folder).half))
    clip = load_clip_model(chosen.clip_folder, hardware.choose(options))
    return interrogator.load(options, chosen, captioner, clip)


def load_caption_model(folder: Path, hardware: Hardware) -> Captioner:
    """The captioner in this folder, by transformers."""
    import captions

    return captions.Captioner(folder, hardware)


def load_clip_model(folder: Path, hardware: Hardware) -> Towers:
    """The CLIP in this folder, by the library that it was saved for."""
    import towers

    return towers.load_towers(folder, hardware)


def answer(model: Model, inputs: Item) -> Output:
    """One invocation, alone or a batch."""
    return invocations.serve(inputs, decode, lambda tasks: [predict(model, task) for task in tasks], encode)


def decode(item: Item) -> Task:
    """One item of an invocation to a Task, or Refused."""
    return prompt_forms.decode(item)


def predict(model: Model, task: Task) -> Interrogated:
    """Caption and prompt of the task's picture; never later than the deadline by more than a step."""
    return model.interrogate(task)


def encode(result: Interrogated) -> Any:
    """The JSON of the answer."""
    return result.answer()
