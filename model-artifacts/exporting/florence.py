"""A Florence-2 of transformers as four ONNX files, in the layout of onnx-community's exports, which local mode reads.

    config.json, generation_config.json     the model's own
    preprocessor_config.json                how a picture is prepared, and the questions: task_prompts_without_inputs
    tokenizer.json, tokenizer_config.json   as transformers saves a fast tokenizer
    onnx/vision_encoder.onnx                pixel_values [N, 3, S, S] to image_features [N, P, D]
    onnx/embed_tokens.onnx                  input_ids int64 [N, L] to inputs_embeds [N, L, D]
    onnx/encoder_model.onnx                 inputs_embeds [N, P + L, D], attention_mask int64 to last_hidden_state
    onnx/decoder_model_merged.onnx          inputs_embeds [N, 1, D], encoder_hidden_states, encoder_attention_mask,
                                            past_key_values.I.{decoder|encoder}.{key|value}, use_cache_branch bool [1]
                                            to logits [N, 1, V] and present.I.{decoder|encoder}.{key|value}

With use_cache_branch the encoder's present.* come empty, as in the published files: those of the first step hold.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime
import torch
import transformers
import writing
from merging import merge
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor, nn
from transformers.cache_utils import EncoderDecoderCache
from writing import Precision

SIDES = ("decoder", "encoder")  # whose keys and values are kept
GRAPHS = ("vision_encoder", "embed_tokens", "encoder_model", "decoder_model_merged")
TASKS = ("<CAPTION>", "<DETAILED_CAPTION>", "<OCR>")
LONGEST = 12  # tokens of an answer that is compared
# How much more likely a token must be than the next, by its logit, to be compared.
SURE = {"fp32": 1e-3, "fp16": 0.05, "int8": 0.5}
LEAST = {"fp32": 1.0, "fp16": 1.0, "int8": 0.8}  # part of these tokens that must be the library's


def is_one(folder: Path) -> bool:
    """Whether the folder says that it holds a Florence-2 of transformers."""
    config = folder / "config.json"
    return config.is_file() and json.loads(config.read_text("utf-8")).get("model_type") == "florence2"


class Florence(NamedTuple):
    """transformers' model and processor, which have no types."""

    model: Any
    processor: Any


def load(folder: Path) -> Florence:
    """@raises OSError when the folder lacks one of the two"""
    options = {"local_files_only": True, "attn_implementation": "eager"}
    model = transformers.Florence2ForConditionalGeneration.from_pretrained(folder, **options).eval()
    processor = transformers.AutoProcessor.from_pretrained(folder, local_files_only=True)
    processor.image_processor = transformers.CLIPImageProcessor.from_pretrained(folder)  # by Pillow, as in training
    return Florence(model, processor)


class Vision(nn.Module):
    """Pictures to features."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixel_values: Tensor) -> Tensor:
        """float32 [N, P, D]."""
        found: Tensor = self.model.get_image_features(pixel_values)
        return found


class Encoder(nn.Module):
    """Features and question to states."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.encoder = model.language_model.encoder

    def forward(self, inputs_embeds: Tensor, attention_mask: Tensor) -> Tensor:
        """float32 [N, P + L, D]."""
        states: Tensor = self.encoder(inputs_embeds=inputs_embeds, attention_mask=attention_mask).last_hidden_state
        return states


class Decoder(nn.Module):
    """One step of an answer."""

    def __init__(self, model: Any, has_past: bool) -> None:
        super().__init__()
        self.decoder, self.head, self.has_past = model.language_model.decoder, model.lm_head, has_past

    def forward(self, mask: Tensor, states: Tensor, embeds: Tensor, *past: Tensor) -> tuple[Tensor, ...]:
        """Logits [N, 1, V], and of each layer the keys and values: all four, or with a past only the decoder's own."""
        layers = tuple(tuple(past[i : i + 4]) for i in range(0, len(past), 4)) if self.has_past else None
        made = self.decoder(
            inputs_embeds=embeds,
            encoder_hidden_states=states,
            encoder_attention_mask=mask,
            past_key_values=None if layers is None else EncoderDecoderCache.from_legacy_cache(layers),
            use_cache=True,
        )
        kept = made.past_key_values.to_legacy_cache()
        return (self.head(made.last_hidden_state), *(one for layer in kept for one in layer[: 2 if self.has_past else 4]))


def cache_names(layers: int, kind: str) -> list[str]:
    """Names of the kept keys and values, in the order of transformers' caches."""
    return [f"{kind}.{i}.{side}.{part}" for i in range(layers) for side in SIDES for part in ("key", "value")]


def write(folder: Path, out: Path, precision: Precision) -> None:
    """The whole folder, with weights of this precision."""
    model, processor = load(folder)
    (out / "onnx").mkdir(parents=True, exist_ok=True)
    model.config.save_pretrained(out)
    model.generation_config.save_pretrained(out)
    processor.tokenizer.save_pretrained(out)
    form = processor.image_processor.to_dict() | {"task_prompts_without_inputs": processor.task_prompts_without_inputs}
    (out / "preprocessor_config.json").write_text(json.dumps(form, indent=2) + "\n", "utf-8")
    with torch.inference_mode():
        _write_graphs(model, processor, out / "onnx", precision)


