"""A plain sentence about a picture, by BLIP or BLIP-2: greedy, so that the same picture gets the same sentence."""

import time
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from transformers import AutoProcessor, Blip2ForConditionalGeneration, BlipForConditionalGeneration

import weights
from hardware import Hardware, check_finite

CLASSES = {"blip": BlipForConditionalGeneration, "blip-2": Blip2ForConditionalGeneration}
LONGEST = 32  # tokens
LONGEST_REPEAT = 4  # words
TOKENIZERS = ("tokenizer.json", "vocab.txt", "vocab.json merges.txt", "spiece.model")


class Captioner:
    """
    @raises FileNotFoundError that names what the folder lacks
    @raises ValueError when it holds another kind of model
    """

    def __init__(self, folder: Path, hardware: Hardware) -> None:
        weights.check_files(folder, "the caption model", "config.json")
        kind = weights.config_of(folder).get("model_type")
        if kind not in CLASSES:
            raise ValueError(f"the caption model must be one of {', '.join(CLASSES)}, not {kind}")
        model = ("model.safetensors", "model.safetensors.index.json")
        weights.check_files(folder, f"the caption model ({kind})", "preprocessor_config.json", TOKENIZERS, model)
        loaded: Any = CLASSES[kind].from_pretrained(folder, dtype=hardware.dtype, local_files_only=True)
        self.model: Any = loaded.eval().to(hardware.device)
        self.processor: Any = AutoProcessor.from_pretrained(folder, local_files_only=True)
        self.hardware = hardware

    @torch.inference_mode()
    def caption(self, picture: Image.Image, deadline: float, tokens: int | None = None) -> str:
        """The sentence, of at most `tokens`, or as much of it as there was time for until `deadline`, a time.monotonic()."""
        seconds = max(0.001, deadline - time.monotonic())
        options = {"max_new_tokens": tokens or LONGEST, "num_beams": 1, "do_sample": False, "max_time": seconds}
        made = self.model.generate(**self._inputs(picture), **options)  # int64 [1, T]
        return without_repeats(self.processor.batch_decode(made, skip_special_tokens=True)[0].strip())

    @torch.inference_mode()
    def check_finite(self, picture: Image.Image) -> None:
        """@raises ArithmeticError when the model answers NaN or Inf, which generate() would make words of"""
        options = {"max_new_tokens": 1, "do_sample": False, "output_logits": True, "return_dict_in_generate": True}
        made = self.model.generate(**self._inputs(picture), **options)
        check_finite(torch.cat(made.logits), "the caption model")  # [1, words]

    def _inputs(self, picture: Image.Image) -> Any:
        inputs = self.processor(images=picture, return_tensors="pt")
        return inputs.to(self.hardware.device, self.hardware.dtype)


def without_repeats(text: str) -> str:
    """The text with a run of 1 to 4 words that is said three times or more in a row said once."""
    words = text.split()
    for length in range(1, LONGEST_REPEAT + 1):
        i = 0
        while i + 3 * length <= len(words):
            run, end = words[i : i + length], i + length
            while words[end : end + length] == run:
                end += length
            if end - i >= 3 * length:
                del words[i + length : end]
            i += 1
    return " ".join(words)
