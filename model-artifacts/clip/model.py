"""CLIP for tags: how well each label fits a picture.

In, either
  a picture (image/jpeg, image/png, image/webp, image/gif) with the custom attributes
    label_set=NAME[,NAME...];top_k=N;multi_label=true;embedding=true
  or JSON (application/json)
    {"image": base64, "candidate_labels": [text] | "label_set": NAME, "hypothesis_template": text or [text],
     "multi_label": false, "top_k": N, "embedding": false}
  or JSON with several groups, scored against the one picture
    {"image": base64, "embedding": false, "groups": [{"name": text, "candidate_labels" | "label_set": ..., ...}]}
  and JSON of either kind with "embedding_of_image" instead of "image": an embedding that this model answered with
Out
    {"predictions": [{"label", "score"}], "embedding"?, "model": {"name", "label_set", "labels_sha256"}, "timing_ms"}
  or for groups (and for several NAMEs)
    {"groups": [{"name", "predictions", "label_set", "labels_sha256"}], "embedding"?, "model": {"name"}, "timing_ms"}

predictions are sorted, best first, equal scores in the labels' order; top_k of them, or all. Scores are
softmax(logit_scale x cosine) over the set; with multi_label each label alone against the empty template. embedding is
base64 of little-endian float16 [D], of length 1. As embedding_of_image it is brought back to length 1 and scored as the
picture was, up to the rounding to float16: logits differ by at most logit_scale / 2048. NAME is the hash of labels and
templates (label_sets.name_of); one that is not known is answered with LABEL_SET_UNKNOWN and "label_sets": [NAME]; send
the labels once, they are kept.
Options: model_id (a folder), revision (for a hub id), model_name, label_sets (a folder), dtype, deadline_seconds.
"""

import base64
import json
import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.nn import functional

import hardware
import invocations
import label_sets
import pictures
import towers
import weights
from invocations import Fields, Refused

MAX_GROUPS = 64
RAW_FIELDS = ("label_set", "top_k", "multi_label", "embedding")


@dataclass(frozen=True)
class Group:
    """What to score: a set by its name, and its labels and templates if they were sent."""

    name: str
    label_set: str
    labels: tuple | None
    templates: tuple | None
    multi_label: bool
    top_k: int


@dataclass(frozen=True)
class Task:
    """A picture, or in its place the embedding of one: float32 [D] of length 1, D as the caller sent it."""

    picture: Image.Image | None
    stored: torch.Tensor | None
    groups: tuple
    single: bool
    embedding: bool
    decode_ms: float


@dataclass
class Model:
    name: str
    towers: object
    sets: label_sets.LabelSets
    deadline_seconds: float


_model = None


def handle(inputs):
    """Called by the server: once with the options to load and warm up, then with every invocation."""
    global _model
    if _model is None:
        _model = load(inputs.get_properties())
        return None
    return invocations.serve(inputs, decode, lambda tasks: predict(_model, tasks), encode)


def load(options):
    """The model, its label sets and a first answer, so that the first caller does not wait for either."""
    folder = _folder(options)
    sides = towers.load_towers(folder, *hardware.choose(options))
    kept = options.get("label_sets") or weights.place_beside(options["model_dir"], "label_sets")
    sets = label_sets.LabelSets(sides, kept)
    name = options.get("model_name") or weights.name_of(folder)
    model = Model(name, sides, sets, float(options.get("deadline_seconds", 45)))
    for known in _packed(Path(options["model_dir"])):
        sets.of(*known, deadline=float("inf"))
    labels, templates = ("picture",), label_sets.DEFAULT_TEMPLATES
    warm_up = Group("", label_sets.name_of(labels, templates), labels, templates, False, 1)
    (answer,) = predict(model, [Task(Image.new("RGB", (224, 224)), None, (warm_up,), True, True, 0.0)])
    _, scored, vector, _, _ = answer
    if not torch.isfinite(vector).all() or not all(math.isfinite(p["score"]) for _, _, ps in scored for p in ps):
        raise ArithmeticError("the model answers NaN or Inf: the weights are damaged, or option.dtype is too small for them")
    return model


