"""The call of Hugging Face's pipeline zero-shot-image-classification: {"inputs", "parameters"} to [{"score", "label"}]."""

from __future__ import annotations

from typing import Any

import bodies
import labels
import pictures
from fields import REQUIRED
from invocations import Refused, milliseconds_since
from label_tasks import Group, Scored, Subject, Task

TEMPLATE = "This is a photo of {}."  # the pipeline's default


def decode(body: bodies.Body, started: float) -> Task:
    """A request that came at `started`, a time.monotonic(); @raises Refused."""
    parameters = body.fields.object("parameters")
    if parameters.get("candidate_labels") is None:
        raise Refused("INVALID_LABELS", "give candidate_labels in parameters")
    sent = labels.check(parameters.get("candidate_labels"), [parameters.get("hypothesis_template", TEMPLATE)])
    picture = pictures.decode(pictures.decode_base64(body.fields.get("inputs", REQUIRED)))
    group = Group("candidate_labels", sent.name, sent, as_trained=True)  # the pipeline scores a SigLIP by sigmoid
    return Task(Subject(picture), (group,), encode, decode_ms=milliseconds_since(started))


def encode(scored: Scored) -> list[dict[str, Any]]:
    """Scores and labels, best first."""
    (group,) = scored.groups
    return [{"score": prediction.score, "label": prediction.label} for prediction in group.predictions]