def _write_graphs(model: Any, processor: Any, out: Path, precision: Precision) -> None:
    size, text = processor.image_processor.size, model.config.text_config
    pixels = torch.zeros(1, 3, size["height"], size["width"])
    features = model.get_image_features(pixels)  # [1, P, D]
    ids = torch.tensor([[text.bos_token_id, text.eos_token_id]])
    given = torch.cat([features, model.get_input_embeddings()(ids)], dim=1)  # [1, P + L, D]
    mask = torch.ones(given.shape[:2], dtype=torch.int64)
    writing.graph(Vision(model), (pixels,), out / "vision_encoder.onnx", {"pixel_values": "n"}, {"image_features": "n"})
    words = {"input_ids": "n length"}, {"inputs_embeds": "n length"}
    writing.graph(model.get_input_embeddings(), (ids,), out / "embed_tokens.onnx", *words)
    inputs = {"inputs_embeds": "n length", "attention_mask": "n length"}
    writing.graph(Encoder(model), (given, mask), out / "encoder_model.onnx", inputs, {"last_hidden_state": "n length"})
    for name in GRAPHS[:-1]:
        writing.reduce(out / f"{name}.onnx", precision)
    _write_decoder(model, mask, given, out, precision)


def _write_decoder(model: Any, mask: Tensor, states: Tensor, out: Path, precision: Precision) -> None:
    layers = model.config.text_config.decoder_layers
    step = (mask, states, states[:, :1])
    inputs = {"encoder_attention_mask": "n seen", "encoder_hidden_states": "n seen", "inputs_embeds": "n"}
    past, present = ({name: f"n - {name.split('.')[2]}" for name in cache_names(layers, k)} for k in ("past_key_values", "present"))
    first = Decoder(model, False)
    made = first(*step)
    parts = out / "first.onnx", out / "next.onnx"
    writing.graph(first, step, parts[0], inputs, {"logits": "n"} | present)
    own = {name: axes for name, axes in present.items() if ".decoder." in name}
    writing.graph(Decoder(model, True), (*step, *made[1:]), parts[1], inputs | past, {"logits": "n"} | own)
    if precision == "int8":  # before they are merged: one scale for each weight, as the tool quantizes no weights of branches
        for part in parts:
            writing.quantize(part)
    merge(*parts, out / "decoder_model_merged.onnx")
    if precision != "fp32":  # after it: the casts stand before the branches, where they are computed once
        writing.halve(out / "decoder_model_merged.onnx")
    for part in parts:
        part.unlink()


class Exported:
    """The four graphs in ONNX Runtime, asked as transformers asks the model: greedily, token by token."""

    def __init__(self, out: Path, model: Any) -> None:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3  # a merged decoder's branches know each other's initializers not
        on = {"providers": ["CPUExecutionProvider"]}
        self.graphs = {name: onnxruntime.InferenceSession(str(out / "onnx" / f"{name}.onnx"), options, **on) for name in GRAPHS}
        self.text = model.config.text_config

    def steps(self, pixels: NDArray[Any], question: list[int], said: list[int]) -> Iterator[NDArray[np.float32]]:
        """The logits [V] of each step after a start of `said`, which is what the library said."""
        words = self._run("embed_tokens", input_ids=np.array([question]))[0]
        given = np.concatenate([self._run("vision_encoder", pixel_values=pixels)[0], words], axis=1)
        mask = np.ones(given.shape[:2], np.int64)
        states = self._run("encoder_model", inputs_embeds=given, attention_mask=mask)[0]
        heads = self.text.decoder_attention_heads
        blank = np.zeros((1, heads, 0, self.text.d_model // heads), np.float32)
        past = [blank] * 4 * self.text.decoder_layers
        for at, token in enumerate(said):
            embeds = self._run("embed_tokens", input_ids=np.array([[token]]))[0]
            cache = dict(zip(cache_names(self.text.decoder_layers, "past_key_values"), past, strict=True))
            step = {"inputs_embeds": embeds, "encoder_hidden_states": states, "encoder_attention_mask": mask}
            logits, *present = self._run("decoder_model_merged", **step, **cache, use_cache_branch=np.array([at > 0]))
            past = [old if at and i % 4 > 1 else new for i, (old, new) in enumerate(zip(past, present, strict=True))]
            yield logits[0, -1]

    def _run(self, name: str, **given: NDArray[Any]) -> list[NDArray[Any]]:
        made: list[NDArray[Any]] = self.graphs[name].run(None, given)
        return made


class Closeness(NamedTuple):
    """The part of the tokens that are the library's, and the largest difference of a logit."""

    tokens: float
    worst: float


def compare(folder: Path, out: Path, pictures: list[Image.Image], precision: Precision = "fp32") -> Closeness:
    """How close what was written in this precision is to the library over TASKS; @raises ValueError below LEAST"""
    model, processor = load(folder)
    exported, worst, sure, same = Exported(out, model), 0.0, 0, 0
    greedy = {"max_new_tokens": LONGEST, "num_beams": 1, "do_sample": False, "early_stopping": False}
    for picture in pictures:
        for task in TASKS:
            inputs = processor(images=picture, text=task, return_tensors="pt")
            made = model.generate(**inputs, **greedy, output_logits=True, return_dict_in_generate=True)
            question = [i for i in inputs["input_ids"][0].tolist() if i != model.config.image_token_id]
            steps = exported.steps(inputs["pixel_values"].numpy(), question, made.sequences[0].tolist()[:-1])
            for mine, logits in zip(steps, made.logits, strict=True):
                theirs = logits[0].numpy()  # [V]
                second, best = np.sort(theirs)[-2:]
                if best - second > SURE[precision]:
                    sure += 1
                    same += int(mine.argmax() == theirs.argmax())
                worst = max(worst, float(np.abs(mine - theirs).max()))
    if sure == 0:
        raise ValueError("no answer of the library is sure enough to compare with")
    if same < LEAST[precision] * sure:
        raise ValueError(f"what was written differs from the library: {sure - same} of {sure} tokens are others")
    return Closeness(same / sure, worst)
