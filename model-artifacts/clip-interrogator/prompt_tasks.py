"""A task for a prompt, and what was made of it; the forms of requests and the model share these types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:  # they import torch
    from captions import Box
    from modes import Prompt

LONGEST_DEADLINE = 3_600_000  # milliseconds; the option deadline_seconds is the one that counts


@dataclass(frozen=True)
class Task:
    """`encode` makes the JSON of the answer, in the form that the task was asked in."""

    picture: Image.Image
    encode: Callable[[Interrogated], Any] = field(repr=False)
    mode: str = "fast"
    caption: str | None = None
    max_flavors: int = 32
    min_flavors: int = 8
    deadline_ms: int = LONGEST_DEADLINE
    decode_ms: float = 0.0
    words: str | None = None  # the kind of word lists; None: the endpoint's
    caption_tokens: int | None = None  # the most; None: the captioner's own
    keeps_stop: bool = False  # whether phrases follow the caption's full stop, as in clip-interrogator
    reads: bool = True  # whether the answer says what is written on the product, and what is where


@dataclass(frozen=True)
class Term:
    """A phrase of the prompt, with the cosine of phrase and picture."""

    table: str
    text: str
    similarity: float


@dataclass(frozen=True)
class Interrogated:
    task: Task
    caption: str
    prompt: Prompt
    terms: list[Term]  # in the prompt's order
    model: dict[str, str]  # {"caption", "clip", "words"}, and "skipped" if boxes are missing from a captioner that tells
    timing_ms: dict[str, float]
    text: list[str] | None  # what is written on the product; None if nobody has read it
    boxes: list[Box] | None  # what is where; None if nobody has told

    def answer(self) -> Any:
        """The JSON of the answer, in the form that the task was asked in."""
        return self.task.encode(self)
