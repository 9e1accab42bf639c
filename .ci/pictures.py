"""A matrix of generated pictures whose renditions must equal what another decoder makes of the same file.

    .ci/pictures

Format x color model x depth x profile x transparency x orientation x damage. The reference is Pillow with LittleCMS, or, where
Pillow has fewer bits or hears less than the file says, the samples that the file was made of. Each rendition is compared in its mean
over all channels; a file that is cut must be refused. Prints a line per dimension and one per failure; exits 1 when one fails.
"""

import collections
import io
import itertools
import pathlib
import shutil
import struct
import subprocess
import sys
import warnings
import zlib

import numpy as np
from PIL import Image, ImageCms, ImageOps, TiffImagePlugin

MOST_DIFFERENT = 3.0  # of 255, in the mean
WIDTH, HEIGHT = 150, 100
SRGB = ImageCms.createProfile("sRGB")
warnings.simplefilter("ignore")


# What the pictures show: slow gradients and four patches, no two corners alike, so that any turn shows.


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
    """On white."""
    return picture * alpha[..., None] + 1 - alpha[..., None]


def wedge(width=WIDTH, height=HEIGHT):
    """Transparent at the left, opaque at the right."""
    return np.clip(np.mgrid[0:height, 0:width][1] / (width * 0.7), 0, 1)


# Profiles, made here: matrix and curve, gray, and a printer's table.


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
    # Decoders try the way back as well before they believe a profile.
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
    """The picture in sRGB; a profile that does not fit the samples counts for nothing."""
    profile = PROFILES[name]
    space = profile[16:20] if profile else None
    if picture.mode == "L" and space == b"RGB ":
        picture = picture.convert("RGB")  # As Chromium does: gray is three equal samples.
    if space != {"L": b"GRAY", "RGB": b"RGB ", "CMYK": b"CMYK"}[picture.mode]:
        return picture.convert("RGB")
    return ImageCms.profileToProfile(picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), SRGB, renderingIntent=0, outputMode="RGB")


# The matrix.

Case = collections.namedtuple("Case", "name data want labels")
cases = []


def add(name, data, want, **labels):
    """want: a picture, or the code that refuses the file."""
    want = want if isinstance(want, str) else np.asarray(want.convert("RGB") if isinstance(want, Image.Image) else want, np.float64)
    cases.append(Case(name, data, want, labels))


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


