"""Requests for prompts in Vitrine's own form, and their answers; model.py has the contract."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import bodies
import pictures
from fields import REQUIRED
from invocations import milliseconds_since
from prompt_tasks import LONGEST_DEADLINE, Interrogated, Task

MODES = ("fast", "classic", "best", "negative", "caption")
ATTRIBUTES = ("mode", "max_flavors", "min_flavors", "deadline_ms")
MAX_FLAVORS = 64
LONGEST_CAPTION = 1000  # characters


def decode(body: bodies.Body, started: float) -> Task:
    """A request that came at `started`, a time.monotonic(); @raises Refused."""
    fields = body.fields
    mode = fields.choice("mode", "fast", MODES)
    most = fields.whole("max_flavors", 3 if mode == "classic" else 32, 1, MAX_FLAVORS)
    least = fields.whole("min_flavors", 8, 0, MAX_FLAVORS)
    milliseconds = fields.whole("deadline_ms", LONGEST_DEADLINE, 1, LONGEST_DEADLINE)
    caption = fields.text("caption", LONGEST_CAPTION)
    raw = body.raw if body.raw is not None else pictures.decode_base64(fields.get("image", REQUIRED))
    picture = pictures.decode(raw)
    return Task(picture, encode, mode, caption, most, least, milliseconds, milliseconds_since(started))


def encode(result: Interrogated) -> dict[str, Any]:
    """The JSON object of the answer."""
    prompt = result.prompt
    terms = [{"table": t.table, "text": t.text, "similarity": t.similarity} for t in result.terms]
    return {
        "prompt": prompt.text,
        "caption": result.caption,
        "mode": result.task.mode,
        "truncated": prompt.truncated,
        "deadline_hit": prompt.deadline_hit,
        "terms": terms,
        "model": result.model,
        "timing_ms": result.timing_ms,
    } | _seen(result)


def _seen(result: Interrogated) -> dict[str, Any]:
    """What the captioner was asked beside the caption."""
    seen: dict[str, Any] = {} if result.text is None else {"text": result.text}
    if result.boxes is not None:
        seen["boxes"] = [asdict(box) for box in result.boxes]
    return seen
