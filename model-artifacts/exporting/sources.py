"""The model that is exported, as its own library has it: open_clip's or transformers' CLIP."""

import gzip
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import open_clip
import torch
import transformers
from open_clip.tokenizer import HFTokenizer, SimpleTokenizer
from open_clip.transform import PreprocessCfg, image_transform_v2
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional

RENAMED = {"<start_of_text>": "<|startoftext|>", "<end_of_text>": "<|endoftext|>"}  # as every other library calls them


class Side(nn.Module):
    """One side of a model, its embeddings of length 1."""

    def __init__(self, model: nn.Module, encode: Callable[[Tensor], Tensor]) -> None:
        super().__init__()
        self.model, self.encode = model, encode

    def forward(self, given: Tensor) -> Tensor:
        """float32 [N, D], of pictures float32 [N, 3, S, S] or of token ids int32 [N, L]."""
        return functional.normalize(self.encode(given), dim=-1)


@dataclass(frozen=True)
class Source:
    """A model with what its library does before it."""

    config: dict[str, Any]  # open_clip's form
    preprocess: dict[str, Any]  # open_clip's form
    pictures: Side
    texts: Side
    logit_scale: float
    logit_bias: float | None
    tokenizer: Any  # transformers' fast tokenizer, which is saved
    prepare: Callable[[Image.Image], Tensor]  # float32 [3, S, S]
    ids: Callable[[Sequence[str]], Tensor]  # int64 [N, L], by the library's own tokenizer

    @property
    def side(self) -> int:
        """Pixels a side of what the picture side sees."""
        size = self.preprocess["size"]
        return int(size[0] if isinstance(size, list | tuple) else size)

    @property
    def length(self) -> int:
        """Token ids that the text side sees."""
        return int(self.config["text_cfg"].get("context_length", 77))


def load(folder: Path) -> Source:
    """@raises ValueError, FileNotFoundError when the folder holds no model that can be exported"""
    if (folder / "open_clip_config.json").is_file():
        return _open_clip(folder)
    config = folder / "config.json"
    if config.is_file() and json.loads(config.read_text("utf-8")).get("model_type") == "clip":
        return _transformers(folder)
    raise ValueError(f"{folder} holds neither open_clip_config.json nor the config.json of a transformers CLIP")


def _open_clip(folder: Path) -> Source:
    weights = ("open_clip_model.safetensors", "open_clip_pytorch_model.safetensors")
    if not any((folder / name).is_file() for name in weights):  # open_clip would take random ones
        raise FileNotFoundError(f"{folder} lacks {weights[0]}")
    model, _ = open_clip.create_model_from_pretrained(f"local-dir:{folder}")
    about = json.loads((folder / "open_clip_config.json").read_text("utf-8"))
    return of_open_clip(model, open_clip.get_tokenizer(f"local-dir:{folder}"), about["model_cfg"])


def of_open_clip(model: Any, tokenizer: Any, config: dict[str, Any]) -> Source:
    """A model of open_clip that is in memory, with its tokenizer."""
    model = model.eval()
    form = PreprocessCfg(**open_clip.get_model_preprocess_cfg(model))
    bias = getattr(model, "logit_bias", None)
    return Source(
        config=config,
        preprocess=asdict(form),
        pictures=Side(model, model.encode_image),
        texts=Side(model, model.encode_text),
        logit_scale=model.logit_scale.exp().item(),
        logit_bias=None if bias is None else bias.item(),
        tokenizer=_fast(tokenizer),
        prepare=image_transform_v2(form, is_train=False),
        ids=tokenizer,
    )


def _fast(tokenizer: Any) -> Any:
    """A tokenizer of open_clip as a fast one of transformers."""
    if isinstance(tokenizer, HFTokenizer):
        if not tokenizer.tokenizer.is_fast:
            raise ValueError("this tokenizer of transformers has no tokenizer.json")
        return tokenizer.tokenizer
    if not isinstance(tokenizer, SimpleTokenizer):
        raise ValueError(f"a tokenizer of the kind {type(tokenizer).__name__} is not understood")
    merges = sorted(tokenizer.bpe_ranks, key=tokenizer.bpe_ranks.__getitem__)
    vocabulary = {RENAMED.get(token, token): i for token, i in tokenizer.encoder.items()}
    with tempfile.TemporaryDirectory() as place:
        files = Path(place, "vocab.json"), Path(place, "merges.txt")
        files[0].write_text(json.dumps(vocabulary), "utf-8")
        files[1].write_text("#version: 0.2\n" + "\n".join(" ".join(m) for m in merges) + "\n", "utf-8")
        return transformers.CLIPTokenizerFast(*map(str, files), model_max_length=tokenizer.context_length)


def _transformers(folder: Path) -> Source:
    model = transformers.CLIPModel.from_pretrained(folder, attn_implementation="eager").eval()
    processor = transformers.CLIPImageProcessor.from_pretrained(folder)
    tokenizer = transformers.CLIPTokenizerFast.from_pretrained(folder)
    side, length = model.config.vision_config.image_size, model.config.text_config.max_position_embeddings
    vision = {"image_size": side, "patch_size": model.config.vision_config.patch_size}
    text = {"context_length": length, "vocab_size": model.config.text_config.vocab_size}
    padded = {"padding": "max_length", "truncation": True, "max_length": length, "return_tensors": "pt"}
    return Source(
        config={"embed_dim": model.config.projection_dim, "vision_cfg": vision, "text_cfg": text},
        preprocess={
            "size": [side, side],
            "mode": "RGB",
            "mean": list(processor.image_mean),
            "std": list(processor.image_std),
            "interpolation": "bicubic",
            "resize_mode": "shortest",
        },
        pictures=Side(model, lambda image: model.get_image_features(pixel_values=image)),
        texts=Side(model, lambda text: model.get_text_features(input_ids=text)),
        logit_scale=model.logit_scale.exp().item(),
        logit_bias=None,
        tokenizer=tokenizer,
        prepare=lambda picture: processor(picture, return_tensors="pt").pixel_values[0],
        ids=lambda texts: tokenizer(list(texts), **padded).input_ids,
    )


def small_vocabulary(path: Path, merges: int) -> Path:
    """The first so many merges of OpenAI's vocabulary, as a file for open_clip's own tokenizer."""
    from open_clip.tokenizer import default_bpe

    with gzip.open(default_bpe(), "rt", encoding="utf-8") as file:
        lines = file.read().split("\n")[: merges + 1]
    with gzip.GzipFile(path, "wb", mtime=0) as file:
        file.write("\n".join(lines).encode("utf-8"))
    return path
