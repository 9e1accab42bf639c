"""What one item of an invocation holds: a bare picture with its attributes, or the values of a JSON object."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fields import Fields
from invocations import Item, Refused

RAW_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")


@dataclass(frozen=True)
class Body:
    """`raw`: the bytes of a bare picture, whose fields are its custom attributes; None for JSON."""

    raw: bytes | None
    fields: Fields


def read(item: Item, attributes: Sequence[str] = ()) -> Body:
    """The item's body; `attributes` are the values that a bare picture may come with, none where only JSON is taken."""
    kind = (item.get_property("content-type") or "").split(";")[0].strip().lower()
    data = b"" if item.is_empty() else bytes(item.get_as_bytes() or b"")
    if kind in RAW_TYPES and attributes:
        values = {name: item.get_property(name) for name in attributes}
        return Body(data, Fields(values, from_header=True))
    if kind != "application/json":
        known = ", ".join(("application/json",) + (RAW_TYPES if attributes else ()))
        raise Refused("UNSUPPORTED_CONTENT_TYPE", f"the content type must be one of {known}")
    return Body(None, Fields(json_object(data)))


def json_object(data: bytes) -> dict[str, Any]:
    """@raises Refused INVALID_JSON, also for NaN and Infinity, which Python would read"""
    try:
        value = json.loads(data.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as e:
        raise Refused("INVALID_JSON", "the body is not valid JSON in UTF-8") from e
    if not isinstance(value, dict):
        raise Refused("INVALID_JSON", "the body must be a JSON object")
    return value


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
