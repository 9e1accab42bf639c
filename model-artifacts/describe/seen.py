"""A CLIP that encodes a picture once, though tags and prompt are asked for in two requests."""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence

import torch
from PIL import Image
from torch import Tensor

from towers import Towers

PICTURES_KEPT = 1000  # 3 MB at 768 numbers; a workflow asks for tags and prompt at the same time


class OncePerPicture:
    """Answers as another CLIP does, and keeps the embeddings of the last PICTURES_KEPT pictures, known by their pixels."""

    def __init__(self, towers: Towers) -> None:
        self.towers = towers
        self.fingerprint, self.texts = towers.fingerprint, towers.texts
        self.logit_scale, self.logit_bias = towers.logit_scale, towers.logit_bias
        self.known: OrderedDict[bytes, Tensor] = OrderedDict()  # SHA-256 of the pixels to the embedding, float32 [D]

    def pixels(self, picture: Image.Image) -> Tensor:
        """What the model sees of a picture, float32 [3, side, side]."""
        return self.towers.pixels(picture)

    def encode_pixels(self, pixels: Tensor) -> Tensor:
        """Embeddings of length 1, float32 [B, D], on the CPU; only pictures whose embeddings are not kept are encoded."""
        names = [hashlib.sha256(one.contiguous().numpy().tobytes()).digest() for one in pixels]
        unknown = [i for i, name in enumerate(names) if name not in self.known]
        if unknown:
            self.known |= zip([names[i] for i in unknown], self.towers.encode_pixels(pixels[unknown]), strict=True)
        for name in names:
            self.known.move_to_end(name)
        embeddings = torch.stack([self.known[name] for name in names])
        while len(self.known) > PICTURES_KEPT:
            self.known.popitem(last=False)
        return embeddings

    def encode_texts(self, texts: Sequence[str]) -> Tensor:
        """Embeddings of length 1, float32 [N, D], on the CPU."""
        return self.towers.encode_texts(texts)
