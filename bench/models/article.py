"""CLIP's requests beside those who encode the labels in each of them: the handler of AWS's article first.

All have the same weights, the same threads and the same JPEG, and take turns. Cold: labels that were never sent before. Warm:
the same labels again, in another picture's request.
"""

import io
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import conftest
import torch
import transformers
from asking import ask, base64_of, encoded, item, json_item, picture
from PIL import Image
from shapes import SCRATCH, transformers_weights
from timing import TURNS, Call, in_turns, table
from torch import Tensor

LABELS = (300,)
ARTICLE = "the article's handler"
PIPELINE = "transformers' zero-shot pipeline"
OURS = "ours, the article's call"
BY_NAME = "ours, a bare picture and the name of the set"


class ArticlesHandler:
    """What the article's handler does with {"image", "prompt"}, written anew; without gradients, in its favour.

    All prompts go in one batch, padded to the longest.
    """

    def __init__(self, folder: Path) -> None:
        self.model = transformers.CLIPModel.from_pretrained(folder).eval()
        self.processor = transformers.CLIPProcessor.from_pretrained(folder)

    @torch.inference_mode()
    def __call__(self, data: bytes, prompts: list[str]) -> Tensor:
        """Scores, float32 [N]."""
        image = Image.open(io.BytesIO(data))
        inputs = self.processor(text=prompts, images=image, return_tensors="pt", padding=True, truncation=True)
        scores: Tensor = self.model(**inputs).logits_per_image.softmax(dim=1)[0]
        return scores


def compare(architecture: str, flavors: Callable[[int, int], list[str]], threads: int) -> None:
    """Prints the table of one architecture; `flavors` gives (count, seed) real phrases."""
    folder = transformers_weights(architecture)
    module = conftest.Artifact("clip", SCRATCH / "clip").started(model_id=str(folder), label_sets=str(SCRATCH / "sets"))
    torch.set_num_threads(threads)  # the tests' artifacts take one
    article = ArticlesHandler(folder)
    pipeline = transformers.pipeline("zero-shot-image-classification", model=str(folder))
    pictures = itertools.cycle(encoded(picture(1024, 768, seed=seed), "JPEG", quality=90) for seed in range(8))

    def calls(labels: list[str]) -> dict[str, Call]:
        data = next(pictures)
        prompts = _prompts(labels)
        opened: dict[str, Any] = {"candidate_labels": labels, "hypothesis_template": "a photo of {}"}
        body = json_item({"image": base64_of(data), "prompt": prompts})
        return {ARTICLE: lambda: article(data, prompts), PIPELINE: lambda: pipeline(Image.open(io.BytesIO(data)), **opened), OURS: lambda: ask(module, body)}

    def by_name(labels: list[str]) -> dict[str, Call]:
        data = next(pictures)
        name = ask(module, json_item({"image": base64_of(data), "candidate_labels": labels}))[1]["model"]["label_set"]
        return {BY_NAME: lambda: ask(module, item("image/jpeg", data, label_set=name, top_k="50"))}

    for few in calls(flavors(4, 0)).values():
        few()  # nobody's first call is counted
    for count in LABELS:
        sets = [flavors(count, seed) for seed in range(1, TURNS + 1)]
        cold = in_turns([calls(labels) for labels in sets])
        named = [by_name(labels) for labels in sets]
        warm = in_turns([calls(labels) | more for labels, more in zip(sets, named, strict=True)])
        note = f"Median of {TURNS} turns. The scores differ by {_difference(article, module, sets[0], next(pictures)):.0e} at most from {ARTICLE}'s."
        table(f"CLIP {architecture}, {count} labels, one request with a 1024 x 768 JPEG", note, ARTICLE, {"cold": cold, "warm": warm})


def _prompts(labels: list[str]) -> list[str]:
    return [f"a photo of {label}" for label in labels]


def _difference(article: ArticlesHandler, module: Any, labels: list[str], data: bytes) -> float:
    _, (row,) = ask(module, json_item({"image": base64_of(data), "prompt": _prompts(labels)}))
    return float((article(data, _prompts(labels)) - torch.tensor(row)).abs().max())
