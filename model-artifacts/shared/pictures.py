"""Bytes to a picture that a model can look at, or the reason why not.

In:  JPEG, PNG, WebP or GIF (first frame) of at most MAX_BYTES and MAX_PIXELS, at least MIN_SIDE pixels a side.
Out: a PIL picture, mode RGB, upright (EXIF applied), opaque (composed on white), 8 bits a channel, wholly decoded.
Fails with Refused: INVALID_IMAGE, or IMAGE_TOO_LARGE before anything is decoded.
"""

import base64
import io
import struct
import zlib

import numpy as np
from PIL import Image

from invocations import Refused

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
MIN_SIDE = 16
MAX_RATIO = 32  # encoders scale the short side to 224 pixels or more: a 16 x 40,000 strip would grow to gigabytes
ENOUGH = 1024  # no model that reads pictures looks closer; a larger JPEG is decoded at 1/2, 1/4 or 1/8, never below this on a side

# What Pillow's readers are known to raise on damaged or hostile files.
DAMAGED = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, OverflowError, struct.error, zlib.error)

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def decode_base64(text: object) -> bytes:
    """The bytes of a picture given as base64, with or without a data: prefix."""
    if not isinstance(text, str) or not text:
        raise Refused("INVALID_IMAGE", "the picture must be a base64 string")
    if text[:5].lower() == "data:":
        head, _, text = text.partition(",")
        if not head.lower().endswith(";base64"):
            raise Refused("INVALID_IMAGE", "a data: URI must be base64")
    elif text[:8].lower().startswith(("http://", "https://")):
        raise Refused("INVALID_IMAGE", "the picture must be base64, not an address: nothing is fetched")
    try:
        data = bytes_of(text)
    except ValueError as e:
        raise Refused("INVALID_IMAGE", "the picture is not valid base64") from e
    if len(data) > MAX_BYTES:
        raise Refused("IMAGE_TOO_LARGE", f"the picture is larger than {MAX_BYTES} bytes")
    return data


def bytes_of(text: str) -> bytes:
    """What this base64 stands for: of RFC 4648's two alphabets, with or without line breaks and padding.

    @raises ValueError
    """
    letters = "".join(text.split()).rstrip("=").replace("-", "+").replace("_", "/")
    return base64.b64decode(letters + "=" * (-len(letters) % 4), validate=True)


def decode(data: bytes, exact: bool = False) -> Image.Image:
    """The picture in these bytes: RGB, upright, opaque; `exact`: in its own size, else perhaps smaller, see ENOUGH."""
    if len(data) > MAX_BYTES:
        raise Refused("IMAGE_TOO_LARGE", f"the picture is larger than {MAX_BYTES} bytes")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as file:
            _check_size(*file.size)
            turn = TURNS.get(_orientation(file) or 1)
            if not exact:
                file.draft(None, (ENOUGH, ENOUGH))  # None keeps the mode
            file.load()
            picture = _flatten(file)
            return picture.transpose(turn) if turn is not None else picture
    except Image.DecompressionBombError as e:
        raise Refused("IMAGE_TOO_LARGE", f"the picture has more than {MAX_PIXELS} pixels") from e
    except DAMAGED as e:
        raise Refused("INVALID_IMAGE", "the bytes are not a whole JPEG, PNG, WebP or GIF picture") from e


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise Refused("IMAGE_TOO_LARGE", f"the picture has {width} x {height} pixels, more than {MAX_PIXELS}")
    if min(width, height) < MIN_SIDE:
        raise Refused("INVALID_IMAGE", f"the picture has {width} x {height} pixels, less than {MIN_SIDE} on a side")
    if max(width, height) > MAX_RATIO * min(width, height):
        raise Refused("INVALID_IMAGE", f"the picture is more than {MAX_RATIO} times as long as wide")


def _orientation(picture: Image.Image) -> int | None:
    """EXIF tag 0x0112; a damaged EXIF block means no turn: the pixels may still be good."""
    try:
        return picture.getexif().get(0x0112)
    except DAMAGED:
        return None


def _flatten(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # 16 bits of grey: convert() would clip at 255 and turn nearly all of it white
        picture = Image.fromarray((np.asarray(picture).astype(np.uint32) >> 8).astype(np.uint8))
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    return picture.convert("RGB")
