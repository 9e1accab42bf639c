"""Runs what was exported in ONNX Runtime and compares it with the library."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from PIL import Image
from sources import Source
from writing import Precision

LEAST = {"fp32": 0.9999, "fp16": 0.9999, "int8": 0.99}  # cosines
SHAPES = ((640, 480), (301, 907), (64, 64))
TEXTS = ("a photo of a coffee mug", "Größe 42, schwarz/weiß", "it's the shop's own & best", "a very " * 90)


def run(path: Path, given: NDArray[np.generic]) -> NDArray[np.float32]:
    """float32 [N, D]."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (embeddings,) = session.run(None, {session.get_inputs()[0].name: given})
    return np.asarray(embeddings, np.float32)


def cosines(some: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """float32 [N], of rows of length 1."""
    found: NDArray[np.float32] = np.sum(some * others, axis=1, dtype=np.float32)
    return found


class Closeness(NamedTuple):
    """The least cosine between embeddings here and there, of pictures and of texts."""

    pictures: float
    texts: float


def compare(source: Source, out: Path, precision: Precision) -> Closeness:
    """How close what was written in this precision is to the library; @raises ValueError below LEAST."""
    pixels = torch.stack([source.prepare(picture) for picture in pictures()])  # [N, 3, S, S]
    with torch.inference_mode():
        seen, read = source.pictures(pixels).numpy(), source.texts(source.ids(TEXTS)).numpy()
    looks = cosines(seen, run(out / "visual" / "model.onnx", pixels.numpy())).min()
    texts = cosines(read, run(out / "textual" / "model.onnx", saved_ids(source, TEXTS))).min()
    if not min(looks, texts) >= LEAST[precision]:
        raise ValueError(f"what was written differs from the library: cosines {looks:.6f} and {texts:.6f}")
    return Closeness(float(looks), float(texts))


def saved_ids(source: Source, texts: Sequence[str]) -> NDArray[np.int32]:
    """int32 [N, L], by the tokenizer that is saved, after the library's cleaning."""
    clean = getattr(source.ids, "clean_fn", str)
    padded = {"padding": "max_length", "truncation": True, "max_length": source.length, "return_tensors": "np"}
    return np.asarray(source.tokenizer([clean(text) for text in texts], **padded)["input_ids"], np.int32)


def pictures() -> list[Image.Image]:
    """Pictures of noise, of SHAPES."""
    numbers = np.random.default_rng(7)
    return [Image.fromarray(numbers.integers(0, 256, (h, w, 3), np.uint8)) for w, h in SHAPES]
