"""The picture side and the text side of a CLIP or SigLIP, the same for both libraries that weights are saved for.

A folder with open_clip_config.json is open_clip's; one with config.json of model_type clip is transformers'. SigLIP is
served in open_clip's layout, as timm and Marqo publish it.
The texts are encoded by the same library as the pictures: the tokenizers of the two differ on some labels.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import open_clip
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional
from transformers import AutoTokenizer, CLIPImageProcessor, CLIPModel

import weights
from clip_texts import PlainTexts, Texts, TextTower
from hardware import Hardware

TEXTS_PER_BATCH = 64


class Towers(Protocol):
    """A model with a side for pictures and a side for texts, which give embeddings of the same length D."""

    fingerprint: str
    logit_scale: float
    logit_bias: float | None  # SigLIP's, whose score of one text is sigmoid(logit_scale x cosine + logit_bias)
    texts: Texts

    def pixels(self, picture: Image.Image) -> Tensor:
        """What the model sees of a picture, float32 [3, side, side]; several threads may ask at once."""

    def encode_pixels(self, pixels: Tensor) -> Tensor:
        """Embeddings of length 1, float32 [B, D], on the CPU, of what the model sees, float32 [B, 3, side, side]."""

    def encode_texts(self, texts: Sequence[str]) -> Tensor:
        """Embeddings of length 1, float32 [N, D], on the CPU."""


def encode_picture(sides: Towers, picture: Image.Image) -> Tensor:
    """A single picture's embedding of length 1, float32 [D], on the CPU."""
    return sides.encode_pixels(sides.pixels(picture).unsqueeze(0))[0]


def load_towers(folder: Path, hardware: Hardware) -> Towers:
    """The model in this folder, ready for use; reads nothing else.

    @raises FileNotFoundError that names what the folder lacks
    @raises ValueError when it holds another kind of model
    """
    if (folder / "open_clip_config.json").is_file():
        return OpenClipTowers(folder, hardware)
    kind = weights.config_of(folder).get("model_type") if (folder / "config.json").is_file() else None
    if kind == "clip":
        return TransformersTowers(folder, hardware)
    if kind in ("siglip", "siglip2"):
        raise ValueError(f"{folder} holds a {kind} of transformers: SigLIP is served in open_clip's layout (publish --clip)")
    raise ValueError(f"{folder} holds neither open_clip_config.json nor the config.json of a transformers CLIP")


def check_open_clip(folder: Path) -> None:
    """@raises FileNotFoundError for a file that is missing; open_clip would take random weights instead"""
    files = ["open_clip_config.json", ("open_clip_model.safetensors", "open_clip_pytorch_model.safetensors")]
    weights.check_files(folder, "an open_clip CLIP", *files)


class OpenClipTowers:
    def __init__(self, folder: Path, hardware: Hardware) -> None:
        check_open_clip(folder)
        self.fingerprint = weights.fingerprint(folder)
        self.hardware = hardware
        name = f"local-dir:{folder}"
        model, preprocess = open_clip.create_model_from_pretrained(
            name, precision=hardware.precision, device=hardware.device
        )
        self.model: Any = model.eval()
        self.preprocess = preprocess
        self.tokenizer: Any = open_clip.get_tokenizer(name)
        self.texts = self._texts()
        self.logit_scale: float = self.model.logit_scale.exp().item()
        bias = getattr(self.model, "logit_bias", None)
        self.logit_bias: float | None = None if bias is None else bias.item()

    def _texts(self) -> Texts:
        if TextTower.understands(self.model):
            return TextTower(self.model, self.tokenizer)
        inner = getattr(self.tokenizer, "tokenizer", None)  # transformers', in open_clip's HFTokenizer
        own = 2 if inner is None else inner.num_special_tokens_to_add()
        return PlainTexts(self._ids, self._encode_whole, self.tokenizer.context_length - own)

    def _ids(self, text: str) -> list[int]:
        inner = getattr(self.tokenizer, "tokenizer", None)
        if inner is None:
            return list(self.tokenizer.encode(text))
        cleaned = self.tokenizer.clean_fn(text)
        return list(inner(cleaned, add_special_tokens=False, truncation=False, verbose=False)["input_ids"])

    @torch.inference_mode()
    def _encode_whole(self, texts: Sequence[str]) -> Tensor:
        """Embeddings of length 1, float32 [N, D], by the library's own text side at its full length."""
        parts = []
        for start in range(0, len(texts), TEXTS_PER_BATCH):
            tokens = self.tokenizer(list(texts[start : start + TEXTS_PER_BATCH]))  # int64 [B, L]
            features = self.model.encode_text(tokens.to(self.hardware.device))  # [B, D]
            parts.append(functional.normalize(features.float(), dim=-1).cpu())
        return torch.cat(parts)

    def pixels(self, picture: Image.Image) -> Tensor:
        """What the model sees of a picture, float32 [3, side, side]."""
        seen: Tensor = self.preprocess(picture)
        return seen

    @torch.inference_mode()
    def encode_pixels(self, pixels: Tensor) -> Tensor:
        """Embeddings of length 1, float32 [B, D], on the CPU."""
        features = self.model.encode_image(pixels.to(self.hardware.device, self.hardware.dtype))  # [B, D]
        return functional.normalize(features.float(), dim=-1).cpu()

    def encode_texts(self, texts: Sequence[str]) -> Tensor:
        """Embeddings of length 1, float32 [N, D], on the CPU."""
        return self.texts.encode(texts).cpu()