def jpegs():
    for mode, progressive, profile in itertools.product((GRAY, RGB), (False, True), PROFILES):
        data = saved(mode, "JPEG", quality=95, progressive=progressive, icc_profile=PROFILES[profile])
        add(f"{mode.mode}-{profile}-{progressive}.jpg", data, of_profile(decoded(data), profile), format="jpeg", model=mode.mode, profile=profile)
    for subsampling, progressive, quality in itertools.product((0, 1, 2), (False, True), (60, 95)):
        data = saved(RGB, "JPEG", quality=quality, subsampling=subsampling, progressive=progressive)
        add(f"sampling-{subsampling}-{progressive}-{quality}.jpg", data, Image.open(io.BytesIO(data)), format="jpeg", model="RGB")
    for orientation, progressive in itertools.product(range(1, 10), (False, True)):
        data = saved(RGB, "JPEG", quality=95, progressive=progressive, exif=exif(orientation))
        add(f"turned-{orientation}-{progressive}.jpg", data, turned(RGB, orientation), format="jpeg", orientation=orientation)
    for progressive, rows in itertools.product((False, True), (1, 3)):
        add(f"restarts-{progressive}-{rows}.jpg", saved(RGB, "JPEG", quality=95, progressive=progressive, restart_marker_rows=rows), RGB, format="jpeg")
    add("stored-rgb.jpg", saved(RGB, "JPEG", quality=95, keep_rgb=True), RGB, format="jpeg", model="RGB without YCbCr")
    for profile, progressive in itertools.product(("none", "cmyk", "adobe"), (False, True)):
        data = saved(CMYK, "JPEG", quality=95, progressive=progressive, icc_profile=PROFILES[profile])
        add(f"CMYK-{profile}-{progressive}.jpg", data, of_profile(CMYK, profile), format="jpeg", model="CMYK", profile=profile)
    for progressive in (False, True):
        data = saved(RGB, "JPEG", quality=95, progressive=progressive)
        for name, damaged in {"no-end": data[:-2], "trailer": data + b"SEFH" + bytes(5000), "stray": data[:2] + b"\xff\xff\xff\xe5\0\4ab" + data[2:],
                "two": data + saved(GRAY, "JPEG"), "comment": data[:2] + b"\xff\xfe\xff\xff" + b"c" * 65533 + data[2:]}.items():
            add(f"{name}-{progressive}.jpg", damaged, RGB, format="jpeg", damage=name)
        for share in (0.2, 0.6, 0.9):
            add(f"cut-{share}-{progressive}.jpg", data[: int(len(data) * share)], "TRUNCATED", format="jpeg", damage="cut")
    for (width, height), progressive, orientation in itertools.product(((2100, 1050), (4096, 2048)), (False, True), (1, 6)):
        data = saved(Image.fromarray(to8(scene(width, height))), "JPEG", quality=92, progressive=progressive, exif=exif(orientation))
        add(f"large-{width}-{progressive}-{orientation}.jpg", data, turned(Image.fromarray(to8(scene(1024, 512))), orientation), format="jpeg", size="large",
            orientation=orientation)
    for orientation, profile in itertools.product((3, 6), ("adobe", "linear", "gray18")):
        data = saved(RGB, "JPEG", quality=95, exif=exif(orientation), icc_profile=PROFILES[profile])
        add(f"turned-{orientation}-{profile}.jpg", data, turned(of_profile(RGB, profile), orientation), format="jpeg", orientation=orientation, profile=profile)


# PNG, whose depths Pillow does not all write.

ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def rows_of(samples, depth):
    height, width, channels = samples.shape
    for row in samples.reshape(height, width * channels):
        if depth == 16:
            yield b"\0" + row.astype(">u2").tobytes()
        elif depth == 8:
            yield b"\0" + row.astype(np.uint8).tobytes()
        else:
            bits = (row[:, None] >> np.arange(depth)[::-1]) & 1
            yield b"\0" + np.packbits(bits.astype(np.uint8).reshape(-1)).tobytes()


def png(samples, depth, kind, before=b"", interlaced=False, after=b"", end=True):
    samples = samples if samples.ndim == 3 else samples[..., None]
    if interlaced:
        passes = (samples[y::down, x::across] for x, y, across, down in ADAM7)
        raw = b"".join(b"".join(rows_of(part, depth)) for part in passes if part.size)
    else:
        raw = b"".join(rows_of(samples, depth))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", samples.shape[1], samples.shape[0], depth, kind, 0, 0, interlaced))
    return b"\x89PNG\r\n\x1a\n" + head + before + chunk(b"IDAT", zlib.compress(raw)) + after + (chunk(b"IEND", b"") if end else b"")


def quantized(values, depth):
    return np.round(np.clip(values, 0, 1) * (2**depth - 1)).astype(np.int64)


def shown(samples, depth):
    return samples / (2**depth - 1)


def color_chunks():
    """Name, chunks, and what they make of samples in [0, 1]."""
    encode = lambda light: np.where(light <= 0.0031308, light * 12.92, 1.055 * np.clip(light, 0, None) ** (1 / 2.4) - 0.055)
    yield "plain", b"", lambda v: v
    yield "sRGB", chunk(b"sRGB", b"\0") + chunk(b"gAMA", struct.pack(">I", 45455)), lambda v: v
    yield "gAMA", chunk(b"gAMA", struct.pack(">I", 100000)), lambda v: encode(v)
    yield "gAMA55", chunk(b"gAMA", struct.pack(">I", 55000)), lambda v: encode(v ** (1 / 0.55))
    yield "cICP", chunk(b"cICP", bytes((1, 13, 0, 1))) + chunk(b"gAMA", struct.pack(">I", 100000)), lambda v: v


