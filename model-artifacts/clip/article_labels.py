"""The call of AWS's article about CLIP, and its answer: {"image", "prompt"} to [[score]], one row for the one picture."""

from __future__ import annotations

import bodies
import labels
import pictures
from fields import REQUIRED
from invocations import milliseconds_since
from label_tasks import Group, Scored, Subject, Task

AS_THEY_ARE = ("{}",)  # the template of prompts that are whole sentences


def decode(body: bodies.Body, started: float) -> Task:
    """A request that came at `started`, a time.monotonic(); @raises Refused."""
    prompts = body.fields.get("prompt")
    sent = labels.check([prompts] if isinstance(prompts, str) else prompts, AS_THEY_ARE, "prompt")
    picture = pictures.decode(pictures.decode_base64(body.fields.get("image", REQUIRED)))
    group = Group("prompt", sent.name, sent)
    return Task(Subject(picture), (group,), encode, decode_ms=milliseconds_since(started))


def encode(scored: Scored) -> list[list[float]]:
    """The prompts' scores in their order."""
    (group,) = scored.groups
    scores = {prediction.label: prediction.score for prediction in group.predictions}
    (asked,) = scored.task.groups
    return [[scores[label] for label in asked.labels.labels]] if asked.labels else []
