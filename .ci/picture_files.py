"""PNG, TIFF and BMP files of kinds that Pillow does not write."""

import struct
import zlib

import numpy as np
from picture_samples import packed

ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def unfiltered(samples, depth):
    """The rows of a PNG, each after the 0 that says that it is not filtered."""
    return b"".join(b"\0" + packed(row.reshape(-1), depth) for row in samples)


def png(samples, depth, kind, before=b"", interlaced=False, after=b"", end=True):
    samples = samples if samples.ndim == 3 else samples[..., None]
    if interlaced:
        passes = (samples[y::down, x::across] for x, y, across, down in ADAM7)
        raw = b"".join(unfiltered(part, depth) for part in passes if part.size)
    else:
        raw = unfiltered(samples, depth)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", samples.shape[1], samples.shape[0], depth, kind, 0, 0, interlaced))
    return b"\x89PNG\r\n\x1a\n" + head + before + chunk(b"IDAT", zlib.compress(raw)) + after + (chunk(b"IEND", b"") if end else b"")


def color_chunks():
    """Yields (name, chunks, the function from samples in [0, 1] to sRGB that the chunks ask for)."""
    encode = lambda light: np.where(light <= 0.0031308, light * 12.92, 1.055 * np.clip(light, 0, None) ** (1 / 2.4) - 0.055)
    yield "plain", b"", lambda v: v
    yield "sRGB", chunk(b"sRGB", b"\0") + chunk(b"gAMA", struct.pack(">I", 45455)), lambda v: v
    yield "gAMA", chunk(b"gAMA", struct.pack(">I", 100000)), lambda v: encode(v)
    yield "gAMA55", chunk(b"gAMA", struct.pack(">I", 55000)), lambda v: encode(v ** (1 / 0.55))
    yield "cICP", chunk(b"cICP", bytes((1, 13, 0, 1))) + chunk(b"gAMA", struct.pack(">I", 100000)), lambda v: v


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
    pieces = [b"".join(packed(row.reshape(-1), depth, order) for row in part) for part in parts]
    data, offsets = b"", []
    for part in pieces:
        offsets.append(8 + len(data))
        data += part + b"\0" * (len(part) % 2)
    entries = {256: (4, [width]), 257: (4, [height]), 258: (3, [depth] * channels), 259: (3, [1]), 262: (3, [photometric]), 277: (3, [channels]), 284: (3, [2 if planar else 1])}
    place, size = (324, 325) if isinstance(piece, tuple) else (273, 279)
    entries |= {place: (4, offsets), size: (4, [len(part) for part in pieces])}
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


def bmp(rows, width, height, depth, palette=b"", compression=0, masks=b"", down=False):
    at = 14 + 40 + len(masks) + len(palette)
    head = struct.pack("<IiiHHIIiiII", 40, width, -height if down else height, 1, depth, compression, len(rows), 2835, 2835, len(palette) // 4, 0)
    return b"BM" + struct.pack("<IHHI", at + len(rows), 0, 0, at) + head + masks + palette + rows