def decode(item):
    """One item of an invocation to a Task, or Refused."""
    started = time.monotonic()
    raw, fields = invocations.read(item, RAW_FIELDS)
    groups = fields.get("groups")
    names = fields.get("label_set")
    if raw is not None and isinstance(names, str) and "," in names:
        groups = [dict(fields.values, label_set=name.strip()) for name in names.split(",")]
    wanted = [fields.values] if groups is None else groups
    if not isinstance(wanted, list) or not 1 <= len(wanted) <= MAX_GROUPS:
        raise Refused("INVALID_JSON", f"groups must be a list of 1 to {MAX_GROUPS}")
    if groups is not None and raw is None and not {"candidate_labels", "label_set"}.isdisjoint(fields.values):
        raise Refused("INVALID_LABELS", "give groups, or candidate_labels or label_set, not both")
    groups = tuple(_group(values, groups is not None, fields.from_header) for values in wanted)
    picture, stored = (pictures.decode(raw), None) if raw is not None else _subject(fields)
    single = fields.get("groups") is None and len(groups) == 1
    return Task(picture, stored, groups, single, fields.flag("embedding"), _ms(started))


def predict(model, tasks):
    """[Task] to [result or Refused]: one forward pass over all pictures, one product with each set's matrix."""
    deadline = time.monotonic() + model.deadline_seconds
    sets = [_sets(model, task, deadline) for task in tasks]
    seen = [task for task, found in zip(tasks, sets, strict=True) if not isinstance(found, Refused)]
    started = time.monotonic()
    vectors = iter(_vectors(model, seen))
    encode_ms = _ms(started)
    results = []
    for task, found in zip(tasks, sets, strict=True):
        results.append(found if isinstance(found, Refused) else _result(model, task, found, next(vectors), encode_ms))
    return results


def encode(result):
    """A result as the JSON object of the answer."""
    task, scored, vector, model, timing = result
    groups = [
        {"name": group.name, "predictions": predictions, "label_set": name, "labels_sha256": name}
        for group, name, predictions in scored
    ]
    about = {"name": model.name}
    answer = {"groups": groups}
    if task.single:
        about |= {"label_set": groups[0]["label_set"], "labels_sha256": groups[0]["labels_sha256"]}
        answer = {"predictions": groups[0]["predictions"]}
    if task.embedding:
        answer["embedding"] = base64.b64encode(vector.numpy().astype("<f2").tobytes()).decode()
    return answer | {"model": about, "timing_ms": timing}


def _subject(fields):
    """(picture, None) or (None, vector): what a JSON request wants to have scored."""
    image, stored = fields.get("image"), fields.get("embedding_of_image")
    if (image is None) == (stored is None):
        raise Refused("INVALID_JSON", "give image or embedding_of_image, one of the two")
    if stored is None:
        return pictures.decode(pictures.decode_base64(image)), None
    return None, _stored(stored)


def _stored(text):
    """float32 [D] of length 1, from base64 of little-endian float16 [D]."""
    try:
        numbers = np.frombuffer(base64.b64decode(text, validate=True), dtype="<f2").astype(np.float32)  # [D]
    except (TypeError, ValueError) as e:
        raise Refused("INVALID_IMAGE", "embedding_of_image is not base64 of little-endian float16 numbers") from e
    if not np.isfinite(numbers).all() or not numbers.any():
        raise Refused("INVALID_IMAGE", "embedding_of_image must have finite numbers, not all of them 0")
    return functional.normalize(torch.from_numpy(numbers), dim=0)


def _vectors(model, tasks):
    """For each task float32 [D] of length 1: its picture's, all encoded together, or the one it came with."""
    seen = [task.picture for task in tasks if task.stored is None]
    encoded = iter(model.towers.encode_pictures(seen) if seen else [])  # float32 [B, D]
    return [next(encoded) if task.stored is None else task.stored for task in tasks]


