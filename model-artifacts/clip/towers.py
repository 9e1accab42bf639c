"""CLIP's two sides behind one face, whichever library the weights were saved for.

A folder with open_clip_config.json is open_clip's; one with config.json of model_type clip is transformers'.
The texts are encoded by the same library as the pictures: the tokenizers of the two differ on some labels.
"""

import json
from pathlib import Path

import open_clip
import torch
from torch.nn import functional
from transformers import AutoTokenizer, CLIPImageProcessor, CLIPModel

from clip_texts import TextTower
from weights import fingerprint

TEXTS_PER_BATCH = 64


def load_towers(folder, device, dtype):
    """The model in this folder, ready for use; reads nothing else."""
    folder = Path(folder)
    if (folder / "open_clip_config.json").is_file():
        return OpenClipTowers(folder, device, dtype)
    config = folder / "config.json"
    if config.is_file() and json.loads(config.read_text("utf-8")).get("model_type") == "clip":
        return TransformersTowers(folder, device, dtype)
    raise ValueError(f"{folder} holds neither open_clip_config.json nor the config.json of a transformers CLIP")


class OpenClipTowers:
    def __init__(self, folder, device, dtype):
        self.fingerprint = fingerprint(folder)
        self.device, self.dtype = device, dtype
        name = f"local-dir:{folder}"
        precision = "fp16" if dtype == torch.float16 else "fp32"
        model, preprocess = open_clip.create_model_from_pretrained(name, precision=precision, device=device)
        if getattr(model, "logit_bias", None) is not None:
            raise ValueError("SigLIP models score otherwise (sigmoid with a bias) and are not served here")
        self.model = model.eval()
        self.preprocess = preprocess
        self.texts = TextTower(model, open_clip.get_tokenizer(name))
        self.logit_scale = model.logit_scale.exp().item()

    @torch.inference_mode()
    def encode_pictures(self, pictures):
        """Embeddings of length 1, float32 [B, D], on the CPU."""
        pixels = torch.stack([self.preprocess(p) for p in pictures])  # [B, 3, side, side]
        features = self.model.encode_image(pixels.to(self.device, self.dtype))  # [B, D]
        return functional.normalize(features.float(), dim=-1).cpu()

    def encode_texts(self, texts):
        """Embeddings of length 1, float32 [N, D], on the CPU."""
        return self.texts.encode(texts).cpu()


class TransformersTowers:
    def __init__(self, folder, device, dtype):
        self.fingerprint = fingerprint(folder)
        self.device = device
        self.model = CLIPModel.from_pretrained(folder, dtype=dtype, local_files_only=True).eval().to(device)
        self.tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self.processor = CLIPImageProcessor.from_pretrained(folder, local_files_only=True)
        self.logit_scale = self.model.logit_scale.exp().item()

    @torch.inference_mode()
    def encode_pictures(self, pictures):
        """Embeddings of length 1, float32 [B, D], on the CPU."""
        pixels = self.processor(images=list(pictures), return_tensors="pt")["pixel_values"]  # [B, 3, side, side]
        features = _pooled(self.model.get_image_features(pixel_values=pixels.to(self.device, self.model.dtype)))
        return functional.normalize(features.float(), dim=-1).cpu()

    @torch.inference_mode()
    def encode_texts(self, texts):
        """Embeddings of length 1, float32 [N, D], on the CPU; texts of like length together, padded to the longest."""
        cut = {"truncation": True, "max_length": self.model.config.text_config.max_position_embeddings}
        ids = self.tokenizer(list(texts), **cut)["input_ids"]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        rows = [None] * len(ids)
        for start in range(0, len(order), TEXTS_PER_BATCH):
            batch = order[start : start + TEXTS_PER_BATCH]
            padded = self.tokenizer([texts[i] for i in batch], return_tensors="pt", padding=True, **cut)  # [B, S]
            features = _pooled(self.model.get_text_features(**padded.to(self.device)))  # [B, D]
            features = functional.normalize(features.float(), dim=-1).cpu()
            for i, row in zip(batch, features, strict=True):
                rows[i] = row
        return torch.stack(rows)


def _pooled(features):
    """transformers 4 gives the tensor, 5 an object that holds it."""
    return features if torch.is_tensor(features) else features.pooler_output
