"""Labels and templates as they are sent: their limits, their checks, and the name of a set of them."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from fields import is_text
from invocations import Refused

MAX_LABELS = 5000
MAX_TEMPLATES = 16
MAX_CHARACTERS = 200
DEFAULT_TEMPLATES = ("a photo of {}",)


@dataclass(frozen=True)
class Labels:
    """What a set is made of: texts in their order, as they were sent; each template has {} once."""

    labels: tuple[str, ...]
    templates: tuple[str, ...] = DEFAULT_TEMPLATES

    @property
    def name(self) -> str:
        """Lowercase hex SHA-256 of the compact JSON {"labels":[...],"templates":[...]}, in UTF-8 as it is."""
        value = {"labels": self.labels, "templates": self.templates}
        return hashlib.sha256(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def check(labels: object, templates: object, name: str = "candidate_labels") -> Labels:
    """Labels and templates as a request has them, the labels by this name; @raises Refused INVALID_LABELS."""
    known = Labels(_texts(name, labels, MAX_LABELS), _texts("templates", templates, MAX_TEMPLATES))
    if not all(template.count("{}") == 1 for template in known.templates):
        raise Refused("INVALID_LABELS", "each template must contain {} exactly once")
    return known


def _texts(what: str, texts: object, most: int) -> tuple[str, ...]:
    if not isinstance(texts, Sequence) or isinstance(texts, str) or not 1 <= len(texts) <= most:
        raise Refused("INVALID_LABELS", f"{what} must be a list of 1 to {most} texts")
    if not all(is_text(text, MAX_CHARACTERS) for text in texts):
        raise Refused("INVALID_LABELS", f"{what} must be texts of 1 to {MAX_CHARACTERS} characters, not blank")
    if len(set(texts)) != len(texts):
        raise Refused("INVALID_LABELS", f"{what} must be different from each other")
    return tuple(texts)
