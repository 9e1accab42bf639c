"""What the generated pictures show, and their samples: slow gradients and four patches, no two corners alike, so that any turn shows."""

import io
import struct

import numpy as np
from PIL import Image, ImageOps

WIDTH, HEIGHT = 150, 100


def scene(width=WIDTH, height=HEIGHT):
    y, x = np.mgrid[0:height, 0:width] / np.array([height, width]).reshape(2, 1, 1)
    picture = np.stack([60 + 150 * x, 200 - 120 * y, 70 + 90 * x * y + 60 * (1 - x)], -1)
    for row, column, color in ((0, 0, (200, 30, 40)), (0, 3, (40, 140, 60)), (3, 0, (50, 70, 180)), (3, 3, (225, 190, 60))):
        top, left = row * height // 4, column * width // 4
        picture[top : top + height // 4, left : left + width // 4] = color
    return picture / 255


def to8(samples):
    return np.round(np.clip(samples, 0, 1) * 255).astype(np.uint8)


def gray_of(picture):
    return picture @ np.array([0.299, 0.587, 0.114])


def flat(picture, alpha):
    """The picture on white."""
    return picture * alpha[..., None] + 1 - alpha[..., None]


def wedge(width=WIDTH, height=HEIGHT):
    """Transparent at the left, opaque at the right."""
    return np.clip(np.mgrid[0:height, 0:width][1] / (width * 0.7), 0, 1)


def quantized(values, depth):
    return np.round(np.clip(values, 0, 1) * (2**depth - 1)).astype(np.int64)


def shown(samples, depth):
    return samples / (2**depth - 1)


def palette_of(blue):
    """uint8 [count, 3]: red rises and green falls beside this blue [count]."""
    return np.stack([np.linspace(60, 220, len(blue)), np.linspace(200, 90, len(blue)), blue], -1).astype(np.uint8)


def packed(row, depth, order=">"):
    """The bytes of one row of samples; order: of the two bytes of a sample of 16 bits."""
    if depth == 16:
        return row.astype(order + "u2").tobytes()
    if depth == 8:
        return row.astype(np.uint8).tobytes()
    bits = (row[:, None] >> np.arange(depth)[::-1]) & 1
    return np.packbits(bits.astype(np.uint8).reshape(-1)).tobytes()


def saved(picture, format, **options):
    buffer = io.BytesIO()
    picture.save(buffer, format, **{key: value for key, value in options.items() if value is not None})
    return buffer.getvalue()


def decoded(data):
    """The first frame, without its profile."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")


def exif(orientation):
    return b"Exif\0\0" + struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def turned(picture, orientation):
    picture = picture.copy()
    picture.getexif()[0x0112] = orientation
    return ImageOps.exif_transpose(picture)


RGB = Image.fromarray(to8(scene()))
GRAY = Image.fromarray(to8(gray_of(scene())))
CMYK = Image.merge("CMYK", [*(ImageOps.invert(c) for c in RGB.split()), Image.new("L", RGB.size, 0)])