def _group(values, named, from_header):
    if not isinstance(values, dict):
        raise Refused("INVALID_JSON", "each group must be an object")
    fields = Fields(values, from_header)
    label_set, labels, templates = fields.get("label_set"), fields.get("candidate_labels"), None
    if label_set is not None and not invocations.is_text(label_set, label_sets.MAX_CHARACTERS):
        raise Refused("INVALID_LABELS", "label_set must be the name of a label set")
    if labels is not None:
        template = fields.get("hypothesis_template", label_sets.DEFAULT_TEMPLATES)
        labels, templates = label_sets.check(labels, [template] if isinstance(template, str) else template)
        if label_set not in (None, label_sets.name_of(labels, templates)):
            raise Refused("INVALID_LABELS", "label_set is not the name of these candidate_labels")
    elif label_set is None:
        raise Refused("INVALID_LABELS", "give candidate_labels or the name of a label_set")
    name = fields.text("name", None, 100) if named and not from_header else None
    top_k = fields.number("top_k", label_sets.MAX_LABELS, 1, label_sets.MAX_LABELS, whole=True)
    if labels is not None:
        label_set = label_sets.name_of(labels, templates)
    return Group(name or label_set, label_set, labels, templates, fields.flag("multi_label"), top_k)


def _sets(model, task, deadline):
    """The task's sets in the order of its groups, or Refused with the names of all that are not known."""
    known = {group.label_set: model.sets.known(group.label_set) for group in task.groups}
    unknown = [group.label_set for group in task.groups if known[group.label_set] is None and group.labels is None]
    if unknown:
        return Refused("LABEL_SET_UNKNOWN", "send the labels of these sets once", label_sets=unknown)
    try:
        return [known[g.label_set] or model.sets.of(g.labels, g.templates, deadline) for g in task.groups]
    except Refused as refused:
        return refused


def _result(model, task, sets, vector, encode_ms):
    started = time.monotonic()
    size = sets[0].vectors.shape[1]
    if len(vector) != size:
        return Refused("INVALID_IMAGE", f"embedding_of_image has {len(vector)} numbers, this model's have {size}")
    scored = []
    for group, label_set in zip(task.groups, sets, strict=True):
        logits = model.towers.logit_scale * (label_set.vectors @ vector)  # float32 [N]
        neutral = model.towers.logit_scale * (label_set.neutral @ vector)  # float32 []
        scores = torch.sigmoid(logits - neutral) if group.multi_label else logits.softmax(dim=0)  # [N]
        best = scores.sort(descending=True, stable=True).indices[: group.top_k].tolist()
        predictions = [{"label": label_set.labels[i], "score": round(float(scores[i]), 6)} for i in best]
        scored.append((group, label_set.name, predictions))
    timing = {"decode": task.decode_ms, "encode": encode_ms, "rank": _ms(started)}
    return task, scored, vector, model, timing


def _folder(options):
    """model_id as the server hands it over: a folder; or a hub id, which needs a pinned revision."""
    model_id = options.get("model_id") or ""
    folder = Path(options["model_dir"], model_id)
    if model_id and folder.is_dir():
        return folder
    if not options.get("revision"):
        raise ValueError("option.model_id must be a folder, or a hub id together with option.revision")
    from huggingface_hub import snapshot_download

    useless = ["*.bin", "*.h5", "*.msgpack"]  # the same weights in other formats
    return Path(snapshot_download(model_id, revision=options["revision"], ignore_patterns=useless))


def _packed(model_dir):
    """The sets of label_sets.json, [{"labels", "templates"}], which are known from the start."""
    path = model_dir / "label_sets.json"
    sets = json.loads(path.read_text("utf-8")) if path.is_file() else []
    return [label_sets.check(s["labels"], s.get("templates", label_sets.DEFAULT_TEMPLATES)) for s in sets]


def _ms(started):
    return round(1000 * (time.monotonic() - started), 2)
