"""What one item of an invocation holds: a bare picture with its attributes, or the values of a JSON object.

A content type that says nothing (none, application/octet-stream) leaves it to the first bytes. A body may be gzip, and
its JSON may begin with a byte order mark.
"""

import gzip
import io
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fields import Fields
from invocations import Item, Refused

RAW_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")
OTHER_NAMES = ("image/jpg", "image/pjpeg", "image/x-png", "application/x-image")  # of pictures' types, as clients send them
SILENT_TYPES = ("", "application/octet-stream", "binary/octet-stream")
LARGEST = 32 * 1024 * 1024  # bytes of a body when it is unpacked: a picture of 20 MiB in base64, and labels
GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Body:
    """`raw`: the bytes of a bare picture, whose fields are its custom attributes; None for JSON."""

    raw: bytes | None
    fields: Fields


def read(item: Item, attributes: Sequence[str] = ()) -> Body:
    """The item's body; `attributes` are the values that a bare picture may come with, none where only JSON is taken.

    @raises Refused UNSUPPORTED_CONTENT_TYPE, INVALID_JSON, or IMAGE_TOO_LARGE for gzip that unpacks to more than LARGEST
    """
    kind = (item.get_property("content-type") or "").split(";")[0].strip().lower()
    data = _unpacked(b"" if item.is_empty() else bytes(item.get_as_bytes() or b""))
    if kind in SILENT_TYPES:
        kind = RAW_TYPES[0] if attributes and data and not _looks_like_json(data) else "application/json"
    if kind in (*RAW_TYPES, *OTHER_NAMES) and attributes:
        values = {name: item.get_property(name) for name in attributes}
        return Body(data, Fields(values, from_header=True))
    if kind != "application/json":
        known = ", ".join(("application/json",) + (RAW_TYPES if attributes else ()))
        raise Refused("UNSUPPORTED_CONTENT_TYPE", f"the content type must be one of {known}")
    return Body(None, Fields(json_object(data)))


def json_object(data: bytes) -> dict[str, Any]:
    """@raises Refused INVALID_JSON, also for NaN and Infinity, which Python would read"""
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        value = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as e:
        raise Refused("INVALID_JSON", "the body is not valid JSON in UTF-8") from e
    if not isinstance(value, dict):
        raise Refused("INVALID_JSON", "the body must be a JSON object")
    return value


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(GZIP):  # no picture and no JSON begins so
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            unpacked = file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as e:
        raise Refused("INVALID_JSON", "the body is damaged gzip") from e
    if len(unpacked) > LARGEST:
        raise Refused("IMAGE_TOO_LARGE", f"the body unpacks to more than {LARGEST} bytes")
    return unpacked


def _looks_like_json(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[") or data[:2] in (b"\xff\xfe", b"\xfe\xff")


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
