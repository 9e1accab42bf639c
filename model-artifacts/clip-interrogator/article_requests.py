"""The call of AWS's article about the Interrogator, and its answer: {"inputs", "parameters"} to {"outputs"}."""

from __future__ import annotations

from typing import Any

import bodies
import pictures
from fields import REQUIRED
from invocations import milliseconds_since
from prompt_requests import MAX_FLAVORS
from prompt_tasks import Interrogated, Task

MAX_LENGTH = 256  # tokens of a caption


def decode(body: bodies.Body, started: float) -> Task:
    """A request that came at `started`, a time.monotonic(); @raises Refused."""
    parameters = body.fields.object("parameters")
    tokens = parameters.whole("max_length", 32, 1, MAX_LENGTH)
    most = parameters.whole("max_flavors", 32, 1, MAX_FLAVORS)
    least = parameters.whole("min_flavors", 8, 0, MAX_FLAVORS)
    picture = pictures.decode(pictures.decode_base64(body.fields.get("inputs", REQUIRED)))
    return Task(
        picture,
        encode,
        mode="best",
        max_flavors=most,
        min_flavors=least,
        decode_ms=milliseconds_since(started),
        words="full",
        caption_tokens=tokens,
        keeps_stop=True,
        reads=False,
    )


def encode(result: Interrogated) -> dict[str, Any]:
    """The JSON object of the answer."""
    return {"outputs": result.prompt.text}
