"""A plain sentence about a picture: greedy, so that the same picture gets the same sentence."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import transformers
from PIL import Image
from torch import Tensor
from transformers import AutoProcessor

import weights
from hardware import Hardware, check_finite

LONGEST = 32  # tokens
LONGEST_REPEAT = 4  # words
LONGEST_TEXT = 128  # tokens of what is read on the product
MOST_LINES, LONGEST_LINE = 50, 200  # of it; a line's length is in characters
LARGEST_SIDE = 1024  # pixels, for models that take a picture as large as it is
TASK = "<CAPTION>"  # Florence-2's word for a sentence about the whole picture
READ = "<OCR>"  # Florence-2's word for what is written in the picture, line by line
LOCATE = "<OD>"  # Florence-2's word for what is where
LONGEST_BOXES = 160  # tokens of what is where
MOST_BOXES, LONGEST_LABEL = 20, 100  # of it; a label's length is in characters
PLACES = 1000  # on each side of a picture; a token stands for one, whose middle is meant
TOO_LITTLE_TIME = "Products were not looked for: too little time was left."
TOO_LATE = "Products were looked for, but the answer came too late."
QUESTION = "Describe this picture in one short sentence."
TOKENIZERS = ("tokenizer.json", "vocab.txt", "vocab.json merges.txt", "spiece.model")


@dataclass(frozen=True)
class Kind:
    """How models of one model_type are asked."""

    class_name: str  # in transformers
    inputs: Callable[[Any, Image.Image], Any]  # (processor, picture) to the model's inputs
    half: str = "fp16"  # the half precision that it was trained for
    single_in_fp16: str | None = None  # a pattern: modules that compute in fp32 where the model computes in fp16, as they would overflow
    answers_after_question: bool = False  # its tokens begin with those of the question
    reads: Callable[[Any, Image.Image], Any] | None = None  # inputs that ask for what is written; None: it is not asked
    locates: Callable[[Any, Image.Image], Any] | None = None  # inputs that ask for what is where; None: it is not asked


@dataclass(frozen=True)
class Box:
    """A thing in the picture; the sides are in fractions of the picture's width and height."""

    label: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Located:
    """What is where."""

    boxes: list[Box] | None  # None if it is not known
    skipped: str | None  # a sentence on why not; None also from a captioner that is not asked


def _picture_alone(processor: Any, picture: Image.Image) -> Any:
    return processor(images=picture, return_tensors="pt")


def _with_task(processor: Any, picture: Image.Image) -> Any:
    return processor(images=picture, text=TASK, return_tensors="pt")


def _to_be_read(processor: Any, picture: Image.Image) -> Any:
    return processor(images=picture, text=READ, return_tensors="pt")


def _to_be_located(processor: Any, picture: Image.Image) -> Any:
    return processor(images=picture, text=LOCATE, return_tensors="pt")


def _as_chat(processor: Any, picture: Image.Image) -> Any:
    content = [{"type": "image"}, {"type": "text", "text": QUESTION}]
    text = processor.apply_chat_template([{"role": "user", "content": content}], add_generation_prompt=True, tokenize=False)
    small = picture.copy()
    small.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    return processor(images=[small], text=[text], return_tensors="pt")


KINDS = {
    "blip": Kind("BlipForConditionalGeneration", _picture_alone),
    # In fp16 the end of a T5's feed-forward part overflows. transformers keeps it in fp32 in a T5, but not in a BLIP-2 with one:
    # https://github.com/huggingface/transformers/issues/20287
    "blip-2": Kind("Blip2ForConditionalGeneration", _picture_alone, half="bf16", single_in_fp16=r"language_model\..+\.wo"),
    "git": Kind("GitForCausalLM", _picture_alone),
    "florence2": Kind("Florence2ForConditionalGeneration", _with_task, reads=_to_be_read, locates=_to_be_located),
    # In fp16 the last block of its vision side overflows for some pictures, mostly large ones, and the answer is "!!!!":
    # https://github.com/vllm-project/vllm/issues/13817 and https://github.com/ggml-org/llama.cpp/issues/17534, both of the 3B.
    "qwen2_5_vl": Kind(
        "Qwen2_5_VLForConditionalGeneration", _as_chat, half="bf16", single_in_fp16=r"model\.visual", answers_after_question=True
    ),
}


def kind_of(folder: Path) -> Kind:
    """The kind of the captioner in this folder.

    @raises FileNotFoundError when it has no config.json
    @raises ValueError for another kind of model
    """
    weights.check_files(folder, "the caption model", "config.json")
    name = weights.config_of(folder).get("model_type")
    if name not in KINDS:
        raise ValueError(f"the caption model must be one of {', '.join(KINDS)}, not {name}")
    return KINDS[name]


