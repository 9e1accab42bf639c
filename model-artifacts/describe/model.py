"""CLIP and CLIP Interrogator in one process, for sellers whose pictures do not keep two GPUs busy.

In, out and errors: those of ../clip/model.py and ../clip-interrogator/model.py. A request that names labels (label_set,
candidate_labels or groups; a raw picture: label_set) is CLIP's, any other the Interrogator's. One at a time: a picture's
tags wait while another's prompt is written.
Options: the Interrogator's; CLIP is the one that it has in clip_folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import bodies
import clip_model
import interrogator_model
from invocations import Item, Refused

if TYPE_CHECKING:
    from djl_python import Output

    from interrogator import Model as InterrogatorModel
    from scoring import Model as ClipModel

LABELS = ("label_set", "candidate_labels", "groups")


@dataclass(frozen=True)
class Both:
    clip: ClipModel
    interrogator: InterrogatorModel


_models: Both | None = None


def handle(inputs: Item) -> Output | None:
    """Called by the server: once with the options to load and warm up, then with every invocation, one at a time."""
    global _models
    if _models is None:
        _models = load(inputs.get_properties())
        return None
    return answer(_models, inputs)


def load(options: dict[str, str]) -> Both:
    """Both models, each by its own module; torch is imported here, as theirs is."""
    import interrogator

    chosen = interrogator.choose(options)
    prompts = interrogator_model.load(options)
    labels = clip_model.load(options | {"model_id": str(Path(chosen.clip_folder)), "model_name": chosen.clip})
    return Both(labels, prompts)


def answer(models: Both, inputs: Item) -> Output:
    """One invocation, by the model that it asks."""
    if names_labels(inputs):
        return clip_model.answer(models.clip, inputs)
    return interrogator_model.answer(models.interrogator, inputs)


def names_labels(inputs: Item) -> bool:
    """Whether it is CLIP that is asked; what cannot be read is the Interrogator's to refuse."""
    try:
        fields = bodies.read(inputs.get_batches()[0], LABELS).fields
    except Refused:
        return False
    return any(fields.get(name) is not None for name in LABELS)
