"""CLIP and CLIP Interrogator in one process, for sellers whose pictures do not keep two GPUs busy.

In, out and errors: those of ../clip/model.py and ../clip-interrogator/model.py. A request that names labels (label_set,
candidate_labels or groups; a raw picture: label_set) is CLIP's, any other the Interrogator's. One at a time: a picture's
tags wait while another's prompt is written.
Options: the Interrogator's; CLIP is the one that it has in clip_folder.
"""

import json
from pathlib import Path

import clip_model
import interrogator_model

LABELS = ("label_set", "candidate_labels", "groups")

_loaded = False


def handle(inputs):
    """Called by the server: once with the options to load and warm up, then with every invocation, one at a time."""
    global _loaded
    if not _loaded:
        load(inputs.get_properties())
        _loaded = True
        return None
    return (clip_model if names_labels(inputs) else interrogator_model).handle(inputs)


def load(options):
    """Both models, each by its own module."""
    interrogator_model._model = interrogator_model.load(options)
    names = json.loads(Path(options["model_dir"], "model_name.json").read_text("utf-8"))
    weights = str(Path(options["model_dir"], options.get("model_id") or ".", names["clip_folder"]))
    clip_model._model = clip_model.load(options | {"model_id": weights, "model_name": names["clip_model_name"]})


def names_labels(inputs):
    """Whether it is CLIP that is asked; what cannot be read is the Interrogator's to refuse."""
    item = inputs.get_batches()[0]
    if (item.get_property("content-type") or "").startswith("image/"):
        return item.get_property("label_set") is not None
    try:
        values = json.loads(bytes(item.get_as_bytes() or b"") if not item.is_empty() else b"")
    except ValueError:
        return False
    return isinstance(values, dict) and any(values.get(name) is not None for name in LABELS)