class TransformersTowers:
    def __init__(self, folder: Path, hardware: Hardware) -> None:
        tokenizer = ("tokenizer.json", "vocab.json merges.txt")
        model = ("model.safetensors", "model.safetensors.index.json")
        weights.check_files(folder, "a transformers CLIP", "preprocessor_config.json", tokenizer, model)
        self.fingerprint = weights.fingerprint(folder)
        self.device = hardware.device
        loaded: Any = CLIPModel.from_pretrained(folder, dtype=hardware.dtype, local_files_only=True)
        self.model = loaded.eval().to(hardware.device)
        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self.processor: Any = CLIPImageProcessor.from_pretrained(folder, local_files_only=True)
        self.logit_scale: float = self.model.logit_scale.exp().item()
        self.logit_bias: float | None = None
        positions = self.model.config.text_config.max_position_embeddings
        self.texts: Texts = PlainTexts(self._ids, self.encode_texts, positions - 2)  # begin and end take one each

    def _ids(self, text: str) -> list[int]:
        return list(self.tokenizer(text, add_special_tokens=False, truncation=False, verbose=False)["input_ids"])

    def pixels(self, picture: Image.Image) -> Tensor:
        """What the model sees of a picture, float32 [3, side, side]."""
        seen: Tensor = self.processor(images=[picture], return_tensors="pt")["pixel_values"][0]
        return seen

    @torch.inference_mode()
    def encode_pixels(self, pixels: Tensor) -> Tensor:
        """Embeddings of length 1, float32 [B, D], on the CPU."""
        features = _pooled(self.model.get_image_features(pixel_values=pixels.to(self.device, self.model.dtype)))
        return functional.normalize(features.float(), dim=-1).cpu()

    @torch.inference_mode()
    def encode_texts(self, texts: Sequence[str]) -> Tensor:
        """Embeddings of length 1, float32 [N, D], on the CPU; texts of like length together, padded to the longest."""
        cut = {"truncation": True, "max_length": self.model.config.text_config.max_position_embeddings}
        ids = self.tokenizer(list(texts), **cut)["input_ids"]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        parts = []
        for start in range(0, len(order), TEXTS_PER_BATCH):
            batch = order[start : start + TEXTS_PER_BATCH]
            padded = self.tokenizer([texts[i] for i in batch], return_tensors="pt", padding=True, **cut)  # [B, S]
            features = _pooled(self.model.get_text_features(**padded.to(self.device)))  # [B, D]
            parts.append(functional.normalize(features.float(), dim=-1).cpu())
        return torch.cat(parts)[torch.tensor(order).argsort()]


def _pooled(features: Any) -> Tensor:
    """transformers 4 gives the tensor, 5 an object that holds it."""
    pooled: Tensor = features if torch.is_tensor(features) else features.pooler_output
    return pooled