class Captioner:
    """A captioner with its processor, loaded from a folder.

    @raises FileNotFoundError that names what the folder lacks
    @raises ValueError when it holds another kind of model
    """

    def __init__(self, folder: Path, hardware: Hardware) -> None:
        self.kind = kind_of(folder)
        model = ("model.safetensors", "model.safetensors.index.json")
        weights.check_files(folder, "the caption model", "preprocessor_config.json", TOKENIZERS, model)
        loaded: Any = getattr(transformers, self.kind.class_name).from_pretrained(
            folder, dtype=hardware.dtype, local_files_only=True
        )
        if self.kind.single_in_fp16 and hardware.dtype == torch.float16:
            for name, module in loaded.named_modules():
                if re.fullmatch(self.kind.single_in_fp16, name):
                    module.float()
        self.model: Any = loaded.eval().to(hardware.device)
        self.processor: Any = AutoProcessor.from_pretrained(folder, local_files_only=True)
        self.hardware = hardware

    @torch.inference_mode()
    def caption(self, picture: Image.Image, deadline: float, tokens: int | None = None) -> str:
        """The sentence, of at most `tokens`, or as much of it as there was time for until `deadline`, a time.monotonic()."""
        return without_repeats(self._generate(self._inputs(picture), deadline, tokens or LONGEST))

    @torch.inference_mode()
    def text(self, picture: Image.Image, deadline: float) -> list[str] | None:
        """The lines that are written in the picture; None from a captioner that is not asked for them, or after the deadline."""
        if self.kind.reads is None or time.monotonic() > deadline:
            return None
        inputs = self.kind.reads(self.processor, picture).to(self.hardware.device, self.hardware.dtype)
        return lines_of(self._generate(inputs, deadline, LONGEST_TEXT))

    @torch.inference_mode()
    def boxes(self, picture: Image.Image, started: float, deadline: float) -> Located:
        """What is where, in half of the time that is left until the deadline of the prompt, which is not written yet.

        It is not asked if caption and text, which are as many tokens, took longer: they were asked for at `started`.
        """
        if self.kind.locates is None:
            return Located(None, None)
        now = time.monotonic()
        end = now + (deadline - now) / 2
        if end - now < now - started:
            return Located(None, TOO_LITTLE_TIME)
        inputs = self.kind.locates(self.processor, picture).to(self.hardware.device, self.hardware.dtype)
        answer = self._generate(inputs, end, LONGEST_BOXES, marked=True)
        return Located(None, TOO_LATE) if time.monotonic() > end else Located(boxes_of(answer), None)

    def _generate(self, inputs: Any, deadline: float, tokens: int, *, marked: bool = False) -> str:
        seconds = max(0.001, deadline - time.monotonic())
        options = {"max_new_tokens": tokens, "num_beams": 1, "do_sample": False, "max_time": seconds}
        made: Tensor = self.model.generate(**inputs, **options)  # int64 [1, T]
        if self.kind.answers_after_question:
            made = made[:, inputs["input_ids"].shape[1] :]
        return str(self.processor.batch_decode(made, skip_special_tokens=not marked)[0]).strip()

    @torch.inference_mode()
    def check_finite(self, picture: Image.Image) -> None:
        """@raises ArithmeticError when the model answers NaN or Inf, which generate() would make words of"""
        options = {"max_new_tokens": 1, "num_beams": 1, "do_sample": False}
        options |= {"output_logits": True, "return_dict_in_generate": True}
        made = self.model.generate(**self._inputs(picture), **options)
        check_finite(torch.cat(made.logits), "the caption model")  # [1, words]

    def _inputs(self, picture: Image.Image) -> Any:
        return self.kind.inputs(self.processor, picture).to(self.hardware.device, self.hardware.dtype)


def lines_of(text: str) -> list[str]:
    """The lines of a text, each once, without control characters: at most MOST_LINES of at most LONGEST_LINE characters."""
    lines = [" ".join("".join(c if c.isprintable() else " " for c in line).split()) for line in text.splitlines()]
    return list(dict.fromkeys(short for line in lines if (short := without_repeats(line)[:LONGEST_LINE].strip())))[:MOST_LINES]


def boxes_of(answer: str) -> list[Box]:
    """The boxes of an answer to LOCATE, at most MOST_BOXES; what has no label, no area, or lies outside of the picture is left out.

    After each label its places, four to a box, as transformers' Florence2PostProcessor reads them, whose pixels are rounded.
    """
    boxes = []
    for text, places in re.findall(r"([^<]+)((?:<loc_\d+>){4,})", re.sub("<s>|</s>|<pad>", "", answer)):
        label = text.strip()
        label = "" if "\n" in label else " ".join(label.encode("ascii", "ignore").decode("ascii").split())[:LONGEST_LABEL].strip()
        for sides in re.findall("<loc_(\\d+)>" * 4, places):
            left, top, right, bottom = ((int(side[:9]) + 0.5) / PLACES for side in sides)
            if label and left < right <= 1 and top < bottom <= 1:
                boxes.append(Box(label, left, top, right, bottom))
    return boxes[:MOST_BOXES]


def without_repeats(text: str) -> str:
    """The text, in which a run of 1 to 4 words that is repeated three times or more in a row stands once."""
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
