"""Requests for labels in Vitrine's own form, and their answers; model.py has the contract."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

import bodies
import pictures
from fields import Fields, is_text
from invocations import Refused, milliseconds_since
from label_tasks import Group, Scored, ScoredGroup, Subject, Task
from labels import DEFAULT_TEMPLATES, MAX_CHARACTERS, MAX_LABELS, check

MAX_GROUPS = 64
ATTRIBUTES = ("label_set", "top_k", "multi_label", "embedding")


def decode(body: bodies.Body, started: float) -> Task:
    """A request that came at `started`, a time.monotonic(); @raises Refused."""
    fields = body.fields
    wanted = _wanted(body)
    groups = tuple(_group(values, wanted.named, fields.from_header) for values in wanted.groups)
    subject = _subject(fields) if body.raw is None else Subject(pictures.decode(body.raw))
    single = fields.get("groups") is None and len(groups) == 1
    return Task(subject, groups, encode, single, fields.flag("embedding"), milliseconds_since(started))


def encode(scored: Scored) -> dict[str, Any]:
    """The JSON object of the answer."""
    groups = [_encoded(group) for group in scored.groups]
    about: dict[str, Any] = {"name": scored.model, "logit_scale": round(scored.logit_scale, 4)}
    answer: dict[str, Any] = {"groups": groups}
    if scored.task.single:
        about |= {"label_set": groups[0]["label_set"], "labels_sha256": groups[0]["labels_sha256"]}
        answer = {"predictions": groups[0]["predictions"]}
    if scored.task.embedding:
        answer["embedding"] = base64.b64encode(scored.embedding.astype("<f2").tobytes()).decode()
    return answer | {"model": about, "timing_ms": scored.timing_ms}


def _encoded(group: ScoredGroup) -> dict[str, Any]:
    name = group.label_set
    predictions = [{"label": p.label, "score": p.score} for p in group.predictions]
    return {"name": group.name, "predictions": predictions, "label_set": name, "labels_sha256": name}


class Wanted(NamedTuple):
    """Whether groups are named as such, and the values of each group."""

    named: bool
    groups: list[Any]


def _wanted(body: bodies.Body) -> Wanted:
    """@raises Refused"""
    fields, groups = body.fields, body.fields.get("groups")
    names = fields.get("label_set")
    if body.raw is not None and isinstance(names, str) and "," in names:
        groups = [dict(fields.values, label_set=name.strip()) for name in names.split(",")]
    if groups is None:
        return Wanted(False, [fields.values])
    if not isinstance(groups, list) or not 1 <= len(groups) <= MAX_GROUPS:
        raise Refused("INVALID_JSON", f"groups must be a list of 1 to {MAX_GROUPS}")
    if body.raw is None and not {"candidate_labels", "label_set"}.isdisjoint(fields.values):
        raise Refused("INVALID_LABELS", "give groups, or candidate_labels or label_set, not both")
    return Wanted(True, groups)


def _subject(fields: Fields) -> Subject:
    image, stored = fields.get("image"), fields.get("embedding_of_image")
    if (image is None) == (stored is None):
        raise Refused("INVALID_JSON", "give image or embedding_of_image, one of the two")
    if stored is None:
        return Subject(picture=pictures.decode(pictures.decode_base64(image)))
    return Subject(stored=_stored(stored))


def _stored(text: Any) -> NDArray[np.float32]:
    """float32 [D], from base64 of little-endian float16 [D]."""
    try:
        numbers = np.frombuffer(pictures.bytes_of(text), dtype="<f2").astype(np.float32)  # [D]
    except (AttributeError, ValueError) as e:
        raise Refused("INVALID_IMAGE", "embedding_of_image is not base64 of little-endian float16 numbers") from e
    if not np.isfinite(numbers).all() or not numbers.any():
        raise Refused("INVALID_IMAGE", "embedding_of_image must have finite numbers, not all of them 0")
    return numbers


def _group(values: Any, named: bool, from_header: bool) -> Group:
    if not isinstance(values, Mapping):
        raise Refused("INVALID_JSON", "each group must be an object")
    fields = Fields(values, from_header)
    label_set, sent = fields.get("label_set"), fields.get("candidate_labels")
    if label_set is not None and not is_text(label_set, MAX_CHARACTERS):
        raise Refused("INVALID_LABELS", "label_set must be the name of a label set")
    known = None
    if sent is not None:
        template = fields.get("hypothesis_template", DEFAULT_TEMPLATES)
        known = check(sent, [template] if isinstance(template, str) else template)
        if label_set not in (None, known.name):
            raise Refused("INVALID_LABELS", "label_set is not the name of these candidate_labels")
        label_set = known.name
    elif label_set is None:
        raise Refused("INVALID_LABELS", "give candidate_labels or the name of a label_set")
    name = fields.text("name", 100) if named and not from_header else None
    top_k = fields.whole("top_k", MAX_LABELS, 1, MAX_LABELS)
    return Group(name or label_set, label_set, known, fields.flag("multi_label"), top_k)
