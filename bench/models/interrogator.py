"""The Interrogator's parts beside those of the article's handler, which is clip-interrogator 0.6.0 itself.

Both have the same weights, threads and phrases, and take turns; what they choose is compared.
"""

import hashlib
import random
from types import SimpleNamespace
from typing import Any

import conftest
import numpy as np
import open_clip
import torch
from open_clip.factory import get_model_config
from safetensors.numpy import save_file
from shapes import SCRATCH, weights
from timing import TURNS, Call, in_turns, scaled, table
from torch import Tensor
from torch.nn import functional

ARTICLE = "the article's handler (clip-interrogator)"
OURS = "ours"
FLAVORS = 100_970
RANKINGS = 15  # turns; a ranking takes a hundredth of a second
STEP = 48  # phrases of a step of the chain; the article's has 2,048
SAMPLES = {ARTICLE: 48, OURS: 384}  # phrases that are embedded in a turn
PROMPT = "a red coffee mug on a wooden table next to a window, studio lighting, product photo, soft shadows, 8 k"


def artifact() -> None:
    """Makes the Interrogator's modules importable."""
    conftest.Artifact("clip-interrogator", SCRATCH / "interrogator")


def flavors(count: int, seed: int = 1) -> list[str]:
    """Real phrases of real lengths."""
    artifact()
    import words

    return random.Random(seed).sample(words.load("full")["flavors"], count)


def _unit(*shape: int) -> Tensor:
    """Random rows of length 1."""
    return functional.normalize(torch.randn(*shape), dim=-1)


def _label_table(labels: list[str], embeds: Tensor) -> Any:
    """clip-interrogator's LabelTable with these embeddings, without its computing them."""
    from clip_interrogator import Config
    from clip_interrogator.clip_interrogator import LabelTable

    made = LabelTable.__new__(LabelTable)
    made.config = Config(quiet=True)
    made.chunk_size, made.device, made.labels = made.config.chunk_size, "cpu", labels
    made.embeds = list(embeds.numpy())
    return made


def ranking(architecture: str) -> None:
    """The best flavors for a picture. Only warm: what is embedded is in memory."""
    artifact()
    import ranking as ours
    import words

    size = get_model_config(architecture)["embed_dim"]
    labels = [str(i) for i in range(FLAVORS)]
    torch.manual_seed(0)
    embeds, vector = _unit(FLAVORS, size).half(), _unit(size)
    together = embeds.clone()
    together[5000:6500] = functional.normalize(embeds[5000:6500].float() + 0.2 * vector, dim=-1).half()
    for kind, matrix in (("at random", embeds), ("together: 1,500 good ones side by side in the list", together)):
        theirs = _label_table(labels, matrix.float())
        tables: dict[str, list[str]] = {name: [] for name in (*words.MERGED, "negative")} | {"flavors": labels}
        mine = ours.Ranking(tables, matrix, torch.device("cpu"))
        exact = (matrix.double() @ vector.double()).argsort(descending=True).tolist()
        for k in (32, 2048):
            rank: dict[str, Any] = {
                ARTICLE: lambda: list(map(int, theirs.rank(vector[None], k))),
                OURS: lambda: mine.top(mine.similarities(vector), "flavors", k),
            }
            recall = {name: len(set(call()) & set(exact[:k])) / k for name, call in rank.items()}
            note = f"Median of {RANKINGS} turns. Of the best {k:,} {ARTICLE} finds {recall[ARTICLE]:.3f}, ours {recall[OURS]:.3f}."
            table(f"Ranking {FLAVORS:,} flavors of {size} numbers, {kind}: the best {k:,}", note, ARTICLE, {"warm": in_turns([rank] * RANKINGS)})


def _model(architecture: str) -> Any:
    model, _ = open_clip.create_model_from_pretrained(f"local-dir:{weights(architecture)}")
    return model.eval()


