"""All phrases as one matrix that stays in memory, and the exact best of them for a picture.

clip-interrogator keeps a list of vectors, stacks them anew for each picture and takes the best 40 of each chunk, so
that a good phrase can be lost. Here one product gives all similarities, and the top k are the top k: equal ones in the
order of the phrases, also when the least similar are asked for.
"""

import copy
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

import weights
import words
from clip_texts import Texts
from towers import Towers

log = logging.getLogger(__name__)
STEP = 8192
FILE = "words-full.safetensors"  # of the full lists, which contain the sellers'


class Ranking:
    """M phrases, table after table, with their embeddings of length D; or a view of some of the phrases, see of()."""

    def __init__(self, tables: Mapping[str, list[str]], matrix: Tensor, device: torch.device) -> None:
        self.phrases = [phrase for table in tables.values() for phrase in table]
        self.matrix = matrix.float().to(device).contiguous()  # float32 [M, D]
        starts = dict(zip(tables, np.cumsum([0, *map(len, tables.values())]), strict=False))
        self.places = {name: np.arange(starts[name], starts[name] + len(table)) for name, table in tables.items()}
        self._finish()

    def of(self, tables: Mapping[str, list[str]]) -> "Ranking":
        """A view of the same matrix that sees these tables only; each of their phrases must be in it.

        @raises ValueError for a phrase that is not
        """
        merged = {self.phrases[place]: place for place in self.places["merged"].tolist()}
        negative = {self.phrases[place]: place for place in self.places["negative"].tolist()}
        view = copy.copy(self)
        try:
            view.places = {
                name: np.array([(negative if name == "negative" else merged)[phrase] for phrase in table], dtype=np.int64)
                for name, table in tables.items()
            }
        except KeyError as e:
            raise ValueError(f"{e} is in none of the full word lists") from e
        view._finish()
        return view

    def similarities(self, vector: Tensor) -> Tensor:
        """Cosines of all phrases with the picture's embedding [D], float32 [M] on the CPU."""
        return (self.matrix @ vector.to(self.matrix.device)).cpu()

    def top(self, similarities: Tensor, table: str, count: int, reverse: bool = False) -> list[int]:
        """Places of the `count` most (or least) similar phrases of a table, best first."""
        places = self.places[table]
        values = similarities[torch.from_numpy(places)]
        return [int(places[i]) for i in top(-values if reverse else values, count)]

    def table_of(self, place: int) -> str:
        """The table that a phrase is in."""
        return next(name for name, members in self.members.items() if place in members)

    def _finish(self) -> None:
        self.members = {name: frozenset(places.tolist()) for name, places in self.places.items()}
        self.places["merged"] = np.concatenate([self.places[name] for name in words.MERGED])
        self.members["merged"] = frozenset(self.places["merged"].tolist())


def top(values: Tensor, count: int) -> list[int]:
    """Indices of the `count` largest of values [N], largest first, equal ones by index, as topk does not promise."""
    numbers, count = values.numpy(), min(count, len(values))  # numpy's: one thread, and nobody to wait for
    if count == 0:
        return []
    above = np.flatnonzero(numbers >= np.partition(numbers, -count)[-count])
    return [int(i) for i in above[np.argsort(-numbers[above], kind="stable")[:count]]]


def load(
    towers: Towers, device: torch.device, tables: Mapping[str, list[str]], folders: Sequence[Path], name: str = FILE
) -> Ranking:
    """The Ranking of these tables: from the first folder that has it, else computed, and kept in the last one if that can be written."""
    digest = words.digest(tables)
    for folder in folders:
        path = Path(folder, name)
        if path.is_file():
            try:
                return Ranking(tables, read(path, towers.fingerprint, digest), device)
            except (ValueError, KeyError, OSError, SafetensorError) as e:
                log.warning("%s is not used: %s", path, e)
    log.warning("%s is missing: it is computed now; publish it with the weights to start faster", name)
    matrix = compute(towers.texts, tables)
    try:
        write(Path(folders[-1], name), matrix, towers.fingerprint, digest)
    except (OSError, SafetensorError) as e:  # a full disk is no reason to compute for minutes, and then not to start
        log.warning("%s is not kept: %s", name, e)
    return Ranking(tables, matrix, device)


def compute(
    texts: Texts,
    tables: Mapping[str, list[str]],
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Tensor:
    """Embeddings of all phrases, float16 [M, D]: short ones with short ones, so that nothing is spent on padding."""
    phrases = [phrase for table in tables.values() for phrase in table]
    order = sorted(range(len(phrases)), key=lambda i: len(phrases[i]))
    parts = []
    for start in range(0, len(order), STEP):
        parts.append(texts.encode([phrases[i] for i in order[start : start + STEP]]).half().cpu())
        progress(min(start + STEP, len(order)), len(order))
    return torch.cat(parts)[torch.tensor(order).argsort()]


def write(path: Path, matrix: Tensor, fingerprint: str, digest: str) -> None:
    """@raises OSError, SafetensorError"""
    weights.save({"embeddings": matrix.contiguous()}, path, {"model": fingerprint, "words": digest})


def read(path: Path, fingerprint: str, digest: str) -> Tensor:
    """The embeddings in this file. Raises ValueError if another model or other word lists made it."""
    with safe_open(path, framework="pt") as file:
        if file.metadata() != {"model": fingerprint, "words": digest}:
            raise ValueError(f"{path.name} was made by another model or for other word lists")
        matrix: Tensor = file.get_tensor("embeddings")  # float16 [M, D]
    return matrix
