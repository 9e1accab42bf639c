"""The names of model_name.json, those of AWS's article and of clip-interrogator, and what weights of that name look like.

A name that is not known, or that the weights do not fit, stops the start. The name of your own weights begins with "own:";
nothing else about it is checked than that the publisher wrote down the same one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import weights

OWN = "own:"
FILE = "model_name.json"


@dataclass(frozen=True)
class Captioner:
    """What a captioner's config.json says: its model_type, and values by their dotted path, as transformers reads them."""

    model_type: str
    shape: Mapping[str, Any]


CAPTIONERS = {
    "blip-base": Captioner("blip", {"vision_config.hidden_size": 768}),
    "blip-large": Captioner("blip", {"vision_config.hidden_size": 1024}),
    "blip2-2.7b": Captioner("blip-2", {"text_config.model_type": "opt", "text_config.hidden_size": 2560}),
    "blip2-flan-t5-xl": Captioner("blip-2", {"text_config.model_type": "t5", "text_config.d_model": 2048}),
    "git-large-coco": Captioner("git", {"vision_config.hidden_size": 1024}),
    "florence-2-base": Captioner("florence2", {"text_config.d_model": 768}),
    "florence-2-large": Captioner("florence2", {"text_config.d_model": 1024}),
    "qwen2.5-vl-3b": Captioner("qwen2_5_vl", {"text_config.hidden_size": 2048}),
}
# Models beside open_clip's own list, by the architecture of open_clip that they are.
CLIPS = {
    "marqo-fashionSigLIP": "ViT-B-16-SigLIP",
    "marqo-ecommerce-embeddings-B": "ViT-B-16-SigLIP",
    "marqo-ecommerce-embeddings-L": "ViT-L-16-SigLIP-256",
}
SHAPE = {  # what tells architectures apart in open_clip's configuration
    "vision_cfg": ("image_size", "layers", "width", "patch_size", "timm_model_name"),
    "text_cfg": ("context_length", "vocab_size", "width", "heads", "layers", "hf_model_name"),
}


def read(folder: Path) -> dict[str, str]:
    """What model_name.json in this folder says.

    @raises FileNotFoundError when it is not there
    @raises ValueError when it is no JSON object, or has something else than a text in it
    """
    names = weights.config_of(folder, FILE)
    for key, name in names.items():
        if not isinstance(name, str) or not name.strip():
            raise ValueError(f"{folder / FILE}: {key} must be a text, not {name!r}")
    return names


def check_captioner(name: str, folder: Path) -> None:
    """@raises ValueError when the name is not known or the weights in the folder are not of that name"""
    _check_written("caption_model_name", name, folder)
    if name.startswith(OWN):
        return
    if name not in CAPTIONERS:
        raise ValueError(f"caption_model_name {name} is not known: {', '.join(CAPTIONERS)}, or {OWN}NAME for your own")
    from transformers import AutoConfig

    weights.check_files(folder, "the caption model", "config.json")
    known, config = CAPTIONERS[name], AutoConfig.from_pretrained(folder, local_files_only=True)
    found = {"model_type": config.model_type} | {path: _value(config, path) for path in known.shape}
    wanted = {"model_type": known.model_type, **known.shape}
    if found != wanted:
        raise ValueError(f"caption_model_name is {name}, but {folder} holds another model: {found}, not {wanted}")


def check_clip(name: str, folder: Path, published: Path | None = None) -> None:
    """The same for a CLIP: ARCHITECTURE/WEIGHTS of open_clip's list, or a name of CLIPS.

    `published` is the folder with the publisher's vitrine-model.json, if that is not the weights' own.
    """
    _check_written("clip_model_name", name, published or folder)
    if name.startswith(OWN):
        return
    architecture = architecture_of(name)
    if (folder / "open_clip_config.json").is_file():
        found = _shape(weights.config_of(folder, "open_clip_config.json").get("model_cfg", {}))
    else:
        found = _shape_of_transformers(folder)
    from open_clip import get_model_config

    wanted = _shape(get_model_config(architecture))
    differing = {key: (found[key], wanted[key]) for key in found if key in wanted and found[key] != wanted[key]}
    if differing:
        said = "; ".join(f"{key} is {has}, not {should}" for key, (has, should) in sorted(differing.items()))
        raise ValueError(f"clip_model_name is {name}, but {folder} holds another model: {said}")


def architecture_of(name: str) -> str:
    """open_clip's architecture for this name; @raises ValueError when the name is not known."""
    from open_clip import list_pretrained

    if name in CLIPS:
        return CLIPS[name]
    architecture, _, weights_name = name.partition("/")
    if (architecture, weights_name) not in list_pretrained():
        known = ", ".join(CLIPS)
        raise ValueError(
            f"clip_model_name {name} is not known: it must be ARCHITECTURE/WEIGHTS of open_clip.list_pretrained(), {known}, "
            f"or {OWN}NAME for your own"
        )
    return architecture


def _check_written(key: str, name: str, folder: Path) -> None:
    """@raises ValueError when the publisher wrote down another name into the folder"""
    about = weights.config_of(folder, weights.ABOUT) if (folder / weights.ABOUT).is_file() else {}
    if about.get(key, name) != name:
        raise ValueError(f"{key} is {name}, but {folder} was published as {about[key]}")


def _value(config: Any, path: str) -> Any:
    for part in path.split("."):
        config = getattr(config, part, None)
    return config


def _shape(config: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an open_clip configuration that SHAPE names, by "side.name"."""
    shape: dict[str, Any] = {"embed_dim": config.get("embed_dim")}
    for side, names in SHAPE.items():
        part = config.get(side, {})
        shape |= {f"{side}.{name}": part[name] for name in names if name in part}
    return shape


def _shape_of_transformers(folder: Path) -> dict[str, Any]:
    """The same of a transformers CLIP."""
    from transformers import AutoConfig

    config = AutoConfig.from_pretrained(folder, local_files_only=True)
    vision, text = config.vision_config, config.text_config
    return {
        "embed_dim": config.projection_dim,
        "vision_cfg.image_size": vision.image_size,
        "vision_cfg.layers": vision.num_hidden_layers,
        "vision_cfg.width": vision.hidden_size,
        "vision_cfg.patch_size": vision.patch_size,
        "text_cfg.context_length": text.max_position_embeddings,
        "text_cfg.vocab_size": text.vocab_size,
        "text_cfg.width": text.hidden_size,
        "text_cfg.heads": text.num_attention_heads,
        "text_cfg.layers": text.num_hidden_layers,
    }
