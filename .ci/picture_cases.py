"""The matrix: each case is a file, and the picture that its rendition must equal, or the code that refuses the file."""

import collections
import io
import itertools
import struct
import zlib

import numpy as np
from PIL import Image
from picture_files import bmp, chunk, color_chunks, png, tiff
from picture_profiles import PROFILES, of_profile
from picture_samples import (
    CMYK, GRAY, HEIGHT, RGB, WIDTH, decoded, exif, flat, gray_of, packed, palette_of, quantized, saved, scene, shown, to8, turned,
    wedge,
)  # fmt: skip

Case = collections.namedtuple("Case", "name data want labels")
cases = []


def add(name, data, want, **labels):
    """want: a picture, or the code that refuses the file."""
    want = want if isinstance(want, str) else np.asarray(want.convert("RGB") if isinstance(want, Image.Image) else want, np.float64)
    cases.append(Case(name, data, want, labels))


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


def pngs():
    png_samples()
    png_palettes()
    png_profiles()
    png_structure()


def png_samples():
    """Depths, color chunks and transparency."""
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


def png_palettes():
    gray = gray_of(scene())
    for interlaced, depth, transparency in itertools.product((False, True), (1, 2, 4, 8), (False, True)):
        count = 2**depth
        palette = palette_of(128 + 90 * np.sin(np.linspace(0, 5, count)))
        index = quantized(gray, depth)
        holes = np.linspace(0, 255, count).astype(np.uint8) if transparency else np.full(count, 255, np.uint8)
        chunks = chunk(b"PLTE", palette.tobytes()) + (chunk(b"tRNS", holes.tobytes()) if transparency else b"")
        add(f"palette-{depth}-{transparency}-{interlaced}.png", png(index, depth, 3, chunks, interlaced), to8(flat(palette[index] / 255, holes[index] / 255)),
            format="png", depth=depth, model="palette", transparency="alpha" if transparency else "none")
    for depth, profile, holes in itertools.product((2, 8), ("adobe", "linear", "gray18", "cmyk"), (False, True)):
        index, count = quantized(gray, depth), 2**depth
        palette = palette_of(np.linspace(90, 150, count))
        opacity = np.linspace(0, 255, count).astype(np.uint8) if holes else np.full(count, 255, np.uint8)
        body = chunk(b"iCCP", b"x\0\0" + zlib.compress(PROFILES[profile])) + chunk(b"PLTE", palette.tobytes()) + (chunk(b"tRNS", opacity.tobytes()) if holes else b"")
        color = np.asarray(of_profile(Image.fromarray(palette[index]), profile)) / 255
        add(f"palette-{depth}-{profile}-{holes}.png", png(index, depth, 3, body), to8(flat(color, opacity[index] / 255)), format="png", model="palette",
            profile=profile, transparency="alpha" if holes else "none")


def png_profiles():
    gray, alpha = gray_of(scene()), wedge()
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


def png_structure():
    """Orientation, damage and size."""
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


def tiffs():
    tiff_samples()
    tiff_variants()


def tiff_samples():
    """Depths, byte orders, strips, tiles, planes and transparency."""
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


def tiff_variants():
    """Compressions, profiles, orientation, damage and size."""
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
    add("float.tif", saved(Image.fromarray(gray_of(scene()).astype(np.float32)), "TIFF"), "UNSUPPORTED_FORMAT", format="tiff", model="floating point")


def bmps():
    def rows(samples, depth, down):
        body = [packed(row, depth) for row in (samples if down else samples[::-1])]
        return b"".join(row + b"\0" * (-len(row) % 4) for row in body)

    gray = gray_of(scene())
    for depth, down in itertools.product((1, 4, 8), (False, True)):
        count = 2**depth
        palette = palette_of(np.linspace(90, 150, count))
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
            words = (parts[0] << bits[1] + bits[2] | parts[1] << bits[2] | parts[2]).astype("<u2")
            body = b"".join(row.tobytes() + b"\0" * (-2 * WIDTH % 4) for row in (words if down else words[::-1]))
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