def pngs():
    picture, gray, alpha = scene(), gray_of(scene()), wedge()
    for interlaced in (False, True):
        for depth in (1, 2, 4, 8, 16):
            samples = quantized(gray, depth)
            for name, chunks, colors in color_chunks():
                want = to8(np.repeat(colors(shown(samples, depth))[..., None], 3, -1))
                add(f"gray-{depth}-{name}-{interlaced}.png", png(samples, depth, 0, chunks, interlaced), want, format="png", depth=depth, model="gray", profile=name)
            hole = int(samples[HEIGHT // 2, WIDTH // 2])
            want = to8(flat(np.repeat(shown(samples, depth)[..., None], 3, -1), (samples != hole).astype(float)))
            add(f"gray-{depth}-hole-{interlaced}.png", png(samples, depth, 0, chunk(b"tRNS", struct.pack(">H", hole)), interlaced), want,
                format="png", depth=depth, model="gray", transparency="one value")
        for depth in (8, 16):
            samples = quantized(picture, depth)
            for name, chunks, colors in color_chunks():
                add(f"rgb-{depth}-{name}-{interlaced}.png", png(samples, depth, 2, chunks, interlaced), to8(colors(shown(samples, depth))),
                    format="png", depth=depth, model="RGB", profile=name)
            hole = samples[2, 2]
            opaque = (samples != hole).any(-1).astype(float)
            add(f"rgb-{depth}-hole-{interlaced}.png", png(samples, depth, 2, chunk(b"tRNS", struct.pack(">HHH", *hole)), interlaced),
                to8(flat(shown(samples, depth), opaque)), format="png", depth=depth, model="RGB", transparency="one value")
            for kind, values, model in ((4, gray[..., None], "gray"), (6, picture, "RGB")):
                with_alpha = np.concatenate([quantized(values, depth), quantized(alpha, depth)[..., None]], -1)
                color = np.repeat(shown(with_alpha[..., :1], depth), 3, -1) if kind == 4 else shown(with_alpha[..., :3], depth)
                add(f"alpha-{model}-{depth}-{interlaced}.png", png(with_alpha, depth, kind, b"", interlaced), to8(flat(color, shown(with_alpha[..., -1], depth))),
                    format="png", depth=depth, model=model, transparency="alpha")
        for depth, transparency in itertools.product((1, 2, 4, 8), (False, True)):
            count = 2**depth
            palette = np.stack([np.linspace(60, 220, count), np.linspace(200, 90, count), 128 + 90 * np.sin(np.linspace(0, 5, count))], -1).astype(np.uint8)
            index = quantized(gray, depth)
            holes = np.linspace(0, 255, count).astype(np.uint8) if transparency else np.full(count, 255, np.uint8)
            chunks = chunk(b"PLTE", palette.tobytes()) + (chunk(b"tRNS", holes.tobytes()) if transparency else b"")
            add(f"palette-{depth}-{transparency}-{interlaced}.png", png(index, depth, 3, chunks, interlaced), to8(flat(palette[index] / 255, holes[index] / 255)),
                format="png", depth=depth, model="palette", transparency="alpha" if transparency else "none")
    for picture, profile in itertools.product((RGB, GRAY), PROFILES):
        data = saved(picture, "PNG", icc_profile=PROFILES[profile])
        add(f"icc-{picture.mode}-{profile}.png", data, of_profile(picture, profile), format="png", model=picture.mode, profile=profile)
    for depth, interlaced, profile in itertools.product((8, 16), (False, True), ("adobe", "linear", "gray22", "gray18")):
        body = chunk(b"iCCP", b"x\0\0" + zlib.compress(PROFILES[profile]))
        gray_profile_given = profile.startswith("gray")
        for kind, values, model in ((0, gray[..., None], "gray"), (2, scene(), "RGB"), (4, gray[..., None], "gray"), (6, scene(), "RGB")):
            if gray_profile_given != (model == "gray"):
                continue
            color = of_profile(Image.fromarray(to8(values[..., 0] if model == "gray" else values)), profile)
            samples, want = quantized(values, depth), color
            if kind >= 4:
                samples = np.concatenate([samples, quantized(alpha, depth)[..., None]], -1)
                want = to8(flat(np.asarray(color) / 255, alpha))
            add(f"kind{kind}-{depth}-{profile}-{interlaced}.png", png(samples, depth, kind, body, interlaced), want, format="png", depth=depth,
                model=model, profile=profile, transparency="alpha" if kind >= 4 else "none")
    for depth, profile, holes in itertools.product((2, 8), ("adobe", "linear", "gray18", "cmyk"), (False, True)):
        index, count = quantized(gray, depth), 2**depth
        palette = np.stack([np.linspace(60, 220, count), np.linspace(200, 90, count), np.linspace(90, 150, count)], -1).astype(np.uint8)
        opacity = np.linspace(0, 255, count).astype(np.uint8) if holes else np.full(count, 255, np.uint8)
        body = chunk(b"iCCP", b"x\0\0" + zlib.compress(PROFILES[profile])) + chunk(b"PLTE", palette.tobytes()) + (chunk(b"tRNS", opacity.tobytes()) if holes else b"")
        color = np.asarray(of_profile(Image.fromarray(palette[index]), profile)) / 255
        add(f"palette-{depth}-{profile}-{holes}.png", png(index, depth, 3, body), to8(flat(color, opacity[index] / 255)), format="png", model="palette",
            profile=profile, transparency="alpha" if holes else "none")
    for orientation in range(1, 9):
        body = exif(orientation)[6:]
        data = png(np.asarray(RGB).astype(np.int64), 8, 2, chunk(b"eXIf", body))
        add(f"turned-{orientation}.png", data, turned(RGB, orientation), format="png", orientation=orientation)
    samples = np.asarray(RGB).astype(np.int64)
    whole = png(samples, 8, 2)
    bad = chunk(b"tEXt", b"a\0b")
    for name, data in {"no-end": png(samples, 8, 2, end=False), "trailer": whole + bytes(3000), "bad-text": whole[:33] + bad[:-1] + b"x" + whole[33:],
            "unknown": whole[:33] + chunk(b"prVt", bytes(100)) + whole[33:], "bad-icc": whole[:33] + chunk(b"iCCP", b"x\0\0garbage") + whole[33:]}.items():
        add(f"{name}.png", data, RGB, format="png", damage=name)
    for share in (0.3, 0.6, 0.9):
        add(f"cut-{share}.png", whole[: int(len(whole) * share)], "TRUNCATED", format="png", damage="cut")
    large, small = scene(2600, 1300), scene(1024, 512)
    for depth, interlaced in itertools.product((8, 16), (False, True)):
        add(f"large-{depth}-{interlaced}.png", png(quantized(large, depth), depth, 2, b"", interlaced), to8(small), format="png", depth=depth, size="large")


def gifs():
    for colors, interlaced in itertools.product((2, 4, 16, 64, 256), (0, 1)):
        picture = RGB.quantize(colors, dither=Image.Dither.NONE)
        add(f"gif-{colors}-{interlaced}.gif", saved(picture, "GIF", interlace=interlaced), picture, format="gif", depth=colors)
        hole = picture.getpixel((5, 5))
        want = to8(flat(np.asarray(picture.convert("RGB")) / 255, (np.asarray(picture) != hole).astype(float)))
        add(f"gif-{colors}-{interlaced}-hole.gif", saved(picture, "GIF", interlace=interlaced, transparency=hole), want, format="gif", depth=colors, transparency="one value")
    frames = [RGB.quantize(64), GRAY.convert("P")]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    add("animated.gif", data, Image.open(io.BytesIO(data)), format="gif", model="animated")
    for left, top in ((0, 0), (20, 30), (50, 0)):
        canvas = saved(Image.new("P", (WIDTH + 60, HEIGHT + 40)), "GIF")
        frame = saved(GRAY.convert("P"), "GIF")
        start = 13 + 3 * 2 ** ((frame[10] & 7) + 1)
        at = frame.index(b",", start)
        data = frame[:6] + canvas[6:10] + frame[10:at] + b"," + struct.pack("<HH", left, top) + frame[at + 5 :]
        want = Image.new("RGB", (WIDTH + 60, HEIGHT + 40), "white")
        want.paste(GRAY, (left, top))
        add(f"offset-{left}.gif", data, want, format="gif", size="frame on a canvas")
    gray = saved(GRAY, "GIF")
    add("gray.gif", gray, GRAY, format="gif", model="gray")
    add("trailer.gif", gray + b"x" * 500, GRAY, format="gif", damage="trailer")
    add("cut.gif", gray[: len(gray) // 2], "TRUNCATED", format="gif", damage="cut")


def webps():
    rgba = RGB.copy()
    rgba.putalpha(Image.fromarray(to8(wedge())))
    for quality in (30, 60, 80, 95):
        data = saved(RGB, "WEBP", quality=quality)
        add(f"lossy-{quality}.webp", data, Image.open(io.BytesIO(data)), format="webp", model="lossy")
        data = saved(rgba, "WEBP", quality=quality)
        back = np.asarray(Image.open(io.BytesIO(data)).convert("RGBA")) / 255
        add(f"lossy-alpha-{quality}.webp", data, to8(flat(back[..., :3], back[..., 3])), format="webp", model="lossy", transparency="alpha")
    for profile in ("adobe", "linear"):
        want = to8(flat(np.asarray(of_profile(RGB, profile)) / 255, to8(wedge()) / 255))
        data = saved(rgba, "WEBP", lossless=True, exact=True, icc_profile=PROFILES[profile])
        add(f"alpha-{profile}.webp", data, want, format="webp", profile=profile, transparency="alpha")
    add("lossless-alpha.webp", saved(rgba, "WEBP", lossless=True, exact=True), to8(flat(np.asarray(RGB) / 255, to8(wedge()) / 255)), format="webp", transparency="alpha")
    for profile, lossless in itertools.product(PROFILES, (False, True)):
        data = saved(RGB, "WEBP", lossless=lossless, quality=95, icc_profile=PROFILES[profile])
        add(f"icc-{profile}-{lossless}.webp", data, of_profile(Image.open(io.BytesIO(data)).convert("RGB"), profile), format="webp", profile=profile)
    for orientation in range(1, 9):
        data = saved(RGB, "WEBP", lossless=True, exif=exif(orientation))
        add(f"turned-{orientation}.webp", data, turned(RGB, orientation), format="webp", orientation=orientation)
    for colors in (2, 4, 16, 200):
        picture = RGB.quantize(colors, dither=Image.Dither.NONE).convert("RGB")
        add(f"few-{colors}.webp", saved(picture, "WEBP", lossless=True), picture, format="webp", depth=colors)
    data = saved(RGB, "WEBP", save_all=True, append_images=[GRAY.convert("RGB")], duration=100, lossless=True)
    add("animated.webp", data, RGB, format="webp", model="animated")
    whole = saved(RGB, "WEBP", quality=90)
    add("cut.webp", whole[: len(whole) // 2], "TRUNCATED", format="webp", damage="cut")
    add("trailer.webp", whole + bytes(1000), Image.open(io.BytesIO(whole)), format="webp", damage="trailer")


def tiff(samples, depth, photometric, order="<", piece=None, planar=False, extra=None, tags=()):
    """Uncompressed; piece: rows of a strip, or width and height of tiles."""
    samples = samples if samples.ndim == 3 else samples[..., None]
    height, width, channels = samples.shape
    planes = [samples[..., i : i + 1] for i in range(channels)] if planar else [samples]
    parts = []
    for plane in planes:
        if isinstance(piece, tuple):
            across, down = piece
            padded = np.pad(plane, ((0, -height % down), (0, -width % across), (0, 0)))
            parts += [padded[y : y + down, x : x + across] for y in range(0, height, down) for x in range(0, width, across)]
        else:
            parts += [plane[y : y + (piece or height)] for y in range(0, height, piece or height)]
    packed = []
    for part in parts:
        row = lambda r: r.astype(order + "u2").tobytes() if depth == 16 else b"".join([next(rows_of(r.reshape(1, -1, 1), depth))[1:]])
        packed.append(b"".join(row(r.reshape(-1)) for r in part))
    data, offsets = b"", []
    for part in packed:
        offsets.append(8 + len(data))
        data += part + b"\0" * (len(part) % 2)
    entries = {256: (4, [width]), 257: (4, [height]), 258: (3, [depth] * channels), 259: (3, [1]), 262: (3, [photometric]), 277: (3, [channels]), 284: (3, [2 if planar else 1])}
    place, size = (324, 325) if isinstance(piece, tuple) else (273, 279)
    entries |= {place: (4, offsets), size: (4, [len(part) for part in packed])}
    if isinstance(piece, tuple):
        entries |= {322: (4, [piece[0]]), 323: (4, [piece[1]])}
    else:
        entries[278] = 4, [piece or height]
    if extra is not None:
        entries[338] = 3, [extra]
    entries |= dict(tags)
    directory, behind, at = struct.pack(order + "H", len(entries)), b"", 8 + len(data)
    start = at + 2 + 12 * len(entries) + 4
    for tag, (type, values) in sorted(entries.items()):
        body = values if isinstance(values, bytes) else struct.pack(order + str(len(values)) + {3: "H", 4: "I"}[type], *values)
        count = len(values)
        directory += struct.pack(order + "HHI", tag, type, count)
        directory += body.ljust(4, b"\0") if len(body) <= 4 else struct.pack(order + "I", start + len(behind))
        behind += (body + b"\0" * (len(body) % 2)) if len(body) > 4 else b""
    return {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(order + "I", at) + data + directory + struct.pack(order + "I", 0) + behind


def tiffs():
    gray, picture, alpha = gray_of(scene()), scene(), wedge()
    for depth, order, piece in itertools.product((1, 2, 4, 8, 16), "<>", (None, 7, (32, 48))):
        samples = quantized(gray, depth)
        want = to8(np.repeat(shown(samples, depth)[..., None], 3, -1))
        for photometric in (0, 1):
            stored = 2**depth - 1 - samples if photometric == 0 else samples
            add(f"gray-{depth}-{'little' if order == '<' else 'big'}-{piece}-{photometric}.tif", tiff(stored, depth, photometric, order, piece), want, format="tiff", depth=depth,
                model="gray", size="tiles" if isinstance(piece, tuple) else "strips")
    for depth, order, piece, planar in itertools.product((8, 16), "<>", (9, (64, 32)), (False, True)):
        samples, name = quantized(picture, depth), f"{depth}-{'little' if order == '<' else 'big'}-{piece}-{planar}"
        add(f"rgb-{name}.tif", tiff(samples, depth, 2, order, piece, planar), to8(shown(samples, depth)), format="tiff", depth=depth, model="RGB")
        for extra in (1, 2):
            color = picture * alpha[..., None] if extra == 1 else picture
            stored = np.concatenate([quantized(color, depth), quantized(alpha, depth)[..., None]], -1)
            add(f"alpha-{extra}-{name}.tif", tiff(stored, depth, 2, order, piece, planar, extra), to8(flat(picture, alpha)), format="tiff", depth=depth, model="RGB",
                transparency="alpha")
    for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"):
        for mode in (RGB, GRAY, CMYK):
            if mode is CMYK and compression == "jpeg":
                continue
            data = saved(mode, "TIFF", compression=compression, quality=95 if compression == "jpeg" else None)
            add(f"{mode.mode}-{compression}.tif", data, decoded(data), format="tiff", model=mode.mode, compression=compression)
    bits = GRAY.point(lambda v: 255 * (v > 128)).convert("1")
    for compression in ("group3", "group4", "tiff_ccitt", "packbits"):
        add(f"bits-{compression}.tif", saved(bits, "TIFF", compression=compression), bits, format="tiff", depth=1, compression=compression)
    palette = RGB.quantize(64, dither=Image.Dither.NONE)
    add("palette.tif", saved(palette, "TIFF", compression="tiff_lzw"), palette, format="tiff", model="palette")
    for mode, profile in itertools.product((RGB, GRAY, CMYK), PROFILES):
        data = saved(mode, "TIFF", compression="tiff_lzw", icc_profile=PROFILES[profile])
        add(f"icc-{mode.mode}-{profile}.tif", data, of_profile(mode, profile), format="tiff", model=mode.mode, profile=profile)
    for orientation in range(1, 9):
        data = tiff(np.asarray(RGB).astype(np.int64), 8, 2, tags=[(274, (3, [orientation]))])
        add(f"turned-{orientation}.tif", data, turned(RGB, orientation), format="tiff", orientation=orientation)
    data = saved(RGB, "TIFF", save_all=True, append_images=[GRAY])
    add("pages.tif", data, RGB, format="tiff", model="two pages")
    whole = tiff(np.asarray(RGB).astype(np.int64), 8, 2, piece=10)
    add("trailer.tif", whole + bytes(999), RGB, format="tiff", damage="trailer")
    lzw = saved(RGB, "TIFF", compression="tiff_lzw")
    add("cut.tif", lzw[: len(lzw) // 2], "TRUNCATED", format="tiff", damage="cut")
    large, small = quantized(scene(2600, 1300), 8), to8(scene(1024, 512))
    for piece in (1, 50, (256, 256)):
        add(f"large-{piece}.tif", tiff(large, 8, 2, piece=piece), small, format="tiff", size="large")
    add("float.tif", saved(Image.fromarray(gray.astype(np.float32)), "TIFF"), "UNSUPPORTED_FORMAT", format="tiff", model="floating point")


def bmp(rows, width, height, depth, palette=b"", compression=0, masks=b"", down=False):
    at = 14 + 40 + len(masks) + len(palette)
    head = struct.pack("<IiiHHIIiiII", 40, width, -height if down else height, 1, depth, compression, len(rows), 2835, 2835, len(palette) // 4, 0)
    return b"BM" + struct.pack("<IHHI", at + len(rows), 0, 0, at) + head + masks + palette + rows


def bmps():
    def rows(samples, depth, down):
        body = [next(rows_of(row.reshape(1, -1, 1), depth))[1:] for row in (samples if down else samples[::-1])]
        return b"".join(row + b"\0" * (-len(row) % 4) for row in body)

    gray = gray_of(scene())
    for depth, down in itertools.product((1, 4, 8), (False, True)):
        count = 2**depth
        palette = np.stack([np.linspace(60, 220, count), np.linspace(200, 90, count), np.linspace(90, 150, count)], -1).astype(np.uint8)
        index = quantized(gray, depth)
        quads = b"".join(bytes((b, g, r, 0)) for r, g, b in palette)
        add(f"palette-{depth}-{down}.bmp", bmp(rows(index, depth, down), WIDTH, HEIGHT, depth, quads, down=down), palette[index], format="bmp", depth=depth, model="palette")
        if depth == 8:
            runs = b"".join(b"".join(bytes((len(list(g)), k)) for k, g in ((k, list(itertools.islice(g, 255))) for k, g in itertools.groupby(row))) + b"\0\0" for row in index[::-1]) + b"\0\1"
            if not down:
                add("runs.bmp", bmp(runs, WIDTH, HEIGHT, 8, quads, compression=1), palette[index], format="bmp", depth=8, compression="runs")
    for down in (False, True):
        for name, (bits, masks) in {"555": ((5, 5, 5), b""), "565": ((5, 6, 5), struct.pack("<III", 0xF800, 0x7E0, 0x1F))}.items():
            parts = [quantized(scene()[..., i], bits[i]) for i in range(3)]
            packed = (parts[0] << bits[1] + bits[2] | parts[1] << bits[2] | parts[2]).astype("<u2")
            body = b"".join(row.tobytes() + b"\0" * (-2 * WIDTH % 4) for row in (packed if down else packed[::-1]))
            want = to8(np.stack([shown(parts[i], bits[i]) for i in range(3)], -1))
            add(f"rgb-{name}-{down}.bmp", bmp(body, WIDTH, HEIGHT, 16, compression=3 if masks else 0, masks=masks, down=down), want, format="bmp", depth=16, model="RGB")
        pixels = np.asarray(RGB)[..., ::-1] if down else np.asarray(RGB)[::-1, :, ::-1]
        body = b"".join(row.tobytes() + b"\0" * (-3 * WIDTH % 4) for row in pixels)
        add(f"rgb-24-{down}.bmp", bmp(body, WIDTH, HEIGHT, 24, down=down), RGB, format="bmp", depth=24, model="RGB")
        four = np.concatenate([pixels, np.zeros((HEIGHT, WIDTH, 1), np.uint8)], -1)
        add(f"rgb-32-{down}.bmp", bmp(four.tobytes(), WIDTH, HEIGHT, 32, down=down), RGB, format="bmp", depth=32, model="RGB")
    for mode in (RGB, GRAY, RGB.quantize(16, dither=Image.Dither.NONE)):
        add(f"pillow-{mode.mode}.bmp", saved(mode, "BMP"), mode, format="bmp", model=mode.mode)
    whole = saved(RGB, "BMP")
    add("cut.bmp", whole[: len(whole) // 2], "TRUNCATED", format="bmp", damage="cut")
    add("trailer.bmp", whole + bytes(99), RGB, format="bmp", damage="trailer")
    large, small = Image.fromarray(to8(scene(2600, 1300))), to8(scene(1024, 512))
    add("large.bmp", saved(large, "BMP"), small, format="bmp", size="large")


def different(want, rendition):
    got = np.asarray(Image.open(rendition).convert("RGB"), np.float64)
    return float(np.abs(got - want).mean()) if got.shape == want.shape else f"size {got.shape[1]} x {got.shape[0]}, not {want.shape[1]} x {want.shape[0]}"


def verdict(case, folder):
    """None when right, else what is wrong."""
    refusal, rendition = folder / (case.name + ".txt"), folder / (case.name + ".jpg")
    said = refusal.read_text() if refusal.exists() else None
    if isinstance(case.want, str):
        return None if said and said.startswith(case.want + ":") else f"is not refused as {case.want}: {said}"
    if said:
        return "is refused: " + said
    difference = different(case.want, rendition)
    return f"differs by {difference}" if isinstance(difference, str) or difference > MOST_DIFFERENT else None


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    files, renditions = root / "target/pictures/files", root / "target/pictures/renditions"
    for folder in (files, renditions):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    for make in (jpegs, pngs, gifs, webps, tiffs, bmps):
        make()
    names = [case.name for case in cases]
    assert len(names) == len(set(names)), [name for name, times in collections.Counter(names).items() if times > 1]
    for case in cases:
        (files / case.name).write_bytes(case.data)
    subprocess.run([root / "src/tools/run", "pictures.RenderFolder", files, renditions], check=True)
    wrong = {case.name: verdict(case, renditions) for case in cases}
    table = collections.defaultdict(lambda: [0, 0])
    for case in cases:
        for label in case.labels.items():
            table[label][0] += wrong[case.name] is None
            table[label][1] += 1
    for (dimension, value), (right, all) in sorted(table.items(), key=str):
        print(f"{dimension:14} {value!s:20} {right:4} of {all}")
    for name, what in wrong.items():
        if what:
            print(f"FAILED {name} {what}")
    right = sum(what is None for what in wrong.values())
    print(f"{right} of {len(cases)} files are right")
    sys.exit(right < len(cases))


if __name__ == "__main__":
    main()