def chain(architecture: str) -> None:
    """One step of the chain. Cold: phrases that were never asked for. Warm: the next step, with the same phrases and a longer prompt."""
    artifact()
    from clip_interrogator import Config, Interrogator
    from clip_texts import TextTower, joined

    model = _model(architecture)
    theirs = Interrogator.__new__(Interrogator)
    theirs.config, theirs.device, theirs.clip_model = Config(quiet=True), "cpu", model
    theirs.clip_offloaded, theirs.tokenize = False, open_clip.get_tokenizer(architecture)
    tower = TextTower(model, theirs.tokenize)
    vector = _unit(model.text_projection.shape[1])
    chosen: dict[str, list[str]] = {ARTICLE: [], OURS: []}

    def step(prompt: str, phrases: list[str]) -> dict[str, Call]:
        texts = [joined(prompt, phrase) for phrase in phrases]
        return {
            ARTICLE: lambda: chosen[ARTICLE].append(theirs.rank_top(vector[None], texts)),
            OURS: lambda: chosen[OURS].append(texts[int((tower.encode_after(prompt, phrases) @ vector).argmax())]),
        }

    step(PROMPT, flavors(2, 0))[OURS]()  # nobody's first call is counted
    step(PROMPT, flavors(2, 0))[ARTICLE]()
    sets = [flavors(STEP, seed) for seed in range(1, TURNS + 1)]
    cold = in_turns([step(PROMPT, phrases) for phrases in sets])
    warm = in_turns([step(joined(PROMPT, phrases[0]), phrases) for phrases in sets])
    note = f"Median of {TURNS} turns. Both choose the same: {chosen[ARTICLE] == chosen[OURS]}."
    table(f"Chain {architecture}: one step over {STEP} phrases, prompt of {len(tower.ids(PROMPT))} tokens", note, ARTICLE, {"cold": cold, "warm": warm})


def tables(architecture: str) -> None:
    """The embeddings of all phrases. Cold: computed, reckoned from samples. Warm: read from the file in which they are kept."""
    artifact()
    import ranking as ours
    import words
    from clip_interrogator import Config
    from clip_interrogator.clip_interrogator import LabelTable
    from clip_texts import TextTower

    known = words.load("full")
    phrases = [phrase for part in known.values() for phrase in part]
    model = _model(architecture)
    tower = TextTower(model, open_clip.get_tokenizer(architecture))
    folder = SCRATCH / "tables"
    matrix = _unit(len(phrases), model.text_projection.shape[1]).half()
    ours.write(folder / ours.FILE, matrix, "model", words.digest(known))
    about = Config(quiet=True, cache_path=str(folder), download_cache=False, device="cpu", clip_model_name=architecture)
    handler = SimpleNamespace(config=about, clip_model=model, tokenize=tower.tokenizer)
    save_file({"embeds": matrix.numpy(), "hash": _hash(phrases)}, folder / f"{architecture}_all.safetensors")

    def computed(seed: int) -> dict[str, Call]:
        few, many = (random.Random(seed).sample(phrases, count) for count in SAMPLES.values())
        return {ARTICLE: lambda: LabelTable(few, None, handler), OURS: lambda: ours.compute(tower, {"flavors": many})}

    def read() -> ours.Ranking:
        return ours.Ranking(known, ours.read(folder / ours.FILE, "model", words.digest(known)), torch.device("cpu"))

    cold = {name: scaled(took, len(phrases) / SAMPLES[name]) for name, took in in_turns([computed(seed) for seed in range(TURNS)]).items()}
    kept: dict[str, Call] = {ARTICLE: lambda: LabelTable(phrases, "all", handler), OURS: read}
    warm = in_turns([kept] * TURNS)
    samples = " and ".join(f"{count} ({name})" for name, count in SAMPLES.items())
    note = f"Median of {TURNS} turns. Cold is reckoned from random samples of {samples} phrases."
    table(f"Embeddings of all {len(phrases):,} phrases, {architecture}", note, ARTICLE, {"cold": cold, "warm": warm})


def _hash(labels: list[str]) -> Any:
    """What clip-interrogator keeps of the labels, to know its file again."""
    return np.array([ord(c) for c in hashlib.sha256(",".join(labels).encode()).hexdigest()], dtype=np.int8)
