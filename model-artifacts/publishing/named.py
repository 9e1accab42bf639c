"""Weights by the names of model_name.json: where they come from, which files, at which commit.

If names.json has no commit for a name, the name is resolved to the commit that its repository's main branch has now, and that
commit is written into names.json. Commit the changed file to Git: everybody then publishes the same weights.
"""

import fnmatch
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from hub import Unreachable, asked, check_pinned

KEPT = ("*.json", "*.txt", "*.model", "*.jinja")  # of a captioner: configuration and tokenizers
KEPT_OF_PIPELINE = ("*.json", "*.txt", "*.jinja", "*/*.safetensors")
KEPT_OF_CLIP = ("open_clip_config.json", "tokenizer*.json", "special_tokens_map.json", "vocab.*", "merges.txt", "*.model")


class Form(NamedTuple):
    """A pattern of weights' file names, and the stem of the published file, "" for the same name."""

    pattern: str
    stem: str


# The preferred form first.
WEIGHTS = (Form(r"model(-\d+-of-\d+)?\.safetensors(\.index\.json)?", ""), Form(r"pytorch_model(-\d+-of-\d+)?\.bin(\.index\.json)?", "model"))
WEIGHTS_OF_CLIP = (
    Form(r"open_clip_model\.safetensors", ""),
    Form(r"open_clip_pytorch_model\.safetensors", ""),
    Form(r"open_clip_pytorch_model\.bin", "open_clip_model"),
)


@dataclass(frozen=True)
class Source:
    """An entry of a model's sources: file -> its place in the folder, from one commit of one repository."""

    repository: str
    revision: str
    files: dict[str, str]
    half: str = "fp16"

    def as_json(self) -> dict[str, Any]:
        """As weights.json has it."""
        source = {"repository": self.repository, "revision": self.revision, "files": self.files}
        return source | ({"half": self.half} if self.half != "fp16" else {})


class Names:
    """names.json, and open_clip's own list."""

    def __init__(self, path: Path, endpoint: str | None) -> None:
        self.path, self.endpoint = path, endpoint
        self.known: dict[str, dict[str, dict[str, Any]]] = json.loads(path.read_text("utf-8"))

    def captioner(self, name: str) -> Source:
        """@raises ValueError for a name that is not known, Unreachable"""
        if name not in self.known["captioners"]:
            raise ValueError(f"there is no captioner called {name}: give one of {', '.join(self.known['captioners'])}")
        return self._source("captioners", name, KEPT, WEIGHTS, "")

    def clip(self, name: str, into: str) -> Source:
        """`into` is where in the folder its files go. @raises ValueError for a name that is not known, Unreachable"""
        if name not in self.known["clips"]:
            self.known["clips"][name] = {"repository": _of_open_clip(name), "revision": None}
        return self._source("clips", name, KEPT_OF_CLIP, WEIGHTS_OF_CLIP, into)

    def editor(self, name: str) -> Source:
        """A pipeline in diffusers' layout, folders and all. @raises ValueError for a name that is not known, Unreachable"""
        if name not in self.known["editors"]:
            raise ValueError(f"there is no editing model called {name}: give one of {', '.join(self.known['editors'])}")
        entry = self._pinned("editors", name)
        files = {file: file for file in self._files(entry) if any(fnmatch.fnmatch(file, kept) for kept in KEPT_OF_PIPELINE)}
        return Source(entry["repository"], entry["revision"], files, entry.get("half", "fp16"))

    def _source(self, kind: str, name: str, kept: tuple[str, ...], forms: tuple[Form, ...], into: str) -> Source:
        entry = self._pinned(kind, name)
        names = [file for file in self._files(entry) if "/" not in file]
        files = {file: into + target for file, target in chosen(names, kept, forms).items()}
        if not files:
            raise ValueError(f"{entry['repository']} has no weights that can be served")
        return Source(entry["repository"], entry["revision"], files, entry.get("half", "fp16"))

    def _pinned(self, kind: str, name: str) -> dict[str, Any]:
        """The entry with its commit; asks the hub if it has none yet, and writes it down. @raises Unreachable"""
        entry = self.known[kind][name]
        if entry["revision"] is None:
            try:
                entry["revision"] = asked(entry["repository"], "main", self.endpoint).sha
            except Unreachable as e:
                raise Unreachable(f"{self.path.name} has no commit for {name}, and {e}. Write the commit's 40 digits into that file, or go where the hub is reached") from e
            check_pinned(entry)
            entry.pop("note", None)  # which says that there is no commit
            self._write()
        check_pinned(entry)
        return entry

    def _files(self, entry: dict[str, Any]) -> list[str]:
        info = asked(entry["repository"], entry["revision"], self.endpoint)
        return sorted(file.rfilename for file in info.siblings or [])

    def _write(self) -> None:
        """Writes names.json, a line for each name."""
        kinds = []
        for kind, names in self.known.items():
            lines = ",\n".join(f"    {json.dumps(name)}: {_line(entry)}" for name, entry in names.items())
            kinds.append(f"  {json.dumps(kind)}: {{\n{lines}\n  }}")
        self.path.write_text("{\n" + ",\n".join(kinds) + "\n}\n", "utf-8")


def chosen(names: list[str], kept: tuple[str, ...], forms: tuple[Form, ...]) -> dict[str, str]:
    """{file: its name in the folder}: configuration, tokenizers, and the weights in the first form that the repository has.

    Pickled weights become safetensors, see hub.convert. Empty when there are no weights.
    """
    for form in forms:
        found = [name for name in names if re.fullmatch(form.pattern, name)]
        if found:
            targets = {name: _renamed(name, form.stem) for name in found}
            others = [n for n in names if any(fnmatch.fnmatch(n, k) for k in kept) and not n.endswith(".index.json")]
            return {name: name for name in others} | targets
    return {}


def _renamed(name: str, stem: str) -> str:
    if not stem:
        return name
    return re.sub(r"^(open_clip_)?pytorch_model", stem, name).replace(".bin", ".safetensors")


def _of_open_clip(name: str) -> str:
    """The repository of ARCHITECTURE/WEIGHTS."""
    from open_clip import list_pretrained
    from open_clip.pretrained import get_pretrained_cfg

    architecture, _, tag = name.partition("/")
    if (architecture, tag) not in list_pretrained():
        raise ValueError(f"there is no CLIP called {name}: give ARCHITECTURE/WEIGHTS of open_clip's list, or a name of names.json")
    parts = str(get_pretrained_cfg(architecture, tag).get("hf_hub", "")).split("/")
    if len(parts) < 2:
        raise ValueError(f"open_clip has {name} from no repository of the hub")
    return "/".join(parts[:2])


def _line(entry: dict[str, Any]) -> str:
    return "{ " + ", ".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in entry.items()) + " }"
