"""CLIP's requests beside those who encode the labels in each of them: the handler of AWS's article first.

All have the same weights, the same threads and the same JPEG, and take turns. Cold: labels that were never sent before. Warm:
the same labels again, in another picture's request.
"""

import io
import itertools

import conftest
import torch
import transformers
from asking import ask, base64_of, encoded, item, json_item, picture
from PIL import Image
from shapes import SCRATCH, transformers_weights
from timing import in_turns, times

LABELS = (300, 1000)
ROUNDS = 3
ARTICLE = "the article's handler: all prompts in one batch, padded to the longest"
PIPELINE = "transformers' zero-shot pipeline"
OURS = "ours, the article's call"
BY_NAME = "ours, a bare picture and the name of the set"


class ArticlesHandler:
    """What the article's handler does with {"image", "prompt"}, written anew; without gradients, in its favour."""

    def __init__(self, folder):
        self.model = transformers.CLIPModel.from_pretrained(folder).eval()
        self.processor = transformers.CLIPProcessor.from_pretrained(folder)

    @torch.inference_mode()
    def __call__(self, data, prompts):
        image = Image.open(io.BytesIO(data))
        inputs = self.processor(text=prompts, images=image, return_tensors="pt", padding=True, truncation=True)
        return self.model(**inputs).logits_per_image.softmax(dim=1)[0]


def compare(architecture, flavors, threads):
    """Prints the table of one architecture; `flavors` gives (count, seed) real phrases."""
    folder = transformers_weights(architecture)
    module = conftest.Artifact("clip", SCRATCH / "clip").started(model_id=str(folder), label_sets=str(SCRATCH / "sets"))
    torch.set_num_threads(threads)  # the tests' artifacts take one
    article = ArticlesHandler(folder)
    pipeline = transformers.pipeline("zero-shot-image-classification", model=str(folder))
    pictures = itertools.cycle(encoded(picture(1024, 768, seed=seed), "JPEG", quality=90) for seed in range(8))

    def calls(labels):
        data = next(pictures)
        prompts = [f"a photo of {label}" for label in labels]
        opened = {"candidate_labels": labels, "hypothesis_template": "a photo of {}"}
        body = json_item({"image": base64_of(data), "prompt": prompts})
        return {ARTICLE: lambda: article(data, prompts), PIPELINE: lambda: pipeline(Image.open(io.BytesIO(data)), **opened), OURS: lambda: ask(module, body)}

    def by_name(labels):
        data = next(pictures)
        name = ask(module, json_item({"image": base64_of(data), "candidate_labels": labels}))[1]["model"]["label_set"]
        return {BY_NAME: lambda: ask(module, item("image/jpeg", data, label_set=name, top_k="50"))}

    for few in calls(flavors(4, 0)).values():
        few()  # nobody's first call is counted
    for count in LABELS:
        sets = [flavors(count, seed) for seed in range(1, ROUNDS + 1)]
        cold = in_turns([calls(labels) for labels in sets])
        named = [by_name(labels) for labels in sets]
        warm = in_turns([calls(labels) | more for labels, more in zip(sets, named, strict=True)])
        print(f"\n### CLIP {architecture}, {count} labels, one request with a 1024 x 768 JPEG, median of {ROUNDS}\n")
        print(f"The largest difference between the article's scores and ours: {_difference(article, module, sets[0], next(pictures)):.0e}.\n")
        print("| | cold: wall, CPU s | warm: wall, CPU s | the article's handler takes, cold: wall, CPU | warm: wall, CPU |")
        print("|---|---:|---:|---:|---:|")
        for name in warm:
            _row(name, cold, warm)


def _difference(article, module, labels, data):
    prompts = [f"a photo of {label}" for label in labels]
    _, (row,) = ask(module, json_item({"image": base64_of(data), "prompt": prompts}))
    return (article(data, prompts) - torch.tensor(row)).abs().max().item()


def _row(name, cold, warm):
    said = [f"{took[name][0]:,.3f}, {took[name][1]:,.3f}" if name in took else "" for took in (cold, warm)]
    against = [", ".join(times(took[ARTICLE][i] / took[name][i]) for i in (0, 1)) if name in took else "" for took in (cold, warm)]
    print(f"| {' | '.join([name, *said, *against])} |", flush=True)
