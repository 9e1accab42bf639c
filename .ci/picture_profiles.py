"""ICC profiles, made here: matrix and curve, gray, and a printer's table."""

import io
import itertools
import struct

import numpy as np
from PIL import ImageCms

SRGB = ImageCms.createProfile("sRGB")


def fixed(value):
    return struct.pack(">i", round(value * 65536))


def xyz_tag(values):
    return b"XYZ \0\0\0\0" + b"".join(fixed(v) for v in values)


def curve_tag(gamma):
    return b"curv\0\0\0\0" + (struct.pack(">I", 0) if gamma == 1 else struct.pack(">IH", 1, round(gamma * 256)))


def text_tag(text):
    return b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text.encode() + b"\0" * 79


def icc(kind, space, connection, tags):
    tags = [("desc", text_tag("test")), ("cprt", b"text\0\0\0\0none\0"), ("wtpt", xyz_tag((0.9642, 1, 0.8249))), *tags]
    at, table, data = 128 + 4 + 12 * len(tags), b"", b""
    for name, body in tags:
        body += b"\0" * (-len(body) % 4)
        table += name.encode() + struct.pack(">II", at + len(data), len(body))
        data += body
    header = struct.pack(">I4sI4s4s4s12x4s4x4x4x4x8xI", 0, b"lcms", 0x02400000, kind, space, connection, b"acsp", 0)
    header = header[:68] + fixed(0.9642) + fixed(1) + fixed(0.8249) + b"\0" * 48
    whole = header[:128] + struct.pack(">I", len(tags)) + table + data
    return struct.pack(">I", len(whole)) + whole[4:]


BRADFORD_D65_D50 = np.array([[1.0478112, 0.0228866, -0.0501270], [0.0295424, 0.9904844, -0.0170491], [-0.0092345, 0.0150436, 0.7521316]])


def matrix_of(primaries, white):
    columns = np.array([[x / y, 1, (1 - x - y) / y] for x, y in primaries]).T
    x, y = white
    return columns * np.linalg.solve(columns, np.array([x / y, 1, (1 - x - y) / y]))


def rgb_profile(primaries, gamma, d50=False):
    matrix = matrix_of(primaries, (0.3457, 0.3585) if d50 else (0.3127, 0.3290))
    matrix = matrix if d50 else BRADFORD_D65_D50 @ matrix
    tags = [(n, xyz_tag(matrix[:, i])) for i, n in enumerate(("rXYZ", "gXYZ", "bXYZ"))]
    return icc(b"mntr", b"RGB ", b"XYZ ", tags + [(n, curve_tag(gamma)) for n in ("rTRC", "gTRC", "bTRC")])


SRGB_PRIMARIES = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))


def gray_profile(gamma):
    return icc(b"mntr", b"GRAY", b"XYZ ", [("kTRC", curve_tag(gamma))])


def cmyk_profile():
    """A table of 5 x 5 x 5 x 5 colors: inks as filters of light, a little impure, over paper that is not quite white."""
    steps, grid = 5, []
    filters = np.array([[0.10, 0.55, 0.85], [0.85, 0.12, 0.45], [0.95, 0.85, 0.12], [0.10, 0.10, 0.10]])
    for inks in itertools.product(np.linspace(0, 1, steps), repeat=4):
        light = np.prod(1 - np.array(inks)[:, None] * (1 - filters), axis=0) * 0.97
        x, y, z = BRADFORD_D65_D50 @ matrix_of(SRGB_PRIMARIES, (0.3127, 0.3290)) @ light / np.array([0.9642, 1, 0.8249])
        f = [t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z)]
        lab = (116 * f[1] - 16) / 100 * 255, 500 * (f[0] - f[1]) + 128, 200 * (f[1] - f[2]) + 128
        grid.append(np.clip(np.round(lab), 0, 255).astype(np.uint8).tobytes())
    ramp = bytes(range(256))
    head = struct.pack(">4s4xBBBx", b"mft1", 4, 3, steps) + b"".join(fixed(v) for v in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    # Decoders also open the table of the way back before they use a profile.
    back = struct.pack(">4s4xBBBx", b"mft1", 3, 4, 2) + head[12:48] + ramp * 3 + bytes(4 * 2**3) + ramp * 4
    return icc(b"prtr", b"CMYK", b"Lab ", [("A2B0", head + ramp * 4 + b"".join(grid) + ramp * 3), ("B2A0", back)])


PROFILES = {
    "none": None,
    "srgb": ImageCms.ImageCmsProfile(SRGB).tobytes(),
    "adobe": rgb_profile(((0.64, 0.33), (0.21, 0.71), (0.15, 0.06)), 2.19921875),
    "p3": rgb_profile(((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)), 2.2),
    "prophoto": rgb_profile(((0.7347, 0.2653), (0.1596, 0.8404), (0.0366, 0.0001)), 1.8, d50=True),
    "linear": rgb_profile(SRGB_PRIMARIES, 1),
    "gray18": gray_profile(1.8),
    "gray22": gray_profile(2.2),
    "cmyk": cmyk_profile(),
    "broken": b"\0" * 500,
}


def of_profile(picture, name):
    """The picture in sRGB; a profile of another color space than the samples' is ignored."""
    profile = PROFILES[name]
    space = profile[16:20] if profile else None
    if picture.mode == "L" and space == b"RGB ":
        picture = picture.convert("RGB")  # As Chromium does: gray is three equal samples.
    if space != {"L": b"GRAY", "RGB": b"RGB ", "CMYK": b"CMYK"}[picture.mode]:
        return picture.convert("RGB")
    return ImageCms.profileToProfile(picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), SRGB, renderingIntent=0, outputMode="RGB")
