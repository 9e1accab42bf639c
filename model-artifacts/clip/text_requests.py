"""Requests for what texts mean to the model, and their answers; model.py has the contract."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

import bodies
from fields import is_text
from invocations import Refused, milliseconds_since
from labels import MAX_CHARACTERS

MAX_TEXTS = 64


@dataclass(frozen=True)
class Texts:
    """Texts in their order, as they were sent."""

    texts: tuple[str, ...]
    decode_ms: float = 0.0


@dataclass(frozen=True)
class Embedded:
    task: Texts
    embeddings: NDArray[np.float32]  # [N, D], rows of length 1
    model: str
    timing_ms: dict[str, float]

    def answer(self) -> dict[str, Any]:
        """The JSON object of the answer."""
        rows = self.embeddings.astype("<f2")
        return {
            "embeddings": [base64.b64encode(row.tobytes()).decode() for row in rows],
            "model": {"name": self.model},
            "timing_ms": self.timing_ms,
        }


def decode(body: bodies.Body, started: float) -> Texts:
    """A request that came at `started`, a time.monotonic(); @raises Refused INVALID_JSON."""
    fields = body.fields
    texts = fields.get("texts")
    if fields.get("image") is not None or fields.get("embedding_of_image") is not None:
        raise Refused("INVALID_JSON", "give texts or a picture, one of the two")
    if not isinstance(texts, list) or not 1 <= len(texts) <= MAX_TEXTS:
        raise Refused("INVALID_JSON", f"texts must be a list of 1 to {MAX_TEXTS}")
    if not all(is_text(text, MAX_CHARACTERS) for text in texts):
        raise Refused("INVALID_JSON", f"texts must have 1 to {MAX_CHARACTERS} characters each, not blank")
    return Texts(tuple(texts), milliseconds_since(started))
