"""A folder of weights: what it must hold, which weights they are, and where to keep what is made of them."""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ABOUT = "vitrine-model.json"  # {"name": "repository@revision"}, written by the publisher


def folder_of(options: dict[str, str]) -> Path:
    """The folder that option.model_id names, as the server hands it over; model.py's own folder without that option.

    @raises FileNotFoundError when it is no folder
    """
    folder = Path(options["model_dir"], options.get("model_id") or ".")
    if not folder.is_dir():
        raise FileNotFoundError(f"option.model_id must be a folder of weights, but {folder} is none")
    return folder


def check_files(folder: Path, what: str, *needed: str | Sequence[str]) -> None:
    """Checks that the folder holds a model's files; `what` names the model in the error.

    A needed file is a name or a pattern. A tuple has alternatives, of which one is enough. "a b" stands for two files
    that are needed together.

    @raises FileNotFoundError that names all that is missing
    """
    missing = []
    for one in needed:
        choices = (one,) if isinstance(one, str) else one
        if not any(all(any(folder.glob(name)) for name in choice.split()) for choice in choices):
            missing.append(" or ".join(choice.replace(" ", " with ") for choice in choices))
    if missing:
        raise FileNotFoundError(f"{what} in {folder} is not whole: it lacks {'; '.join(missing)}")


def config_of(folder: Path, name: str = "config.json") -> dict[str, Any]:
    """The configuration in this file of the folder; @raises ValueError when it is not a JSON object."""
    try:
        config = json.loads((folder / name).read_text("utf-8-sig"))  # an editor may have put a byte order mark there
    except ValueError as e:
        raise ValueError(f"{folder / name} is not JSON") from e
    if not isinstance(config, dict):
        raise ValueError(f"{folder / name} is not a JSON object")
    return config


def fingerprint(folder: Path) -> str:
    """SHA-256 over the names and contents of all files, but *.md; embeddings are kept by it, so that no two models' mix."""
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".md"):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        total.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return total.hexdigest()


def save(tensors: Mapping[str, Any], path: Path, about: Mapping[str, str]) -> None:
    """Writes a safetensors file with its folder: a reader sees the old file or the new one, and a try that fails leaves none.

    @raises OSError, safetensors.SafetensorError as when the disk is full
    """
    from safetensors.torch import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    try:
        save_file(dict(tensors), unfinished, dict(about))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def name_of(folder: Path) -> str:
    """The name that the publisher wrote down, else the folder's."""
    return str(config_of(folder, ABOUT)["name"]) if (folder / ABOUT).is_file() else folder.name


def place_beside(folder: str | Path, name: str) -> Path:
    """`name` inside `folder`; where that is read-only, as in SageMaker, a folder that ends with the container."""
    return Path(folder, name) if os.access(folder, os.W_OK) else Path(tempfile.gettempdir(), f"vitrine-{name}")
