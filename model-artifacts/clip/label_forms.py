"""Which form of request an item is in; each form has a file."""

import time
from collections.abc import Mapping

import article_labels
import bodies
import label_requests
import pipeline_labels
import text_requests
from invocations import Item, Refused
from label_tasks import Task

NAMES = (*label_requests.ATTRIBUTES, "candidate_labels", "groups", "prompt", "texts", "inputs", "parameters")


def decode(item: Item) -> Task | text_requests.Texts:
    """One item of an invocation to a Task or Texts, which knows how it is answered; @raises Refused."""
    started = time.monotonic()
    body = bodies.read(item, label_requests.ATTRIBUTES)
    if body.raw is None and body.fields.get("prompt") is not None:
        return article_labels.decode(body, started)
    if body.raw is None and body.fields.get("inputs") is not None:
        return pipeline_labels.decode(body, started)
    if body.raw is None and body.fields.get("texts") is not None:
        return text_requests.decode(body, started)
    return label_requests.decode(body, started)


def names_labels(item: Item) -> bool:
    """Whether the item asks about labels or texts, in one of the forms; False for a body that cannot be read."""
    try:
        fields = bodies.read(item, NAMES).fields
    except Refused:
        return False
    parameters = fields.get("parameters")
    inner = parameters.get("candidate_labels") if isinstance(parameters, Mapping) else None
    names = ("label_set", "candidate_labels", "groups", "prompt", "texts")
    return inner is not None or any(fields.get(name) is not None for name in names)
