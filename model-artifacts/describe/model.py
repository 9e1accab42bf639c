"""CLIP and CLIP Interrogator in one process, for sellers whose pictures do not keep two GPUs busy.

In, out and errors: those of ../clip/model.py and ../clip-interrogator/model.py. A request that has texts or names labels (label_set,
candidate_labels, groups or prompt; a raw picture: label_set) is CLIP's, any other the Interrogator's. One at a time: a picture's
tags wait while another's prompt is written.
CLIP is the Interrogator's own, in its clip_folder. A picture is encoded once, whether its tags or its prompt are asked for first.
Options: the Interrogator's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import clip_model
import interrogator_model
import label_forms
from invocations import Item

if TYPE_CHECKING:
    from djl_python import Output

    from interrogator import Model as InterrogatorModel
    from scoring import Model as ClipModel


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
    """Both models, each by its own module, and one CLIP for both; torch is imported here, as theirs is."""
    import scoring
    import seen

    prompts = interrogator_model.load(options)
    clip = seen.OncePerPicture(prompts.clip)
    own = {"model_id": str(prompts.chosen.clip_folder), "model_name": prompts.chosen.clip}
    return Both(scoring.load(options | own, clip), replace(prompts, clip=clip))


def answer(models: Both, inputs: Item) -> Output:
    """One invocation, by the model that it asks."""
    if label_forms.names_labels(inputs.get_batches()[0]):
        return clip_model.answer(models.clip, inputs)
    return interrogator_model.answer(models.interrogator, inputs)
