"""Weights from their hub, at a pinned revision, as the handlers want them: fp16 safetensors, no pickles, one folder.

Downloads and converts once: what is complete is not asked for again, what was cut off goes on where it was.
torch takes seconds to import, so only what reads weights imports it.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from huggingface_hub import HfApi, ModelInfo, hf_hub_download
from requests import exceptions
from safetensors import safe_open

if TYPE_CHECKING:
    import torch

LARGEST_HALF = 65504
TRIES = 5


class Unreachable(ConnectionError):
    """The hub does not answer, or does not tell about a repository."""


def asked(repository: str, revision: str, endpoint: str | None, sizes: bool = False) -> ModelInfo:
    """What the hub tells about a repository at a commit or branch: its commit and its files. @raises Unreachable"""
    try:
        return HfApi(endpoint=endpoint).model_info(repository, revision=revision, files_metadata=sizes)
    except OSError as e:  # no network, offline mode, and the hub's own errors, whose names say which: RevisionNotFoundError
        where = endpoint or "the Hugging Face hub"
        raise Unreachable(f"{where} does not tell about {repository} at {revision}: {type(e).__name__}") from e


def files(source: dict[str, Any], endpoint: str | None) -> dict[str, int]:
    """{file: bytes} of the source's files, as the hub says. @raises ValueError if the hub lacks one of them, Unreachable"""
    check_pinned(source)
    info = asked(source["repository"], source["revision"], endpoint, sizes=True)
    sizes = {file.rfilename: file.size for file in info.siblings or []}
    missing = sorted(set(source["files"]) - set(sizes))
    if missing:
        raise ValueError(f"{source['repository']}@{source['revision'][:12]} has no {', '.join(missing)}")
    return {name: int(sizes[name] or 0) for name in source["files"]}


def check_pinned(source: Mapping[str, Any]) -> None:
    """A branch can change under our feet; a commit cannot."""
    if not re.fullmatch("[0-9a-f]{40}", source["revision"]):
        raise ValueError(f"{source['repository']} must be pinned to a commit, not to {source['revision']}")


def prepare(model: dict[str, Any], folder: Path, endpoint: str | None, say: Callable[[str], None]) -> Path:
    """Fills the folder with the model's files; gives it. `model` is an entry of weights.json."""
    done = folder.with_name(f"{folder.name}.complete")
    wanted = json.dumps(model, sort_keys=True)
    if done.is_file() and done.read_text("utf-8") == wanted:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    for source in model["sources"]:
        for name, size in files(source, endpoint).items():
            say(f"{source['repository']}: {name}, {megabytes(size)}")
            raw = download(source, name, endpoint, folder.parent / "downloads")
            target = folder / source["files"][name]
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.suffix == ".safetensors":
                convert(Path(raw), target, source.get("half", "fp16"))
            elif target.name.endswith(".safetensors.index.json"):
                target.write_text(renamed_index(Path(raw).read_text("utf-8"), source["files"]), "utf-8")
            else:
                shutil.copyfile(raw, target)
    revisions = ", ".join(source["revision"][:12] for source in model["sources"])
    about = {"name": f"{model['name']}@{revisions}", "sources": model["sources"]}
    about |= {key: model[key] for key in ("caption_model_name", "clip_model_name") if key in model}
    (folder / "vitrine-model.json").write_text(json.dumps(about, indent=1), "utf-8")
    done.write_text(wanted, "utf-8")
    return folder


def download(source: dict[str, Any], name: str, endpoint: str | None, folder: Path) -> str:
    """The file, on disk; a connection that breaks is tried again, from the byte where it broke. @raises Unreachable"""
    place = folder / source["repository"] / source["revision"]
    for tries_left in reversed(range(TRIES)):
        try:
            return str(
                hf_hub_download(
                    source["repository"], name, revision=source["revision"], endpoint=endpoint, local_dir=place
                )
            )
        except (exceptions.ChunkedEncodingError, exceptions.ConnectionError, exceptions.Timeout) as e:
            if not tries_left:
                raise Unreachable(f"{name} of {source['repository']} broke off {TRIES} times: {type(e).__name__}") from e
    raise AssertionError("the last try returned or raised")


def convert(source: Path, target: Path, half: str = "fp16") -> None:
    """Writes the tensors of `source` with float32 and bfloat16 as `half`, fp16 or bf16; single numbers, such as a scale, stay.

    @raises ValueError for a number that does not fit into fp16
    """
    import torch
    from safetensors.torch import save_file

    kind = {"fp16": torch.float16, "bf16": torch.bfloat16}[half]
    tensors = {}
    for name, tensor in tensors_of(source):
        if tensor.dim() > 0 and tensor.dtype in (torch.float32, torch.bfloat16):
            if kind == torch.float16 and tensor.numel() and tensor.abs().max() > LARGEST_HALF:
                raise ValueError(f"{name} in {source} does not fit into half precision")
            tensor = tensor.to(kind)
        tensors[name] = tensor.clone(memory_format=torch.contiguous_format)  # tied ones would share their memory
    save_file(tensors, target, {"format": "pt"})


class Weight(NamedTuple):
    """A tensor of a model, with its name."""

    name: str
    tensor: "torch.Tensor"


def tensors_of(source: Path) -> Iterator[Weight]:
    """The weights in a file; of a pickled one the tensors alone are read, never code."""
    if source.suffix == ".safetensors":
        with safe_open(source, framework="pt") as file:
            for name in file.keys():  # noqa: SIM118, it is no dict
                yield Weight(name, file.get_tensor(name))
        return
    import torch

    state = torch.load(source, map_location="cpu", weights_only=True)
    state = state.get("state_dict", state)
    yield from (Weight(name.removeprefix("module."), value) for name, value in state.items() if torch.is_tensor(value))


def renamed_index(index: str, files: Mapping[str, str]) -> str:
    """*.safetensors.index.json of weights in several files, with the names that the files get in the folder."""
    known = json.loads(index)
    places = {file: Path(target).name for file, target in files.items()}
    known["weight_map"] = {tensor: places.get(file, file) for tensor, file in known["weight_map"].items()}
    return json.dumps(known, indent=1)


def megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
