"""Models of real architectures with random weights, as the two libraries save them."""

import json
import tempfile
from pathlib import Path
from typing import Any

import open_clip
import tiny_models
import torch
import transformers
from open_clip.factory import get_model_config
from safetensors.torch import save_file

_scratch = tempfile.TemporaryDirectory()  # of a GB or more; it goes with the process
SCRATCH = Path(_scratch.name)


def weights(architecture: str) -> Path:
    """A folder with the architecture in open_clip's layout."""
    folder = SCRATCH / architecture
    if not folder.is_dir():
        folder.mkdir()
        config = get_model_config(architecture)
        about = {"model_cfg": config, "preprocess_cfg": {"size": [224, 224]}}
        (folder / "open_clip_config.json").write_text(json.dumps(about))
        state = open_clip.CLIP(**config).state_dict()
        save_file({k: v.contiguous() for k, v in state.items()}, folder / "open_clip_model.safetensors")
    return folder


def transformers_weights(architecture: str) -> Path:
    """A folder with the same sizes in transformers' layout."""
    folder = SCRATCH / f"{architecture}-transformers"
    if not folder.is_dir():
        torch.manual_seed(0)
        transformers.CLIPModel(_transformers_config(architecture)).eval().save_pretrained(folder)
        transformers.CLIPImageProcessor().save_pretrained(folder)
        tiny_models.clip_tokenizer(folder).save_pretrained(folder)
    return folder


def _transformers_config(architecture: str) -> Any:
    config = get_model_config(architecture)
    vision, text = config["vision_cfg"], config["text_cfg"]
    width, head = vision["width"], vision.get("head_width", 64)
    return transformers.CLIPConfig(
        projection_dim=config["embed_dim"],
        vision_config={
            "hidden_size": width, "intermediate_size": 4 * width, "num_hidden_layers": vision["layers"],
            "num_attention_heads": width // head, "image_size": 224, "patch_size": vision["patch_size"],
        },
        text_config={
            "hidden_size": text["width"], "intermediate_size": 4 * text["width"], "num_hidden_layers": text["layers"],
            "num_attention_heads": text["heads"], "vocab_size": 49408, "eos_token_id": 49407, "bos_token_id": 49406,
        },
    )  # fmt: skip
