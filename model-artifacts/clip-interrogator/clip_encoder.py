"""The CLIP of the Interrogator: pictures and texts by open_clip."""

from pathlib import Path
from typing import Any

import open_clip
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

import weights
from clip_texts import TextTower
from hardware import Hardware


class ClipEncoder:
    """
    @raises FileNotFoundError that names what the folder lacks: open_clip itself takes random weights where it finds none
    """

    def __init__(self, folder: Path, hardware: Hardware) -> None:
        model = ("open_clip_model.safetensors", "open_clip_pytorch_model.safetensors")
        weights.check_files(folder, "the CLIP of the Interrogator", "open_clip_config.json", model)
        name = f"local-dir:{folder}"
        loaded, self.preprocess = open_clip.create_model_from_pretrained(
            name, precision=hardware.precision, device=hardware.device
        )
        self.model: Any = loaded.eval()
        self.texts = TextTower(loaded, open_clip.get_tokenizer(name))
        self.hardware = hardware
        self.fingerprint = weights.fingerprint(folder)

    @torch.inference_mode()
    def embedding(self, picture: Image.Image) -> Tensor:
        """The picture's embedding, of length 1, float32 [D] on the CPU."""
        pixels = self.preprocess(picture).unsqueeze(0)  # [1, 3, side, side]
        features = self.model.encode_image(pixels.to(self.hardware.device, self.hardware.dtype))  # [1, D]
        return functional.normalize(features.float(), dim=-1)[0].cpu()
