"""A plain sentence about a picture, by BLIP or BLIP-2: greedy, so that the same picture gets the same sentence."""

import json
import time
from pathlib import Path

import torch
from transformers import AutoProcessor, Blip2ForConditionalGeneration, BlipForConditionalGeneration

CLASSES = {"blip": BlipForConditionalGeneration, "blip-2": Blip2ForConditionalGeneration}
LONGEST = 32  # tokens
LONGEST_REPEAT = 4  # words


class Captioner:
    def __init__(self, folder, device, dtype):
        kind = json.loads(Path(folder, "config.json").read_text("utf-8")).get("model_type")
        if kind not in CLASSES:
            raise ValueError(f"the caption model must be one of {', '.join(CLASSES)}, not {kind}")
        self.model = CLASSES[kind].from_pretrained(folder, dtype=dtype, local_files_only=True).eval().to(device)
        self.processor = AutoProcessor.from_pretrained(folder, local_files_only=True)
        self.device, self.dtype = device, dtype

    @torch.inference_mode()
    def caption(self, picture, deadline):
        """The sentence, or as much of it as there was time for before time.monotonic() passes `deadline`."""
        inputs = self.processor(images=picture, return_tensors="pt").to(self.device, self.dtype)
        seconds = max(0.001, deadline - time.monotonic())
        options = {"max_new_tokens": LONGEST, "num_beams": 1, "do_sample": False, "max_time": seconds}
        tokens = self.model.generate(**inputs, **options)  # int64 [1, T]
        return without_repeats(self.processor.batch_decode(tokens, skip_special_tokens=True)[0].strip())


def without_repeats(text):
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
